/* SPDX-License-Identifier: Apache-2.0 */
#include "golden.h"
#include "sample_report.h"

#include "tell/format.h"
static void lines(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, MIB);
	static struct report *(*const makes[])(void) = { sample_payment, sample_hostile,
							 sample_empty };
	static const char *const names[] = { "payment", "hostile", "empty" };
	for (size_t i = 0; i < ARRAY_LEN(makes); i++) {
		OWNED(report_freep) struct report *r = makes[i]();
		struct report_set set = { (const struct report *const[]){ r }, 1, r->verdict, 0 };
		struct tell_options options = { .version = "0.0.0" };
		struct fault f = { 0 };
		struct out out;
		buf_clear(&b);
		out_init_buf(&out, &b);
		check_ok(format_find(STR("packages"))->write(&set, &options, &out, &f), &f);
		out_done(&out);
		char path[128];
		snprintf(path, sizeof(path), "tests/tell/format/packages/%s.txt", names[i]);
		check_golden(buf_str(&b), path);
		struct str rest = buf_str(&b), line, word;
		while (str_next_line(&rest, &line)) {
			size_t words = 0;
			while (str_next(&line, ' ', &word))
				words += word.n > 0;
			assert_int_equal(words, 5);
		}
	}
}

/* What a later layer removed is listed with --all only. */
static void removed(void **state)
{
	(void)state;
	OWNED(report_freep) struct report *r = sample_clean();
	r->packages.p[0].flags = 0;
	struct report_set set = { (const struct report *const[]){ r }, 1, r->verdict, 0 };
	for (unsigned all = 0; all < 2; all++) {
		OWNED(buf_donep) struct buf b;
		buf_init(&b, MIB);
		struct tell_options options = { .all = all };
		struct fault f = { 0 };
		struct out out;
		out_init_buf(&out, &b);
		check_ok(format_find(STR("packages"))->write(&set, &options, &out, &f), &f);
		out_done(&out);
		check_text(buf_str(&b),
			   all ? "busybox 1.37.0-r18 x86_64 busybox 1.37.0-r18\n" : "");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(lines), cmocka_unit_test(removed) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
