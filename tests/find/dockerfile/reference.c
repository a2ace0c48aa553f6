/* SPDX-License-Identifier: Apache-2.0 */
/* Image references and their parts: reference.data. */
#include "table.h"

#include "find/dockerfile/build.h"

static void run_case(struct arena *a, struct str text, struct buf *out)
{
	struct str line;
	while (str_next_line(&text, &line)) {
		struct df_reference r;
		if (!df_reference_parse(a, line, &r)) {
			buf_add_str(out, STR(". none\n"));
			continue;
		}
		buf_printf(out, ". %.*s%s %.*s (%.*s)", STRF(r.registry),
			   r.registry_written ? "!" : "", STRF(r.repository), STRF(r.name));
		if (r.tag.n)
			buf_printf(out, " tag %.*s", STRF(r.tag));
		if (r.digest.n)
			buf_printf(out, " digest %.*s", STRF(r.digest));
		buf_printf(out, "%s\n", r.unknown ? " unknown" : "");
	}
}

static void test_table(void **state)
{
	table_walk("tests/find/dockerfile/reference.data", 40, run_case);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_table) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
