/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/buf.h"
#include "text/diff.h"

/* The hunks as text, with their heads. */
static struct str shown(struct arena *a, struct str old, struct str new, unsigned context)
{
	struct diff d;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 64 * MIB);
	diff_texts(a, old, new, context, &d);
	for (size_t i = 0; i < d.hunks.n; i++) {
		const struct diff_hunk *h = &d.hunks.p[i];
		buf_printf(&b, "@@ -%u,%u +%u,%u @@\n", h->old_begin, h->old_n, h->new_begin,
			   h->new_n);
		for (size_t k = 0; k < h->n; k++) {
			const struct diff_line *l = &d.lines.p[h->first + k];
			buf_printf(&b, "%c%.*s%s\n", l->mark, STRF(l->text),
				   l->no_newline ? "\n\\" : "");
		}
	}
	return str_dup(a, buf_str(&b));
}

static void hunks(void **state)
{
	static const struct {
		const char *old, *new, *want;
	} cases[] = {
		{ "", "", "" },
		{ "a\n", "a\n", "" },
		{ "a\nb\nc\n", "a\nx\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n" },
		{ "", "a\n", "@@ -0,0 +1,1 @@\n+a\n" },
		{ "a\n", "", "@@ -1,1 +0,0 @@\n-a\n" },
		{ "a\nb\n", "a\n", "@@ -1,2 +1,1 @@\n a\n-b\n" },
		{ "a\n", "x\na\n", "@@ -1,1 +1,2 @@\n+x\n a\n" },
		{ "a", "a\n", "@@ -1,1 +1,1 @@\n-a\n\\\n+a\n" },
		{ "a\nb", "x\nb", "@@ -1,2 +1,2 @@\n-a\n+x\n b\n\\\n" },
		{ "a\r\nb\r\n", "a\r\nc\r\n", "@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n" },
		{ "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "x\n2\n3\n4\n5\n6\n7\n8\ny\n",
		  "@@ -1,2 +1,2 @@\n-1\n+x\n 2\n@@ -8,2 +8,2 @@\n 8\n-9\n+y\n" },
		{ "1\n2\n3\n", "x\n2\ny\n", "@@ -1,3 +1,3 @@\n-1\n+x\n 2\n-3\n+y\n" },
		{ "\n\n\n", "\n\n", "@@ -2,2 +2,1 @@\n \n-\n" },
	};
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		check_text(shown(a, str_of(cases[i].old), str_of(cases[i].new), 1), cases[i].want);
}

/* Walks a difference of everything (context = all lines): both texts come out again. */
static void check_rebuilds(struct arena *a, struct str old, struct str new, size_t most)
{
	struct diff d;
	OWNED(buf_donep) struct buf x;
	OWNED(buf_donep) struct buf y;
	buf_init(&x, 64 * MIB);
	buf_init(&y, 64 * MIB);
	diff_texts(a, old, new, 1000000, &d);
	if (str_eq(old, new)) {
		assert_int_equal(d.hunks.n, 0);
		return;
	}
	assert_int_equal(d.hunks.n, 1);
	size_t changed = 0;
	for (size_t i = 0; i < d.lines.n; i++) {
		const struct diff_line *l = &d.lines.p[i];
		if (l->mark != '+')
			buf_printf(&x, "%.*s%s", STRF(l->text), l->no_newline ? "" : "\n");
		if (l->mark != '-')
			buf_printf(&y, "%.*s%s", STRF(l->text), l->no_newline ? "" : "\n");
		changed += l->mark != ' ';
	}
	check_str(buf_str(&x), old);
	check_str(buf_str(&y), new);
	assert_true(changed <= most);
}

/* A small generator: the same cases in every run. */
static unsigned next_random(unsigned *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 16;
}

static void rebuilds(void **state)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	unsigned seed = 7;
	for (unsigned round = 0; round < 3000; round++) {
		char old[64], new[64];
		size_t n = next_random(&seed) % 40, m = next_random(&seed) % 40;
		arena_reset(a);
		for (size_t i = 0; i < n; i++)
			old[i] = "\nab\n"[next_random(&seed) % 4];
		for (size_t i = 0; i < m; i++)
			new[i] = "\nab\n"[next_random(&seed) % 4];
		check_rebuilds(a, str_make(old, n), str_make(new, m), n + m + 2);
	}
}

/* Beyond the ceiling the result is long, but right; and all of it is fast. */
static void large(void **state)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(buf_donep) struct buf x;
	OWNED(buf_donep) struct buf y;
	buf_init(&x, 64 * MIB);
	buf_init(&y, 64 * MIB);
	for (unsigned i = 0; i < 100000; i++) {
		buf_printf(&x, "line %u\n", i);
		if (i != 500 && i != 99000)
			buf_printf(&y, "line %u\n", i);
	}
	check_rebuilds(a, buf_str(&x), buf_str(&y), 2);
	buf_clear(&y);
	for (unsigned i = 0; i < 20000; i++)
		buf_printf(&y, "other %u\n", i);
	check_rebuilds(a, buf_str(&x), buf_str(&y), 120000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hunks),
		cmocka_unit_test(rebuilds),
		cmocka_unit_test(large),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
