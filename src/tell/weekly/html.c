/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The weekly report as a page: what tell/html.h promises, no script of its own. All images stand in the page, the
 * good ones behind a switch that opens them.
 */
#include "base/date.h"
#include "tell/chart.h"
#include "tell/paint.h"
#include "tell/weekly.h"

enum { TOP = 25, TOP_IMAGES = 40 };

struct page {
	struct html h;
	struct out *out;
	const struct weekly *w;
	bool all;
};

static const char style[] =
	"main>header{padding-top:28px}"
	".weekly-table th{overflow-wrap:normal;white-space:nowrap}"
	".weekly-table .m{min-width:8.5em}"
	".weekly-lines{list-style:none;padding:0;margin:1em 0 0}"
	".weekly-lines li{padding:.15em 0}"
	".weekly-lines li:first-child{font-size:1.25em;font-weight:600}"
	".weekly-lines .good::before{content:'\\2713\\a0';color:var(--good,inherit)}"
	".weekly-lines .bad::before{content:'!\\a0';font-weight:700;color:var(--bad,inherit)}"
	".weekly-table{overflow-x:auto}"
	".weekly-table table{border-collapse:collapse;width:100%}"
	".weekly-table th{text-align:start;font-weight:600;vertical-align:bottom}"
	".weekly-table th,.weekly-table td{padding:.25em .75em .25em 0;vertical-align:top}"
	".weekly-table td{overflow-wrap:anywhere}"
	".weekly-table tbody tr{border-top:1px solid #8884}"
	".weekly-table .n{text-align:end;white-space:nowrap;font-variant-numeric:tabular-nums}"
	".weekly-table .w{white-space:nowrap}"
	".weekly-signs{font-family:monospace;white-space:nowrap;letter-spacing:.05em}";

static void open_section(struct page *p, enum phrase title)
{
	out_text(p->out, "<section><h2>");
	html_phrase(&p->h, title);
	out_text(p->out, "</h2>\n");
}

static void write_head(struct page *p)
{
	static const char *const classes[] = {
		[WEEKLY_PLAIN] = "plain", [WEEKLY_GOOD] = "good", [WEEKLY_BAD] = "bad"
	};
	struct weekly_line lines[WEEKLY_LINES];
	size_t n = weekly_lines(p->w, p->h.a, lines);
	out_text(p->out, "<header><h1>");
	html_say(&p->h, weekly_title(p->w, p->h.a));
	out_text(p->out, "</h1>\n<ul class=\"weekly-lines\">\n");
	for (size_t i = 0; i < n; i++) {
		out_printf(p->out, "<li class=\"%s\">", classes[lines[i].tone]);
		html_say(&p->h, lines[i].text);
		out_text(p->out, "</li>\n");
	}
	out_text(p->out, "</ul>\n<p class=\"soft\">");
	html_say(&p->h, WORDING(p->h.a, PHRASE_WEEKLY_SENTENCES, weekly_level(p->w, p->h.a),
				wording(PHRASE_WEEKLY_ABOUT)));
	out_text(p->out, "</p></header>\n");
}

static void open_table(struct page *p, const enum phrase *names, size_t n, size_t numbers_from,
		       size_t numbers_to)
{
	out_text(p->out, "<div class=\"weekly-table\" tabindex=\"0\"><table><thead><tr>");
	for (size_t i = 0; i < n; i++) {
		out_text(p->out, i >= numbers_from && i < numbers_to
					 ? "<th scope=\"col\" class=\"n\">"
					 : "<th scope=\"col\">");
		html_phrase(&p->h, names[i]);
		out_text(p->out, "</th>");
	}
	out_text(p->out, "</tr></thead><tbody>\n");
}

static void close_table(struct page *p)
{
	out_text(p->out, "</tbody></table></div>\n");
}

static void cell(struct page *p, struct str s)
{
	out_text(p->out, "<td class=\"m\">");
	html_text(&p->h, s);
	out_text(p->out, "</td>");
}

static void number(struct page *p, uint64_t n)
{
	out_text(p->out, "<td class=\"n\">");
	if (n)
		html_text(&p->h, count_text(p->h.a, n));
	out_text(p->out, "</td>");
}

static void day(struct page *p, int64_t days)
{
	out_printf(p->out, "<td class=\"w\">%.*s</td>", STRF(date_text(p->h.a, days)));
}

static void more(struct page *p, size_t hidden)
{
	if (hidden == 0)
		return;
	out_text(p->out, "<p class=\"soft\">");
	html_say(&p->h, wording_count(p->h.a, PHRASE_N_MORE, hidden));
	out_text(p->out, "</p>\n");
}

static void where(struct page *p, const uint32_t *images, size_t n)
{
	out_text(p->out, "<td>");
	html_say(&p->h, weekly_where(p->w, images, n, p->all ? n : 5, p->h.a));
	out_text(p->out, "</td></tr>\n");
}

