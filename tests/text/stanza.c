/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "text/stanza.h"

/* The whole text as "[line name=value;…]", faults as "!", so that cases read as pairs of strings. */
static struct str flatten(struct arena *a, struct str text)
{
	struct stanza s;
	struct str out = STR("");
	stanza_init(&s, text);
	while (stanza_next(&s)) {
		out = str_printf(a, "%.*s[%zu ", STRF(out), s.line);
		for (;;) {
			struct str name, value;
			struct fault f;
			int r = stanza_field(&s, &name, &value, &f);
			if (r == 0)
				break;
			if (r < 0) {
				assert_int_equal(r, E_CORRUPT);
				out = str_printf(a, "%.*s!%zu;", STRF(out), s.at);
				continue;
			}
			value = stanza_fold(a, value);
			out = str_printf(a, "%.*s%.*s=%.*s;", STRF(out), STRF(name), STRF(value));
		}
		out = str_printf(a, "%.*s]", STRF(out));
	}
	return out;
}

static void blocks(void **state)
{
	(void)state;
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "", "" },
		{ "\n\n \n", "" },
		{ "# only\n# comments\n", "" },
		{ "A: 1", "[1 A=1;]" },
		{ "A: 1\nB:2\n", "[1 A=1;B=2;]" },
		{ "A: 1\r\nB: 2\r\n\r\nC: 3\r\n", "[1 A=1;B=2;][4 C=3;]" },
		{ "\n\nA: 1\n\n\n\nB: 2\n\n", "[3 A=1;][7 B=2;]" },
		{ "A:\n", "[1 A=;]" },
		{ "A: one\n two\n\tthree\nB: 2\n", "[1 A=one two three;B=2;]" },
		{ "A:\n one\n .\n two\n", "[1 A=one two;]" },
		{ "A: 1\n# why\nB: 2\n", "[1 A=1;B=2;]" },
		{ "A: one\n# why\n two\n# end\nB: 2\n", "[1 A=one two;B=2;]" },
		{ "# head\n\n# second\nA: 1\n", "[4 A=1;]" },
		{ "A: 1\n# tail\n\nB: 2\n", "[1 A=1;][4 B=2;]" },
		/* a line of spaces belongs to the value: the Ubuntu tracker writes such */
		{ "A: one\n  \n two\nB: 2\n", "[1 A=one two;B=2;]" },
		{ "A: 1\n\n  \nB: 2\n", "[1 A=1;][4 B=2;]" },
		{ "A : 1\nB: http://x:80/\n", "[1 A=1;B=http://x:80/;]" },
		{ "no colon\n its tail\nA: 1\n", "[1 !1;A=1;]" },
		{ ": 1\nA: 1\n", "[1 !1;A=1;]" },
		/* a block that begins with a continuation: the line is named, the rest is read */
		{ " stray\n more\nA: 1\n", "[1 !1;A=1;]" },
	};
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct str got = flatten(a, str_of(cases[i].text));
		if (!str_is(got, cases[i].want))
			fail_msg("case %zu: got %.*s want %s", i, STRF(got), cases[i].want);
	}
}

static void positions(void **state)
{
	(void)state;
	struct stanza s;
	struct str name, value;
	struct fault f = { 0 };
	stanza_init(&s, STR("A: 1\n x\nbad\nB: 2\n\nC: 3\n"));
	assert_int_equal(stanza_field(&s, &name, &value, &f), 0); /* no block is open yet */
	assert_int_equal(stanza_next(&s), 1);
	assert_int_equal(stanza_field(&s, &name, &value, &f), 1);
	assert_int_equal(s.at, 1);
	check_text(value, "1\n x");
	assert_int_equal(stanza_field(&s, &name, &value, &f), E_CORRUPT);
	check_text(str_of(f.text), "line 3: field without a colon");
	assert_int_equal(stanza_field(&s, &name, &value, &f), 1);
	assert_int_equal(s.at, 4);
	check_text(name, "B");
	assert_int_equal(stanza_field(&s, &name, &value, &f), 0);
	assert_int_equal(stanza_field(&s, &name, &value, &f), 0); /* stays at the end */
	assert_int_equal(stanza_next(&s), 1);
	assert_int_equal(s.line, 6);
	assert_int_equal(stanza_next(&s), 0); /* the unread block is skipped */
	assert_int_equal(stanza_next(&s), 0);
	assert_int_equal(stanza_field(&s, &name, &value, &f), 0);
}

static void skipping(void **state)
{
	(void)state;
	struct stanza s;
	struct str name, value;
	struct fault f;
	stanza_init(&s, STR("A: 1\nB: 2\n c\n\nD: 4\n\nE: 5"));
	assert_int_equal(stanza_next(&s), 1);
	assert_int_equal(stanza_next(&s), 1);
	assert_int_equal(stanza_field(&s, &name, &value, &f), 1);
	check_text(name, "D");
	assert_int_equal(stanza_next(&s), 1);
	assert_int_equal(stanza_field(&s, &name, &value, &f), 1);
	check_text(name, "E");
	check_text(value, "5");
	assert_int_equal(stanza_next(&s), 0);
}

static void folding(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct str one = STR("plain");
	assert_ptr_equal(stanza_fold(a, one).p, one.p); /* nothing to join: no copy */
	assert_int_equal(arena_used(a), 0);
	check_text(stanza_fold(a, STR("a\r\n  b  \r\n .\r\n c")), "a b c");
	check_text(stanza_fold(a, STR("\n a\n\n b\n")), "a b");
	check_text(stanza_fold(a, STR(".\n a")), ". a"); /* a full stop is data on the first line */
}

static void bytes(void **state)
{
	(void)state;
	/* every byte value survives, NUL included */
	static const char text[] = "A: x\0\xff\x80y\nB: 2\n";
	struct stanza s;
	struct str name, value;
	struct fault f;
	stanza_init(&s, str_make(text, sizeof(text) - 1));
	assert_int_equal(stanza_next(&s), 1);
	assert_int_equal(stanza_field(&s, &name, &value, &f), 1);
	check_str(value, str_make("x\0\xff\x80y", 5));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks),  cmocka_unit_test(positions), cmocka_unit_test(skipping),
		cmocka_unit_test(folding), cmocka_unit_test(bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
