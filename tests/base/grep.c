/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/grep.h"

static const struct grep_pattern patterns[] = {
	{ "ab+", false },	 { "token=[a-z]{3,5}", true }, { "^line$", false },
	{ "\\bword\\b", false }, { "key[0-9]{4,}", false },
};

struct seen {
	char text[400];
};

static void note(void *context, uint32_t pattern, size_t end)
{
	struct seen *s = context;
	size_t n = strlen(s->text);
	snprintf(s->text + n, sizeof(s->text) - n, "%u:%zu ", pattern, end);
}

static struct grep *compiled(void)
{
	struct grep *g;
	struct fault f;
	size_t bad;
	check_ok(grep_compile(patterns, ARRAY_LEN(patterns), &g, &bad, &f), &f);
	return g;
}

static void check_scan(const struct grep *g, const char *text, const char *want)
{
	struct grep_scratch *scratch = grep_scratch_new(g);
	struct seen s = { "" };
	grep_scan(g, scratch, str_of(text), note, &s);
	grep_scratch_free(scratch);
	check_text(str_of(s.text), want);
}

static void ends_of_matches(void **state)
{
	(void)state;
	struct grep *g = compiled();
	check_scan(g, "", "");
	check_scan(g, "a b", "");
	check_scan(g, "xabbb", "0:3 0:4 0:5 ");
	check_scan(g, "TOKEN=bcdefg", "1:9 1:10 1:11 ");
	check_scan(g, "a\nline\nb", "2:6 ");
	check_scan(g, "sword word words", "3:10 ");
	grep_free(g);
}

static void widths(void **state)
{
	(void)state;
	struct grep *g = compiled();
	assert_int_equal(grep_width(g, 0), UINT32_MAX);
	assert_int_equal(grep_width(g, 1), 11);
	assert_int_equal(grep_width(g, 4), UINT32_MAX);
	grep_free(g);
}

static void saved_and_loaded(void **state)
{
	(void)state;
	struct fault f;
	struct grep *g = compiled(), *h = NULL;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 4 * MIB);
	check_ok(grep_save(g, &b, &f), &f);
	check_ok(grep_load(buf_str(&b), &h, &f), &f);
	check_scan(h, "xabbb token=xyz", "0:3 0:4 0:5 1:15 ");
	assert_int_equal(grep_width(h, 1), 11);
	grep_free(h);

	/* not ours, cut, of another version */
	assert_int_equal(grep_load(STR("grepnot"), &h, &f), E_CORRUPT);
	assert_int_equal(grep_load(STR("something else"), &h, &f), E_CORRUPT);
	assert_int_equal(grep_load(str_slice(buf_str(&b), 0, 20), &h, &f), E_CORRUPT);
	b.p[8 + sizeof(uint32_t) * ARRAY_LEN(patterns) + 4] ^= 0x40;
	assert_int_equal(grep_load(buf_str(&b), &h, &f), E_UNSUPPORTED);

	OWNED(buf_donep) struct buf small;
	buf_init(&small, 100);
	assert_int_equal(grep_save(g, &small, &f), E_LIMIT);
	grep_free(g);
}

static void bad_patterns_are_named(void **state)
{
	(void)state;
	const struct grep_pattern bad[][2] = {
		{ { "fine", false }, { "(open", false } },
		{ { "fine", false }, { "(a)\\1", false } },
		{ { "fine", false }, { "(?<=a)b", false } },
		{ { "fine", false }, { "x*", false } },
	};
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct grep *g;
		struct fault f;
		size_t which = 9;
		assert_int_equal(grep_compile(bad[i], 2, &g, &which, &f), E_USAGE);
		assert_int_equal(which, 1);
		assert_non_null(strstr(f.text, bad[i][1].text));
	}
}

static void no_patterns(void **state)
{
	(void)state;
	struct grep *g;
	struct fault f;
	size_t bad;
	check_ok(grep_compile(NULL, 0, &g, &bad, &f), &f);
	check_scan(g, "anything", "");
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 100);
	check_ok(grep_save(g, &b, &f), &f);
	struct grep *h;
	check_ok(grep_load(buf_str(&b), &h, &f), &f);
	grep_free(h);
	grep_free(g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ends_of_matches),  cmocka_unit_test(widths),
		cmocka_unit_test(saved_and_loaded), cmocka_unit_test(bad_patterns_are_named),
		cmocka_unit_test(no_patterns),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
