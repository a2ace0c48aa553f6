/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "tell/links.h"

static void ids(void **state)
{
	(void)state;
	static const char *const cases[][3] = {
		{ "CVE-2024-3094", "cve", "https://nvd.nist.gov/vuln/detail/CVE-2024-3094" },
		{ "CVE-2024-30941234", "cve",
		  "https://nvd.nist.gov/vuln/detail/CVE-2024-30941234" },
		{ "CVE-2024-1\n\nSEAWORTHY", "seaworthy", "" },
		{ "CVE-20-1", "seaworthy", "" },
		{ "CWE-506", "cwe", "https://cwe.mitre.org/data/definitions/506.html" },
		{ "CWE-", "seaworthy", "" },
		{ "GHSA-rxwq-x6h5-x525", "ghsa",
		  "https://github.com/advisories/GHSA-rxwq-x6h5-x525" },
		{ "GHSA-<script>", "ghsa", "" },
		{ "DSA-5649-1", "dsa", "https://security-tracker.debian.org/tracker/DSA-5649-1" },
		{ "USN-1-1", "usn", "https://ubuntu.com/security/notices/USN-1-1" },
		{ "os-eol", "seaworthy", "" },
		{ "", "seaworthy", "" },
	};
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		assert_string_equal(id_kind(str_of(cases[i][0])), cases[i][1]);
		check_text(id_link(str_of(cases[i][0]), a), cases[i][2]);
	}
	assert_int_equal(cwe_number(STR("CWE-79")), 79);
	assert_int_equal(cwe_number(STR("CWE-7 9")), 0);
}

static void plain(void **state)
{
	(void)state;
	static const char *const good[] = { "https://a.example/b?c=d&e#f",
					    "http://a.example:8/%20" };
	static const char *const bad[] = {
		"javascript:alert(1)",
		"https://",
		"ftp://a.example",
		"https://a.example/\"onclick",
		"https://a.example/ b",
		"https://a.example/)[x](",
		"https://a.example/\xe2\x80\xae",
		"HTTPS://a.example/<script>",
		"",
	};
	for (size_t i = 0; i < ARRAY_LEN(good); i++)
		assert_true(link_is_plain(str_of(good[i])));
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		if (link_is_plain(str_of(bad[i])))
			fail_msg("taken: %s", bad[i]);
}

/* Of its own id; else the first reference that is an address. */
static void findings(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct vulnerability v = { 0 };
	struct finding f = { .id = STR("X-1"), .vulnerability = &v };
	check_text(finding_link(&f, a), "");
	*VEC_PUSH(a, &v.references) = STR("javascript:alert(1)");
	*VEC_PUSH(a, &v.references) = STR("https://a.example/");
	check_text(finding_link(&f, a), "https://a.example/");
	f.id = STR("DSA-1-1");
	check_text(finding_link(&f, a), "https://security-tracker.debian.org/tracker/DSA-1-1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ids),
		cmocka_unit_test(plain),
		cmocka_unit_test(findings),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
