/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "feed/record.h"
#include "recorder.h"

static void lines(void **state)
{
	(void)state;
	for (size_t step = 0; step < 9; step++) {
		OWNED(stream_closep)
		struct stream *in = stream_of_bytes(STR("one\r\n\ntwo\nlast"), step);
		OWNED(record_lines_donep) struct record_lines l;
		record_lines_init(&l, in, 8);
		static const char *const want[] = { "one", "", "two", "last" };
		struct str line;
		struct fault f;
		for (size_t i = 0; i < ARRAY_LEN(want); i++) {
			assert_int_equal(record_lines_next(&l, &line, &f), 1);
			check_text(line, want[i]);
			assert_int_equal(l.line, i + 1);
		}
		assert_int_equal(record_lines_next(&l, &line, &f), 0);
	}
}

static void long_lines(void **state)
{
	(void)state;
	for (size_t step = 0; step < 5; step++) {
		OWNED(stream_closep)
		struct stream *in = stream_of_bytes(STR("12345678\n123456789\n"), step);
		OWNED(record_lines_donep) struct record_lines l;
		record_lines_init(&l, in, 8);
		struct str line;
		struct fault f;
		assert_int_equal(record_lines_next(&l, &line, &f), 1);
		assert_int_equal(record_lines_next(&l, &line, &f), E_LIMIT);
		check_text(str_of(f.text), "line 2: longer than 8 bytes");
	}
}

static void names(void **state)
{
	(void)state;
	static const char *const good[] = { "CVE-1999-0001", "CVE-2024-12345",
					    "CVE-2024-1234567890" };
	static const char *const bad[] = { "",
					   "CVE-",
					   "CVE-2024-",
					   "CVE-2024-123",
					   "CVE-24-12345",
					   "CVE-2024-1234x",
					   "cve-2024-1234",
					   "CVE-2024_12345",
					   "CVE-2024-12345 ",
					   "CVE-2024-12345678901" };
	for (size_t i = 0; i < ARRAY_LEN(good); i++)
		assert_true(record_is_cve(str_of(good[i])));
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_false(record_is_cve(str_of(bad[i])));
	assert_true(record_is_date(STR("2024-01-02T00:00:00Z")));
	assert_false(record_is_date(STR("2024-1-2")));
	assert_false(record_is_date(STR("20240102xx")));
}

static void dates(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	check_text(record_date_of_words(a, STR("29 Mar 2023")), "2023-03-29");
	check_text(record_date_of_words(a, STR(" 3 December 2003")), "2003-12-03");
	check_text(record_date_of_words(a, STR("32 Mar 2023")), "");
	check_text(record_date_of_words(a, STR("3 Foo 2023")), "");
	check_text(record_date_of_words(a, STR("")), "");
}

static void codenames(void **state)
{
	(void)state;
	struct str release = STR("untouched");
	assert_false(record_debian_release(STR("jammy"), &release));
	check_text(release, "untouched");
	assert_true(record_debian_release(STR("bookworm"), &release));
	check_text(release, "12");
	assert_true(record_ubuntu_release(STR("jammy"), &release));
	check_text(release, "22.04");
	assert_false(record_ubuntu_release(STR("devel"), &release));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines), cmocka_unit_test(long_lines), cmocka_unit_test(names),
		cmocka_unit_test(dates), cmocka_unit_test(codenames),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
