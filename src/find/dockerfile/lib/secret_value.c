/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Telling secrets from what is merely called one.
 *
 * Two witnesses are heard. The value: credentials of large providers have a form of their own, and such
 * a value is a secret under any name. The name: it is taken apart into words ("DB_ROOT_PASSWORD",
 * "dbRootPassword"), and the words decide:
 *
 *        strong word (password, token, secret, api key …)   the value only has to be able to be one
 *        weak word   (key, auth, salt, session …)           the value has to look random as well
 *        last word   (file, url, id, name, ttl …)           it speaks about the secret, it is none
 *        public, gpg key, sort key …                        not secret at all
 *
 * Then the value is looked at for what no secret looks like: nothing, a variable, a path, a switch, a
 * number, a stand-in, a well-known default.
 *
 * Must stay true: a name alone never gives LIKELY, and no value without a known form gives anything but
 * NO under a name that says nothing: digests, commit hashes and versions stand in every Dockerfile.
 *
 * Entropy is Shannon's over the bytes of the value. It separates random strings of 16 bytes or more from
 * words; for shorter ones it says little and is not asked.
 */
#include "find/dockerfile/lib/secret_value.h"

#define WORDS_MAX 16

/* What stands behind it does not change the judgement. */
#define LOOKED_AT ((size_t)4096)

struct words {
	struct str p[WORDS_MAX];
	size_t n;
};

/* Lists are in small letters. */
static bool in_list(struct str s, const char *const *list)
{
	for (; *list; list++) {
		const char *z = *list;
		size_t i = 0;
		while (i < s.n && z[i] && char_lower(s.p[i]) == z[i])
			i++;
		if (i == s.n && !z[i])
			return true;
	}
	return false;
}

#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* "DB_ROOT-password", "dbRootPassword" and "APIKey" into their words. */
static void split_name(struct str name, struct words *out)
{
	size_t begin = 0;
	out->n = 0;
	for (size_t i = 0; i <= name.n && out->n < WORDS_MAX; i++) {
		bool end = i == name.n || !char_is_alnum(name.p[i]);
		bool hump = !end && i > begin && is_upper(name.p[i]) &&
			    (char_is_lower(name.p[i - 1]) ||
			     (i + 1 < name.n && is_upper(name.p[i - 1]) &&
			      char_is_lower(name.p[i + 1])));
		if (!end && !hump)
			continue;
		if (i > begin)
			out->p[out->n++] = str_slice(name, begin, i);
		begin = end ? i + 1 : i;
	}
}

enum name_class {
	NAME_PLAIN,
	NAME_WEAK,
	NAME_STRONG,
};

static bool has_word(const struct words *w, const char *const *list)
{
	for (size_t i = 0; i < w->n; i++)
		if (in_list(w->p[i], list))
			return true;
	return false;
}

static bool has_pair(const struct words *w, const char *const *first, const char *second)
{
	for (size_t i = 0; i + 1 < w->n; i++)
		if (in_list(w->p[i], first) && str_eq_nocase(w->p[i + 1], str_of(second)))
			return true;
	return false;
}

/* Words behind which a name speaks about a secret. */
static const char *const about[] = {
	"file",	    "files",	"path",	       "paths",	   "dir",      "directory", "folder",
	"url",	    "uri",	"urls",	       "host",	   "endpoint", "server",    "port",
	"name",	    "names",	"id",	       "ids",	   "type",     "types",	    "ttl",
	"expiry",   "expires",	"expiration",  "timeout",  "lifetime", "age",	    "length",
	"size",	    "min",	"max",	       "limit",	   "count",    "header",    "prefix",
	"suffix",   "format",	"algorithm",   "alg",	   "issuer",   "audience",  "policy",
	"enabled",  "enable",	"disabled",    "disable",  "required", "require",   "version",
	"provider", "store",	"manager",     "backend",  "arn",      "ref",	    "field",
	"service",  "class",	"mode",	       "rotation", "interval", "days",	    "hours",
	"minutes",  "seconds",	"bits",	       "rounds",   "encoding", "method",    "methods",
	"scope",    "scopes",	"user",	       "username", "email",    "realm",	    "namespace",
	"region",   "location", "bucket",      "column",   "index",    "order",	    "pattern",
	"regex",    "mount",	"fingerprint", NULL,
};

