/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Anything that is called a secret: `DB_PASSWORD=…`, `"apiKey": "…"`, `client_secret: …`, `token = '…'`.
 *
 *     config.dbPassword = "tR9#kd82Lq";
 *     └───── name ────┘ op └─ value ─┘
 *
 * The pattern only finds a word of secrecy with an assignment behind it; what is said of both decides:
 *
 *  - The name. What stands behind the word turns it around: token_type, passwordField, secret_name,
 *    api_key_id speak about a secret. The beginning of the name is in the bytes in front.
 *  - The value. A password has characters of three kinds and is no identifier; a token is long, with the
 *    entropy of random characters. Words, references, digests of packages, UUIDs of interfaces are none.
 *  - The form. A value in quotes ends with the same quote; without quotes it is the rest of a line of
 *    KEY=value, not an expression.
 *
 * Must stay true: source code without secrets gives nothing. There are more than a thousand assignments to
 * something called "token" in a large program, and one false finding in a hundred of them would hide the true one.
 */
#include "find/lib/secret_context.h"
#include "find/lib/token.h"

/* What is said of a name when these come last: it speaks about a secret. */
static const char *const about[] = {
	"file",	       "path",	  "dir",      "url",	   "uri",	"host",	  "endpoint",
	"name",	       "id",	  "ids",      "type",	   "ttl",	"expiry", "expires",
	"timeout",     "length",  "size",     "min",	   "max",	"count",  "header",
	"prefix",      "suffix",  "format",   "algorithm", "alg",	"issuer", "audience",
	"policy",      "enabled", "required", "version",   "provider",	"store",  "manager",
	"ref",	       "field",	  "class",    "mode",	   "label",	"hash",	  "digest",
	"hint",	       "text",	  "title",    "message",   "error",	"input",  "regex",
	"pattern",     "index",	  "position", "kind",	   "value",	"list",	  "fingerprint",
	"checksum",    "sha",	  "sum",      "salt",	   "encrypted", "hashed", "placeholder",
	"description", "public",  "location", "server",	   "char",	"chars",  "set",
	"map",	       "table",	  "start",    "end",	   "offset",	"color",  "style",
	"selector",    "query",	  "param",    "parameter", "arg",	"option", "prompt",
	"column",      "scope",	  "scopes",   "state",	   NULL,
};

/* Anywhere in a name: it is no secret, whatever else it says. */
static const char *const harmless[] = {
	"public", "pubkey",  "csrf",	    "xsrf",	 "sha1",      "sha256",	      "sha512",
	"md5",	  "digest",  "hash",	    "integrity", "checksum",  "commit",	      "revision",
	"etag",	  "nonce",   "fingerprint", "example",	 "dummy",     "fake",	      "mock",
	"sample", "forgot",  "pagination",  "page",	 "cursor",    "continuation", "syntax",
	"lexer",  "parser",  "grammar",	    "i18n",	 "locale",    "translation",  "partition",
	"sort",	  "primary", "foreign",	    "cache",	 "nexttoken", "next_token",   "next-token",
	NULL,
};

static bool is_name(char x)
{
	return char_is_alnum(x) || x == '_' || x == '-' || x == '.';
}

/* The whole name: what the pattern found of it, and the part that stands in front. */
static struct str name_of(const struct secret_candidate *c)
{
	const char *end = c->match.p, *stop = c->match.p + c->match.n, *begin = c->match.p;
	while (end < stop && is_name(*end))
		end++;
	/* `before` ends where the match begins */
	if (c->before.n && c->before.p + c->before.n == c->match.p)
		while (begin > c->before.p && is_name(begin[-1]) && c->match.p - begin < 64)
			begin--;
	return str_make(begin, (size_t)(end - begin));
}

static bool ends_with_word(struct str name, const char *word)
{
	size_t n = strlen(word);
	if (name.n < n || !str_eq_nocase(str_from(name, name.n - n), str_make(word, n)))
		return false;
	if (name.n == n)
		return true;
	char before = name.p[name.n - n - 1], first = name.p[name.n - n];
	bool capital = first >= 'A' && first <= 'Z';
	return !char_is_alpha(before) || (capital && char_is_lower(before));
}

static bool has_nocase(struct str s, const char *needle)
{
	size_t n = strlen(needle);
	for (size_t i = 0; i + n <= s.n; i++)
		if (str_eq_nocase(str_slice(s, i, i + n), str_make(needle, n)))
			return true;
	return false;
}

static bool name_is_harmless(struct str name)
{
	for (const char *const *w = about; *w; w++)
		if (ends_with_word(name, *w))
			return true;
	for (const char *const *w = harmless; *w; w++)
		if (has_nocase(name, *w))
			return true;
	return false;
}

struct letters {
	size_t lower, upper, digit, other, kinds;
};

