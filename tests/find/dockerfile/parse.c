/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Walks parse/NAME.case: Dockerfiles in, what the parser understood out. A file holds many cases:
 *
 *     # comment
 *     case NAME
 *     | a line of the Dockerfile
 *     raw TEXT           a line with \n \r \t \0 \xHH escapes, no newline at its end
 *     fill N TEXT        the same, N times
 *     expect
 *     the rest, up to the next case, is what must come out
 *
 * With BLESS=1 the expectations are rewritten. The dump gives places as line:column, ends inclusive:
 *
 *     KIND FROM-TO stage N [marks]            word PLACE "text" [raw "…"] [marks]
 *
 * Each Dockerfile is also put together again from its parts, and the invariants of ast.h are checked.
 */
#define _GNU_SOURCE
#include "check.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/limits.h"
#include "base/out.h"
#include "dockerfile_check.h"
#include "unescape.h"

#include <ftw.h>

struct file {
	struct buf blessed;
	const char *path;
};

struct one {
	struct file *file;
	struct str head; /* up to the expectation */
	struct str input, expect;
};

#define FILES_MAX 64
#define CASES_MAX 2048

static struct arena *arena;
static struct file files[FILES_MAX];
static size_t files_n;
static struct one cases[CASES_MAX];
static struct CMUnitTest tests[CASES_MAX];
static size_t cases_n;

static void quote(struct out *o, struct str s)
{
	out_str(o, STR("\""));
	for (size_t k = 0; k < s.n && k < 200; k++) {
		unsigned char c = (unsigned char)s.p[k];
		if (c == '\n')
			out_str(o, STR("\\n"));
		else if (c == '\t')
			out_str(o, STR("\\t"));
		else if (c < ' ' || c == 0x7f)
			out_printf(o, "\\x%02x", c);
		else
			out_str(o, str_make(s.p + k, 1));
	}
	out_str(o, s.n > 200 ? STR("\"...") : STR("\""));
	if (s.n > 200)
		out_printf(o, "%zu", s.n);
}

static void place(struct out *o, const struct dockerfile *d, struct span s)
{
	struct position a = df_position(d, s.begin);
	if (s.begin == s.end) {
		out_printf(o, "%u:%u-", a.line, a.column);
		return;
	}
	struct position b = df_position(d, s.end - 1);
	if (a.line == b.line)
		out_printf(o, "%u:%u-%u", a.line, a.column, b.column);
	else
		out_printf(o, "%u:%u-%u:%u", a.line, a.column, b.line, b.column);
}

static void dump_word(struct out *o, const struct dockerfile *d, const char *what,
		      const struct df_word *w)
{
	out_printf(o, "%s ", what);
	place(o, d, w->span);
	out_str(o, STR(" "));
	quote(o, w->text);
	if (!str_eq(w->text, w->raw)) {
		out_str(o, STR(" raw "));
		quote(o, w->raw);
	}
	out_printf(o, "%s%s\n", w->quoted ? " quoted" : "", w->has_variable ? " variable" : "");
}

static void dump_heredoc(struct out *o, const struct dockerfile *d, const struct df_heredoc *h)
{
	out_str(o, STR("heredoc "));
	place(o, d, h->marker);
	out_str(o, STR(" "));
	quote(o, h->name);
	out_str(o, STR(" body "));
	place(o, d, h->body);
	out_str(o, STR(" end "));
	place(o, d, h->terminator);
	out_str(o, STR(" "));
	quote(o, h->content);
	out_printf(o, "%s%s\n", h->expand ? " expand" : "", h->strip_tabs ? " tabs" : "");
}

static void dump_flag(struct out *o, const struct dockerfile *d, const struct df_flag *flag)
{
	out_str(o, STR("flag "));
	place(o, d, flag->span);
	out_printf(o, " %.*s", STRF(flag->name));
	if (flag->has_value) {
		out_str(o, STR(" = "));
		quote(o, flag->value);
		out_str(o, STR(" "));
		place(o, d, flag->value_span);
	}
	out_str(o, STR("\n"));
}

