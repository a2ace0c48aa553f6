/* SPDX-License-Identifier: Apache-2.0 */
#include "golden.h"
#include "format_check.h"

static void golden(void **state)
{
	(void)state;
	format_check("prometheus", "prometheus", "prom", true);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(golden) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
