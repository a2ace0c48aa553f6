/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a string of credential-like characters tells of itself, by arithmetic and by words.
 *
 *     checksums      CRC-32 in base 62, the Luhn sum
 *     encodings      hexadecimal, JSON web tokens (RFC 7519)
 *     stand-ins      "changeme", "<your token>", "xxxxxxxx", "12345678", "AKIAIOSFODNN7EXAMPLE"
 *     references     "${TOKEN}", "/run/secrets/db", "process.env.KEY", "config.get('key')"
 *     words          "getUserName", "correct-horse": how plausible each letter follows the one before it
 *
 * Must stay true: a random token is never called a stand-in, a reference or words. So short words count
 * only when they stand alone between separators, and only words of five letters and more count anywhere
 * within a value: in 40 random characters of base 62 one of them turns up once in a million.
 *
 * Entropy is Shannon's over the bytes of one value. It tells random from repeated; for values below 16
 * bytes it says little.
 */
#include "find/lib/token.h"

#include <math.h>
#include <zlib.h>

#include "base/base64.h"
#include "text/json.h"

/* What stands behind it does not change a judgement. */
#define LOOKED_AT ((size_t)4096)

double token_entropy(struct str s)
{
	size_t count[256] = { 0 };
	for (size_t i = 0; i < s.n; i++)
		count[(uint8_t)s.p[i]]++;
	double bits = 0;
	for (size_t i = 0; i < ARRAY_LEN(count); i++) {
		if (!count[i])
			continue;
		double p = (double)count[i] / (double)s.n;
		bits -= p * log2(p);
	}
	return bits;
}

uint32_t token_crc32(struct str s)
{
	return (uint32_t)crc32_z(0, s.n ? (const Bytef *)s.p : (const Bytef *)"", s.n);
}

bool token_crc32_base62(struct str body, struct str check)
{
	static const char digit[] =
		"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
	if (check.n < 6)
		return false;
	uint32_t sum = token_crc32(body);
	for (size_t i = check.n; i-- > 0; sum /= 62)
		if (check.p[i] != digit[sum % 62])
			return false;
	return true;
}

bool token_luhn(struct str digits)
{
	unsigned sum = 0;
	for (size_t i = 0; i < digits.n; i++) {
		char c = digits.p[digits.n - 1 - i];
		if (!char_is_digit(c))
			return false;
		unsigned d = (unsigned)(c - '0') << (i & 1);
		sum = (sum + d / 10 + d % 10) % 10;
	}
	return digits.n > 1 && sum == 0;
}

/* ---- encodings ---- */

static bool is_hex(char c)
{
	return char_is_digit(c) || (char_lower(c) >= 'a' && char_lower(c) <= 'f');
}

bool token_is_hex(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_hex(s.p[i]))
			return false;
	return s.n > 0;
}

static const struct json *json_object(struct arena *a, struct str text)
{
	const struct json *j;
	struct fault f = { 0 };
	return json_parse(a, text, &j, &f) < 0 || j->kind != JSON_OBJECT ? NULL : j;
}

bool token_jwt(struct arena *a, struct str s, struct str *out_payload)
{
	struct str head, rest, body, signature, text;
	if (!str_cut(s, '.', &head, &rest) || !str_cut(rest, '.', &body, &signature) ||
	    !base64_decode(a, head, &text))
		return false;
	const struct json *header = json_object(a, text);
	if (!json_get_text(header, "alg").n || !base64_decode(a, body, out_payload))
		return false;
	/* RFC 7519, section 7.1: the payload is a JSON object, the signature base64url */
	return json_object(a, *out_payload) && base64_decode(a, signature, &text);
}

/* ---- words ---- */

/*
 * How often a letter (column a to z) follows another (row a to z) in words and identifiers of source
 * code and manuals: 5 is what chance gives, 9 ten times as often.
 */
static const char follows[26][27] = {
	"35663351403768050767432230", "85558411730822730653700040", "73537327506531830546510030",
	"74469422800532630653511020", "63675531301657242876142430", "74457711800622720655500030",
	"62329246700546630764611021", "91139100802443820535502040", "54655450102659640577040204",
	"83548221713233840372702010", "73349325802534740574502040", "72359210802722730155520050",
	"95239100702351770153500030", "71677581604314630278430020", "34662441303668560866644110",
	"81338315602622760856501040", "43344321500433334353911000", "82459240703444730566420040",
	"61628226704432551268612040", "71428306800432730765401150", "56546440502768360777110101",
	"82329220800332630343200010", "92548315801436730663301010", "63747633702443481458330340",
	"74546341502567580476532122", "82319115801431620122400045",
};

