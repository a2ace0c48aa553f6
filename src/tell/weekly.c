/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sentences of the weekly report.
 *
 * Headline first: what ships, what is late, what moved, what nobody looks at. A line that has nothing to
 * say is not there.
 */
#include "tell/weekly.h"

#include "base/date.h"
#include "tell/paint.h"

const struct weekly_format *weekly_format_find(struct str name)
{
	for (size_t i = 0; i < all_weekly_formats_n; i++)
		if (str_is(name, all_weekly_formats[i]->name))
			return all_weekly_formats[i];
	return NULL;
}

static struct wording day_of(struct arena *a, int64_t seconds)
{
	return wording_date(a, date_text(a, seconds / SECONDS_A_DAY));
}

struct wording weekly_title(const struct weekly *w, struct arena *a)
{
	return WORDING(a, PHRASE_WEEKLY_TITLE, day_of(a, w->since), day_of(a, w->until));
}

/* "3 critical, 38 high" */
static struct wording severities(struct arena *a, const uint32_t counts[SEVERITY_COUNT_])
{
	struct wording list = { 0 };
	for (unsigned s = SEVERITY_COUNT_; s-- > 0;)
		if (counts[s])
			list = wording_list(a, list,
					    WORDING(a, PHRASE_WEEKLY_OF_SEVERITY,
						    wording_number(a, counts[s]),
						    wording_severity((enum severity)s)));
	return list;
}

static struct wording change(struct arena *a, uint32_t now, uint32_t before)
{
	if (now == before)
		return wording(PHRASE_WEEKLY_SAME);
	return now > before ? WORDING(a, PHRASE_WEEKLY_MORE, wording_number(a, now - before))
			    : WORDING(a, PHRASE_WEEKLY_LESS, wording_number(a, before - now));
}

static struct weekly_line fit_line(const struct weekly *w, struct arena *a)
{
	struct wording text = WORDING(a, PHRASE_WEEKLY_FIT, wording_number(a, w->fit),
				      wording_count(a, PHRASE_N_IMAGES, w->images.n));
	if (w->images_before)
		text = WORDING(a, PHRASE_WEEKLY_FIT_BEFORE, text, wording_number(a, w->fit_before),
			       wording_number(a, w->images_before));
	if (w->incomplete)
		text = wording_list(a, text,
				    wording_count(a, PHRASE_WEEKLY_INCOMPLETE, w->incomplete));
	return (struct weekly_line){ text, w->fit == w->images.n ? WEEKLY_GOOD : WEEKLY_BAD };
}

static struct weekly_line overdue_line(const struct weekly *w, struct arena *a)
{
	const struct weekly_tally *t = &w->total;
	struct weekly_line line = { wording(PHRASE_WEEKLY_OVERDUE_NONE), WEEKLY_GOOD };
	if (t->overdue) {
		struct wording n = wording_count(a, PHRASE_WEEKLY_OVERDUE, t->overdue);
		line.text = WORDING(a, PHRASE_WEEKLY_THAT_IS, n,
				    change(a, t->overdue, t->overdue_before),
				    severities(a, t->overdue_by_severity));
		line.tone = WEEKLY_BAD;
	} else if (t->overdue_before) {
		line.text = WORDING(a, PHRASE_WEEKLY_WITH, line.text,
				    change(a, t->overdue, t->overdue_before));
	}
	return line;
}

static struct wording change_line(const struct weekly *w, struct arena *a)
{
	return WORDING(a, PHRASE_WEEKLY_CHANGE, wording_number(a, w->total.appeared),
		       wording_number(a, w->total.fixed));
}

static struct wording open_line(const struct weekly *w, struct arena *a)
{
	const struct weekly_tally *t = &w->total;
	if (t->open == 0)
		return wording(PHRASE_WEEKLY_OPEN_NONE);
	struct wording text = WORDING(a, PHRASE_WEEKLY_OPEN, wording_number(a, t->open),
				      severities(a, t->by_severity));
	if (t->waiting)
		text = WORDING(a, PHRASE_WEEKLY_WITH, text,
			       wording_count(a, PHRASE_WEEKLY_WAITING, t->waiting));
	return text;
}

