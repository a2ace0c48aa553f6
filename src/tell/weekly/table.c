/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The weekly report on a terminal: the headline, what is most overdue, the images, what ends, what nobody looks
 * at. Columns are as wide as what stands in them; the last one wraps.
 */
#include "base/date.h"
#include "tell/paint.h"
#include "tell/weekly.h"

#include <limits.h>

#define TOP	10 /* rows of each part, without --all */
#define NARROW	120
#define TOP_ALL SIZE_MAX

struct table {
	struct paint p;
	const struct weekly *w;
	enum lang lang;
	size_t top;
	bool narrow; /* less columns: what can be done without is left out */
};

static struct str say(const struct table *t, struct wording w)
{
	return w.in[t->lang];
}

static struct str word(const struct table *t, enum phrase p)
{
	return str_of(phrase(t->lang, p));
}

static void title(const struct table *t, enum phrase p)
{
	paint_title(&t->p, phrase(t->lang, p));
}

static void more(const struct table *t, size_t hidden)
{
	if (hidden == 0)
		return;
	out_text(t->p.out, "  ");
	paint_wrapped(&t->p, STYLE_FAINT, say(t, wording_count(t->p.a, PHRASE_N_MORE, hidden)), 2,
		      2);
}

static void write_head(const struct table *t)
{
	static const enum style tones[] = {
		[WEEKLY_PLAIN] = STYLE_PLAIN, [WEEKLY_GOOD] = STYLE_GOOD, [WEEKLY_BAD] = STYLE_BAD
	};
	struct weekly_line lines[WEEKLY_LINES];
	size_t n = weekly_lines(t->w, t->p.a, lines);
	paint_wrapped(&t->p, STYLE_STRONG, say(t, weekly_title(t->w, t->p.a)), 0, 0);
	out_char(t->p.out, '\n');
	for (size_t i = 0; i < n; i++) {
		out_text(t->p.out, "  ");
		paint_wrapped(&t->p, tones[lines[i].tone], say(t, lines[i].text), 2, 4);
	}
	out_text(t->p.out, "  ");
	paint_wrapped(&t->p, STYLE_FAINT, say(t, weekly_level(t->w, t->p.a)), 2, 4);
}

static size_t columns(const struct table *t, struct str s)
{
	return text_columns(text_safe(t->p.a, s));
}

/* At least `least`, at most `most`. */
static size_t bounded(size_t n, size_t least, size_t most)
{
	return size_min(size_max(n, least), most);
}

static void cell(const struct table *t, enum style style, struct str s, size_t width)
{
	struct str safe = text_cut(t->p.a, text_safe(t->p.a, s), width);
	paint_pad(&t->p, style, safe, width + 2);
}

static void number(const struct table *t, enum style style, uint64_t n, size_t width)
{
	struct str s = n ? count_text(t->p.a, n) : STR("-");
	out_repeat(t->p.out, ' ', width > s.n ? width - s.n : 0);
	paint(&t->p, n ? style : STYLE_FAINT, s);
	out_text(t->p.out, "  ");
}

static void right(const struct table *t, struct str s, size_t width)
{
	size_t n = text_columns(s);
	out_repeat(t->p.out, ' ', width > n ? width - n : 0);
	paint(&t->p, STYLE_FAINT, s);
	out_text(t->p.out, "  ");
}

/* The last column: on a line of its own where that leaves little. */
static void write_where(const struct table *t, const uint32_t *images, size_t n, size_t at)
{
	if (t->narrow) {
		out_char(t->p.out, '\n');
		out_repeat(t->p.out, ' ', 14);
		at = 14;
	}
	paint_wrapped(&t->p, STYLE_PLAIN, say(t, weekly_where(t->w, images, n, 3, t->p.a)), at, at);
}

/* "openssl -> 3.0.11" */
static struct str what(const struct table *t, const struct weekly_overdue *x)
{
	return x->fixed.n ? str_printf(t->p.a, "%.*s \u2192 %.*s", STRF(x->subject), STRF(x->fixed))
			  : x->subject;
}