static enum name_class classify(struct str name)
{
	struct words w;
	split_name(name, &w);
	if (!w.n || in_list(w.p[w.n - 1], about))
		return NAME_PLAIN;
	/* ALLOW_EMPTY_PASSWORD=yes, SKIP_AUTH, GENERATE_SECRET: switches */
	if (in_list(w.p[0], LIST("allow", "skip", "enable", "disable", "use", "no", "without",
				 "require", "generate", "random", "has", "is")) &&
	    w.n > 1)
		return NAME_PLAIN;
	if (has_word(&w, LIST("public", "pub", "max", "min")))
		return NAME_PLAIN;
	if (has_word(&w,
		     LIST("password", "passwords", "passwd", "passphrase", "pwd", "pass", "pword",
			  "secret", "secrets", "token", "tokens", "credential", "credentials",
			  "creds", "apikey", "accesskey", "secretkey", "privatekey", "authtoken",
			  "dbpass", "dbpassword", "userpass", "pgpassword", "rootpassword",
			  "htpasswd", "adminpassword", "bearer", "pat"))) {
		/* PWD alone is the working folder, OLDPWD its brother; PAT alone is anything */
		if (w.n == 1 && in_list(w.p[0], LIST("pwd", "pass", "pat")))
			return NAME_PLAIN;
		return NAME_STRONG;
	}
	/* GPG_KEY of the language images is the fingerprint of a public key, APT_SIGNING_KEY, too */
	if (has_word(&w, LIST("gpg", "pgp", "known", "apt", "rpm")))
		return NAME_PLAIN;
	if (has_pair(&w,
		     LIST("api", "access", "secret", "private", "encryption", "encrypt", "signing",
			  "sign", "master", "ssh", "deploy", "auth", "account", "jwt", "crypto",
			  "cipher", "hmac", "storage", "session", "license", "licence", "admin",
			  "service"),
		     "key") ||
	    has_pair(&w, LIST("connection", "conn"), "string"))
		return NAME_STRONG;
	if (has_word(&w, LIST("sort", "primary", "foreign", "partition", "cache", "host", "signed",
			      "release", "map", "object", "idempotency")))
		return NAME_PLAIN;
	if (has_word(&w, LIST("key", "keys", "auth", "salt", "pepper", "session", "cookie", "jwt",
			      "webhook", "seed", "sas")))
		return NAME_WEAK;
	return NAME_PLAIN;
}

bool secret_name(struct str name)
{
	return classify(name) == NAME_STRONG;
}

/* One form: a prefix, then at least `n` bytes of an alphabet, to the end. */
enum alphabet { ALNUM, WORD, BASE64, HEX };

static const struct form {
	const char *prefix;
	size_t n;
	enum alphabet alphabet;
	const char *what;
} forms[] = {
	{ "AKIA", 16, ALNUM, "AWS access key" },
	{ "ASIA", 16, ALNUM, "AWS temporary access key" },
	{ "ghp_", 30, ALNUM, "GitHub token" },
	{ "gho_", 30, ALNUM, "GitHub token" },
	{ "ghu_", 30, ALNUM, "GitHub token" },
	{ "ghs_", 30, ALNUM, "GitHub token" },
	{ "ghr_", 30, ALNUM, "GitHub token" },
	{ "github_pat_", 40, WORD, "GitHub token" },
	{ "glpat-", 20, WORD, "GitLab token" },
	{ "gldt-", 20, WORD, "GitLab deploy token" },
	{ "glrt-", 20, WORD, "GitLab runner token" },
	{ "xoxb-", 20, WORD, "Slack token" },
	{ "xoxp-", 20, WORD, "Slack token" },
	{ "xoxa-", 20, WORD, "Slack token" },
	{ "xoxr-", 20, WORD, "Slack token" },
	{ "xoxs-", 20, WORD, "Slack token" },
	{ "xapp-", 20, WORD, "Slack token" },
	{ "sk_live_", 16, ALNUM, "Stripe key" },
	{ "rk_live_", 16, ALNUM, "Stripe key" },
	{ "sk_test_", 16, ALNUM, "Stripe test key" },
	{ "whsec_", 24, BASE64, "Stripe webhook secret" },
	{ "sk-ant-", 24, WORD, "Anthropic key" },
	{ "sk-proj-", 24, WORD, "OpenAI key" },
	{ "AIza", 35, WORD, "Google API key" },
	{ "ya29.", 20, WORD, "Google OAuth token" },
	{ "GOCSPX-", 20, WORD, "Google OAuth secret" },
	{ "npm_", 36, ALNUM, "npm token" },
	{ "pypi-AgEIcHlwaS5vcmc", 30, WORD, "PyPI token" },
	{ "rubygems_", 48, HEX, "RubyGems key" },
	{ "dop_v1_", 64, HEX, "DigitalOcean token" },
	{ "hf_", 30, ALNUM, "Hugging Face token" },
	{ "dckr_pat_", 20, WORD, "Docker token" },
	{ "hvs.", 24, WORD, "Vault token" },
	{ "shpat_", 32, HEX, "Shopify token" },
	{ "sq0csp-", 40, WORD, "Square secret" },
	{ "lin_api_", 32, ALNUM, "Linear key" },
	{ "NRAK-", 27, ALNUM, "New Relic key" },
	{ "AGE-SECRET-KEY-1", 50, ALNUM, "age key" },
	{ "glsa_", 32, WORD, "Grafana token" },
	{ "pul-", 40, HEX, "Pulumi token" },
	{ "tfp_", 32, WORD, "Terraform token" },
	{ "dapi", 32, HEX, "Databricks token" },
};