/* The end of the word that begins at `i`: same case, or one capital and small letters. */
static size_t word_end(struct str s, size_t i)
{
	size_t j = i + 1;
	if (!char_is_lower(s.p[i])) {
		while (j < s.n && char_is_alpha(s.p[j]) && !char_is_lower(s.p[j]))
			j++;
		/* "HTTPServer" is HTTP and Server */
		if (j < s.n && char_is_lower(s.p[j]) && j > i + 1)
			return j - 1;
	}
	while (j < s.n && char_is_lower(s.p[j]))
		j++;
	return j;
}

bool token_is_words(struct str s)
{
	s = str_slice(s, 0, LOOKED_AT);
	size_t in_words = 0, other = 0, pairs = 0, end;
	long score = 0;
	for (size_t i = 0; i < s.n; i = end) {
		end = i + 1;
		if (!char_is_alpha(s.p[i])) {
			other += char_is_digit(s.p[i]);
			continue;
		}
		end = word_end(s, i);
		if (end - i < 3) {
			bool alone = (i == 0 || !char_is_alnum(s.p[i - 1])) &&
				     (end == s.n || !char_is_alnum(s.p[end]));
			other += alone ? 0 : end - i;
			continue;
		}
		in_words += end - i;
		for (size_t k = i; k + 1 < end; k++, pairs++)
			score += follows[char_lower(s.p[k]) - 'a'][char_lower(s.p[k + 1]) - 'a'] -
				 '5';
	}
	/* few pairs say little: there the doubt is for the words */
	long least = pairs < 6 ? -(long)pairs : 2 * (long)other;
	return in_words && in_words >= 3 * other && score >= least;
}

/* ---- stand-ins ---- */

static bool has_nocase(struct str s, const char *needle)
{
	size_t n = strlen(needle);
	for (size_t i = 0; i + n <= s.n; i++)
		if (str_eq_nocase(str_slice(s, i, i + n), str_make(needle, n)))
			return true;
	return false;
}

static bool is_any(struct str s, const char *const *list)
{
	for (; *list; list++)
		if (str_eq_nocase(s, str_of(*list)))
			return true;
	return false;
}

/* Long enough to be no accident wherever they stand. */
static const char *const words_anywhere[] = {
	"example",  "sample",	 "placeholder", "changeme", "change_me", "change-me", "changeit",
	"change_t", "change-t",	 "replace",	"insert",   "redacted",	 "dummy",     "foobar",
	"your_",    "your-",	 "yourt",	"yours",    "yourp",	 "yourk",     "youra",
	"not-a-",   "not_a_",	 "notreal",	"deadbeef", "cafebabe",	 "xxxxx",     "*****",
	"goeshere", "goes-here", "goes_here",	"loremips", "fixme",	 "my-secret", "my_secret",
	"mysecret", "mytoken",	 "my-token",	"my_token", "mypass",	 "my-pass",   "my_pass",
	"fake-",    "fake_",	 "test123",	"qwerty",   "asdfgh",	 "-here",     "_here",
	"some-",    "some_",	 "invalid",	"........", "________",	 "--------",  "testtest",
	NULL,
};

/* Only as one of the words that separators make. */
static const char *const words_alone[] = {
	"test", "tests",     "testing", "fake", "mock", "demo", "todo",
	"tbd",	"foo",	     "bar",	"baz",	"your", "null", "none",
	"nil",	"undefined", "my",	"xxx",	"abc",	"abcd", NULL,
};

/* Only as the whole value: what people write where a value would stand. */
static const char *const whole_values[] = {
	"password",	 "passw0rd",   "p4ssw0rd", "p@55w0rd", "p@55w0rd!",   "passw0rd!",
	"p@ssw0rd!",	 "p@ssw0rd",   "p@ssword", "pass",     "passwd",      "passphrase",
	"pwd",		 "secret",     "secrets",  "token",    "tokens",      "key",
	"apikey",	 "api_key",    "api-key",  "admin",    "root",	      "user",
	"username",	 "guest",      "default",  "postgres", "mysql",	      "mongo",
	"mongodb",	 "redis",      "rabbitmq", "hunter2",  "letmein",     "abc123",
	"a1b2c3d4",	 "true",       "false",	   "yes",      "no",	      "empty",
	"string",	 "unset",      "disabled", "enabled",  "required",    "optional",
	"hidden",	 "masked",     "private",  "public",   "bearer",      "basic",
	"value",	 "text",       "str",	   "auto",     "generate",    "random",
	"authorization", "swordfish",  "toor",	   "s3cr3t",   "supersecret", "super-secret",
	"topsecret",	 "verysecret", NULL,
};