static void write_overdue(struct page *p)
{
	static const enum phrase names[] = {
		PHRASE_WEEKLY_COLUMN_SEVERITY, PHRASE_WEEKLY_COLUMN_FINDING,
		PHRASE_WEEKLY_COLUMN_WHAT,     PHRASE_WEEKLY_COLUMN_FIX,
		PHRASE_WEEKLY_COLUMN_SINCE,    PHRASE_WEEKLY_COLUMN_OVER,
		PHRASE_WEEKLY_COLUMN_IN,
	};
	size_t n = p->all ? p->w->overdue.n : size_min(p->w->overdue.n, TOP);
	if (n == 0)
		return;
	open_section(p, PHRASE_WEEKLY_MOST_OVERDUE);
	open_table(p, names, ARRAY_LEN(names), 5, 6);
	for (size_t i = 0; i < n; i++) {
		const struct weekly_overdue *x = &p->w->overdue.p[i];
		out_text(p->out, "<tr><td>");
		html_severity(&p->h, x->severity);
		out_text(p->out, "</td>");
		cell(p, x->id);
		cell(p, x->subject);
		cell(p, x->fixed);
		day(p, x->since);
		out_text(p->out, "<td class=\"n\">");
		html_say(&p->h, wording_count(p->h.a, PHRASE_N_DAYS, x->days_over));
		out_text(p->out, "</td>");
		where(p, x->images.p, x->images.n);
	}
	close_table(p);
	more(p, p->w->overdue.n - n);
	out_text(p->out, "</section>\n");
}

/* ---- charts ---- */

static void write_open_trend(struct page *p)
{
	static const enum severity shown[] = { SEVERITY_CRITICAL, SEVERITY_HIGH, SEVERITY_MEDIUM,
					       SEVERITY_LOW };
	static const char *const colours[] = { "critical", "high", "medium", "low" };
	struct chart_series series[ARRAY_LEN(shown)];
	struct chart_point points[WEEKLY_WEEKS];
	uint64_t values[WEEKLY_WEEKS][ARRAY_LEN(shown)];
	for (size_t s = 0; s < ARRAY_LEN(shown); s++)
		series[s] = (struct chart_series){ wording_severity(shown[s]), colours[s] };
	for (size_t i = 0; i < WEEKLY_WEEKS; i++) {
		const struct weekly_point *x = &p->w->trend[i];
		for (size_t s = 0; s < ARRAY_LEN(shown); s++)
			values[i][s] = x->by_severity[shown[s]];
		points[i] = (struct chart_point){ date_time_text(p->h.a, x->time), values[i] };
	}
	struct chart_trend chart = { wording(PHRASE_WEEKLY_TREND_OPEN), series, ARRAY_LEN(shown),
				     points, WEEKLY_WEEKS };
	chart_trend(&p->h, &chart);
}

static void write_overdue_trend(struct page *p)
{
	struct chart_series series[] = {
		{ wording(PHRASE_WEEKLY_COLUMN_OVERDUE), "critical" },
		{ wording(PHRASE_NOT_SEAWORTHY), "accent" },
	};
	struct chart_point points[WEEKLY_WEEKS];
	uint64_t values[WEEKLY_WEEKS][ARRAY_LEN(series)];
	for (size_t i = 0; i < WEEKLY_WEEKS; i++) {
		const struct weekly_point *x = &p->w->trend[i];
		values[i][0] = x->overdue;
		values[i][1] = x->images - x->fit;
		points[i] = (struct chart_point){ date_time_text(p->h.a, x->time), values[i] };
	}
	struct chart_trend chart = { wording(PHRASE_WEEKLY_TREND_OVERDUE), series,
				     ARRAY_LEN(series), points, WEEKLY_WEEKS };
	chart_trend(&p->h, &chart);
}

static void write_trend(struct page *p)
{
	open_section(p, PHRASE_WEEKLY_TREND);
	out_text(p->out, "<div class=\"charts\">\n");
	write_open_trend(p);
	write_overdue_trend(p);
	out_text(p->out, "</div></section>\n");
}

/* ---- images ---- */

static const char *verdict_class(enum verdict v)
{
	return v == VERDICT_SEAWORTHY ? "good" : v == VERDICT_NOT_SEAWORTHY ? "bad" : "unsure";
}

static void write_image(struct page *p, size_t i)
{
	const struct weekly_image *x = &p->w->images.p[i];
	out_text(p->out, "<tr>");
	cell(p, weekly_name(p->w, i, p->h.a));
	out_printf(p->out, "<td class=\"w\"><span class=\"tag %s\">", verdict_class(x->verdict));
	html_say(&p->h, wording_verdict(x->verdict));
	out_text(p->out, "</span></td><td class=\"weekly-signs\">");
	html_text(&p->h, weekly_signs(x, p->h.a));
	out_text(p->out, "</td>");
	number(p, x->tally.overdue);
	number(p, x->tally.by_severity[SEVERITY_CRITICAL]);
	number(p, x->tally.by_severity[SEVERITY_HIGH]);
	number(p, x->tally.open);
	number(p, x->tally.appeared);
	number(p, x->tally.fixed);
	day(p, x->last_scan / SECONDS_A_DAY);
	out_text(p->out, "</tr>\n");
}

