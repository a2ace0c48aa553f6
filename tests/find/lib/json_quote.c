/* SPDX-License-Identifier: Apache-2.0 */
#include "find/lib/json_quote.h"

#include "check.h"

static void quoting(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	check_text(json_quote(a, STR("")), "\"\"");
	check_text(json_quote(a, STR("a \"b\" c:\\d")), "\"a \\\"b\\\" c:\\\\d\"");
	check_text(json_quote(a, STR("\x00\n\x1f \x7f\xff")), "\"\\u0000\\u000a\\u001f \x7f\xff\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(quoting) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
