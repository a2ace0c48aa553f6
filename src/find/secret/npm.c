/* SPDX-License-Identifier: Apache-2.0 */
/*
 * npm: access tokens (30 random characters and their CRC-32 in base 62), and what .npmrc holds.
 */
#include "base/base64.h"
#include "find/lib/secret_context.h"
#include "find/lib/token.h"

static bool check_sum(struct secret_candidate *c)
{
	struct str random = str_from(c->value, 4);
	c->proven = token_crc32_base62(str_slice(random, 0, 30), str_from(random, 30));
	if (!c->proven)
		c->detail = STR("its checksum does not hold: mistyped or made up");
	return true;
}

/* Code assigns variables of this name too; there the value is no base64 of a length that fits. */
static bool check_base64(struct secret_candidate *c)
{
	struct str text;
	return c->value.n % 4 == 0 && !token_is_words(c->value) &&
	       base64_decode(c->scratch, c->value, &text);
}

static const struct secret_rule rules[] = {
	{
		.id = "npm-access-token",
		.title = "npm access token",
		.pattern = "\\bnpm_[A-Za-z0-9]{36}\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.5,
		.check = check_sum,
		.rotate =
			"Run `npm token revoke` on it (or under Access tokens at npmjs.com); publish with trusted publishing instead, and check the versions published since.",
		.match = SAMPLES("//registry.npmjs.org/:_authToken=npm_PmeRca5pVi1IevC5ib"
				 "X8A5b4oQ8jgx1z3YXp",
				 "NPM_TOKEN=npm_iGotQRAgJrcmft4avW"
				 "c9VIb6NXMuGr3OVAiH"),
		.miss = SAMPLES("//registry.npmjs.org/:_authToken=npm_xxxxxxxxxxxxxxxx",
				"NPM_TOKEN=npm_s8"),
	},
	{
		.id = "npmrc-auth-token",
		.title = "Registry token in .npmrc",
		.pattern = ":_authToken\\s{0,3}=\\s{0,3}\"?([A-Za-z0-9+/_.~=-]{16,2000})",
		.flags = SECRET_GENERIC,
		.severity = SEVERITY_HIGH,
		.entropy = 2.5,
		.check = secret_is_random,
		.rotate =
			"Revoke the token at the registry that the line names; pass .npmrc to the build with RUN --mount=type=secret.",
		.match = SAMPLES("//npm.acme.io/:_authToken=6ec370f4-d469-4562"
				 "-93f8-a16ad06a38a7",
				 "//npm.acme.io/:_authToken=\"FWcgpFGslrHR06my7OS0"
				 "upv1PQBaS56j2nTUxp1e\""),
		.miss = SAMPLES("//npm.acme.io/:_authToken=${NPM_TOKEN}",
				"//r/:_authToken=$NPM_TOKEN_FOR_BUILD",
				"//npm.acme.io/:_authToken=00000000-0000-0000-0000-000000000000",
				"//npm.acme.io/:_authToken=\"Evz\""),
	},
	{
		.id = "npmrc-password",
		.title = "Registry password in .npmrc",
		.pattern = "\\b_(?:password|auth)\\s{0,3}=\\s{0,3}\"?([A-Za-z0-9+/]{8,512}={0,2})",
		.flags = SECRET_GENERIC,
		.severity = SEVERITY_HIGH,
		.entropy = 2.5,
		.check = check_base64,
		.rotate =
			"Change the password at the registry (base64 hides nothing); pass .npmrc to the build with RUN --mount=type=secret.",
		.match = SAMPLES("_auth=Y2k6YTBXWm9s"
				 "ZFNPRXZORTc=",
				 "//npm.acme.io/:_password=oxhVbc7XgoLb"
				 "VcwIfonBpV8F"),
		.miss = SAMPLES("_auth = ${NPM_AUTH}", "_password = request_password",
				"_auth=xxxxxxxxxxxxxxxx", "//npm.acme.io/:_password=od"),
	},
};

const struct secret_set secret_set_npm = { "npm", rules, ARRAY_LEN(rules) };