/* Public by their makers' own manuals and emulators; the beginning is enough. Halves: see SAMPLES. */
static const char *const documented[] = {
	"Eby8vdM02xNO"
	"cqFlqUwJPLlm", /* the storage emulator of Azure */
	"C2y6yDjf5/R+"
	"ob0N8A7Cgv30", /* the database emulator of Azure */
	"16C7e42F292c"
	"6912E7710c83", /* GitHub's manual of tokens */
	"4eC39HqLyjWD"
	"arjtT1zdp7dc", /* Stripe's manual */
	"BQokikJOvBiI"
	"2HlWgH4olfQ2", /* Stripe's older manual */
	"z_sxgtrfAxKr"
	"8q1TPY8Y", /* revoked, made public by its owner for tests */
	"2YotnFZFEjr1"
	"zCsicMWpAA", /* RFC 6749 and its like, from here on */
	"tGzv3JOkF0XG"
	"5Qx2TlKWIA",
	"7Fjfp0ZBr1Kt"
	"DRbnfVdmIw",
	"czZCaGRSa3F0"
	"MzpnWDFmQmF0M2JW",
	"45ghiukldjah"
	"dnhzdauz",
	"SplxlOBeZQQY"
	"bYS6WxSbIA",
	"mF_9.B5f-4"
	".1JqM",
	"ad180jjd733k"
	"lru7",
	"2kjshdfp92i3"
	"4asdasd",
	"1vny1zlo1x8e"
	"1vnw1vn61x8g", /* "storepwd" and "keypwd", obfuscated by Jetty */
	"1u2u1wml1z7s"
	"1z7a1wnl1u2g",
	NULL,
};

/* Runs: one byte again and again, or each one more (or less) than the one before. */
static bool has_run(struct str s)
{
	size_t same = 1, up = 1, down = 1;
	for (size_t i = 1; i < s.n; i++) {
		int a = (uint8_t)char_lower(s.p[i - 1]), b = (uint8_t)char_lower(s.p[i]);
		bool alnum = char_is_alnum(s.p[i - 1]) && char_is_alnum(s.p[i]);
		same = s.p[i] == s.p[i - 1] ? same + 1 : 1;
		up = alnum && (b == a + 1 || (a == '9' && (b == '0' || b == 'a'))) ? up + 1 : 1;
		down = alnum && (b == a - 1 || (a == '0' && b == '9')) ? down + 1 : 1;
		/* zeros as bytes of a structure are runs of A in base64 */
		size_t enough = s.p[i] == 'x' || s.p[i] == 'X' || s.p[i] == '*' ? 4
				: s.p[i] == 'A'					? 12
										: 7;
		if (same >= enough || up >= 6 || down >= 6)
			return true;
	}
	return false;
}

/* "aaaa", "abab", "0000000001": hardly any different bytes. */
static bool is_monotonous(struct str s)
{
	bool seen[256] = { false };
	size_t kinds = 0;
	for (size_t i = 0; i < s.n; i++) {
		kinds += !seen[(uint8_t)s.p[i]];
		seen[(uint8_t)s.p[i]] = true;
	}
	return kinds <= 2 || (s.n >= 12 && kinds <= 4) || (s.n >= 32 && kinds <= 6);
}

static bool is_template(struct str s)
{
	static const char *const marks[] = { "${", "{{", "$(", "#{",  "%(",
					     "<%", "@@", "[[", "__%", NULL };
	for (const char *const *m = marks; *m; m++)
		if (str_has(s, str_of(*m)))
			return true;
	if (s.n < 2)
		return false;
	char first = s.p[0], last = s.p[s.n - 1];
	return (first == '<' && last == '>') || (first == '{' && last == '}') ||
	       (first == '[' && last == ']') || (first == '%' && last == '%') ||
	       (first == '@' && last == '@') ||
	       (first == '$' && (s.p[1] == '_' || char_is_alpha(s.p[1])));
}

