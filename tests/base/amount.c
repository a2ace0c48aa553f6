/* SPDX-License-Identifier: Apache-2.0 */
#include "base/amount.h"

#include "check.h"

static void counts(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	check_text(count_text(a, 0), "0");
	check_text(count_text(a, 999), "999");
	check_text(count_text(a, 1000), "1,000");
	check_text(count_text(a, 1234567), "1,234,567");
	check_text(count_text(a, UINT64_MAX), "18,446,744,073,709,551,615");
	check_text(plural_text(a, 0, "package", "packages"), "0 packages");
	check_text(plural_text(a, 1, "package", "packages"), "1 package");
	check_text(plural_text(a, 1200, "package", "packages"), "1,200 packages");
}

/* Never "1000.0 kB". */
static void bytes(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	check_text(bytes_text(a, 0), "0 bytes");
	check_text(bytes_text(a, 1), "1 byte");
	check_text(bytes_text(a, 999), "999 bytes");
	check_text(bytes_text(a, 1000), "1.0 kB");
	check_text(bytes_text(a, 999949), "999.9 kB");
	check_text(bytes_text(a, 999950), "1.0 MB");
	check_text(bytes_text(a, 74900000), "74.9 MB");
	check_text(bytes_text(a, 1500000000000), "1.5 TB");
	check_text(bytes_text(a, UINT64_MAX), "18.4 EB");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(counts), cmocka_unit_test(bytes) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
