/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/arena.h"

static bool all_zero(const unsigned char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i])
			return false;
	return true;
}

static void hands_out_zeroed_and_aligned(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	/* around the block size, and around the size that gets a block of its own */
	static const size_t sizes[] = { 0,     1,     15,    16,	17,    100,
					16383, 16384, 16385, 64 * 1024, 65537, 1000000 };
	for (unsigned round = 0; round < 3; round++) {
		for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
			arena_bytes(a, 3); /* leaves the end unaligned */
			unsigned char *p = arena_alloc(a, sizes[i]);
			assert_int_equal((uintptr_t)p % 16, 0);
			assert_true(all_zero(p, sizes[i]));
			memset(p, 0xee, sizes[i]); /* the next round must not see it */
		}
		arena_reset(a);
	}
}

static void pieces_do_not_overlap(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	unsigned char *piece[600];
	size_t size[600];
	for (size_t i = 0; i < ARRAY_LEN(piece); i++) {
		size[i] = 1 + i * 37 % 20000;
		piece[i] =
			i & 1 ? arena_alloc(a, size[i]) : (unsigned char *)arena_bytes(a, size[i]);
		memset(piece[i], (int)(i & 0xff), size[i]);
	}
	for (size_t i = 0; i < ARRAY_LEN(piece); i++) {
		assert_int_equal(piece[i][0], i & 0xff);
		assert_int_equal(piece[i][size[i] - 1], i & 0xff);
	}
}

static void counts(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	assert_int_equal(arena_used(a), 0);
	arena_alloc(a, 10);
	arena_bytes(a, 5);
	arena_array(a, 3, 100000);
	assert_int_equal(arena_used(a), 300015);
	arena_reset(a);
	assert_int_equal(arena_used(a), 0);
	arena_reset(a); /* twice is fine */
	arena_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hands_out_zeroed_and_aligned),
		cmocka_unit_test(pieces_do_not_overlap),
		cmocka_unit_test(counts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