static bool in_alphabet(char c, enum alphabet a)
{
	switch (a) {
	case ALNUM:
		return char_is_alnum(c);
	case WORD:
		return char_is_alnum(c) || c == '_' || c == '-' || c == '.';
	case BASE64:
		return char_is_alnum(c) || c == '+' || c == '/' || c == '=' || c == '_' || c == '-';
	case HEX:
		return char_is_digit(c) || (char_lower(c) >= 'a' && char_lower(c) <= 'f');
	}
	return false;
}

static bool all_of(struct str s, enum alphabet a)
{
	for (size_t i = 0; i < s.n; i++)
		if (!in_alphabet(s.p[i], a))
			return false;
	return true;
}

/* Three base64url parts, the first two JSON objects: both begin with "eyJ", that is {" */
static bool is_jwt(struct str v)
{
	struct str head, rest, body, signature;
	return str_starts(v, STR("eyJ")) && str_cut(v, '.', &head, &rest) &&
	       str_cut(rest, '.', &body, &signature) && str_starts(body, STR("eyJ")) &&
	       signature.n >= 16 && all_of(head, BASE64) && all_of(body, BASE64) &&
	       all_of(signature, BASE64);
}

/* scheme://user:PASSWORD@host */
static bool url_password(struct str v, struct str *out)
{
	size_t at = str_find(v, STR("://"));
	if (at == SIZE_MAX || at == 0 || at > 24)
		return false;
	struct str rest = str_from(v, at + 3);
	size_t end = 0;
	while (end < rest.n && !strchr("/?# \t\"'", rest.p[end]))
		end++;
	rest = str_slice(rest, 0, end);
	size_t host = str_rfind_char(rest, '@');
	if (host == SIZE_MAX)
		return false;
	struct str password;
	if (!str_cut(str_slice(rest, 0, host), ':', NULL, &password) || !password.n)
		return false;
	*out = password;
	return true;
}

/* Documentation keys, and values cut short by an author's dots. */
static bool is_example(struct str v)
{
	struct str again = v;
	while (again.n >= 7) {
		if (str_eq_nocase(str_slice(again, 0, 7), STR("example")))
			return true;
		again = str_from(again, 1);
	}
	return str_has(v, STR("...")) || str_has(v, STR("xxxx")) || str_has(v, STR("XXXX")) ||
	       str_has(v, STR("0000000000")) || str_has(v, STR("\xe2\x80\xa6"));
}

static bool has_variable(struct str v)
{
	for (size_t i = 0; i + 1 < v.n; i++)
		if (v.p[i] == '$' && (char_is_alpha(v.p[i + 1]) || strchr("_{(", v.p[i + 1])) &&
		    (i == 0 || v.p[i - 1] != '\\'))
			return true;
	return false;
}

