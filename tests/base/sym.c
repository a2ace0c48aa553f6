/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/pool.h"
#include "base/sym.h"

static void equal_strings_are_equal_numbers(void **state)
{
	(void)state;
	struct sym_table *t = sym_table_new();
	assert_int_equal(sym_of(t, STR("")), 0);
	check_text(sym_str(t, 0), "");
	char key[] = "openssl";
	sym one = sym_of(t, STR("openssl"));
	assert_int_equal(sym_of(t, str_of(key)), one);
	key[0] = 'x'; /* the table holds a copy */
	check_text(sym_str(t, one), "openssl");
	sym other = sym_of(t, STR("curl"));
	assert_true(one != other);
	assert_true(sym_cmp(t, one, other) > 0);
	assert_true(sym_cmp(t, other, one) < 0);
	assert_int_equal(sym_cmp(t, one, one), 0);
	assert_true(sym_cmp(t, 0, other) < 0);
	sym nul = sym_of(t, str_make("a\0b", 3));
	assert_true(nul != sym_of(t, STR("a")));
	check_str(sym_str(t, nul), str_make("a\0b", 3));
	sym_table_free(t);
	sym_table_free(NULL);
}

#define TASKS 8
#define WORDS 6000 /* more than one growth of the slots, more than one chunk */

struct shared {
	struct sym_table *table;
	sym ids[TASKS][WORDS];
};

/* Every task interns the same words from its own place, and reads what others have just added. */
static void intern(void *context, size_t task, unsigned worker)
{
	struct shared *s = context;
	struct arena *a = arena_new();
	for (size_t k = 0; k < WORDS; k++) {
		size_t i = (k + task * (WORDS / TASKS)) % WORDS;
		struct str word = str_printf(a, "word-%zu", i);
		s->ids[task][i] = sym_of(s->table, word);
		if (!str_eq(sym_str(s->table, s->ids[task][i]), word))
			s->ids[task][i] = UINT32_MAX;
	}
	arena_free(a);
}

static void threads_agree(void **state)
{
	(void)state;
	static struct shared s;
	s.table = sym_table_new();
	pool_run(4, TASKS, intern, &s);
	for (size_t i = 0; i < WORDS; i++) {
		char want[32];
		snprintf(want, sizeof(want), "word-%zu", i);
		check_text(sym_str(s.table, s.ids[0][i]), want);
		for (size_t k = 1; k < TASKS; k++)
			assert_int_equal(s.ids[k][i], s.ids[0][i]);
	}
	assert_int_equal(sym_of(s.table, STR("one more")), WORDS + 1);
	sym_table_free(s.table);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(equal_strings_are_equal_numbers),
					    cmocka_unit_test(threads_agree) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
