/* SPDX-License-Identifier: Apache-2.0 */
#include "tell/chart.h"

/* Units of a drawing's own coordinates: the page stretches it to the room there is. */
enum { WIDTH = 1000, HEIGHT = 100 };

static uint64_t total(const uint64_t *values, size_t n)
{
	uint64_t sum = 0;
	for (size_t i = 0; i < n; i++)
		if (!u64_add(sum, values[i], &sum))
			return UINT64_MAX;
	return sum;
}

/* value × units / most, without overflow: counts are far below 2^53. */
static double scaled(uint64_t value, uint64_t most, double units)
{
	return most ? (double)value / (double)most * units : 0;
}

/* "critical 3, high 4" */
static struct wording spoken(struct html *h, const struct chart_series *series, size_t n,
			     const uint64_t *values)
{
	struct wording all = wording_same(STR(""));
	for (size_t i = 0; i < n; i++) {
		if (!values[i])
			continue;
		struct wording one = series[i].label;
		struct wording number = wording_number(h->a, values[i]);
		for (size_t l = 0; l < LANG_COUNT_; l++)
			one.in[l] =
				str_printf(h->a, "%.*s %.*s", STRF(one.in[l]), STRF(number.in[l]));
		all = wording_list(h->a, all, one);
	}
	return wording_is_empty(&all) ? wording(PHRASE_NOTHING) : all;
}

static void legend(struct html *h, const struct chart_series *series, size_t n)
{
	out_text(h->out, "<ul class=\"legend\">");
	for (size_t i = 0; i < n; i++) {
		out_printf(h->out, "<li><i class=\"fill %s\"></i>", series[i].colour);
		html_say(h, series[i].label);
		out_text(h->out, "</li>");
	}
	out_text(h->out, "</ul>");
}

static void caption(struct html *h, struct wording title)
{
	out_text(h->out, "<figcaption>");
	html_say(h, title);
	out_text(h->out, "</figcaption>");
}

static void bar(struct html *h, const struct chart_bars *c, const struct chart_row *row,
		uint64_t most)
{
	out_printf(h->out, "<svg role=\"img\" viewBox=\"0 0 %d 10\" preserveAspectRatio=\"none\">",
		   WIDTH);
	html_text_element(h, "title", spoken(h, c->series, c->series_n, row->values));
	double at = 0;
	for (size_t i = 0; i < c->series_n; i++) {
		if (!row->values[i])
			continue;
		double width = scaled(row->values[i], most, WIDTH);
		width = width < 4 ? 4 : width; /* one of thousands is still to be seen */
		out_printf(h->out,
			   "<rect class=\"fill %s\" x=\"%.1f\" width=\"%.1f\" height=\"10\"/>",
			   c->series[i].colour, at, width);
		at += width;
	}
	out_text(h->out, "</svg>");
}

void chart_bars(struct html *h, const struct chart_bars *c)
{
	uint64_t most = 0;
	for (size_t i = 0; i < c->rows_n; i++) {
		uint64_t sum = total(c->rows[i].values, c->series_n);
		most = sum > most ? sum : most;
	}
	out_text(h->out, "<figure class=\"chart\">");
	caption(h, c->title);
	out_text(h->out, "<div class=\"bars\">");
	for (size_t i = 0; i < c->rows_n; i++) {
		const struct chart_row *row = &c->rows[i];
		out_text(h->out, "<div class=\"bar-row\"><div class=\"bar-label\">");
		if (row->link)
			out_printf(h->out, "<a href=\"%s\">", row->link);
		html_say(h, row->label);
		if (row->link)
			out_text(h->out, "</a>");
		if (row->detail.n) {
			out_text(h->out, "<small>");
			html_text(h, row->detail);
			out_text(h->out, "</small>");
		}
		out_text(h->out, "</div>");
		bar(h, c, row, most);
		out_text(h->out, "<b>");
		html_say(h, wording_number(h->a, total(row->values, c->series_n)));
		out_text(h->out, "</b></div>");
	}
	out_text(h->out, "</div>");
	legend(h, c->series, c->series_n);
	out_text(h->out, "</figure>\n");
}

