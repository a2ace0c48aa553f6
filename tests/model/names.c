/* SPDX-License-Identifier: Apache-2.0 */
/* The words of the enumerations: every value has one of its own, and a wild number has one too. */
#include "check.h"

#include "model/report.h"

#define CHECK_WORDS(count, name_of)                                                      \
	do {                                                                             \
		for (unsigned i = 0; i < (count); i++) {                                 \
			const char *word = name_of(i);                                   \
			assert_true(word &&word[0]);                                     \
			for (unsigned k = 0; k < i; k++)                                 \
				assert_string_not_equal(word, (const char *)name_of(k)); \
		}                                                                        \
		assert_non_null(name_of(4096));                                          \
	} while (0)

static void words(void **state)
{
	(void)state;
	CHECK_WORDS(FINDING_KIND_COUNT_, finding_kind_name);
	CHECK_WORDS(PLACE_COUNT_, finding_place_name);
	CHECK_WORDS(PACKAGE_KIND_COUNT_, package_kind_name);
	CHECK_WORDS(ADVISORY_STATUS_COUNT_, advisory_status_name);
	CHECK_WORDS(SEVERITY_COUNT_, severity_name);
	CHECK_WORDS(3, verdict_name);
	assert_string_equal(finding_place_name(PLACE_ACT_NOW), "act-now");
	assert_string_equal(finding_kind_name(FINDING_MISCONFIGURATION), "misconfiguration");
	assert_string_equal(advisory_status_name(ADVISORY_DEFERRED), "fix_deferred");
	assert_string_equal(verdict_name(VERDICT_NOT_SEAWORTHY), "not seaworthy");
	/* an unknown verdict is never a good one */
	assert_string_equal(verdict_name((enum verdict)77), "incomplete");
}

static void severities(void **state)
{
	(void)state;
	static const struct {
		const char *word;
		enum severity severity;
	} cases[] = {
		{ "CRITICAL", SEVERITY_CRITICAL }, { "Important", SEVERITY_HIGH },
		{ "moderate", SEVERITY_MEDIUM },   { "minor", SEVERITY_LOW },
		{ "none", SEVERITY_NEGLIGIBLE },   { "unimportant", SEVERITY_NEGLIGIBLE },
		{ "unknown", SEVERITY_UNKNOWN },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		enum severity s = SEVERITY_COUNT_;
		assert_true(severity_parse(str_of(cases[i].word), &s));
		assert_int_equal(s, cases[i].severity);
	}
	enum severity kept = SEVERITY_LOW;
	assert_false(severity_parse(STR("severe"), &kept));
	assert_false(severity_parse(STR(""), &kept));
	assert_int_equal(kept, SEVERITY_LOW);

	static const struct {
		double score;
		enum severity severity;
	} scores[] = {
		{ 0, SEVERITY_NEGLIGIBLE }, { 0.1, SEVERITY_LOW },    { 3.9, SEVERITY_LOW },
		{ 4, SEVERITY_MEDIUM },	    { 6.9, SEVERITY_MEDIUM }, { 7, SEVERITY_HIGH },
		{ 8.9, SEVERITY_HIGH },	    { 9, SEVERITY_CRITICAL }, { 10, SEVERITY_CRITICAL },
	};
	for (size_t i = 0; i < ARRAY_LEN(scores); i++)
		assert_int_equal(severity_of_score(scores[i].score), scores[i].severity);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(words), cmocka_unit_test(severities) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
