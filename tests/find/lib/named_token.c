/* SPDX-License-Identifier: Apache-2.0 */
#include "find/lib/named_token.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <hs/hs.h>
#include <pcre2.h>

#include "check.h"

#define VALUE              \
	"0c55ad0159f86d08" \
	"1884c7d659a2feaa"

static const char key_pattern[] = NAMED_KEY("acme", "[0-9a-f]{32}");
static const char token_pattern[] = TOKEN("ak_[0-9a-f]{32}");

/* The value that PCRE2 finds, or an empty string; the whole match goes to `match`. */
static struct str found(const char *pattern, struct str text, struct str *match)
{
	int error;
	PCRE2_SIZE where;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
					 PCRE2_MULTILINE, &error, &where, NULL);
	assert_non_null(code);
	pcre2_match_data *groups = pcre2_match_data_create(4, NULL);
	int n = pcre2_match(code, (PCRE2_SPTR)text.p, text.n, 0, 0, groups, NULL);
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(groups);
	struct str value = n > 1 ? str_slice(text, at[2], at[3]) : str_make(NULL, 0);
	if (match)
		*match = n > 0 ? str_slice(text, at[0], at[1]) : str_make(NULL, 0);
	pcre2_match_data_free(groups);
	pcre2_code_free(code);
	return value;
}

static int note(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
		void *context)
{
	*(bool *)context = true;
	return 1;
}

/* Both libraries must agree on every text. */
static bool libhs_finds(const char *pattern, struct str text)
{
	hs_database_t *database = NULL;
	hs_compile_error_t *error = NULL;
	hs_scratch_t *scratch = NULL;
	bool hit = false;
	assert_int_equal(
		hs_compile(pattern, HS_FLAG_MULTILINE, HS_MODE_BLOCK, NULL, &database, &error),
		HS_SUCCESS);
	assert_int_equal(hs_alloc_scratch(database, &scratch), HS_SUCCESS);
	hs_scan(database, text.p, (unsigned)text.n, 0, scratch, note, &hit);
	hs_free_scratch(scratch);
	hs_free_database(database);
	return hit;
}

static void assignments(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"export ACME_ACCESS_TOKEN=" VALUE,
		"ENV ACME_TOKEN " VALUE "\n",
		"|1 ACME_TOKEN=" VALUE " /bin/sh -c make",
		"ACME_TOKEN ?= " VALUE,
		"ACME_TOKEN := " VALUE,
		"acme.api-key: '" VALUE "'",
		"\"acmeToken\": \"" VALUE "\"",
		"{\\\"ACME_TOKEN\\\":\\\"" VALUE "\\\"}",
		"{\"acme\":{\"access_token\":\"" VALUE "\"}}",
		"acme:\n  access_token: " VALUE "\n",
		"[acme]\ntoken = " VALUE "\n",
		"'acme' => [ 'token' => '" VALUE "' ]",
		"- name: ACME_TOKEN\n  value: \"" VALUE "\"\n",
		"{\"name\": \"ACME_TOKEN\", \"value\": \"" VALUE "\"}",
		"<add key=\"AcmeAccessToken\" value=\"" VALUE "\"/>",
		"<acme.access.token>" VALUE "</acme.access.token>",
		"variable \"acme_token\" {\n  default = \"" VALUE "\"\n}",
		"define('ACME_TOKEN', '" VALUE "');",
		"os.environ[\"ACME_TOKEN\"] = \"" VALUE "\"",
		"os.getenv(\"ACME_TOKEN\", \"" VALUE "\")",
		"process.env.ACME_TOKEN || \"" VALUE "\"",
		"${ACME_TOKEN:-" VALUE "}",
		"let ACME_TOKEN: &str = \"" VALUE "\";",
		"--acme-token " VALUE,
		"curl -H 'X-Acme-Auth: Bearer " VALUE "'",
		"acmeKey=" VALUE "&page=2",
	};
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		struct str text = str_of(texts[i]);
		if (!str_is(found(key_pattern, text, NULL), VALUE) ||
		    !libhs_finds(key_pattern, text))
			fail_msg("not found in %s", texts[i]);
	}
}

