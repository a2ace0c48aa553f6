/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Private keys in the forms that programs write them: PEM (RFC 7468: PKCS#1, SEC 1, DSA, PKCS#8), OpenSSH
 * (PROTOCOL.key), OpenPGP (RFC 9580), PuTTY, JSON web keys (RFC 7517), XML of .NET.
 *
 *     -----BEGIN RSA PRIVATE KEY-----      the pattern
 *     MIIEpAIBAAKCAQEA…                    base64, lines broken in any way: "\n" of JSON, quotes of source
 *     -----END RSA PRIVATE KEY-----        code, indentation of YAML
 *            │
 *            └─► DER: SEQUENCE { version, numbers … }   or  "openssh-key-v1\0", cipher, kdf …
 *
 * Must stay true: a key is told only when its structure holds from the first to the last byte; armour with
 * "..." between is documentation. Whether a passphrase protects it is read from the structure, not from the
 * name in the armour. Keys are not tried out: that they fit a certificate is nothing one needs to know to
 * throw them away.
 */
#include "base/base64.h"
#include "base/rd.h"
#include "find/lib/secret_context.h"

/* What is told of a key. */
struct key {
	const char *kind;
	size_t bits; /* 0: not told */
	bool encrypted;
};

/* ---- the body between the lines ---- */

static bool is_base64(char x)
{
	return char_is_alnum(x) || x == '+' || x == '/';
}

/* From one string literal to the next: quotes with an operator, spaces and line ends between. */
static size_t next_literal(struct str s, size_t at)
{
	char quote = s.p[at];
	for (size_t i = at + 1; i < s.n; i++) {
		if (s.p[i] == quote)
			return i + 1;
		if (!char_is_space(s.p[i]) && !strchr("+,.&\\", s.p[i]))
			break;
	}
	return at + 1;
}

/* The base64 digits of a body, without what source code and configuration put between lines. */
static bool digits_of(struct arena *a, struct str body, struct str *out)
{
	char *p = arena_bytes(a, body.n + 1);
	size_t n = 0, junk = 0;
	for (size_t i = 0; i < body.n;) {
		char x = body.p[i];
		if (x == '\\') {
			while (i < body.n && body.p[i] == '\\')
				i++;
			i += i < body.n && strchr("nrt", body.p[i]);
		} else if (x == '"' || x == '\'') {
			i = next_literal(body, i);
		} else {
			if (is_base64(x) || x == '=')
				p[n++] = x;
			else
				junk += !char_is_space(x);
			i++;
		}
	}
	*out = str_make(p, n);
	return n >= 40 && junk <= 64;
}

/* The bytes between the armour, and the value widened to the whole block. */
static bool body_of(struct secret_candidate *c, struct str *out)
{
	struct str digits, body;
	size_t end = str_find(c->after, STR("-----END"));
	if (end == SIZE_MAX)
		return false;
	body = str_slice(c->after, 0, end);
	/* headers of the older form (RFC 1421) end with an empty line */
	size_t header = str_find(body, STR("DEK-Info:"));
	if (header != SIZE_MAX) {
		struct str rest = str_from(body, header), line;
		while (str_next_line(&rest, &line) && str_trim(line).n)
			;
		body = rest;
	}
	if (!digits_of(c->scratch, body, &digits) || !base64_decode(c->scratch, digits, out))
		return false;
	size_t close = str_find(str_from(c->after, end + 8), STR("-----"));
	size_t stop = end + 8 + (close == SIZE_MAX ? 0 : close + 5);
	if (c->after.p == c->match.p + c->match.n)
		c->value = str_make(c->match.p, c->match.n + stop);
	return true;
}

/* ---- DER ---- */

/* The next element, when it has this tag. */
static bool element(struct rd *r, uint8_t tag, struct str *content)
{
	if (rd_u8(r) != tag)
		r->bad = true;
	size_t n = rd_u8(r);
	if (n >= 0x80)
		n = n > 0x84 || n == 0x80 ? SIZE_MAX : (size_t)rd_be(r, n & 0x7f);
	*content = rd_take(r, n);
	return !r->bad;
}

/* How many INTEGERs stand next; the second one's length in bits. */
static size_t integers(struct rd *r, size_t *bits)
{
	size_t n = 0;
	struct str number;
	while (rd_left(r) && *r->p == 2 && element(r, 2, &number)) {
		if (n++ == 1)
			*bits = (number.n - (number.n && number.p[0] == 0)) * 8;
	}
	return n;
}

static const char *algorithm(struct str identifier)
{
	static const struct {
		const char *oid;
		size_t n;
		const char *name;
	} known[] = {
		{ "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01", 9, "RSA" },
		{ "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a", 9, "RSA-PSS" },
		{ "\x2a\x86\x48\xce\x3d\x02\x01", 7, "EC" },
		{ "\x2a\x86\x48\xce\x38\x04\x01", 7, "DSA" },
		{ "\x2b\x65\x70", 3, "Ed25519" },
		{ "\x2b\x65\x6e", 3, "X25519" },
		{ "\x2b\x65\x71", 3, "Ed448" },
	};
	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (str_eq(identifier, str_make(known[i].oid, known[i].n)))
			return known[i].name;
	return "a private key";
}

static bool parse_der(struct str bytes, struct key *out)
{
	struct rd outer = rd_of(bytes);
	struct str content, part;
	if (!element(&outer, 0x30, &content) || rd_left(&outer))
		return false;
	struct rd r = rd_of(content), probe = r;
	size_t n = integers(&probe, &out->bits);
	if ((n == 9 || n == 6) && !probe.bad && !rd_left(&probe)) {
		out->kind = n == 9 ? "RSA" : "DSA";
		return out->bits >= 256;
	}
	out->bits = 0;
	/* EncryptedPrivateKeyInfo begins with the algorithm, all others with a version */
	out->encrypted = n == 0;
	out->kind = "a private key";
	if (n == 0)
		return element(&r, 0x30, &part) && element(&r, 4, &content) && !rd_left(&r) &&
		       part.n >= 10 && content.n >= 16;
	if (n != 1 || !element(&r, 2, &part))
		return false;
	probe = r;
	if (element(&probe, 4, &part)) {
		out->kind = "EC";
		return part.n >= 20 && part.n <= 80;
	}
	if (!element(&r, 0x30, &part) || !element(&r, 4, &content) || content.n < 16)
		return false;
	struct rd id = rd_of(part);
	if (!element(&id, 6, &part))
		return false;
	out->kind = algorithm(part);
	return true;
}

/* string: 32 bits of length, and as many bytes */
static struct str ssh_string(struct rd *r)
{
	return rd_take(r, (size_t)rd_be(r, 4));
}

static bool parse_openssh(struct str bytes, struct key *out)
{
	static const char magic[] = "openssh-key-v1";
	struct rd r = rd_of(bytes);
	if (!str_eq(rd_take(&r, sizeof(magic)), str_make(magic, sizeof(magic))))
		return false;
	out->encrypted = !str_is(ssh_string(&r), "none");
	ssh_string(&r); /* key derivation */
	ssh_string(&r);
	uint64_t keys = rd_be(&r, 4);
	struct str public = ssh_string(&r), private = ssh_string(&r);
	struct rd p = rd_of(public);
	struct str kind = ssh_string(&p);
	out->kind = str_is(kind, "ssh-rsa")	   ? "RSA"
		    : str_is(kind, "ssh-ed25519")  ? "Ed25519"
		    : str_is(kind, "ssh-dss")	   ? "DSA"
		    : str_starts(kind, STR("ecd")) ? "EC"
						   : "a key";
	return !r.bad && keys >= 1 && private.n >= 32;
}

/* ---- the rules ---- */

static bool read_key(struct secret_candidate *c, struct key *out)
{
	*out = (struct key){ 0 };
	struct str bytes;
	if (!body_of(c, &bytes))
		return false;
	size_t end = str_find(c->after, STR("-----END"));
	if (str_has(str_slice(c->after, 0, end), STR("4,ENCRYPTED"))) {
		*out = (struct key){ .kind = "a private key", .encrypted = true };
		return bytes.n >= 32;
	}
	return parse_openssh(bytes, out) || parse_der(bytes, out);
}

static void tell(struct secret_candidate *c, const struct key *k)
{
	c->proven = true;
	static const char *const folders[] = { "/test/",     "/tests/",	   "/testdata/",
					       "/fixtures/", "/examples/", "/__tests__/" };
	const char *where = "";
	for (size_t i = 0; i < ARRAY_LEN(folders); i++)
		if (str_has(c->path, str_of(folders[i])))
			where = ", in a folder of tests or examples";
	const char *how = k->encrypted ? ", with a passphrase" : "";
	if (k->bits)
		c->detail =
			str_printf(c->scratch, "%s, %zu bits%s%s", k->kind, k->bits, how, where);
	else
		c->detail = str_printf(c->scratch, "%s%s%s", k->kind, how, where);
}

static bool check_plain(struct secret_candidate *c)
{
	struct key k;
	if (!read_key(c, &k) || k.encrypted)
		return false;
	tell(c, &k);
	return true;
}

static bool check_encrypted(struct secret_candidate *c)
{
	struct key k;
	if (!read_key(c, &k) || !k.encrypted)
		return false;
	tell(c, &k);
	return true;
}

/* A packet of type 5, in the old or the new form of its first byte. */
static bool check_pgp(struct secret_candidate *c)
{
	struct str digits, bytes, line;
	size_t end = str_find(c->after, STR("-----END"));
	if (end == SIZE_MAX)
		return false;
	struct str body = str_slice(c->after, 0, end), rest = body;
	/* headers ("Version: …") end with an empty line, which stands there without headers too */
	str_next_line(&rest, &line);
	while (str_next_line(&rest, &line) && str_trim(line).n)
		;
	size_t sum = str_rfind_char(rest, '=');
	struct str data = sum != SIZE_MAX && rest.n - sum < 8 ? str_slice(rest, 0, sum) : rest;
	if (!digits_of(c->scratch, data.n ? data : body, &digits))
		return false;
	digits.n -= digits.n % 4 == 1;
	if (!base64_decode(c->scratch, digits, &bytes) || bytes.n < 64)
		return false;
	uint8_t first = (uint8_t)bytes.p[0];
	bool new_form = first & 0x40;
	c->proven = (first & 0x80) && (new_form ? first & 0x3f : (first >> 2) & 0xf) == 5;
	c->value = c->proven ? digits : c->value;
	return c->proven;
}

static bool check_putty(struct secret_candidate *c)
{
	struct str after = str_slice(c->after, 0, SECRET_SPAN), digits, line;
	size_t at = str_find(after, STR("Private-Lines:"));
	if (at == SIZE_MAX)
		return false;
	struct str rest = str_from(after, at);
	str_next_line(&rest, &line);
	size_t end = str_find(rest, STR("Private-MAC:"));
	c->proven = digits_of(c->scratch, str_slice(rest, 0, end), &digits);
	if (c->proven)
		c->value = digits;
	return c->proven;
}

static bool check_web_key(struct secret_candidate *c)
{
	struct str before = str_from(c->before, c->before.n > 2048 ? c->before.n - 2048 : 0);
	struct str bytes;
	c->proven = (str_has(before, STR("\"kty\"")) ||
		     str_has(str_slice(c->after, 0, 2048), STR("\"kty\""))) &&
		    base64_decode(c->scratch, c->value, &bytes);
	return c->proven;
}

#define REPLACE \
	"Make a new key pair, replace the public key or certificate wherever it is trusted, and have the old certificate revoked; mount keys at run time."

static const struct secret_rule rules[] = {
	{
		.id = "private-key",
		.title = "Private key",
		.pattern = "-----BEGIN (?:[A-Z0-9]{2,8} )?PRIVATE KEY-----",
		.flags = SECRET_KEPT,
		.severity = SEVERITY_CRITICAL,
		.check = check_plain,
		.rotate = REPLACE,
		.match = SAMPLES(
			"-----BEGIN RSA PRIV"
			"ATE KEY-----\n"
			"MIIBOwIBAAJBANTau+KGimH8gg4ACX/Y4TvuhNSS1+mWe/KPrl+HdIJSwRHjrpHw\n"
			"EiOSZ0J/K6tMV4LqDwDmrsfA/tdLxrta9w8CAwEAAQJAcyBn1Qr+GCeSVG4ytSKi\n"
			"GF9XGv7dp2sMWVLbdrH2E3IgIgn2loUDTFweDhVXdFnzyHBy+wcyktDADcAPtiXh\n"
			"IQIhAPfEbTLi0MdYRpkkr6FEn+jj78T/Rdfb3O22wGVRmU4fAiEA2+1UVS/jFU/p\n"
			"X3G+FL+2FkcvTZl4eJ2m7uXxpDN8WRECICfUDJW8fkE9QIQHsK/k3yvJ0FZDjs+n\n"
			"STlxQjZHSrSTAiEAgxwjcH2R5Ty0pf/LD9eSmAlr+9kIZu+lezp+KiO/d+ECIQCb\n"
			"z8/SuYYf2BtfyCQ5PRlkff+HyNo4JU2mnCLJBigrkw==\n"
			"-----END RSA PRIV"
			"ATE KEY-----\n",
			"-----BEGIN EC PRIV"
			"ATE KEY-----\n"
			"MHcCAQEEIA3hyjWVQFdMhkKevH1DdXLO83NsAlaqK0s0m8SE4mD+oAoGCCqGSM49\n"
			"AwEHoUQDQgAEYoohX3CNLj4Y9+Bmoy8XVHrw5JcVIUQ6EXVp7dqJ2DyRP/q+JE4V\n"
			"utlk9daZnrXAybR1Sb+iRFm18tOrQrXVtg==\n"
			"-----END EC PRIV"
			"ATE KEY-----\n",
			"-----BEGIN PRIV"
			"ATE KEY-----\n"
			"MC4CAQAwBQYDK2VwBCIEIDYI1N/vCojQbjzKo4t5Os3wERV10WJKNtS0V8nKqTQf\n"
			"-----END PRIV"
			"ATE KEY-----\n",
			"-----BEGIN PRIV"
			"ATE KEY-----\n"
			"MIIBVAIBADANBgkqhkiG9w0BAQEFAASCAT4wggE6AgEAAkEAtlz9PDHb+GhjvByR\n"
			"eE+t0AiCWg31Cn/Kpg2/5hVaWDdDgqm4Q1gy0v/uXGNHWDy4Ku0h1Soyox3pyUcI\n"
			"LbcjfQIDAQABAkEAgvf3mrKIMzftYNz3kHtQ7hYeX8SkVnz+shEv33M4Zh9b5N5F\n"
			"tBbxtNAv6Pyh3rait7DqXL5IIX26rxpT73PbIQIhAN9EhTlFOuy3LucipEpMgbOv\n"
			"W5uAijgwnPXb0/9Dw8hZAiEA0RlH+5gOzp0rMABP5ugwYnDKTX/uv1TYZqjtll++\n"
			"z8UCIG0yQQpKntApo6nuGnYwRvtP17kNPAzRUeM5Wc0uInI5AiANzJJQiz9m6T5h\n"
			"Y5PiVC5lQLZJGQlDfTDuzXUoeFcaVQIgOHGdEZf17pnzaoNhK83q7bxXa5N2B3Cq\n"
			"NWz5See/uso=\n"
			"-----END PRIV"
			"ATE KEY-----\n",
			"-----BEGIN OPENSSH PRIV"
			"ATE KEY-----\n"
			"b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW\n"
			"QyNTUxOQAAACDiW0BC4XWb41Bntjy5n+oxOx/o1FosM/fWQCT2vkryPgAAAIgNoFh8DaBY\n"
			"fAAAAAtzc2gtZWQyNTUxOQAAACDiW0BC4XWb41Bntjy5n+oxOx/o1FosM/fWQCT2vkryPg\n"
			"AAAEBCmk2XL5azxKSOTArpBSnch6/R79JtSUwzRSjVpejMoOJbQELhdZvjUGe2PLmf6jE7\n"
			"H+jUWiwz99ZAJPa+SvI+AAAABGFjbWUB\n"
			"-----END OPENSSH PRIV"
			"ATE KEY-----\n",
			"{\"key\": \"-----BEGIN PRIV"
			"ATE KEY-----\\nMC4CAQAwBQYDK2VwBCIEIDYI1N/vCojQbjzKo4t5Os3wERV10WJKNtS0V8nKqTQf\\n-----END PRIV"
			"ATE KEY-----\"}",
			"key = \"-----BEGIN PRIV"
			"ATE KEY-----\\n\" +\n      \"MC4CAQAwBQYDK2VwBCIEIDYI1N/vCojQbjzKo4t5Os3wERV10WJKNtS0V8nKqTQf\\n\" +\n      \"-----END PRIV"
			"ATE KEY-----\"",
			"    -----BEGIN PRIV"
			"ATE KEY-----\n"
			"    MC4CAQAwBQYDK2VwBCIEIDYI1N/vCojQbjzKo4t5Os3wERV10WJKNtS0V8nKqTQf\n"
			"    -----END PRIV"
			"ATE KEY-----\n"),
		.miss = SAMPLES(
			"-----BEGIN RSA PRIV"
			"ATE KEY-----\n"
			"MIIBOwIBAAJBANTau+KGimH8gg4ACX/Y4TvuhNSS1+mWe/KPrl+HdIJSwRHjrpHw\n"
			"EiOSZ0J/K6tMV4LqDwDmrsfA/tdLxrta9w8CAwEAAQJAcyBn1Qr+GCeSVG4ytSKi\n"
			"...\n"
			"-----END RSA PRIV"
			"ATE KEY-----\n",
			"-----BEGIN OPENSSH PRIV"
			"ATE KEY-----\n"
			"b3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHIAAAAGYmNyeXB0AAAAGAAAABBeC5Sqib\n"
			"i305Kw0i9H3Ij1AAAAAQAAAAEAAAAzAAAAC3NzaC1lZDI1NTE5AAAAIE2dzw/7snPZvclj\n"
			"dgp5426Cuc0rcHPGOlHzraw8NhcvAAAAkFhUC/Ut87aljufs3UA7Dk/YsbuC9HXz2dgdCn\n"
			"rcE2GPDhizwo6GHTmfGP3l6sXYC7rf7JdTTre3I5VB1cOY/xREsMAhZQiPK/sL23PsH5bm\n"
			"a9/Lt8RiJRB0twzK8QW+BMSdflbSuq8+rLVwkwi4iYwjw15Ox+s6z2Jq80QpvBzjOXDdJb\n"
			"VFe+g4VumycW5tsg==\n"
			"-----END OPENSSH PRIV"
			"ATE KEY-----\n",
			"-----BEGIN ENCRYPTED PRIV"
			"ATE KEY-----\n"
			"MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjHJB0m70s4zgICCAAw\n"
			"DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEBuRk31zFTeihiVfPY+8100EQGYw\n"
			"aSy5TslA92ww88Ymmn4QGRbMQmO9utWd9Zoypf82UDVIGfTD1HLguys4mZPjSRYg\n"
			"mZ7wQClZVmVXHK5DLrw=\n"
			"-----END ENCRYPTED PRIV"
			"ATE KEY-----\n",
			"-----BEGIN PRIV"
			"ATE KEY-----\n"
			"MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7\n"
			"-----END PRIV"
			"ATE KEY-----\n",
			"if \"-----BEGIN PRIV"
			"ATE KEY-----\" in text:"),
	},
	{
		.id = "private-key-encrypted",
		.title = "Private key with a passphrase",
		.pattern = "-----BEGIN (?:[A-Z0-9]{2,9} )?PRIVATE KEY-----",
		.flags = SECRET_KEPT,
		.severity = SEVERITY_MEDIUM,
		.check = check_encrypted,
		.rotate = REPLACE,
		.match = SAMPLES(
			"-----BEGIN OPENSSH PRIV"
			"ATE KEY-----\n"
			"b3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHIAAAAGYmNyeXB0AAAAGAAAABBeC5Sqib\n"
			"i305Kw0i9H3Ij1AAAAAQAAAAEAAAAzAAAAC3NzaC1lZDI1NTE5AAAAIE2dzw/7snPZvclj\n"
			"dgp5426Cuc0rcHPGOlHzraw8NhcvAAAAkFhUC/Ut87aljufs3UA7Dk/YsbuC9HXz2dgdCn\n"
			"rcE2GPDhizwo6GHTmfGP3l6sXYC7rf7JdTTre3I5VB1cOY/xREsMAhZQiPK/sL23PsH5bm\n"
			"a9/Lt8RiJRB0twzK8QW+BMSdflbSuq8+rLVwkwi4iYwjw15Ox+s6z2Jq80QpvBzjOXDdJb\n"
			"VFe+g4VumycW5tsg==\n"
			"-----END OPENSSH PRIV"
			"ATE KEY-----\n",
			"-----BEGIN ENCRYPTED PRIV"
			"ATE KEY-----\n"
			"MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjHJB0m70s4zgICCAAw\n"
			"DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEBuRk31zFTeihiVfPY+8100EQGYw\n"
			"aSy5TslA92ww88Ymmn4QGRbMQmO9utWd9Zoypf82UDVIGfTD1HLguys4mZPjSRYg\n"
			"mZ7wQClZVmVXHK5DLrw=\n"
			"-----END ENCRYPTED PRIV"
			"ATE KEY-----\n",
			"-----BEGIN RSA PRIV"
			"ATE KEY-----\n"
			"Proc-Type: 4,ENCRYPTED\n"
			"DEK-Info: AES-128-CBC,EFABFF77A189A0EBC753E65739824790\n"
			"\n"
			"EtepX7ldBOMG0QFp1Oh31/dsXBydbCZtpufm1xlmQgD5ISIVQcu5nrLXi7tOLUU7\n"
			"QL/XNDgAtkRvGcGbmaGTBcXdekusTt6n23SJ/GTNC/3x9a4tzR6h4iJOHu9ukh9I\n"
			"if8UorQXF6Kg4CK2LpzP3E8y/KoT4SmJXK6sfUGG48eh653Fq2gvlkOFT/cFlhUs\n"
			"2s4uv6+DOVuzwTZv1l7mCStrh3ppEDfx2bgMcJad/TZioRdugGGAxOF1IY1snYmK\n"
			"CiqHzjCnKLOnM8I4YAQkwynChDEB7FR2kz1eoXYTlIB3722VXBb4kK+FEe5P5392\n"
			"xU0qkQbjUo8ZF8LceMKq8AOyjsmuTaECGVsSNODFl3SJmK3eKEpH73q4dl2JEEj5\n"
			"+GbBAnpzaDN7MV5u9gdK2wFSOq5UKCCSWy3AUXrHSdo=\n"
			"-----END RSA PRIV"
			"ATE KEY-----\n"),
		.miss = SAMPLES(
			"-----BEGIN OPENSSH PRIV"
			"ATE KEY-----\n"
			"b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW\n"
			"QyNTUxOQAAACDiW0BC4XWb41Bntjy5n+oxOx/o1FosM/fWQCT2vkryPgAAAIgNoFh8DaBY\n"
			"fAAAAAtzc2gtZWQyNTUxOQAAACDiW0BC4XWb41Bntjy5n+oxOx/o1FosM/fWQCT2vkryPg\n"
			"AAAEBCmk2XL5azxKSOTArpBSnch6/R79JtSUwzRSjVpejMoOJbQELhdZvjUGe2PLmf6jE7\n"
			"H+jUWiwz99ZAJPa+SvI+AAAABGFjbWUB\n"
			"-----END OPENSSH PRIV"
			"ATE KEY-----\n",
			"-----BEGIN RSA PRIV"
			"ATE KEY-----\n"
			"MIIBOwIBAAJBANTau+KGimH8gg4ACX/Y4TvuhNSS1+mWe/KPrl+HdIJSwRHjrpHw\n"
			"EiOSZ0J/K6tMV4LqDwDmrsfA/tdLxrta9w8CAwEAAQJAcyBn1Qr+GCeSVG4ytSKi\n"
			"GF9XGv7dp2sMWVLbdrH2E3IgIgn2loUDTFweDhVXdFnzyHBy+wcyktDADcAPtiXh\n"
			"IQIhAPfEbTLi0MdYRpkkr6FEn+jj78T/Rdfb3O22wGVRmU4fAiEA2+1UVS/jFU/p\n"
			"X3G+FL+2FkcvTZl4eJ2m7uXxpDN8WRECICfUDJW8fkE9QIQHsK/k3yvJ0FZDjs+n\n"
			"STlxQjZHSrSTAiEAgxwjcH2R5Ty0pf/LD9eSmAlr+9kIZu+lezp+KiO/d+ECIQCb\n"
			"z8/SuYYf2BtfyCQ5PRlkff+HyNo4JU2mnCLJBigrkw==\n"
			"-----END RSA PRIV"
			"ATE KEY-----\n"),
	},
	{
		.id = "pgp-private-key",
		.title = "OpenPGP private key",
		.pattern = "-----BEGIN PGP PRIVATE KEY BLOCK-----",
		.flags = SECRET_KEPT,
		.severity = SEVERITY_HIGH,
		.check = check_pgp,
		.rotate =
			"Publish the revocation certificate of this key, make a new one and sign again what it signed.",
		.match =
			SAMPLES("-----BEGIN PGP PRIV"
				"ATE KEY BLOCK-----\n"
				"\n"
				"lFgEawIYDhYJKwYBBAHaRw8BAQdAHVc4HX36OdIx3n7t8JB5DLKP3EWNAYSWhmXr\n"
				"rxT0s4oAAP9WWx0rvn18ir4G281jAwIt18xX/g+x5/aaR1XwK4s9oBCItARhY21l\n"
				"iJAEExYIADgWIQQTQ4VleIQMcVRdap6kagg6Td4LLAUCawIYDgIbAwULCQgHAgYV\n"
				"CgkICwIEFgIDAQIeAQIXgAAKCRCkagg6Td4LLNXSAQDht9xsMEp0Pv/ajY+TE/i+\n"
				"Ii2yOv76rWE1MnaqQII52gD/S/eBskiir0Or0XVY57L5UFGgCi922ynm7AFILMWF\n"
				"Xw4=\n"
				"=A7Uy\n"
				"-----END PGP PRIV"
				"ATE KEY BLOCK-----\n",
				"-----BEGIN PGP PRIV"
				"ATE KEY BLOCK-----\n"
				"Comment: acme\n"
				"\n"
				"lFgEawIYDhYJKwYBBAHaRw8BAQdAHVc4HX36OdIx3n7t8JB5DLKP3EWNAYSWhmXr\n"
				"rxT0s4oAAP9WWx0rvn18ir4G281jAwIt18xX/g+x5/aaR1XwK4s9oBCItARhY21l\n"
				"iJAEExYIADgWIQQTQ4VleIQMcVRdap6kagg6Td4LLAUCawIYDgIbAwULCQgHAgYV\n"
				"CgkICwIEFgIDAQIeAQIXgAAKCRCkagg6Td4LLNXSAQDht9xsMEp0Pv/ajY+TE/i+\n"
				"Ii2yOv76rWE1MnaqQII52gD/S/eBskiir0Or0XVY57L5UFGgCi922ynm7AFILMWF\n"
				"Xw4=\n"
				"=A7Uy\n"
				"-----END PGP PRIV"
				"ATE KEY BLOCK-----\n"),
		.miss = SAMPLES("-----BEGIN PGP PRIV"
				"ATE KEY BLOCK-----\n\n...\n-----END PGP PRIV"
				"ATE KEY BLOCK-----\n",
				"-----BEGIN PGP PRIV"
				"ATE KEY BLOCK-----\n"
				"\n"
				"mDgEawIYDhYJKwYBBAHaRw8BAQdAHVc4HX36OdIx3n7t8JB5DLKP3EWNAYSWhmXr\n"
				"rxT0s4oAAP9WWx0rvn18ir4G281jAwIt18xX/g+x5/aaR1XwK4s9oBCItARhY21l\n"
				"iJAEExYIADgWIQQTQ4VleIQMcVRdap6kagg6Td4LLAUCawIYDgIbAwULCQgHAgYV\n"
				"CgkICwIEFgIDAQIeAQIXgAAKCRCkagg6Td4LLNXSAQDht9xsMEp0Pv/ajY+TE/i+\n"
				"Ii2yOv76rWE1MnaqQII52gD/S/eBskiir0Or0XVY57L5UFGgCi922ynm7AFILMWF\n"
				"Xw4=\n"
				"=A7Uy\n"
				"-----END PGP PRIV"
				"ATE KEY BLOCK-----\n"),
	},
	{
		.id = "putty-private-key",
		.title = "PuTTY private key",
		.pattern = "PuTTY-User-Key-File-[23]: [a-z0-9-]{3,24}\\s{1,2}Encryption: none",
		.flags = SECRET_KEPT,
		.severity = SEVERITY_CRITICAL,
		.check = check_putty,
		.rotate = REPLACE,
		.match = SAMPLES(
			"PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: acme\nPublic-Lines: 2\nAAAAC3NzaC1lZDI1NTE5AAAAIdGlMoiyrlfxX1rTnyFf3vA7NUtFOY6aF0kDQHBw\ntnOAmp48dS80t0Dn\nPrivate-Lines: 1\nDzAtAIKzCYuheDByziCzvOJ1"
			"NQAx9G4LJqcb0chjL4JMqJUi\nPrivate-MAC: a5f5180bc0dbc0e15637eb8e3b91d26ab4a829a95249f512c17b8ed41fa64d35\n",
			"PuTTY-User-Key-File-3: ssh-ed25519\015\nEncryption: none\015\nComment: acme\015\nPublic-Lines: 2\015\nAAAAC3NzaC1lZDI1NTE5AAAAIRN93sQI9TxdsAXTzVikKUHIUPv97OqYzBexVtLB\015\n5VHWoZtWN4onMibg\015\nPrivate-Lines: 1\015\n2mJNZjgHrVGnijIzyLfBbs0U"
			"ZnGKgHTIqWfhpMHfMlyrQMxr\015\nPrivate-MAC: 5eba456bf92d5d98065e5751f75143a5f61debc267b0bc8d3b1939a9b4dbe45c\015\n"),
		.miss = SAMPLES(
			"PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: aes256-cbc\nComment: acme\nPublic-Lines: 2\nAAAAC3NzaC1lZDI1NTE5AAAAIaUzCz8c5Mqvg0O6KawdY9KeuvaOREVIUjOzswAc\ncGlJVGQ1KyJVxI9U\nPrivate-Lines: 1\n17gdzSFI2o8qP0UYZHFxUo2F"
			"VHs9kIVcUXftculv71m8JIYj\nPrivate-MAC: a90eb4108e360dfcfc69e290d9f945fa4d127820ad2cf137349e45d52613c281\n",
			"PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n"),
	},
	{
		.id = "json-web-key",
		.title = "Private JSON web key",
		.pattern = "\"d\"\\s{0,4}:\\s{0,4}\"([\\w-]{43,700})\"",
		.severity = SEVERITY_HIGH,
		.entropy = 4.2,
		.check = check_web_key,
		.rotate =
			"Make a new key, publish its public half in the key set, and let the tokens that the old one signed run out.",
		.match = SAMPLES(
			"{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"FpH1tBe-jl7HbJbSX8UWaHUlwnMG2hA4BFwUnxzfD3n\",\"d\":\"6JsSEA-RHmjUbginmHjbt"
			"k4RNo8C4NP5-zi0sycsfxC\"}",
			"{\"d\": \"OJK9lnyJWEZKaU4z4ile7"
			"2wyJFfbwUK4P3TApkdNxka\", \"kty\": \"EC\", \"crv\": \"P-256\"}"),
		.miss = SAMPLES("{\"d\": \"8xKUMQ5tY0x7vqL54iC9U"
				"-By6V6_o76Wqvd64OMpOTA\"}",
				"{\"kty\":\"RSA\",\"d\":\"short\"}"),
	},
	{
		.id = "xml-rsa-private-key",
		.title = "RSA private key in XML",
		.pattern =
			"</InverseQ>\\s{0,8}<D>\\s{0,8}([A-Za-z0-9+/\\s]{80,1400}={0,2})\\s{0,8}</D>",
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.2,
		.rotate = REPLACE,
		.match = SAMPLES(
			"<InverseQ>eDBK9R2uj+smG1dvSEHdzBXpeGAyVAsVZ7/V6PalC9rem0aG3uI26sYDmGf8dLHX/fa483F6GjtX2TsG</InverseQ><D>kPgj1KCYLIvtsFgevTxtLu6Ky+0DGr6Q04UzjoxRPZPcjUkjV7/piIU+m4CLoCaPfzyBPm1DNn2e3dnypv7Ir"
			"k2Qa93Bjqd1ZU94BciQzBFUhso0nmMQfnfDlVCRbdY9L9qNS8qrTszVcrZAgNr3JEbNtOfDg97+H9eOxnTzC0O=</D></RSAKeyValue>",
			"</InverseQ>\n  <D>KEBgJlDufNDkD8PQflMwAVpxm0FlG0/mh9+b2EzjPhm"
			"Ib/BEbqh8t6SrUY9IYCztNnVBvjGA0Ik2WwnA6ROu1y==</D>"),
		.miss = SAMPLES(
			"<InverseQ>...</InverseQ><D>...</D>",
			"<Q>AZy26Kot4R3rqtm1LhIcOs9lRorOYHyka0FLw9m4qJP2/ewHxU9k31NsAYGlgRJbBaEDplclzuUHX21n</Q><D>x</D>"),
	},
};

const struct secret_set secret_set_privatekey = { "Private keys", rules, ARRAY_LEN(rules) };
