/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/rd.h"

static void numbers(void **state)
{
	(void)state;
	struct rd r =
		rd_of(STR("\x01\x02\x03\x04\x05\x06\x07\x08\x01\x02\x03\x04\x05\x06\x07\x08"));
	assert_int_equal(rd_u8(&r), 1);
	assert_int_equal(rd_u16le(&r), 0x0302);
	assert_int_equal(rd_u16be(&r), 0x0405);
	assert_int_equal(rd_le(&r, 3), 0x080706);
	assert_int_equal(rd_u32be(&r), 0x01020304);
	assert_int_equal(rd_u32le(&r), 0x08070605);
	assert_false(r.bad);
	assert_int_equal(rd_left(&r), 0);
	r = rd_of(STR("\xff\xff\xff\xff\xff\xff\xff\xfe"));
	assert_true(rd_u64be(&r) == 0xfffffffffffffffe);
	r = rd_of(STR("\xfe\xff\xff\xff\xff\xff\xff\xff"));
	assert_true(rd_u64le(&r) == 0xfffffffffffffffe);
}

static void failure_sticks(void **state)
{
	(void)state;
	struct rd r = rd_of(STR("abc"));
	assert_int_equal(rd_u32le(&r), 0);
	assert_true(r.bad);
	/* three bytes are there, but nothing is read after a failure */
	assert_int_equal(rd_u8(&r), 0);
	assert_int_equal(rd_left(&r), 0);
	struct str s = rd_take(&r, 1);
	assert_int_equal(s.n, 0);
	r = rd_of(STR("abc"));
	check_text(rd_take(&r, 2), "ab");
	rd_skip(&r, SIZE_MAX);
	assert_true(r.bad);
	r = rd_of(str_make(NULL, 0));
	check_text(rd_take(&r, 0), "");
	assert_false(r.bad);
	assert_int_equal(rd_u8(&r), 0);
	assert_true(r.bad);
}

static void varints(void **state)
{
	(void)state;
	static const struct {
		struct str bytes;
		uint64_t value;
		bool bad;
	} cases[] = {
		{ STR_INIT("\x00"), 0, false },
		{ STR_INIT("\x7f"), 127, false },
		{ STR_INIT("\x80\x01"), 128, false },
		{ STR_INIT("\xe5\x8e\x26"), 624485, false },
		{ STR_INIT("\x80\x00"), 0, false },
		{ STR_INIT("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"), UINT64_MAX, false },
		{ STR_INIT("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"), 0, true },
		{ STR_INIT("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f"), 0, true },
		{ STR_INIT("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x00"), 0, true },
		{ STR_INIT("\x80"), 0, true },
		{ STR_INIT(""), 0, true },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct rd r = rd_of(cases[i].bytes);
		uint64_t v = rd_varint(&r);
		if (v != cases[i].value || r.bad != cases[i].bad)
			fail_msg("case %zu: %llu, bad %d", i, (unsigned long long)v, r.bad);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(numbers),
					    cmocka_unit_test(failure_sticks),
					    cmocka_unit_test(varints) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
