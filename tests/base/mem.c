/* SPDX-License-Identifier: Apache-2.0 */
#include "base/mem.h"
#include "check.h"

/* Larger than a page, so that whole pages of it go. */
static const char constant[64 * 1024] = "what stands here";

static void constants_come_back(void **state)
{
	(void)state;
	for (size_t at = 0; at < 3; at++) {
		mem_let_go(constant + at, sizeof(constant) - at);
		assert_string_equal(constant, "what stands here");
		assert_int_equal(constant[sizeof(constant) - 1], 0);
	}
	mem_let_go(constant, 0);
	mem_let_go(NULL, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(constants_come_back) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