static void write_image_table(struct page *p, size_t from, size_t to)
{
	static const enum phrase names[] = {
		PHRASE_WEEKLY_COLUMN_IMAGE, PHRASE_WEEKLY_COLUMN_VERDICT,
		PHRASE_WEEKLY_COLUMN_WEEKS, PHRASE_WEEKLY_COLUMN_OVERDUE,
		PHRASE_SEVERITY_CRITICAL,   PHRASE_SEVERITY_HIGH,
		PHRASE_WEEKLY_COLUMN_OPEN,  PHRASE_WEEKLY_COLUMN_NEW,
		PHRASE_WEEKLY_COLUMN_FIXED, PHRASE_WEEKLY_COLUMN_SCANNED,
	};
	open_table(p, names, ARRAY_LEN(names), 3, 9);
	for (size_t i = from; i < to; i++)
		write_image(p, i);
	close_table(p);
}

static void write_images(struct page *p)
{
	const struct weekly *w = p->w;
	size_t bad = weekly_bad_images(w);
	size_t n = p->all ? bad : size_min(bad, TOP_IMAGES);
	open_section(p, PHRASE_WEEKLY_IMAGES);
	if (n)
		write_image_table(p, 0, n);
	if (w->images.n > n) {
		size_t rest = w->images.n - n;
		out_text(p->out, "<details><summary>");
		html_say(&p->h, n < bad ? wording_count(p->h.a, PHRASE_N_MORE, rest)
				: n	? wording_count(p->h.a, PHRASE_WEEKLY_OTHER_IMAGES, rest)
					: wording(PHRASE_WEEKLY_ALL_WELL));
		out_text(p->out, "</summary>\n");
		write_image_table(p, n, w->images.n);
		out_text(p->out, "</details>\n");
	}
	out_text(p->out, "</section>\n");
}

static void write_expiring(struct page *p)
{
	static const enum phrase names[] = { PHRASE_WEEKLY_COLUMN_UNTIL,
					     PHRASE_WEEKLY_COLUMN_FINDING,
					     PHRASE_WEEKLY_COLUMN_WHAT, PHRASE_WEEKLY_COLUMN_OWNER,
					     PHRASE_WEEKLY_COLUMN_IN };
	size_t n = p->all ? p->w->expiring.n : size_min(p->w->expiring.n, TOP);
	if (n == 0)
		return;
	open_section(p, PHRASE_WEEKLY_EXPIRING);
	open_table(p, names, ARRAY_LEN(names), 0, 0);
	for (size_t i = 0; i < n; i++) {
		const struct weekly_expiry *x = &p->w->expiring.p[i];
		out_text(p->out, "<tr>");
		day(p, x->until);
		cell(p, x->id);
		cell(p, x->subject);
		cell(p, x->owner);
		where(p, x->images.p, x->images.n);
	}
	close_table(p);
	more(p, p->w->expiring.n - n);
	out_text(p->out, "</section>\n");
}

static void write_missing(struct page *p)
{
	const struct weekly *w = p->w;
	if (w->missing == 0)
		return;
	open_section(p, PHRASE_WEEKLY_NOT_SCANNED);
	out_text(p->out, "<ul>\n");
	struct str name;
	struct wording last;
	for (size_t at = 0; weekly_next_missing(w, &at, p->h.a, &name, &last);) {
		out_text(p->out, "<li>");
		html_text(&p->h, name);
		out_text(p->out, " <span class=\"soft\">");
		html_say(&p->h, last);
		out_text(p->out, "</span></li>\n");
	}
	out_text(p->out, "</ul></section>\n");
}

static int write_html(const struct weekly *w, const struct weekly_tell *options, struct out *out,
		      struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct page p = {
		.h = { .out = out, .a = a, .lang = options->lang },
		.out = out,
		.w = w,
		.all = options->all,
	};
	struct html_page page = {
		.title = weekly_title(w, a),
		.style = str_of(style),
		.version = options->version,
		.created = date_time_text(a, w->until),
	};
	(void)f;
	html_page_begin(&p.h, &page);
	write_head(&p);
	write_overdue(&p);
	write_trend(&p);
	write_images(&p);
	write_expiring(&p);
	write_missing(&p);
	html_page_end(&p.h, &page);
	return 0;
}

const struct weekly_format weekly_format_html = {
	.name = "html",
	.title = "a page with charts, one file",
	.write = write_html,
};
