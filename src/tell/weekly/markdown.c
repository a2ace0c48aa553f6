/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The weekly report for a wiki, a mail or a merge request: GitHub and GitLab flavoured Markdown.
 *
 * Names are escaped: what an image is called can neither end a cell nor become a link, a picture or a mention of
 * somebody.
 */
#include "base/date.h"
#include "tell/markdown_text.h"
#include "tell/paint.h"
#include "tell/weekly.h"

enum { TOP = 15 };

struct page {
	const struct weekly *w;
	struct out *out;
	struct arena *a;
	enum lang lang;
	size_t top;
};

/* Ours: as it is. */
static void say(const struct page *p, struct wording x)
{
	out_str(p->out, x.in[p->lang]);
}

/* Theirs: shows as it is written. */
static void put(const struct page *p, struct str s)
{
	out_str(p->out, markdown_line(s, p->a));
}

static void cell(const struct page *p, struct str s)
{
	out_text(p->out, "| ");
	put(p, s);
	out_char(p->out, ' ');
}

static void number(const struct page *p, uint64_t n)
{
	out_printf(p->out, "| %.*s ", STRF(n ? count_text(p->a, n) : STR("")));
}

static void heading(const struct page *p, enum phrase h)
{
	out_printf(p->out, "\n### %s\n\n", phrase(p->lang, h));
}

static void columns(const struct page *p, const enum phrase *names, size_t n, size_t numbers_from,
		    size_t numbers_to)
{
	for (size_t i = 0; i < n; i++)
		out_printf(p->out, "| %s ", phrase(p->lang, names[i]));
	out_text(p->out, "|\n");
	for (size_t i = 0; i < n; i++)
		out_text(p->out, i >= numbers_from && i < numbers_to ? "| ---: " : "| --- ");
	out_text(p->out, "|\n");
}

static void more(const struct page *p, size_t hidden)
{
	if (hidden == 0)
		return;
	out_char(p->out, '\n');
	say(p, wording_count(p->a, PHRASE_N_MORE, hidden));
	out_char(p->out, '\n');
}

/* "3 images: a, b" with escaped names */
static void where(const struct page *p, const uint32_t *images, size_t n)
{
	out_text(p->out, "| ");
	struct wording w = weekly_where(p->w, images, n, 3, p->a);
	put(p, w.in[p->lang]);
	out_text(p->out, " |\n");
}

static void write_head(const struct page *p)
{
	static const char *const marks[] = {
		[WEEKLY_PLAIN] = "", [WEEKLY_GOOD] = "\u2705 ", [WEEKLY_BAD] = "\u26a0\ufe0f "
	};
	struct weekly_line lines[WEEKLY_LINES];
	size_t n = weekly_lines(p->w, p->a, lines);
	out_text(p->out, "## ");
	say(p, weekly_title(p->w, p->a));
	out_text(p->out, "\n\n");
	for (size_t i = 0; i < n; i++) {
		out_printf(p->out, "- %s", marks[lines[i].tone]);
		say(p, lines[i].text);
		out_char(p->out, '\n');
	}
	out_char(p->out, '\n');
	say(p, weekly_level(p->w, p->a));
	out_char(p->out, '\n');
}

static void write_overdue(const struct page *p)
{
	static const enum phrase names[] = {
		PHRASE_WEEKLY_COLUMN_SEVERITY, PHRASE_WEEKLY_COLUMN_FINDING,
		PHRASE_WEEKLY_COLUMN_WHAT,     PHRASE_WEEKLY_COLUMN_FIX,
		PHRASE_WEEKLY_COLUMN_OVER,     PHRASE_WEEKLY_COLUMN_IN
	};
	size_t n = size_min(p->w->overdue.n, p->top);
	if (n == 0)
		return;
	heading(p, PHRASE_WEEKLY_MOST_OVERDUE);
	columns(p, names, ARRAY_LEN(names), 4, 5);
	for (size_t i = 0; i < n; i++) {
		const struct weekly_overdue *x = &p->w->overdue.p[i];
		cell(p, wording_severity(x->severity).in[p->lang]);
		cell(p, x->id);
		cell(p, x->subject);
		cell(p, x->fixed);
		cell(p, wording_count(p->a, PHRASE_N_DAYS, x->days_over).in[p->lang]);
		where(p, x->images.p, x->images.n);
	}
	more(p, p->w->overdue.n - n);
}

