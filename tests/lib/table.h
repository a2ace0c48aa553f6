/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables of cases as text, beside the test:
 *
 *	# a comment
 *	> a line of the input
 *	> another
 *	. what must come out, line by line
 *
 * An empty line, or a line of input behind output, begins the next case. With BLESS=1 the outputs are
 * rewritten; a difference is read like code.
 */
#pragma once

#include "check.h"

#include "base/buf.h"
#include "base/fs.h"

/* Writes the lines of a case, each with ". " in front, for the input. */
typedef void table_case(struct arena *a, struct str input, struct buf *out);

struct table {
	const char *name;
	table_case *run;
	struct buf input, want, blessed;
	size_t line, cases, failed;
};

static inline void table_run_case(struct table *t)
{
	if (!t->input.n)
		return;
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(buf_donep) struct buf got;
	buf_init(&got, MIB);
	struct str input = buf_str(&t->input);
	input.n--; /* the last newline */
	t->run(a, str_dup(a, input), &got);
	t->cases++;
	buf_add_str(&t->blessed, buf_str(&got));
	if (!str_eq(buf_str(&got), buf_str(&t->want))) {
		t->failed++;
		print_error("%s: case before line %zu:\n%.*swant\n%.*sgot\n%.*s", t->name, t->line,
			    STRF(buf_str(&t->input)), STRF(buf_str(&t->want)), STRF(buf_str(&got)));
	}
	buf_clear(&t->input);
	buf_clear(&t->want);
}

static inline void table_take_line(struct table *t, struct str line)
{
	t->line++;
	if (str_starts(line, STR(". "))) {
		buf_printf(&t->want, "%.*s\n", STRF(line));
		return;
	}
	if (t->want.n || !str_starts(line, STR(">")))
		table_run_case(t);
	if (str_starts(line, STR(">"))) {
		buf_add_str(&t->input, str_from(line, line.n > 1 ? 2 : 1));
		buf_add_char(&t->input, '\n');
	}
	buf_printf(&t->blessed, "%.*s\n", STRF(line));
}

/* `path` from the root of the tree; fails with fewer than `least` cases. */
static inline void table_walk(const char *path, size_t least, table_case *run)
{
	char full[1024];
	const char *root = getenv("ROOT"), *bless = getenv("BLESS");
	assert_non_null(root);
	snprintf(full, sizeof(full), "%s/%s", root, path);
	OWNED(buf_donep) struct buf file;
	buf_init(&file, 4 * MIB);
	struct fault f = { 0 };
	check_ok(fs_read_file(full, &file, &f), &f);
	struct table t = { .name = path, .run = run };
	buf_init(&t.input, MIB);
	buf_init(&t.want, MIB);
	buf_init(&t.blessed, 8 * MIB);
	struct str rest = buf_str(&file), line;
	while (str_next_line(&rest, &line))
		table_take_line(&t, line);
	table_run_case(&t);
	if (bless && bless[0]) {
		FILE *out = fopen(full, "we");
		assert_non_null(out);
		assert_int_equal(fwrite(t.blessed.p, 1, t.blessed.n, out), t.blessed.n);
		assert_int_equal(fclose(out), 0);
		t.failed = 0;
	}
	buf_done(&t.input);
	buf_done(&t.want);
	buf_done(&t.blessed);
	assert_true(t.cases >= least);
	assert_int_equal(t.failed, 0);
}