static void write_overdue(const struct table *t)
{
	const struct weekly *w = t->w;
	struct arena *a = t->p.a;
	size_t n = size_min(w->overdue.n, t->top), ids = 0, whats = 0, over = 0;
	if (n == 0)
		return;
	title(t, PHRASE_WEEKLY_MOST_OVERDUE);
	for (size_t i = 0; i < n; i++) {
		const struct weekly_overdue *x = &w->overdue.p[i];
		struct wording days = wording_count(a, PHRASE_WEEKLY_DAYS_OVER, x->days_over);
		ids = size_max(ids, columns(t, x->id));
		whats = size_max(whats, columns(t, what(t, x)));
		over = size_max(over, columns(t, say(t, days)));
	}
	ids = bounded(ids, 4, 24);
	whats = bounded(whats, 4, 34);
	if (t->narrow)
		whats = bounded(whats, 10, size_max(t->p.width, 20 + ids + over) - 20 - ids - over);
	for (size_t i = 0; i < n; i++) {
		const struct weekly_overdue *x = &w->overdue.p[i];
		struct wording days = wording_count(a, PHRASE_WEEKLY_DAYS_OVER, x->days_over);
		out_text(t->p.out, "  ");
		cell(t, style_of(x->severity), say(t, wording_severity(x->severity)), 10);
		cell(t, STYLE_STRONG, x->id, ids);
		cell(t, STYLE_PLAIN, what(t, x), whats);
		cell(t, STYLE_BAD, say(t, days), over);
		write_where(t, x->images.p, x->images.n, 2 + 12 + ids + 2 + whats + 2 + over + 2);
	}
	more(t, w->overdue.n - n);
}

static enum style verdict_style(enum verdict v)
{
	return v == VERDICT_SEAWORTHY	    ? STYLE_GOOD
	       : v == VERDICT_NOT_SEAWORTHY ? STYLE_BAD
					    : STYLE_UNSURE;
}

static void write_image(const struct table *t, size_t i, size_t names, size_t verdicts)
{
	const struct weekly_image *x = &t->w->images.p[i];
	struct arena *a = t->p.a;
	out_text(t->p.out, "  ");
	cell(t, STYLE_STRONG, weekly_name(t->w, i, a), names);
	cell(t, verdict_style(x->verdict), say(t, wording_verdict(x->verdict)), verdicts);
	if (!t->narrow)
		cell(t, STYLE_PLAIN, weekly_signs(x, a), WEEKLY_WEEKS);
	number(t, STYLE_BAD, x->tally.overdue, 7);
	number(t, STYLE_CRITICAL, x->tally.by_severity[SEVERITY_CRITICAL], 8);
	number(t, STYLE_HIGH, x->tally.by_severity[SEVERITY_HIGH], 5);
	if (!t->narrow) {
		number(t, STYLE_PLAIN, x->tally.appeared, 5);
		number(t, STYLE_PLAIN, x->tally.fixed, 6);
		struct str day = date_text(a, x->last_scan / SECONDS_A_DAY);
		paint(&t->p, x->missing ? STYLE_BAD : STYLE_FAINT, day);
	}
	out_char(t->p.out, '\n');
}

static void write_image_head(const struct table *t, size_t names, size_t verdicts)
{
	out_text(t->p.out, "  ");
	cell(t, STYLE_FAINT, word(t, PHRASE_WEEKLY_COLUMN_IMAGE), names);
	cell(t, STYLE_FAINT, word(t, PHRASE_WEEKLY_COLUMN_VERDICT), verdicts);
	if (!t->narrow)
		cell(t, STYLE_FAINT, word(t, PHRASE_WEEKLY_COLUMN_WEEKS), WEEKLY_WEEKS);
	right(t, word(t, PHRASE_WEEKLY_COLUMN_OVERDUE), 7);
	right(t, word(t, PHRASE_SEVERITY_CRITICAL), 8);
	right(t, word(t, PHRASE_SEVERITY_HIGH), 5);
	if (!t->narrow) {
		right(t, word(t, PHRASE_WEEKLY_COLUMN_NEW), 5);
		right(t, word(t, PHRASE_WEEKLY_COLUMN_FIXED), 6);
		paint(&t->p, STYLE_FAINT, word(t, PHRASE_WEEKLY_COLUMN_SCANNED));
	}
	out_char(t->p.out, '\n');
}

