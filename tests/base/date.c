/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/date.h"

static void days(void **state)
{
	int64_t d = -1;
	assert_true(date_parse(STR("1970-01-01"), &d) && d == 0);
	assert_true(date_parse(STR("2000-02-29"), &d) && d == 11016);
	assert_true(date_parse(STR("2026-11-22T01:02:03Z"), &d) && d == 20779);
	assert_true(date_parse(STR("9999-12-31"), &d) && d == 2932896);
	assert_true(date_parse_only(STR("2026-11-22"), &d) && d == 20779);
	assert_false(date_parse_only(STR("2026-11-22T"), &d));
	static const char *const bad[] = { "",		 "2026-1-01",  "1969-12-31", "2026-02-29",
					   "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31",
					   "2026-04-00", "2026/04/01", "yyyy-mm-dd" };
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_false(date_parse(str_of(bad[i]), &d));
}

static void times(void **state)
{
	int64_t t = -1;
	assert_true(date_parse_time(STR("1970-01-02"), &t) && t == 86400);
	assert_true(date_parse_time(STR("1970-01-02T03:04:05Z"), &t) && t == 86400 + 11045);
	static const char *const bad[] = { "1970-01-02T",	   "1970-01-02T03:04:05",
					   "1970-01-02 03:04:05Z", "1970-01-02T24:00:00Z",
					   "1970-01-02T03:60:00Z", "1970-01-02T03:04:05+00:00" };
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_false(date_parse_time(str_of(bad[i]), &t));
}

/* Every day there is, by both functions. */
static void round_trip(void **state)
{
	struct arena *a = arena_new();
	for (int64_t d = 0; d <= 2932896; d += d < 50000 ? 1 : 97) {
		int64_t back = -1;
		assert_true(date_parse(date_text(a, d), &back));
		assert_int_equal(back, d);
		if (d % 1000 == 0)
			arena_reset(a);
	}
	arena_free(a);
}

static void ends(void **state)
{
	struct arena *a = arena_new();
	check_text(date_text(a, -5), "1970-01-01");
	check_text(date_text(a, INT64_MAX), "9999-12-31");
	check_text(date_time_text(a, INT64_MIN), "1970-01-01T00:00:00Z");
	check_text(date_time_text(a, INT64_MAX), "9999-12-31T23:59:59Z");
	check_text(date_time_text(a, 20779 * 86400ll + 3723), "2026-11-22T01:02:03Z");
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days),
		cmocka_unit_test(times),
		cmocka_unit_test(round_trip),
		cmocka_unit_test(ends),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