/* ---- lines over time ---- */

/* Every step-th point counting back from the last, which is what people look at. */
static size_t thinned(const struct chart_trend *c, size_t *out_first, size_t *out_step)
{
	size_t step = (c->points_n + LIMIT_CHART_POINTS - 1) / LIMIT_CHART_POINTS;
	*out_step = step;
	*out_first = (c->points_n - 1) % step;
	return (c->points_n - 1) / step + 1;
}

/* 1, 2 or 5 and zeros: the axis ends at a number that can be read. */
static uint64_t axis_end(uint64_t most)
{
	uint64_t power = 1;
	while (most > 10 && power <= UINT64_MAX / 100 && power * 10 < most)
		power *= 10;
	if (most <= 10)
		return most < 1 ? 1 : most;
	uint64_t end = most <= power * 2 ? power * 2 : most <= power * 5 ? power * 5 : power * 10;
	return end < most ? most : end; /* beyond what 64 bits hold as a round number */
}

static void line(struct html *h, const struct chart_trend *c, size_t s, uint64_t end)
{
	size_t first, step, n = thinned(c, &first, &step);
	double x = 0, y = 0;
	out_printf(h->out, "<path class=\"line %s\" d=\"", c->series[s].colour);
	for (size_t i = 0; i < n; i++) {
		x = n > 1 ? (double)i / (double)(n - 1) * WIDTH : WIDTH / 2.0;
		y = HEIGHT - scaled(c->points[first + i * step].values[s], end, HEIGHT);
		out_printf(h->out, "%c%.1f %.1f", i ? 'L' : 'M', x, y);
	}
	/* a dot at the last point: a line of no length with round ends keeps its shape when stretched */
	out_printf(h->out, "\"/><path class=\"dot %s\" d=\"M%.1f %.1fh0\"/>", c->series[s].colour,
		   x, y);
}

static void axis(struct html *h, const struct chart_trend *c, uint64_t end)
{
	size_t first, step;
	thinned(c, &first, &step);
	out_text(h->out, "<span class=\"y-end\">");
	html_say(h, wording_number(h->a, end));
	out_text(h->out, "</span><span class=\"y-zero\">0</span><span class=\"x-first\">");
	html_say(h, wording_date(h->a, c->points[first].time));
	out_text(h->out, "</span><span class=\"x-last\">");
	if (c->points_n > 1)
		html_say(h, wording_date(h->a, c->points[c->points_n - 1].time));
	out_text(h->out, "</span>");
}

void chart_trend(struct html *h, const struct chart_trend *c)
{
	if (c->points_n == 0)
		return;
	uint64_t most = 0;
	for (size_t i = 0; i < c->points_n; i++)
		for (size_t s = 0; s < c->series_n; s++)
			most = c->points[i].values[s] > most ? c->points[i].values[s] : most;
	uint64_t end = axis_end(most);
	out_text(h->out, "<figure class=\"chart\">");
	caption(h, c->title);
	out_printf(h->out,
		   "<div class=\"trend\"><svg role=\"img\" viewBox=\"0 0 %d %d\" "
		   "preserveAspectRatio=\"none\">",
		   WIDTH, HEIGHT);
	html_text_element(h, "title", c->title);
	html_text_element(h, "desc",
			  spoken(h, c->series, c->series_n, c->points[c->points_n - 1].values));
	out_printf(h->out, "<path class=\"grid\" d=\"M0 0H%dM0 %dH%dM0 %dH%d\"/>", WIDTH,
		   HEIGHT / 2, WIDTH, HEIGHT, WIDTH);
	for (size_t s = 0; s < c->series_n; s++)
		line(h, c, s, end);
	out_text(h->out, "</svg>");
	axis(h, c, end);
	out_text(h->out, "</div>");
	legend(h, c->series, c->series_n);
	out_text(h->out, "</figure>\n");
}