static void no_assignments(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"acme " VALUE,			      /* no word for a credential */
		"token = " VALUE,		      /* no owner */
		"ACME_TOKEN=" VALUE "00",	      /* longer */
		"ACME_TOKEN=" VALUE "==",	      /* base 64 */
		"ACME_TOKEN=0c55ad0159f86d08",	      /* shorter */
		"acme_token is not set; id=" VALUE,   /* other words between */
		"acme.example/auth/log/in/to/" VALUE, /* a path */
	};
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		struct str text = str_of(texts[i]);
		if (found(key_pattern, text, NULL).n || libhs_finds(key_pattern, text))
			fail_msg("found in %s", texts[i]);
	}
}

static void borders(void **state)
{
	(void)state;
	assert_true(found(token_pattern, STR("x=ak_" VALUE ";"), NULL).n > 0);
	assert_true(found(token_pattern, STR("ak_" VALUE "\nnext"), NULL).n > 0);
	assert_true(found(token_pattern, STR("ak_" VALUE), NULL).n > 0);
	assert_int_equal(found(token_pattern, STR("task_" VALUE), NULL).n, 0);
	assert_int_equal(found(token_pattern, STR("ak_" VALUE "f"), NULL).n, 0);
	assert_int_equal(found(token_pattern, STR("ak_" VALUE "-x"), NULL).n, 0);
	assert_true(
		str_is(found(TOKEN_BEHIND("ak_test_", "[0-9a-f]{32}"), STR("ak_test_" VALUE), NULL),
		       VALUE));
}

static struct secret_candidate candidate(const char *text, const char *pattern)
{
	struct secret_candidate c = { 0 };
	struct str t = str_of(text);
	c.value = found(pattern, t, &c.match);
	assert_true(c.value.n > 0);
	c.before = str_slice(t, 0, (size_t)(c.match.p - t.p));
	c.after = str_from(t, (size_t)(c.match.p - t.p) + c.match.n);
	return c;
}

static void names(void **state)
{
	(void)state;
	struct secret_candidate c = candidate("ACME_TOKEN=" VALUE, key_pattern);
	assert_true(named_check(&c));
	static const char *const hashes[] = {
		"acme_token_sha256=" VALUE,    "acme-auth-digest: " VALUE,
		"acme_key_fingerprint " VALUE, "acmePublicKey: " VALUE,
		"acme.token.md5 = " VALUE,
	};
	for (size_t i = 0; i < ARRAY_LEN(hashes); i++) {
		c = candidate(hashes[i], key_pattern);
		if (named_check(&c))
			fail_msg("%s", hashes[i]);
	}
	c = candidate("ACME_KEY=AbcdefghijklmnopqrstuvwxyzAbcdef",
		      NAMED_KEY("acme", "[A-Za-z]{32}"));
	assert_false(named_check(&c)); /* no digit */
	c = candidate("ACME_KEY=getUserProfileFromSession2", NAMED_KEY("acme", "[0-9A-Za-z]{26}"));
	assert_false(named_check(&c)); /* words */
}

static void surroundings(void **state)
{
	(void)state;
	struct secret_candidate c = candidate("# Of ACME\nx ak_" VALUE "\n", token_pattern);
	assert_true(named_near(&c, "acme"));
	assert_false(named_near(&c, "other"));
	c.path = STR("srv/Other/config");
	assert_true(named_near(&c, "other"));

	assert_false(named_in_blob(&c));
	static const char run[] = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9w";
	c.before = str_of(run);
	assert_true(named_in_blob(&c));
	c.before = STR("");
	c.after = STR("\r\nQUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9w");
	assert_true(named_in_blob(&c));
	assert_false(named_proven(&c));
	c.after = STR("\nQUJD REVG R0hJ");
	assert_false(named_in_blob(&c));
	assert_true(named_proven(&c) && c.proven);

	assert_true(named_is_mixed(STR("aB3")));
	assert_false(named_is_mixed(STR("ab3")));
	assert_false(named_is_mixed(STR("aBc")));
	assert_false(named_is_mixed(STR("AB3")));
	c.value = STR("r8pQ2zLx9TnV4mWc");
	assert_true(named_random(&c));
	c.value = STR("configurationFactory2");
	assert_false(named_random(&c));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(assignments),	cmocka_unit_test(no_assignments),
		cmocka_unit_test(borders),	cmocka_unit_test(names),
		cmocka_unit_test(surroundings),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