static void write_image(const struct page *p, size_t i)
{
	const struct weekly_image *x = &p->w->images.p[i];
	cell(p, weekly_name(p->w, i, p->a));
	cell(p, wording_verdict(x->verdict).in[p->lang]);
	cell(p, weekly_signs(x, p->a));
	number(p, x->tally.overdue);
	number(p, x->tally.by_severity[SEVERITY_CRITICAL]);
	number(p, x->tally.by_severity[SEVERITY_HIGH]);
	number(p, x->tally.appeared);
	number(p, x->tally.fixed);
	cell(p, date_text(p->a, x->last_scan / SECONDS_A_DAY));
	out_text(p->out, "|\n");
}

static void write_images(const struct page *p)
{
	static const enum phrase names[] = {
		PHRASE_WEEKLY_COLUMN_IMAGE,   PHRASE_WEEKLY_COLUMN_VERDICT,
		PHRASE_WEEKLY_COLUMN_WEEKS,   PHRASE_WEEKLY_COLUMN_OVERDUE,
		PHRASE_SEVERITY_CRITICAL,     PHRASE_SEVERITY_HIGH,
		PHRASE_WEEKLY_COLUMN_NEW,     PHRASE_WEEKLY_COLUMN_FIXED,
		PHRASE_WEEKLY_COLUMN_SCANNED,
	};
	const struct weekly *w = p->w;
	size_t bad = weekly_bad_images(w);
	size_t n = p->top == SIZE_MAX ? w->images.n : size_min(bad, 2 * p->top);
	heading(p, PHRASE_WEEKLY_IMAGES);
	if (n)
		columns(p, names, ARRAY_LEN(names), 3, 8);
	for (size_t i = 0; i < n; i++)
		write_image(p, i);
	more(p, bad > n ? bad - n : 0);
	if (w->images.n == bad || n > bad)
		return;
	if (n)
		out_char(p->out, '\n');
	say(p, bad ? wording_count(p->a, PHRASE_WEEKLY_OTHER_IMAGES, w->images.n - bad)
		   : wording(PHRASE_WEEKLY_ALL_WELL));
	out_char(p->out, '\n');
}

static void write_expiring(const struct page *p)
{
	static const enum phrase names[] = { PHRASE_WEEKLY_COLUMN_UNTIL,
					     PHRASE_WEEKLY_COLUMN_FINDING,
					     PHRASE_WEEKLY_COLUMN_WHAT, PHRASE_WEEKLY_COLUMN_OWNER,
					     PHRASE_WEEKLY_COLUMN_IN };
	size_t n = size_min(p->w->expiring.n, p->top);
	if (n == 0)
		return;
	heading(p, PHRASE_WEEKLY_EXPIRING);
	columns(p, names, ARRAY_LEN(names), 0, 0);
	for (size_t i = 0; i < n; i++) {
		const struct weekly_expiry *x = &p->w->expiring.p[i];
		cell(p, date_text(p->a, x->until));
		cell(p, x->id);
		cell(p, x->subject);
		cell(p, x->owner);
		where(p, x->images.p, x->images.n);
	}
	more(p, p->w->expiring.n - n);
}

static void write_missing(const struct page *p)
{
	size_t n = size_min(p->w->missing, p->top), at = 0;
	struct str name;
	struct wording last;
	if (p->w->missing)
		heading(p, PHRASE_WEEKLY_NOT_SCANNED);
	for (size_t i = 0; i < n && weekly_next_missing(p->w, &at, p->a, &name, &last); i++) {
		out_text(p->out, "- ");
		put(p, name);
		out_text(p->out, ", ");
		say(p, last);
		out_char(p->out, '\n');
	}
	more(p, p->w->missing - n);
}

static int write_markdown(const struct weekly *w, const struct weekly_tell *options,
			  struct out *out, struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct page p = { w, out, a, options->lang, options->all ? SIZE_MAX : TOP };
	(void)f;
	write_head(&p);
	write_overdue(&p);
	write_images(&p);
	write_expiring(&p);
	write_missing(&p);
	return 0;
}

const struct weekly_format weekly_format_markdown = {
	.name = "markdown",
	.title = "for a wiki, a mail, a comment",
	.terminal = true,
	.write = write_markdown,
};
