/* SPDX-License-Identifier: Apache-2.0 */
#include "golden.h"
#include "sample_report.h"

#include "tell/format.h"
#include "base/term.h"

static void lines(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 64 * MIB);
	for (size_t i = 0; i < ARRAY_LEN(samples); i++) {
		if (strcmp(samples[i].name, "many") == 0)
			continue;
		OWNED(report_freep) struct report *r = samples[i].make();
		struct report_set set = { (const struct report *const[]){ r }, 1, r->verdict, 1 };
		struct tell_options options = { .all = true, .version = "0.0.0" };
		struct fault f = { 0 };
		struct out out;
		buf_clear(&b);
		out_init_buf(&out, &b);
		check_ok(format_find(STR("oneline"))->write(&set, &options, &out, &f), &f);
		out_done(&out);
		char path[128];
		snprintf(path, sizeof(path), "tests/tell/format/oneline/%s.txt", samples[i].name);
		check_golden(buf_str(&b), path);
		/* a line for each finding and the verdict, whatever is in the names */
		struct str rest = buf_str(&b), line;
		size_t n = 0;
		while (str_next_line(&rest, &line)) {
			check_str(text_safe(r->arena, line), line);
			n++;
		}
		assert_int_equal(n, r->findings.n + 1);
	}
}

/* A finding about a package that is no vulnerability has no state of a fix. */
static void without_fix(void **state)
{
	(void)state;
	OWNED(report_freep) struct report *r = report_new();
	OWNED(buf_donep) struct buf b;
	struct package *p = VEC_PUSH(r->arena, &r->packages);
	p->name = p->source_name = sym_of(r->syms, STR("bash"));
	p->version = p->source_version = sym_of(r->syms, STR("5.2"));
	struct finding *n = report_add(r, FINDING_INTEGRITY);
	n->place = PLACE_ACT_NOW;
	n->severity = SEVERITY_HIGH;
	n->id = STR("changed-file");
	n->package = 0;
	n->title = STR("not what its package installed");
	struct report_set set = { (const struct report *const[]){ r }, 1, r->verdict, 1 };
	struct tell_options options = { .version = "0.0.0" };
	struct fault f = { 0 };
	struct out out;
	buf_init(&b, MIB);
	out_init_buf(&out, &b);
	check_ok(format_find(STR("oneline"))->write(&set, &options, &out, &f), &f);
	out_done(&out);
	struct str rest = buf_str(&b), line;
	assert_true(str_next_line(&rest, &line));
	check_str(line, STR("act-now high changed-file bash 5.2: not what its package installed"));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(lines),
					    cmocka_unit_test(without_fix) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
