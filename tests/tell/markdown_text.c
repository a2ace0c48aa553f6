/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "tell/markdown_text.h"

static void lines(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{ "plain words, and 1.2-3 (of x)", "plain words, and 1.2-3 (of x)" },
		{ "[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))" },
		{ "![t](https://e.example/t.png)", "\\!\\[t\\](https\\://e.example/t.png)" },
		{ "<b> &amp; && `c` *d* _e_ ~f~ |",
		  "\\<b\\> \\&amp; && \\`c\\` \\*d\\* \\_e\\_ \\~f\\~ \\|" },
		{ "# heading", "\\# heading" },
		{ "- item", "\\- item" },
		{ "12. item", "12\\. item" },
		{ "2026-03-02 .x", "2026-03-02 .x" },
		{ "-1- .x", "\\-1- .x" },
		{ "1) item", "1\\) item" },
		{ "=== ", "\\===" },
		{ "@everyone", "<span>@</span>everyone" },
		{ "see www.example.com", "see www\\.example.com" },
		{ "a\nb\tc", "a b c" },
		{ "back\\slash", "back\\\\slash" },
		{ "\xff", "\\<FF\\>" },
		{ "", "" },
	};
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		check_text(markdown_line(str_of(cases[i][0]), a), cases[i][1]);
	check_text(markdown_plain(STR("one\n# two\n\nthree\n"), a), "one  \n\\# two  \n  \nthree");
}

static void code(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	check_text(markdown_code(STR("apk add curl"), a), "`apk add curl`");
	check_text(markdown_code(STR("a `b` c"), a), "``a `b` c``");
	check_text(markdown_code(STR("`b``c"), a), "``` `b``c ```");
	check_text(markdown_code(STR("a\n\n# b"), a), "`a # b`");
	check_text(markdown_code(STR(""), a), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(lines), cmocka_unit_test(code) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
