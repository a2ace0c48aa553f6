/* SPDX-License-Identifier: Apache-2.0 */
#include "golden.h"
#include "format_check.h"

static void golden(void **state)
{
	(void)state;
	format_check("markdown", "markdown", "md", true);
}

/* Never longer than a host takes, whatever is found and however many images; what is left out is counted. */
static void limit(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	struct fault f = { 0 };
	buf_init(&b, MIB);
	OWNED(report_freep) struct report *many = sample_many();
	for (size_t i = 0; i < many->findings.n; i++)
		many->findings.p[i].place = PLACE_ACT_NOW;
	OWNED(report_freep) struct report *breaking = sample_breaking();
	const struct report *reports[256];
	for (size_t n = 1; n <= ARRAY_LEN(reports); n *= 4) {
		for (size_t i = 0; i < n; i++)
			reports[i] = i % 2 ? breaking : many;
		check_ok(format_write("markdown", reports, n, true, &b, &f), &f);
		assert_in_range(b.n, 20000, 60000);
		assert_true(str_has(buf_str(&b), STR("… and ")));
		assert_true(str_has(buf_str(&b), STR(" images\n")) == (n > 16));
		assert_true(str_is_utf8(buf_str(&b)));
	}
}

static void chinese(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	struct fault f = { 0 };
	struct out out;
	buf_init(&b, MIB);
	out_init_buf(&out, &b);
	OWNED(report_freep) struct report *r = sample_decided();
	struct report_set set = { (const struct report *const[]){ r }, 1, r->verdict, 1 };
	struct tell_options options = { .lang = "zh", .version = "0.0.0" };
	check_ok(format_find(STR("markdown"))->write(&set, &options, &out, &f), &f);
	out_done(&out);
	check_golden(buf_str(&b), "tests/tell/format/markdown/decided-zh.md");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(golden),
		cmocka_unit_test(limit),
		cmocka_unit_test(chinese),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
