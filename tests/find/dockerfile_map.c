/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile_map.h"

#include "base/limits.h"
#include "table.h"

static struct history *add_step(struct report *r, struct str created_by)
{
	struct history *h = VEC_PUSH(r->arena, &r->image.history);
	h->created_by = created_by;
	return h;
}

static void run_case(struct arena *a, struct str input, struct buf *out)
{
	OWNED(report_freep) struct report *r = report_new();
	OWNED(buf_donep) struct buf file;
	buf_init(&file, MIB);
	struct str line;
	struct fault f = { 0 };
	while (str_next_line(&input, &line)) {
		uint64_t n;
		if (str_starts(line, STR("| "))) {
			add_step(r, str_from(line, 2));
		} else if (str_starts(line, STR("base "))) {
			assert_true(str_u64(str_from(line, 5), 99, &n));
			r->base.name = STR("alpine");
			r->base.steps = (uint32_t)n;
		} else {
			buf_add_str(&file, line);
			buf_add_char(&file, '\n');
		}
	}
	int mapped = dockerfile_map(r, STR("Dockerfile"), buf_str(&file), &f);
	check_ok(mapped, &f);
	int lines = 0;
	for (size_t i = 0; i < r->image.history.n; i++) {
		const struct history *h = &r->image.history.p[i];
		lines += i >= r->base.steps && h->dockerfile_line > 0;
		assert_int_equal(h->dockerfile_line == 0, h->stage.n == 0);
		buf_printf(out, ". %u%s%.*s\n", h->dockerfile_line, h->stage.n ? " " : "",
			   STRF(h->stage));
	}
	assert_int_equal(lines, mapped);
	check_text(r->dockerfile_path, mapped ? "Dockerfile" : "");
}

static void cases(void **state)
{
	(void)state;
	table_walk("tests/find/dockerfile_map.data", 12, run_case);
}

/* A second file takes the place of the first, also when it does not fit. */
static void anew(void **state)
{
	(void)state;
	OWNED(report_freep) struct report *r = report_new();
	struct fault f = { 0 };
	add_step(r, STR("RUN /bin/sh -c make # buildkit"));
	*VEC_PUSH(r->arena, &r->image.layers) = (struct layer){ .history = 0 };
	assert_int_equal(dockerfile_map(r, STR("a"), STR("FROM a\nRUN make\n"), &f), 1);
	assert_int_equal(report_dockerfile_line(r, 0), 2);
	assert_int_equal(report_dockerfile_line(r, 1), 0);
	assert_int_equal(report_dockerfile_line(r, LAYER_NONE), 0);
	assert_int_equal(dockerfile_map(r, STR("b"), STR("FROM a\nRUN made\n"), &f), 0);
	assert_int_equal(report_dockerfile_line(r, 0), 0);
	check_text(r->dockerfile_path, "");
}

/* Files and images that are made to cost much cost little. */
static void costly(void **state)
{
	(void)state;
	OWNED(report_freep) struct report *r = report_new();
	OWNED(buf_donep) struct buf file;
	struct fault f = { 0 };
	buf_init(&file, 8 * MIB);
	buf_printf(&file, "FROM a\n");
	for (int i = 0; i < 250; i++) {
		buf_printf(&file, "LABEL ");
		for (int k = 0; k < 7000; k++)
			buf_printf(&file, "$a");
		buf_printf(&file, "x\n");
	}
	for (int i = 0; i < 100000; i++)
		add_step(r, STR("LABEL …a…a…a…a…a…a"));
	assert_int_equal(dockerfile_map(r, STR("a"), buf_str(&file), &f), 0);
	buf_clear(&file);
	for (size_t i = 0; i <= LIMIT_DOCKERFILE; i++)
		buf_add_char(&file, 'x');
	assert_int_equal(dockerfile_map(r, STR("a"), buf_str(&file), &f), E_LIMIT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cases),
		cmocka_unit_test(anew),
		cmocka_unit_test(costly),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