static void dump_instruction(struct out *o, const struct dockerfile *d,
			     const struct df_instruction *i, const char *indent)
{
	out_printf(o, "%s%s ", indent, df_kind_name(i->kind));
	place(o, d, i->span);
	if (i->stage == DF_GLOBAL)
		out_str(o, STR(" global"));
	else
		out_printf(o, " stage %u", i->stage);
	out_printf(o, "%s%s%s%s\n", i->json ? " json" : "", i->json_broken ? " json-broken" : "",
		   i->broken ? " broken" : "", i->empty_continuation ? " empty-continuation" : "");
	const char *deeper = *indent ? "    " : "  ";
	if (!str_is(i->name, df_kind_name(i->kind)) ||
	    i->keyword.end - i->keyword.begin != i->name.n) {
		out_printf(o, "%skeyword ", deeper);
		place(o, d, i->keyword);
		out_printf(o, " %.*s\n", STRF(i->name));
	}
	for (size_t k = 0; k < i->flags.n; k++) {
		out_str(o, str_of(deeper));
		dump_flag(o, d, &i->flags.p[k]);
	}
	bool shell = i->kind == DF_RUN || i->kind == DF_CMD || i->kind == DF_ENTRYPOINT ||
		     i->kind == DF_UNKNOWN || i->kind == DF_SHELL;
	if (shell && !i->json && i->text.n) {
		out_printf(o, "%stext ", deeper);
		place(o, d, i->text_span);
		out_str(o, STR(" "));
		quote(o, i->text);
		out_str(o, STR("\n"));
	}
	for (size_t k = 0; k < i->args.n; k++) {
		out_str(o, str_of(deeper));
		dump_word(o, d, "word", &i->args.p[k]);
	}
	for (size_t k = 0; k < i->pairs.n; k++) {
		const struct df_pair *pair = &i->pairs.p[k];
		out_str(o, str_of(deeper));
		dump_word(o, d, "key", &pair->key);
		if (!pair->has_value)
			continue;
		out_str(o, str_of(deeper));
		dump_word(o, d, pair->legacy ? "  legacy" : "  value", &pair->value);
	}
	for (size_t k = 0; k < i->heredocs.n; k++) {
		out_str(o, str_of(deeper));
		dump_heredoc(o, d, &i->heredocs.p[k]);
	}
}

static void dump(struct out *o, const struct dockerfile *d)
{
	if (d->escape != '\\' || d->bom || d->crlf)
		out_printf(o, "file escape %c%s%s\n", d->escape, d->bom ? " bom" : "",
			   d->crlf ? " crlf" : "");
	for (size_t k = 0; k < d->directives.n; k++) {
		const struct df_directive *v = &d->directives.p[k];
		out_str(o, STR("directive "));
		place(o, d, v->span);
		out_printf(o, " %.*s = ", STRF(v->name));
		quote(o, v->value);
		out_str(o, STR("\n"));
	}
	for (size_t k = 0; k < d->comments.n; k++) {
		out_str(o, STR("comment "));
		place(o, d, d->comments.p[k].span);
		out_str(o, STR(" "));
		quote(o, d->comments.p[k].text);
		out_printf(o, "%s\n", d->comments.p[k].inside ? " inside" : "");
	}
	for (size_t k = 0; k < d->instructions.n; k++) {
		dump_instruction(o, d, &d->instructions.p[k], "");
		if (d->instructions.p[k].inner)
			dump_instruction(o, d, d->instructions.p[k].inner, "  ");
	}
	for (size_t k = 0; k < d->errors.n; k++) {
		out_str(o, STR("error "));
		place(o, d, d->errors.p[k].span);
		out_printf(o, " %.*s\n", STRF(d->errors.p[k].message));
	}
}

static void one_case(void **state)
{
	const struct one *c = *state;
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(buf_donep) struct buf got;
	buf_init(&got, 4 << 20);
	struct dockerfile d;
	struct fault f = { 0 };
	check_ok(dockerfile_parse(a, STR(""), c->input, &d, &f), &f);
	const char *wrong = df_check(&d);
	if (wrong)
		fail_msg("%s", wrong);
	struct out o;
	out_init_buf(&o, &got);
	dump(&o, &d);
	out_done(&o);
	const char *b = getenv("BLESS");
	if (!b || !*b) {
		check_str(buf_str(&got), c->expect);
		return;
	}
	buf_add_str(&c->file->blessed, c->head);
	buf_add_str(&c->file->blessed, buf_str(&got));
}

