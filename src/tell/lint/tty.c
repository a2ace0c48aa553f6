/* SPDX-License-Identifier: Apache-2.0 */
/*
 * For people:
 *
 *         Dockerfile:3:5: warning apt-unpinned (DL3008): curl has no version
 *            3 │ RUN apt-get install curl
 *              │     ^^^^^^^^^^^^^^^^^^^^
 *              why: The same Dockerfile builds a different image tomorrow.
 *              fix: Write package=version, or build from a snapshot mirror.
 *
 * Why and fix are told once for each rule; afterwards the place says enough. A long line is shown
 * around its marks, and marks stand under what they mean, however wide characters are.
 */
#include "tell/lint_format.h"
#include "tell/paint.h"

struct writer {
	struct paint p;
	unsigned width; /* for source lines; p.width is for prose */
	const struct lint_report *r;
	bool *told; /* parallel to the rules */
	size_t counts[LINT_LEVEL_COUNT], repairs;
};

static const enum style styles[LINT_LEVEL_COUNT] = {
	[LINT_ERROR] = STYLE_CRITICAL,
	[LINT_WARNING] = STYLE_MEDIUM,
	[LINT_INFO] = STYLE_LOW,
	[LINT_STYLE] = STYLE_FAINT,
};

/* What is shown of a source line: three pieces, made safe. */
struct excerpt {
	struct str before, marked, behind;
};

/* Enough of a line for any terminal; a line can have a megabyte. */
enum { LINE_MOST = 2048, WIDTH_UNLIMITED = 160 };

/* Sentences of more columns than this are hard to read back from. */
enum { PROSE_MOST = 100 };

static struct str without_start(struct arena *a, struct str s, size_t columns)
{
	size_t have = text_columns(s);
	uint32_t c;
	if (have <= columns)
		return s;
	while (s.n && have + 1 > columns) {
		utf8_next(&s, &c);
		have -= char_columns(c);
	}
	return str_printf(a, "…%.*s", STRF(s));
}

static struct excerpt excerpt_of(struct arena *a, const struct lint_file *file,
				 const struct lint_issue *issue, size_t room)
{
	struct str src = file->source;
	size_t at = size_min(issue->begin, src.n), begin = at, end = at;
	while (begin > 0 && at - begin < LINE_MOST && src.p[begin - 1] != '\n')
		begin--;
	while (begin < at && at - begin >= LINE_MOST &&
	       ((unsigned char)src.p[begin] & 0xc0) == 0x80)
		begin++;
	while (end < src.n && end - at < LINE_MOST && src.p[end] != '\n')
		end++;
	while (end < src.n && end > at && ((unsigned char)src.p[end] & 0xc0) == 0x80)
		end--;
	if (end > at && src.p[end - 1] == '\r')
		end--;
	size_t mark = size_min(size_max(issue->end, at), end);
	struct excerpt x = {
		text_safe(a, str_slice(src, begin, at)),
		text_safe(a, str_slice(src, at, mark)),
		text_safe(a, str_slice(src, mark, end)),
	};
	size_t marked = size_max(text_columns(x.marked), 1), before = text_columns(x.before);
	if (before + marked > room)
		x.before = without_start(
			a, x.before, marked < room ? size_max(room - marked, room / 4) : room / 4);
	before = text_columns(x.before);
	x.marked = text_cut(a, x.marked, room > before ? room - before : 1);
	before += text_columns(x.marked);
	x.behind = before < room ? text_cut(a, x.behind, room - before) : STR("");
	return x;
}

static void put_excerpt(const struct writer *w, const struct lint_file *file,
			const struct lint_issue *issue)
{
	const struct paint *p = &w->p;
	struct str number = str_printf(p->a, "%4u", issue->from.line);
	size_t gutter = number.n + 3;
	size_t width = w->width ? w->width : WIDTH_UNLIMITED;
	if (file->source.n == 0)
		return;
	struct excerpt x = excerpt_of(p->a, file, issue, width > gutter + 8 ? width - gutter : 8);
	paint(p, STYLE_FAINT, str_printf(p->a, "%.*s │ ", STRF(number)));
	paint(p, STYLE_PLAIN, x.before);
	paint(p, styles[issue->level], x.marked);
	paint(p, STYLE_PLAIN, x.behind);
	out_char(p->out, '\n');
	out_repeat(p->out, ' ', number.n);
	paint(p, STYLE_FAINT, STR(" │ "));
	out_repeat(p->out, ' ', text_columns(x.before));
	size_t marks = size_max(text_columns(x.marked), 1);
	char *carets = arena_bytes(p->a, marks);
	memset(carets, '^', marks);
	paint(p, styles[issue->level], str_make(carets, marks));
	out_char(p->out, '\n');
}

