/* SPDX-License-Identifier: Apache-2.0 */
/*
 * .dockerignore: ignore.data. The input is the file up to a line "---", then paths; those left out come back
 * with a minus, the others with a plus.
 */
#include "table.h"

#include "find/dockerfile/build.h"

static void run_case(struct arena *a, struct str text, struct buf *out)
{
	size_t at = str_find(text, STR("---\n"));
	assert_true(at != SIZE_MAX);
	struct str patterns = str_slice(text, 0, at), paths = str_from(text, at + 4), line;
	while (str_next_line(&paths, &line))
		buf_printf(out, ". %c %.*s\n", df_ignored(patterns, line) ? '-' : '+', STRF(line));
}

static void test_table(void **state)
{
	table_walk("tests/find/dockerfile/ignore.data", 40, run_case);
}

/* A pattern of many stars is one pass for each, not a search. */
static void test_stars(void **state)
{
	char pattern[2001], path[4001];
	for (size_t i = 0; i < 2000; i++)
		pattern[i] = i % 2 ? 'a' : '*';
	memset(path, 'a', 4000);
	path[3999] = 'b';
	assert_false(df_ignored(str_make(pattern, 2000), str_make(path, 4000)));
	path[3999] = 'a';
	assert_true(df_ignored(str_make(pattern, 2000), str_make(path, 4000)));
	assert_false(df_ignored(STR("*"), STR("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_table),
					    cmocka_unit_test(test_stars) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