static void write_images(const struct table *t)
{
	const struct weekly *w = t->w;
	size_t bad = weekly_bad_images(w), names = 0, verdicts = 0;
	size_t n = t->top == TOP_ALL ? w->images.n : size_min(bad, 2 * t->top);
	title(t, PHRASE_WEEKLY_IMAGES);
	for (size_t i = 0; i < n; i++) {
		names = size_max(names, columns(t, weekly_name(w, i, t->p.a)));
		verdicts = size_max(verdicts,
				    columns(t, say(t, wording_verdict(w->images.p[i].verdict))));
	}
	names = bounded(names, 8, 40);
	if (t->narrow) /* 30: the numbers, and what stands between columns */
		names = bounded(names, 8, size_max(t->p.width, verdicts + 30) - verdicts - 30);
	if (n)
		write_image_head(t, names, verdicts);
	for (size_t i = 0; i < n; i++)
		write_image(t, i, names, verdicts);
	more(t, bad > n ? bad - n : 0);
	if (w->images.n > bad && n <= bad) {
		out_text(t->p.out, "  ");
		paint_wrapped(&t->p, STYLE_GOOD,
			      say(t, bad ? wording_count(t->p.a, PHRASE_WEEKLY_OTHER_IMAGES,
							 w->images.n - bad)
					 : wording(PHRASE_WEEKLY_ALL_WELL)),
			      2, 4);
	}
}

static void write_expiring(const struct table *t)
{
	const struct weekly *w = t->w;
	struct arena *a = t->p.a;
	size_t n = size_min(w->expiring.n, t->top);
	if (n)
		title(t, PHRASE_WEEKLY_EXPIRING);
	for (size_t i = 0; i < n; i++) {
		const struct weekly_expiry *x = &w->expiring.p[i];
		enum phrase p = x->days_left < 0 ? PHRASE_WEEKLY_ENDED : PHRASE_WEEKLY_UNTIL;
		struct wording when = WORDING(a, p, wording_same(date_text(a, x->until)));
		out_text(t->p.out, "  ");
		cell(t, x->days_left < 0 ? STYLE_BAD : STYLE_STRONG, say(t, when), 17);
		cell(t, STYLE_PLAIN, x->id, 20);
		cell(t, STYLE_PLAIN, x->subject, t->narrow ? 16 : 24);
		cell(t, STYLE_PLAIN, x->owner, t->narrow ? 12 : 20);
		write_where(t, x->images.p, x->images.n, 91);
	}
	more(t, w->expiring.n - n);
}

static void write_missing(const struct table *t)
{
	size_t n = size_min(t->w->missing, t->top), at = 0;
	struct str name;
	struct wording last;
	if (t->w->missing)
		title(t, PHRASE_WEEKLY_NOT_SCANNED);
	for (size_t i = 0; i < n && weekly_next_missing(t->w, &at, t->p.a, &name, &last); i++) {
		out_text(t->p.out, "  ");
		cell(t, STYLE_PLAIN, say(t, last), 18);
		paint_wrapped(&t->p, STYLE_STRONG, name, 22, 22);
	}
	more(t, t->w->missing - n);
}

static int write_table(const struct weekly *w, const struct weekly_tell *options, struct out *out,
		       struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct table t = {
		.p = { .out = out, .a = a, .width = options->width, .colour = options->colour },
		.w = w,
		.lang = options->lang,
		.top = options->all ? TOP_ALL : TOP,
		.narrow = options->width && options->width < NARROW,
	};
	(void)f;
	write_head(&t);
	write_overdue(&t);
	write_images(&t);
	write_expiring(&t);
	write_missing(&t);
	return 0;
}

const struct weekly_format weekly_format_table = {
	.name = "table",
	.title = "for the terminal",
	.terminal = true,
	.write = write_table,
};