static struct letters letters_of(struct str s)
{
	struct letters l = { 0 };
	for (size_t i = 0; i < s.n; i++) {
		char x = s.p[i];
		l.lower += char_is_lower(x);
		l.upper += char_is_alpha(x) && !char_is_lower(x);
		l.digit += char_is_digit(x);
		l.other += !char_is_alnum(x);
	}
	l.kinds = (size_t)(!!l.lower + !!l.upper + !!l.digit + !!l.other);
	return l;
}

/* "sha512-…", "sha256:…", "md5:…", a colour, a MIME type, a time */
static bool is_label(struct str s)
{
	static const char *const starts[] = { "sha1-",	      "sha256-", "sha384-",
					      "sha512-",      "sha1:",	 "sha256:",
					      "sha512:",      "md5:",	 "#",
					      "data:",	      "urn:",	 "text/",
					      "application/", "image/",	 NULL };
	for (const char *const *w = starts; *w; w++)
		if (str_starts(s, str_of(*w)))
			return true;
	/* 2016-09-08T21:47:36Z */
	return s.n >= 16 && s.p[4] == '-' && s.p[7] == '-' && s.p[10] == 'T' && s.p[13] == ':';
}

/* Control characters, too: what stands between strings in databases and programs. */
static bool is_blank(char x)
{
	return (uint8_t)x <= ' ';
}

/*
 * The value ends as it begins: with its quote, or without quotes at the end of the line or before a comment.
 * *quoted tells which.
 */
static bool form_holds(const struct secret_candidate *c, bool *quoted)
{
	const char *begin = c->value.p, *end = c->value.p + c->value.n;
	char quote = begin > c->match.p ? begin[-1] : 0;
	struct str rest = c->after;
	if (end < c->match.p + c->match.n)
		rest = str_make(end, (size_t)(c->match.p + c->match.n - end));
	*quoted = quote == '"' || quote == '\'' || quote == '`';
	if (*quoted) {
		/* \" of JSON within a string */
		if (begin - c->match.p > 1 && begin[-2] == '\\')
			return rest.n >= 1 &&
			       (rest.p[0] == '\\' || c->value.p[c->value.n - 1] == '\\');
		return rest.n && rest.p[0] == quote;
	}
	/* Dockerfiles and scripts go on in the same line, code goes on with an operator */
	return !rest.n || is_blank(rest.p[0]) || rest.p[0] == '&';
}

/* Where "name = value" without quotes is no assignment of a variable. */
static bool is_settings_file(struct str path)
{
	static const char *const ends[] = { ".ini", ".cfg", ".conf", ".cnf", ".properties", NULL };
	for (const char *const *w = ends; *w; w++)
		if (str_ends(path, str_of(*w)))
			return true;
	return false;
}

/*
 * NAME=value of a shell, a .env or a properties file: no space around the sign, nothing but a space in front;
 * NAME: value of YAML; ENV NAME value of a Dockerfile.
 */
static bool is_setting(const struct secret_candidate *c, struct str name)
{
	const char *sign = name.p + name.n;
	if (sign >= c->match.p + c->match.n)
		return false;
	struct str front = str_make(c->before.p, c->before.n);
	if (c->before.n && name.p >= c->before.p)
		front.n = size_min(front.n, (size_t)(name.p - c->before.p));
	char before = front.n ? front.p[front.n - 1] : '\n';
	bool alone = is_blank(before) || before == ';';
	if (*sign == '=' && sign + 1 == c->value.p)
		return alone || before == ':' || before == '=';
	if (sign + 3 == c->value.p && memcmp(sign, " = ", 3) == 0)
		return before == '\n' && is_settings_file(c->path);
	if (*sign == ' ')
		return str_ends(front, STR("ENV ")) || str_ends(front, STR("ARG "));
	return *sign == ':' && sign + 1 < c->value.p && alone;
}

static bool may_be(struct secret_candidate *c, bool *quoted)
{
	struct str name = name_of(c);
	if (name_is_harmless(name) || !form_holds(c, quoted) || is_label(c->value) ||
	    !secret_is_random(c))
		return false;
	if (!*quoted && !is_setting(c, name))
		return false;
	/* password = password1, token = tokenX */
	if (c->value.n <= name.n + 2 && has_nocase(name, "passw") && has_nocase(c->value, "passw"))
		return false;
	return true;
}

static bool check_password(struct secret_candidate *c)
{
	bool quoted;
	struct letters l = letters_of(c->value);
	if (l.kinds < 2 || l.digit + l.other == 0 || !may_be(c, &quoted))
		return false;
	/* expressions: a.b, x=y, f(x */
	for (size_t i = 0; i < c->value.n; i++)
		if (!quoted && strchr("(){}[]\\", c->value.p[i]))
			return false;
	return l.kinds >= 3 || (l.digit >= 2 && l.lower + l.upper >= 4 && c->value.n >= 10);
}

/* 8-4-4-4-12: names of things more often than secrets */
static bool is_uuid(struct str s)
{
	return s.n == 36 && s.p[8] == '-' && s.p[13] == '-' && s.p[18] == '-' && s.p[23] == '-';
}