static bool is_default(struct str v)
{
	return in_list(v, LIST("admin", "administrator", "password", "password1", "password123",
			       "passw0rd", "p@ssw0rd", "p@ssword", "pass", "passwd", "pwd", "root",
			       "toor", "postgres", "mysql", "mariadb", "mongo", "mongodb", "redis",
			       "rabbitmq", "guest", "user", "test", "testing", "test123", "tester",
			       "demo", "default", "qwerty", "letmein", "welcome", "welcome1",
			       "secret", "secret123", "supersecret", "s3cr3t", "docker", "dev",
			       "development", "local", "vagrant", "ubuntu", "debian", "oracle",
			       "sa", "minio", "minioadmin", "elastic", "grafana", "jenkins",
			       "tomcat", "wordpress", "nexus", "admin123", "123", "1234", "12345",
			       "123456", "1234567", "12345678", "123456789", "1234567890", "abc123",
			       "root123", "toor123", "master", "keycloak", "rootpassword",
			       "mypassword", "mysecretpassword", "my-secret-pw", "dbpassword",
			       "topsecret", "symfony", "laravel", "django", "rails"));
}

static bool is_placeholder(struct str v)
{
	if (in_list(v,
		    LIST("changeme", "change-me", "change_me", "changeit", "changethis",
			 "change-this", "replaceme", "replace-me", "replace_me", "todo", "tbd",
			 "fixme", "dummy", "fake", "placeholder", "none", "null", "nil",
			 "undefined", "unset", "empty", "na", "n/a", "redacted", "hidden", "sample",
			 "foo", "bar", "foobar", "baz", "string", "value", "token", "key", "apikey",
			 "api-key", "api_key", "notset", "not-set", "not_set", "build", "buildtime",
			 "build-time", "ignored", "unused", "invalid", "notused", "not-used",
			 "mock", "stub", "override", "overrideme", "insecure", "blank")))
		return true;
	if (v.n >= 2 &&
	    ((v.p[0] == '<' && v.p[v.n - 1] == '>') || (v.p[0] == '[' && v.p[v.n - 1] == ']') ||
	     (v.p[0] == '{' && v.p[v.n - 1] == '}') || (v.p[0] == '%' && v.p[v.n - 1] == '%')))
		return true;
	static const char *const starts[] = { "your",	 "my-",		"my_",	    "changeme",
					      "change-", "change_",	"replace",  "insert",
					      "enter-",	 "put-",	"put_",	    "set-",
					      "set_",	 "dummy",	"fake",	    "not-a",
					      "not_a",	 "placeholder", "example",  "test-",
					      "test_",	 "todo",	"add-your", "some-" };
	for (size_t i = 0; i < ARRAY_LEN(starts); i++) {
		struct str start = str_of(starts[i]);
		if (v.n >= start.n && str_eq_nocase(str_slice(v, 0, start.n), start))
			return true;
	}
	/* "xxxxxxxx", "********", "........" */
	size_t same = 1;
	while (same < v.n && v.p[same] == v.p[0])
		same++;
	return v.n > 1 && same == v.n;
}

/* /run/secrets/db, ./key.pem, C:\keys\a, ~/.netrc: short parts, no base64 that begins with a slash. */
static bool is_path(struct str v)
{
	bool drive = v.n > 2 && char_is_alpha(v.p[0]) && v.p[1] == ':' &&
		     (v.p[2] == '\\' || v.p[2] == '/');
	if (!drive && !str_starts(v, STR("/")) && !str_starts(v, STR("./")) &&
	    !str_starts(v, STR("../")) && !str_starts(v, STR("~/")))
		return false;
	struct str rest = v, part;
	while (str_next(&rest, '/', &part)) {
		if (part.n > 40)
			return false;
		for (size_t i = 0; i < part.n; i++)
			if (!char_is_alnum(part.p[i]) && !strchr("._-~:\\@", part.p[i]))
				return false;
	}
	return true;
}

static bool is_switch(struct str v)
{
	return in_list(v, LIST("true", "false", "yes", "no", "on", "off", "enabled", "disabled",
			       "enable", "disable", "always", "never", "auto", "optional",
			       "required", "basic", "bearer", "md5", "scram-sha-256", "trust",
			       "ldap", "oauth", "oauth2", "oidc", "saml", "token", "jwt", "cookie",
			       "session", "file", "env", "0", "1"));
}

static bool is_number(struct str v)
{
	size_t digits = 0;
	for (size_t i = 0; i < v.n; i++) {
		if (char_is_digit(v.p[i]))
			digits++;
		else if (v.p[i] != '.' && !(i == 0 && v.p[i] == '-'))
			return false;
	}
	return digits > 0;
}

