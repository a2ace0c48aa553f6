/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/map.h"

static void puts_and_gets(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct map m;
	bool is_new;
	map_init(&m, a);
	assert_null(map_get(&m, STR("x")));
	*map_put(&m, STR("x"), &is_new) = 7;
	assert_true(is_new);
	assert_int_equal(*map_get(&m, STR("x")), 7);
	*map_put(&m, STR("x"), &is_new) += 1;
	assert_false(is_new);
	assert_int_equal(*map_get(&m, STR("x")), 8);
	assert_int_equal(*map_put(&m, STR(""), NULL), 0); /* the empty key is one too */
	assert_non_null(map_get(&m, STR("")));
	assert_null(map_get(&m, STR("y")));
	assert_int_equal(m.n, 2);
	/* bytes, not text */
	*map_put(&m, str_make("a\0b", 3), NULL) = 1;
	assert_null(map_get(&m, STR("a")));
}

static void many(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct map m;
	map_init(&m, a);
	for (uint32_t i = 0; i < 20000; i++)
		*map_put(&m, str_printf(a, "key-%u", i), NULL) = i;
	/* adding again what is there adds nothing, also when the table is just full */
	for (uint32_t i = 0; i < 20000; i++) {
		bool is_new;
		assert_int_equal(*map_put(&m, str_printf(a, "key-%u", i), &is_new), i);
		assert_false(is_new);
	}
	assert_int_equal(m.n, 20000);
	for (uint32_t i = 0; i < 20000; i++) {
		assert_int_equal(m.entries[i].value, i); /* in the order of insertion */
		assert_int_equal(*map_get(&m, str_printf(a, "key-%u", i)), i);
	}
	assert_null(map_get(&m, STR("key-20000")));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(puts_and_gets),
					    cmocka_unit_test(many) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
