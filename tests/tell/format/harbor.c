/* SPDX-License-Identifier: Apache-2.0 */
#include "golden.h"
#include "format_check.h"

static void golden(void **state)
{
	(void)state;
	format_check("harbor", "harbor", "json", false);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(golden) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
