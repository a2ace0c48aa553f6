/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/vec.h"

struct item {
	uint64_t number;
	char text[9];
};

static void vectors_grow(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	VEC(struct item) v = { 0 };
	for (unsigned i = 0; i < 5000; i++) {
		struct item *item = VEC_PUSH(a, &v);
		assert_int_equal(item->number, 0); /* zeroed also where an older item lay */
		item->number = i;
	}
	assert_int_equal(v.n, 5000);
	assert_true(v.cap >= v.n && v.cap < 2 * v.n);
	for (unsigned i = 0; i < 5000; i++)
		assert_int_equal(v.p[i].number, i);
	/* doubling: what was left behind is less than what is there */
	assert_true(arena_used(a) < 2 * v.cap * sizeof(struct item));
	v.n = 1;
	assert_int_equal(VEC_PUSH(a, &v)->number, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(vectors_grow) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
