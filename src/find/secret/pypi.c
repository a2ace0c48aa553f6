/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PyPI: tokens are macaroons (libmacaroons, format 2) in base64url: a version byte; fields of type, length and
 * bytes in sections that a zero ends (location and identifier, then caveats); a signature of 32 bytes.
 */
#include "base/base64.h"
#include "base/rd.h"
#include "find/lib/secret_context.h"

/* The field at the cursor; 0 is the end of a section. */
static uint8_t field(struct rd *r, struct str *value)
{
	uint8_t type = rd_u8(r);
	*value = type ? rd_take(r, (size_t)rd_varint(r)) : str_make(NULL, 0);
	return type;
}

static bool check_macaroon(struct secret_candidate *c)
{
	struct str bytes, value, location;
	if (!base64_decode(c->scratch, str_from(c->value, 5), &bytes))
		return false;
	struct rd r = rd_of(bytes);
	if (rd_u8(&r) != 2 || field(&r, &location) != 1 || field(&r, &value) != 2 ||
	    field(&r, &value) != 0)
		return false;
	/* sections of caveats, until an empty one */
	for (uint8_t type; (type = field(&r, &value)) != 0;)
		while (type && !r.bad)
			type = field(&r, &value);
	c->proven = field(&r, &value) == 6 && value.n == 32 && !r.bad && !rd_left(&r);
	c->detail = str_printf(c->scratch, "for %.*s", STRF(location));
	return c->proven;
}

static const struct secret_rule rules[] = {
	{
		.id = "pypi-token",
		.title = "PyPI upload token",
		.pattern = "\\bpypi-Ag(?:EIcHlwaS5vcmc|ENdGVzdC5weXBpLm9yZw)[\\w-]{50,1000}",
		.severity = SEVERITY_CRITICAL,
		.entropy = 4,
		.check = check_macaroon,
		.rotate =
			"Remove it under Account settings > API tokens; use trusted publishing instead, and check the releases uploaded since.",
		.match = SAMPLES(
			"TWINE_PASSWORD=pypi-AgEIcHlwaS5vcmcCJGFkYzRhOTcwMzc4NDM0ZWE1ZDQxMjBjNDNjZmJlMzAyMTU4MwACKlszLCIwZjZkYTY3"
			"MWU1N2MzODJlODFjNDM2NTlhMDNmNjc2YmMyZWIiXQAABiC2Q5RGRHs1xfBKwjNykDnQjFtYGgnrjOZyN3dJzXb_EQ",
			"password = pypi-AgENdGVzdC5weXBpLm9yZwIkZTZjYTZkMDRiYTdjNDZlM2JmOGI2MmEyNTg2Y2YxZWMyMWZkAAIqWzMsIjgyYTR"
			"jMGExNTRkYWY0YzBmMzU0YjNlZDA2NDhkYzVlYTQ2MSJdAAAGIO6OliJxYlgO6JAZPGj5hnLjx7y9JJ3bwmbaAwyC07dJ"),
		.miss = SAMPLES("pypi-AgEIcHlwaS5vcmc1agx80qdB_"
				"VpRTWPp7ma",
				"TWINE_PASSWORD=xxxxxxxxxxxxxxxx", "password = py"),
	},
	{
		.id = "pypirc-password",
		.title = "Password in .pypirc",
		.pattern =
			"\\[(?:pypi|testpypi|distutils|[\\w-]{2,30})\\]\\s{1,8}(?:repository\\s{0,3}[=:][^\\n]{1,200}\\s{1,8})?username\\s{0,3}[=:][^\\n]{1,100}\\s{1,8}password\\s{0,3}[=:]\\s{0,3}([^\\s#;]{4,400})",
		.flags = SECRET_CASELESS | SECRET_GENERIC,
		.severity = SEVERITY_HIGH,
		.entropy = 2.5,
		.check = secret_is_random,
		.rotate =
			"Change the password (or revoke the token) at the index that the section names; pass .pypirc to the build with RUN --mount=type=secret.",
		.match = SAMPLES(
			"[pypi]\nusername = acme\npassword = y6hy9QH"
			"C1uCnkn\n",
			"[internal]\nrepository: https://pypi.acme.io/simple\nusername: ci\npassword: LxoN0Ydy"
			"Mf9y3REY\n"),
		.miss = SAMPLES(
			"[pypi]\nusername = __token__\npassword = ${PYPI_TOKEN}\n",
			"[pypi]\nusername = me\n",
			"[pypi]\nusername = acme\npassword = xxxxxxxxxxxxxx\n",
			"[internal]\nrepository: https://pypi.acme.io/simple\nusername: ci\npassword: X\n"),
	},
};

const struct secret_set secret_set_pypi = { "PyPI", rules, ARRAY_LEN(rules) };
