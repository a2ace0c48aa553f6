/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

static void cutting(void **state)
{
	(void)state;
	struct str head, tail;
	assert_true(str_cut(STR("a=b=c"), '=', &head, &tail));
	check_text(head, "a");
	check_text(tail, "b=c");
	assert_false(str_cut(STR("abc"), '=', &head, &tail));
	check_text(head, "abc");
	assert_int_equal(tail.n, 0);

	struct str rest = STR("a,,b,"), piece;
	const char *want[] = { "a", "", "b", "" };
	for (size_t i = 0; i < ARRAY_LEN(want); i++) {
		assert_true(str_next(&rest, ',', &piece));
		check_text(piece, want[i]);
	}
	assert_false(str_next(&rest, ',', &piece));

	rest = STR("one\r\ntwo\n\nlast");
	const char *lines[] = { "one", "two", "", "last" };
	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		assert_true(str_next_line(&rest, &piece));
		check_text(piece, lines[i]);
	}
	assert_false(str_next_line(&rest, &piece));

	rest = STR("  a \t bc\n");
	assert_true(str_next_word(&rest, &piece));
	check_text(piece, "a");
	assert_true(str_next_word(&rest, &piece));
	check_text(piece, "bc");
	assert_false(str_next_word(&rest, &piece));
}

static void numbers(void **state)
{
	(void)state;
	uint64_t v = 7;
	assert_true(str_u64(STR("18446744073709551615"), UINT64_MAX, &v));
	assert_true(v == UINT64_MAX);
	v = 7;
	assert_false(str_u64(STR("18446744073709551616"), UINT64_MAX, &v));
	assert_false(str_u64(STR(""), 10, &v));
	assert_false(str_u64(STR("+1"), 10, &v));
	assert_false(str_u64(STR("11"), 10, &v));
	assert_int_equal(v, 7);
	assert_true(str_u64(STR("010"), 10, &v));
	assert_int_equal(v, 10);

	uint8_t bytes[2] = { 1, 1 };
	assert_true(str_unhex(STR("fF0a"), bytes, 2));
	assert_int_equal(bytes[0], 0xff);
	assert_false(str_unhex(STR("fg00"), bytes, 2));
	assert_false(str_unhex(STR("fff"), bytes, 2));
}

static void printing(void **state)
{
	(void)state;
	static char text[2000];
	memset(text, 'x', sizeof(text));
	OWNED(arena_freep) struct arena *a = arena_new();
	for (unsigned n = 500; n < 1030; n++) {
		struct str s = str_printf(a, "%.*s%u", (int)n - 3, text, 123);
		assert_int_equal(s.n, n);
		assert_memory_equal(s.p, text, n - 3);
		assert_memory_equal(s.p + n - 3, "123", 3);
	}
	check_text(str_printf(a, "%s", ""), "");
}

static void hex(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	check_text(str_hex(a, str_make("\x00\x09\xa0\xff", 4)), "0009a0ff");
	assert_int_equal(str_hex(a, STR("")).n, 0);
	char to[] = "......";
	hex_put(to + 1, "\x7f\x10", 2);
	assert_string_equal(to, ".7f10.");
}

static void globs(void **state)
{
	(void)state;
	static const struct {
		const char *pattern, *text;
		bool match;
	} cases[] = {
		{ "a*c", "abc", true },
		{ "a*c", "ab/c", false },
		{ "a**c", "ab/c", true },
		{ "**/x", "x", true },
		{ "**/x", "a/b/x", true },
		{ "**/x", "a/bx", false },
		{ "a/**/b", "a/b", true },
		{ "a/**/b", "a/1/2/b", true },
		{ "a/**/b", "ab", false },
		{ "?", "/", false },
		{ "", "", true },
		{ "*", "", true },
		{ "**", "a/b", true },
		{ "*.list", "libc6:amd64.list", true },
		{ "a*b*c*d*e*f", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		if (str_glob(str_of(cases[i].pattern), str_of(cases[i].text)) != cases[i].match)
			fail_msg("%s against %s", cases[i].pattern, cases[i].text);
}

static void utf8(void **state)
{
	(void)state;
	assert_true(str_is_utf8(STR("plain \xe4\xb8\xad \xf0\x9f\x9a\xa2")));
	/* a bad byte is found wherever it stands among ASCII, a good one never is */
	for (size_t i = 0; i < 20; i++) {
		char text[24] = "abcdefghijklmnopqrstuv";
		text[i] = '\xff';
		assert_false(str_is_utf8(str_make(text, 22)));
		memcpy(text + i, "\xc3\xa4", 2);
		assert_true(str_is_utf8(str_make(text, 22)));
		assert_false(str_is_utf8(str_make(text, i + 1)));
	}
	assert_false(str_is_utf8(STR("\xc0\xaf")));	    /* overlong */
	assert_false(str_is_utf8(STR("\xed\xa0\x80")));	    /* surrogate */
	assert_false(str_is_utf8(STR("\xf4\x90\x80\x80"))); /* beyond U+10FFFF */
	assert_false(str_is_utf8(STR("\xe4\xb8")));	    /* cut */
}

static void order(void **state)
{
	(void)state;
	assert_true(str_cmp(STR("a"), STR("ab")) < 0);
	assert_true(str_cmp(STR("\xff"), STR("a")) > 0);
	assert_int_equal(str_cmp(STR(""), STR("")), 0);
	assert_true(str_hash(STR("abcdefgh")) != str_hash(STR("abcdefgi")));
	assert_true(str_hash(STR("a")) != str_hash(STR("b")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cutting),  cmocka_unit_test(numbers), cmocka_unit_test(hex),
		cmocka_unit_test(printing), cmocka_unit_test(globs),   cmocka_unit_test(utf8),
		cmocka_unit_test(order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