size_t weekly_lines(const struct weekly *w, struct arena *a, struct weekly_line out[WEEKLY_LINES])
{
	size_t n = 0;
	out[n++] = fit_line(w, a);
	out[n++] = overdue_line(w, a);
	if (w->total.due_soon)
		out[n++] = (struct weekly_line){
			wording_count(a, PHRASE_WEEKLY_DUE_SOON, w->total.due_soon), WEEKLY_PLAIN
		};
	out[n++] = (struct weekly_line){ change_line(w, a), WEEKLY_PLAIN };
	out[n++] = (struct weekly_line){ open_line(w, a), WEEKLY_PLAIN };
	if (w->first_time)
		out[n++] = (struct weekly_line){
			WORDING(a, PHRASE_WEEKLY_WITH,
				wording_count(a, PHRASE_WEEKLY_FIRST, w->first_time),
				wording_count(a, PHRASE_N_FINDINGS, w->first_time_open)),
			WEEKLY_PLAIN
		};
	if (w->missing)
		out[n++] =
			(struct weekly_line){ wording_count(a, PHRASE_WEEKLY_MISSING, w->missing),
					      WEEKLY_BAD };
	if (w->expiring.n)
		out[n++] =
			(struct weekly_line){ wording_count(a, PHRASE_WEEKLY_ENDING, w->expiring.n),
					      WEEKLY_PLAIN };
	if (w->retired)
		out[n++] =
			(struct weekly_line){ wording_count(a, PHRASE_WEEKLY_RETIRED, w->retired),
					      WEEKLY_PLAIN };
	return n;
}

struct wording weekly_level(const struct weekly *w, struct arena *a)
{
	struct wording list = { 0 };
	for (unsigned s = SEVERITY_COUNT_; s-- > 0;)
		if (w->level.days[s])
			list = wording_list(
				a, list,
				WORDING(a, PHRASE_WEEKLY_LEVEL_PART,
					wording_severity((enum severity)s),
					wording_count(a, PHRASE_N_DAYS, w->level.days[s])));
	return wording_is_empty(&list) ? wording(PHRASE_WEEKLY_LEVEL_NONE)
				       : WORDING(a, PHRASE_WEEKLY_LEVEL, list);
}

struct str weekly_name(const struct weekly *w, size_t image, struct arena *a)
{
	const struct weekly_image *x = &w->images.p[image];
	if (x->several && x->platform.n)
		return str_printf(a, "%.*s (%.*s)", STRF(x->name), STRF(x->platform));
	return x->name;
}

struct wording weekly_where(const struct weekly *w, const uint32_t *images, size_t n, size_t shown,
			    struct arena *a)
{
	struct wording list = { 0 };
	if (n == 1)
		return wording_same(weekly_name(w, images[0], a));
	for (size_t i = 0; i < n && i < shown; i++)
		list = wording_list(a, list, wording_same(weekly_name(w, images[i], a)));
	if (n > shown)
		list = wording_list(a, list, wording_count(a, PHRASE_N_MORE, n - shown));
	return WORDING(a, PHRASE_WEEKLY_IN, wording_count(a, PHRASE_N_IMAGES, n), list);
}

bool weekly_next_missing(const struct weekly *w, size_t *at, struct arena *a, struct str *out_name,
			 struct wording *out_last)
{
	while (*at < w->images.n) {
		size_t i = (*at)++;
		const struct weekly_image *x = &w->images.p[i];
		if (!x->missing)
			continue;
		struct str day = date_text(a, x->last_scan / SECONDS_A_DAY);
		*out_name = weekly_name(w, i, a);
		*out_last = WORDING(a, PHRASE_WEEKLY_LAST, wording_same(day));
		return true;
	}
	return false;
}

struct str weekly_signs(const struct weekly_image *image, struct arena *a)
{
	static const struct str signs[] = {
		[VERDICT_SEAWORTHY] = STR_INIT("\u2713"),
		[VERDICT_NOT_SEAWORTHY] = STR_INIT("\u2717"),
		[VERDICT_INCOMPLETE] = STR_INIT("?"),
	};
	char text[WEEKLY_WEEKS * 3];
	size_t n = 0;
	for (size_t i = 0; i < WEEKLY_WEEKS; i++) {
		const struct weekly_point *p = &image->trend[i];
		struct str s = p->scanned ? signs[p->verdict] : STR("\u00b7");
		memcpy(text + n, s.p, s.n);
		n += s.n;
	}
	return str_dup(a, str_make(text, n));
}

size_t weekly_bad_images(const struct weekly *w)
{
	size_t n = 0;
	while (n < w->images.n &&
	       (w->images.p[n].verdict != VERDICT_SEAWORTHY || w->images.p[n].tally.overdue))
		n++;
	return n;
}