static bool check_token(struct secret_candidate *c)
{
	bool quoted;
	struct letters l = letters_of(c->value);
	if (l.digit < 2 || l.lower + l.upper < 4 || is_uuid(c->value) || !may_be(c, &quoted))
		return false;
	if (token_is_hex(c->value))
		return c->value.n >= 32 && c->value.n % 2 == 0 && token_entropy(c->value) >= 3;
	/* ids of parts: 3 words and a number */
	return token_entropy(c->value) >= (c->value.n >= 32 ? 4.0 : 3.5);
}

/* Behind the name: what else it may say, an assignment, and perhaps a quote. */
#define ASSIGNED                                                                        \
	"[\\w.-]{0,24}(?:\\\\{0,2}[\"'`])?\\]?(?:\\s{0,3}(?:=>|:=|=|:)|\\s)[ \\t]{0,3}" \
	"(?:\\\\{0,2}[\"'`])?"

#define CHANGE \
	"Change it wherever it is accepted; take it from a mounted secret (or RUN --mount=type=secret) instead of writing it down."

static const struct secret_rule rules[] = {
	{
		.id = "generic-password",
		.title = "Password in an assignment",
		.pattern = "(?:password|passwd|passphrase|passwort|_pass|\\bpwd|_pwd)" ASSIGNED
			   "([^\\s\"'`,;<>]{8,128})",
		.flags = SECRET_CASELESS | SECRET_GENERIC,
		.severity = SEVERITY_MEDIUM,
		.entropy = 2.7,
		.check = check_password,
		.rotate = CHANGE,
		.match = SAMPLES("DB_PASSWORD=tR9#kd"
				 "82Lq\n",
				 "config.dbPassword = \"Zk2L"
				 "qPw7!\";",
				 "spring.datasource.password: Qm7x"
				 "Vt2pRz9\n",
				 "ENV MYSQL_ROOT_PASSWORD Hj4k"
				 "Lm8pQx\n",
				 "{\"smtp_password\":\"v9Xk"
				 "-2mQz7\"}",
				 "password: 'k7#Horse"
				 "!Xq-9tz'\n"),
		.miss = SAMPLES("DB_PASSWORD=${DB_PASSWORD}\n", "password = getPassword();",
				"password: { type: String, required: true }",
				"\"passwordField\": \"user_password_2\"", "PASSWORD=changeme\n",
				"this.password = options.password1;", "passwd: files systemd",
				"passwordHash = \"5f4dcc3b5aa765d61d8327deb882cf99\"",
				"password=password1\n", "password_length: 12345678",
				"pwd=/usr/local/bin\n", "const password = req.body.password2"),
	},
	{
		.id = "generic-secret",
		.title = "Token, key or secret in an assignment",
		.pattern =
			"(?:secret|token|api_?-?key|apikey|access_?-?key|auth_?-?key|private_?-?key|"
			"signing_?-?key|encryption_?-?key|master_?-?key|credential)" ASSIGNED
			"([A-Za-z0-9+/_.~=-]{16,512})",
		.flags = SECRET_CASELESS | SECRET_GENERIC,
		.severity = SEVERITY_MEDIUM,
		.entropy = 3,
		.check = check_token,
		.rotate = CHANGE,
		.match = SAMPLES("JWT_SECRET=9fK2mQz7Xv4"
				 "LpRt8Wb3N\n",
				 "\"apiKey\": \"kq3v9Zt7pLw2"
				 "Xs8RbN4y\"",
				 "client_secret: '8f14e45fceea167a"
				 "5a36dedd4bea2543'",
				 "const TOKEN = \"mZ8x2Qv7Lk4T"
				 "p9Rw3Nb6\";",
				 "ENV API_KEY Zt7pLw2Xs8Rb"
				 "N4yKq3v9\n",
				 "--from-literal=api-key=Rb7x"
				 "Qm2Zt9Lk4Vp8\n"),
		.miss = SAMPLES(
			"token = nextToken(stream);", "\"NextToken\": \"9fK2mQz7Xv4LpRt8Wb3N\"",
			"JWT_SECRET=$(cat /run/secrets/jwt)\n",
			"secretKeyRef: { name: app-credentials-2024 }",
			"token_type: \"urn:ietf:params:oauth:2\"",
			"\"integrity_token\": \"sha512-9fK2mQz7Xv4LpRt8Wb3N\"",
			"csrf_token: \"9fK2mQz7Xv4LpRt8Wb3N\"",
			"tokenId = \"9fK2mQz7Xv4LpRt8Wb3N\"",
			"api_key = config.get_api_key_v2_internal",
			"TOKEN_PATH=/var/run/secrets/token1\n", "api_key: \"YOUR_API_KEY_1234567\"",
			"session_token = 123e4567-e89b-42d3-a456-426614174000"),
	},
};

const struct secret_set secret_set_generic = { "Generic", rules, ARRAY_LEN(rules) };