/* log2 in sixteenths, for 1 ≤ x: enough to compare entropies, and no math library. */
static unsigned log2_16(uint64_t x)
{
	unsigned whole = 63u - (unsigned)__builtin_clzll(x);
	uint64_t y = whole >= 16 ? x >> (whole - 16) : x << (16 - whole); /* 16.16, in [1, 2) */
	unsigned r = whole * 16;
	for (unsigned bit = 8; bit; bit >>= 1) {
		y = (y * y) >> 16;
		if (y >= 2u << 16) {
			y >>= 1;
			r += bit;
		}
	}
	return r;
}

/* Shannon's entropy in sixteenths of a bit per byte. */
static unsigned entropy_16(struct str v)
{
	size_t count[256] = { 0 };
	if (!v.n)
		return 0;
	for (size_t i = 0; i < v.n; i++)
		count[(unsigned char)v.p[i]]++;
	uint64_t sum = 0;
	for (size_t i = 0; i < 256; i++)
		if (count[i])
			sum += (uint64_t)count[i] * (log2_16(v.n) - log2_16(count[i]));
	return (unsigned)(sum / v.n);
}

/* A random string of at least 16 bytes: 3 bits per byte (2.8 of hexadecimal digits), and no spaces. */
static bool is_random(struct str v)
{
	if (v.n < 16 || str_find_char(v, ' ') != SIZE_MAX || str_find_char(v, ',') != SIZE_MAX)
		return false;
	unsigned digits = 0, letters = 0;
	for (size_t i = 0; i < v.n; i++) {
		digits += char_is_digit(v.p[i]);
		letters += char_is_alpha(v.p[i]);
	}
	return digits >= 2 && letters >= 2 && entropy_16(v) >= (all_of(v, HEX) ? 45u : 48u);
}

static const char *known_form(struct str v)
{
	for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
		const char *prefix = forms[i].prefix;
		if (v.p[0] != prefix[0] || v.n < strlen(prefix) + forms[i].n ||
		    !str_starts(v, str_of(prefix)))
			continue;
		struct str rest = str_from(v, strlen(prefix));
		/* sixteen equal letters are no key */
		if (all_of(rest, forms[i].alphabet) && entropy_16(rest) >= 32)
			return forms[i].what;
	}
	if (str_starts(v, STR("-----BEGIN ")) && str_has(v, STR("PRIVATE KEY")))
		return "private key";
	if (is_jwt(v))
		return "JSON web token";
	if (str_has(v, STR("AccountKey=")) && str_has(v, STR("AccountName=")))
		return "Azure connection string";
	if (str_starts(v, STR("https://hooks.slack.com/services/T")))
		return "Slack webhook";
	struct str password;
	if (url_password(v, &password) && !has_variable(password) && !is_placeholder(password) &&
	    !is_default(password))
		return "password in a URL";
	return NULL;
}

const char *secret_format(struct str v)
{
	v = str_slice(v, 0, LOOKED_AT);
	const char *form = v.n ? known_form(v) : NULL;
	return form && !is_example(v) ? form : NULL;
}

enum secret_likelihood secret_judge(struct str name, struct str value)
{
	value = str_slice(value, 0, LOOKED_AT);
	if (secret_format(value))
		return SECRET_CERTAIN;
	struct str password;
	if (url_password(value, &password) && is_default(password))
		return SECRET_DEFAULT;
	enum name_class class = classify(name);
	if (class == NAME_PLAIN)
		return SECRET_NO;
	if (class == NAME_WEAK)
		return is_random(value) && !is_path(value) && !has_variable(value) &&
				       !is_placeholder(value) && !is_example(value) &&
				       !str_has(value, STR("://"))
			       ? SECRET_LIKELY
			       : SECRET_NO;
	if (!value.n)
		return SECRET_EMPTY;
	if (has_variable(value))
		return SECRET_VARIABLE;
	if (is_path(value))
		return SECRET_PATH;
	if (is_default(value))
		return SECRET_DEFAULT;
	if (is_switch(value))
		return SECRET_NO;
	if (str_has(value, STR("://")))
		return SECRET_NO;
	if (is_placeholder(value) || is_example(value))
		return SECRET_PLACEHOLDER;
	/* TOKENS=4096 and PASSWORD_LENGTH's cousins; a PIN is too short to tell */
	if (is_number(value) && value.n < 6)
		return SECRET_NO;
	return SECRET_LIKELY;
}
