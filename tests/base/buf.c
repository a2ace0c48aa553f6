/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/buf.h"

static void ceiling(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 10);
	assert_true(buf_add(&b, NULL, 0)); /* nothing fits into nothing */
	assert_true(buf_add_str(&b, STR("12345")));
	assert_true(buf_add(&b, NULL, 0));
	assert_true(buf_add_char(&b, '6'));
	/* what does not fit is not added at all, and nothing after it either */
	assert_false(buf_add_str(&b, STR("78901")));
	assert_true(b.over);
	assert_false(buf_add_char(&b, '7'));
	assert_null(buf_room(&b, 1));
	check_text(buf_str(&b), "123456");
	buf_clear(&b);
	assert_false(b.over);
	assert_true(buf_add_str(&b, STR("1234567890")));
	assert_false(buf_add_char(&b, 'x'));
	check_text(buf_str(&b), "1234567890");
	assert_true(b.cap <= 10);
}

static void no_size_wraps(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, SIZE_MAX);
	buf_add_str(&b, STR("x"));
	assert_null(buf_room(&b, SIZE_MAX));
	assert_true(b.over);
	check_text(buf_str(&b), "x");
}

static void room(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 1000);
	for (unsigned i = 0; i < 100; i++) {
		char *to = buf_room(&b, 10);
		assert_non_null(to);
		memset(to, 'a' + (int)(i % 26), 10);
		buf_filled(&b, 10);
	}
	assert_int_equal(b.n, 1000);
	assert_null(buf_room(&b, 1));
	for (unsigned i = 0; i < 1000; i++)
		assert_int_equal(b.p[i], 'a' + (int)(i / 10 % 26));
}

static void formats(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 8);
	assert_true(buf_printf(&b, "%s-%d", "ab", 12));
	assert_true(buf_printf(&b, "%s", ""));
	check_text(buf_str(&b), "ab-12");
	assert_false(buf_printf(&b, "%s", "longer"));
	check_text(buf_str(&b), "ab-12");

	/* exactly full */
	OWNED(buf_donep) struct buf full;
	buf_init(&full, 5);
	assert_true(buf_printf(&full, "%s", "12345"));
	check_text(buf_str(&full), "12345");
	assert_false(full.over);
}

static void done_leaves_it_usable(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 10);
	buf_add_str(&b, STR("abc"));
	buf_done(&b);
	assert_int_equal(b.n, 0);
	assert_true(buf_add_str(&b, STR("de")));
	check_text(buf_str(&b), "de");
	buf_done(&b);
	buf_done(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ceiling),
		cmocka_unit_test(no_size_wraps),
		cmocka_unit_test(room),
		cmocka_unit_test(formats),
		cmocka_unit_test(done_leaves_it_usable),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