static void put_head(const struct writer *w, const struct lint_file *file,
		     const struct lint_issue *issue)
{
	const struct paint *p = &w->p;
	const struct lint_rule_text *rule = &w->r->rules[issue->rule];
	struct str place = text_safe(p->a, str_printf(p->a, "%.*s:%u:%u:", STRF(file->path),
						      issue->from.line, issue->from.column));
	struct str level = str_of(lint_level_name(issue->level)), id = str_of(rule->id);
	struct str code =
		str_eq(rule->code, id) ? STR("") : str_printf(p->a, " (%.*s)", STRF(rule->code));
	paint(p, STYLE_STRONG, place);
	out_char(p->out, ' ');
	paint(p, styles[issue->level], level);
	out_char(p->out, ' ');
	paint(p, STYLE_STRONG, id);
	paint(p, STYLE_FAINT, code);
	out_text(p->out, ": ");
	struct str message = issue->message;
	if (issue->build_stage_only && issue->stage.n)
		message = str_printf(p->a, "%.*s (in stage %.*s, which does not ship)",
				     STRF(message), STRF(issue->stage));
	paint_wrapped(p, STYLE_PLAIN, message, text_columns(place) + level.n + id.n + code.n + 4,
		      7);
}

static void put_issue(struct writer *w, const struct lint_file *file,
		      const struct lint_issue *issue)
{
	const struct paint *p = &w->p;
	const struct lint_rule_text *rule = &w->r->rules[issue->rule];
	put_head(w, file, issue);
	put_excerpt(w, file, issue);
	if (!w->told[issue->rule]) {
		paint_row(p, 7, "why: ", 5, STYLE_PLAIN, str_of(rule->why));
		paint_row(p, 7, "fix: ", 5, STYLE_PLAIN, str_of(rule->fix));
		w->told[issue->rule] = true;
	}
	if (issue->replacements.n)
		paint_row(p, 7, "--fix: ", 7, STYLE_TYPE,
			  issue->repair.n ? issue->repair : STR("writes the repair"));
	else if (issue->suggestion.n)
		paint_row(p, 7, "here: ", 6, STYLE_PLAIN, issue->suggestion);
	w->counts[issue->level]++;
	w->repairs += issue->replacements.n > 0;
}

static void put_sum(const struct writer *w)
{
	const struct paint *p = &w->p;
	static const char *const words[LINT_LEVEL_COUNT][2] = {
		[LINT_ERROR] = { "error", "errors" },
		[LINT_WARNING] = { "warning", "warnings" },
		[LINT_INFO] = { "remark", "remarks" },
		[LINT_STYLE] = { "matter of style", "matters of style" },
	};
	struct str sum = STR("");
	for (unsigned i = 0; i < LINT_LEVEL_COUNT; i++)
		if (w->counts[i])
			sum = str_printf(
				p->a, "%.*s%s%.*s", STRF(sum), sum.n ? ", " : "",
				STRF(plural_text(p->a, w->counts[i], words[i][0], words[i][1])));
	if (!sum.n)
		return;
	if (w->repairs)
		sum = str_printf(p->a, "%.*s; --fix repairs %.*s", STRF(sum),
				 STRF(count_text(p->a, w->repairs)));
	paint_wrapped(p, STYLE_STRONG, sum, 0, 0);
}

static int write(const struct lint_report *r, const struct lint_tell *options, struct out *out,
		 struct fault *f)
{
	OWNED(arena_freep) struct arena *keep = arena_new();
	OWNED(arena_freep) struct arena *a = arena_new();
	struct writer w = {
		.p = { out, a, (unsigned)size_min(options->width, PROSE_MOST), options->colour },
		.width = options->width,
		.r = r,
	};
	w.told = arena_array(keep, r->rules_n + 1, sizeof(bool));
	for (size_t i = 0; i < r->files.n; i++)
		for (size_t k = 0; k < r->files.p[i].issues.n; k++) {
			arena_reset(a);
			put_issue(&w, &r->files.p[i], &r->files.p[i].issues.p[k]);
			out_char(out, '\n');
		}
	put_sum(&w);
	return out_finish(out, f);
}

const struct lint_format lint_format_tty = {
	.name = "tty",
	.title = "for people (default)",
	.terminal = true,
	.write = write,
};