static void fill(struct buf *b, struct str rest)
{
	struct str number, text;
	uint64_t n = 0;
	str_cut(rest, ' ', &number, &text);
	assert_true(str_u64(number, 1 << 20, &n));
	text = unescape(arena, text);
	for (uint64_t k = 0; k < n; k++)
		buf_add_str(b, text);
}

/* One line of the input part. */
static void add_input(struct buf *b, struct str line, const char *path)
{
	if (str_starts(line, STR("|"))) {
		buf_add_str(b, str_from(line, line.n > 1 ? 2 : 1));
		buf_add_char(b, '\n');
	} else if (str_starts(line, STR("raw "))) {
		buf_add_str(b, unescape(arena, str_from(line, 4)));
	} else if (str_starts(line, STR("fill "))) {
		fill(b, str_from(line, 5));
	} else if (line.n && line.p[0] != '#') {
		fail_msg("%s: what is %.*s?", path, STRF(line));
	}
}

/* Reads one case from behind its "case" line. */
static void read_case(struct file *file, struct str *rest, const char *head, struct str name)
{
	assert_true(cases_n < CASES_MAX);
	struct one *c = &cases[cases_n];
	struct buf input;
	buf_init(&input, 8 << 20);
	struct str line;
	while (str_next_line(rest, &line) && !str_is(line, "expect"))
		add_input(&input, line, file->path);
	const char *expect = rest->p ? rest->p : line.p + line.n;
	c->file = file;
	c->head = str_make(head, (size_t)(expect - head));
	c->input = str_dup(arena, buf_str(&input));
	struct str ahead = *rest;
	size_t n = 0;
	while (str_next_line(&ahead, &line) && !str_starts(line, STR("case "))) {
		n = (size_t)(line.p + line.n + 1 - expect);
		*rest = ahead;
	}
	c->expect = str_make(expect, n);
	buf_done(&input);
	tests[cases_n++] = (struct CMUnitTest){
		str_cstr(arena,
			 str_printf(arena, "%s: %.*s", strrchr(file->path, '/') + 1, STRF(name))),
		one_case,
		NULL,
		NULL,
		c,
	};
}

static void read_file(struct file *file)
{
	struct buf text;
	struct fault f = { 0 };
	buf_init(&text, 4 << 20);
	buf_init(&file->blessed, 8 << 20);
	check_ok(fs_read_file(file->path, &text, &f), &f);
	struct str rest = str_dup(arena, buf_str(&text)), line;
	buf_done(&text);
	bool first = true;
	const char *head = rest.p;
	while (str_next_line(&rest, &line)) {
		if (str_starts(line, STR("case "))) {
			read_case(file, &rest, first ? head : line.p, str_from(line, 5));
			first = false;
		} else if (line.n && line.p[0] != '#') {
			fail_msg("%s: what is %.*s?", file->path, STRF(line));
		}
	}
}

static int add_file(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st;
	(void)ftw;
	if (flag == FTW_F && str_ends(str_of(path), STR(".case"))) {
		assert_true(files_n < FILES_MAX);
		files[files_n++].path = str_cstr(arena, str_of(path));
	}
	return 0;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct file *)a)->path, ((const struct file *)b)->path);
}

static int write_blessed(void **state)
{
	(void)state;
	const char *b = getenv("BLESS");
	for (size_t k = 0; b && *b && k < files_n; k++) {
		struct fs_file file;
		struct fault f = { 0 };
		struct out o;
		check_ok(fs_file_create(&file, files[k].path, &f), &f);
		out_init_fd(&o, file.fd);
		out_str(&o, buf_str(&files[k].blessed));
		check_ok(out_finish(&o, &f), &f);
		out_done(&o);
		check_ok(fs_file_commit(&file, &f), &f);
	}
	return 0;
}

int main(void)
{
	char root[4096];
	arena = arena_new();
	snprintf(root, sizeof(root), "%s/tests/find/dockerfile/parse", getenv("ROOT"));
	nftw(root, add_file, 8, FTW_PHYS);
	qsort(files, files_n, sizeof(files[0]), by_path);
	for (size_t k = 0; k < files_n; k++)
		read_file(&files[k]);
	int r = _cmocka_run_group_tests("dockerfile parse", tests, cases_n, NULL, write_blessed);
	for (size_t k = 0; k < files_n; k++)
		buf_done(&files[k].blessed);
	arena_free(arena);
	return r;
}