bool token_is_placeholder(struct str s)
{
	s = str_slice(s, 0, LOOKED_AT);
	if (!s.n || is_monotonous(s) || is_template(s) || has_run(s) || is_any(s, whole_values))
		return true;
	for (const char *const *w = words_anywhere; *w; w++)
		if (has_nocase(s, *w))
			return true;
	for (const char *const *d = documented; *d; d++)
		if (str_has(s, str_of(*d)))
			return true;
	size_t end;
	for (size_t i = 0; i < s.n; i = end + 1) {
		for (end = i; end < s.n && char_is_alnum(s.p[end]);)
			end++;
		/* a random token of base64url is full of separators: three letters stand alone by chance */
		bool likely = end - i >= 4 || s.n <= 16;
		if (likely && is_any(str_slice(s, i, end), words_alone))
			return true;
	}
	return false;
}

/* ---- references ---- */

/* Digits and dots, perhaps with "v" before and a word behind: "1.2.3", "v4.0.0-rc.1". */
static bool is_version(struct str s)
{
	size_t i = s.n && char_lower(s.p[0]) == 'v' ? 1 : 0, dots = 0;
	for (; i < s.n && (char_is_digit(s.p[i]) || s.p[i] == '.'); i++)
		dots += s.p[i] == '.';
	return dots && (i == s.n || ((s.p[i] == '-' || s.p[i] == '+') && s.n - i < 16));
}

/* Pieces between `separators` are all words or short; at least `least` of them. */
static bool is_path_of_words(struct str s, const char *separators, size_t least)
{
	size_t pieces = 0, end;
	for (size_t i = 0; i < s.n; i = end + 1) {
		for (end = i; end < s.n && !strchr(separators, s.p[end]);)
			end++;
		struct str piece = str_slice(s, i, end);
		pieces += piece.n > 0;
		if (piece.n > 3 && !token_is_words(piece) && !is_version(piece))
			return false;
	}
	return pieces >= least;
}

static bool is_url_without_credentials(struct str s)
{
	size_t at = str_find(s, STR("://"));
	if (at == SIZE_MAX || at == 0 || at > 24)
		return false;
	struct str rest = str_from(s, at + 3), host = rest;
	for (size_t i = 0; i < rest.n; i++)
		if (strchr("/?#", rest.p[i])) {
			host = str_slice(rest, 0, i);
			break;
		}
	return str_find_char(host, '@') == SIZE_MAX;
}

static bool is_zero_uuid(struct str s)
{
	if (s.n != 36)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '0' && s.p[i] != '-')
			return false;
	return true;
}

bool token_is_reference(struct str s)
{
	static const char *const starts[] = {
		"$",
		"./",
		"../",
		"~/",
		"file:",
		"env:",
		"env.",
		"process.",
		"os.",
		"arn:",
		"ssm:",
		"vault:",
		"op://",
		"!ref",
		"!sub",
		"!vault",
		"!getatt",
		"enc[",
		"secrets.",
		"secret:",
		"var.",
		"local.",
		"module.",
		"data.",
		"self.",
		"this.",
		"config.",
		"settings.",
		"request.",
		"params.",
		"args.",
		"options.",
		"projects/",
		"%env",
		"aws-sm:",
		"keyvault:",
		"@microsoft.keyvault",
		"kms:",
		"sops:",
		"bao:",
		"doppler:",
		"&",
		NULL,
	};
	s = str_slice(s, 0, LOOKED_AT);
	for (const char *const *w = starts; *w; w++)
		if (str_eq_nocase(str_slice(s, 0, strlen(*w)), str_of(*w)))
			return true;
	if (is_url_without_credentials(s) || is_zero_uuid(s) || is_version(s))
		return true;
	/* f(x), list[0], a->b, A::B */
	if ((str_ends(s, STR(")")) && str_find_char(s, '(') != SIZE_MAX) ||
	    (str_ends(s, STR("]")) && str_find_char(s, '[') != SIZE_MAX) || str_has(s, STR("->")) ||
	    (str_has(s, STR("::")) && is_path_of_words(s, ":", 2)))
		return true;
	if (s.n > 3 && char_is_alpha(s.p[0]) && s.p[1] == ':' && s.p[2] == '\\')
		return true;
	if (str_starts(s, STR("/")))
		return is_path_of_words(s, "/.", 1);
	return (str_find_char(s, '/') != SIZE_MAX && is_path_of_words(s, "/.", 2)) ||
	       (str_find_char(s, '.') != SIZE_MAX && is_path_of_words(s, ".", 2));
}
