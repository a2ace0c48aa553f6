/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "model/report.h"
#include "tell/format.h"

static struct str render(struct buf *b, const struct report *const *r, size_t n)
{
	struct report_set set = { r, n, r[0]->verdict, 0 };
	struct tell_options options = { .version = "0.0.0" };
	struct fault f = { 0 };
	struct out out;
	buf_clear(b);
	out_init_buf(&out, b);
	check_ok(format_find(STR("dockerfile"))->write(&set, &options, &out, &f), &f);
	out_done(&out);
	return buf_str(b);
}

static void texts(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, MIB);
	OWNED(report_freep) struct report *r = report_new();
	r->dockerfile = STR("FROM scratch\n\nRUN a \\\n    && b\n");
	check_str(render(&b, (const struct report *const[]){ r }, 1), r->dockerfile);
	check_text(
		render(&b, (const struct report *const[]){ r, r }, 2),
		"FROM scratch\n\nRUN a \\\n    && b\n\n# ----\nFROM scratch\n\nRUN a \\\n    && b\n");
	r->dockerfile = STR("LABEL x=\x1b[31m\xe2\x80\xae\n");
	check_text(render(&b, (const struct report *const[]){ r }, 1),
		   "LABEL x=<U+001B>[31m<U+202E>\n");
}

/* A line longer than what is shown of other texts is kept whole, its characters too. */
static void long_line(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 2 * MIB);
	OWNED(report_freep) struct report *r = report_new();
	enum { TIMES = 100000 };
	char *p = arena_bytes(r->arena, 3 * TIMES + 1);
	for (size_t i = 0; i < TIMES; i++)
		memcpy(p + 3 * i, "\xe6\x95\xb0", 3);
	p[3 * TIMES] = '\n';
	r->dockerfile = str_make(p, 3 * TIMES + 1);
	check_str(render(&b, (const struct report *const[]){ r }, 1), r->dockerfile);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts),
		cmocka_unit_test(long_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
