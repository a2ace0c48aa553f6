/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/sort.h"

struct item {
	uint32_t key, position;
};

static int by_key(const void *a, const void *b)
{
	const struct item *x = a, *y = b;
	return x->key < y->key ? -1 : x->key > y->key;
}

static void sorts_and_keeps_equals(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	for (uint32_t n = 0; n < 200; n++) {
		struct item items[200];
		uint32_t x = n * 2654435761u + 1;
		for (uint32_t i = 0; i < n; i++) {
			x = x * 1664525u + 1013904223u;
			items[i] = (struct item){ x >> 28, i };
		}
		sort_stable(a, items, n, sizeof(*items), by_key);
		uint64_t sum = 0;
		for (uint32_t i = 0; i < n; i++) {
			sum += items[i].position;
			if (i == 0)
				continue;
			assert_true(items[i - 1].key <= items[i].key);
			if (items[i - 1].key == items[i].key)
				assert_true(items[i - 1].position < items[i].position);
		}
		assert_int_equal(sum, n ? (uint64_t)n * (n - 1) / 2 : 0);
		arena_reset(a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sorts_and_keeps_equals),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
