/* SPDX-License-Identifier: Apache-2.0 */
#include "tell/chart.h"
#include "tell/html/part.h"

enum { LAYERS_MAX = 60 };

/* Worst first: the order of the stacks and of the legend. */
static size_t severities(struct chart_series *out, const uint64_t *total)
{
	size_t n = 0;
	for (size_t s = SEVERITY_COUNT_; s-- > 0;)
		if (total[s])
			out[n++] = (struct chart_series){ wording_severity((enum severity)s),
							  severity_name((enum severity)s) };
	return n;
}

/* Values by severity, without those that no row has. */
static void compact(uint64_t *values, const uint64_t *total)
{
	uint64_t in[SEVERITY_COUNT_];
	memcpy(in, values, sizeof(in));
	size_t n = 0;
	for (size_t s = SEVERITY_COUNT_; s-- > 0;)
		if (total[s])
			values[n++] = in[s];
}

static void by_origin(const struct part *p, const uint64_t *total,
		      const struct chart_series *series, size_t series_n)
{
	uint64_t values[3][SEVERITY_COUNT_] = { 0 };
	struct chart_row rows[3];
	size_t n = 0;
	for (size_t i = 0; i < p->r->findings.n; i++) {
		const struct finding *f = &p->r->findings.p[i];
		if (part_counts(f))
			values[report_finding_origin(p->r, f)][f->severity]++;
	}
	static const enum origin order[] = { ORIGIN_BASE, ORIGIN_APP, ORIGIN_UNKNOWN };
	bool known = p->r->base.name.n > 0;
	for (size_t k = 0; k < ARRAY_LEN(order); k++) {
		enum origin o = order[k];
		uint64_t sum = 0;
		for (size_t s = 0; s < SEVERITY_COUNT_; s++)
			sum += values[o][s];
		if (o == ORIGIN_UNKNOWN ? known && sum == 0 : !known)
			continue;
		compact(values[o], total);
		rows[n++] = (struct chart_row){
			.label = o == ORIGIN_UNKNOWN && !known ? wording(PHRASE_ALL_FINDINGS)
							       : wording_origin(o),
			.detail = o == ORIGIN_BASE ? p->r->base.name : STR(""),
			.values = values[o],
		};
	}
	out_text(p->h->out, "<div class=\"card\">");
	chart_bars(p->h,
		   &(struct chart_bars){ wording(PHRASE_CHART_ORIGIN), series, series_n, rows, n });
	if (!known) {
		out_text(p->h->out, "<p class=\"soft small\">");
		html_phrase(p->h, PHRASE_ORIGIN_NOTE);
		out_text(p->h->out, "</p>");
	}
	out_text(p->h->out, "</div>\n");
}

static void by_layer(const struct part *p, const uint64_t *total, const struct chart_series *series,
		     size_t series_n)
{
	struct arena *a = p->h->a;
	size_t layers = p->r->image.layers.n, n = size_min(layers, LAYERS_MAX);
	if (n < 2)
		return;
	uint64_t(*values)[SEVERITY_COUNT_] = arena_array(a, layers, sizeof(*values));
	struct chart_row *rows = arena_array(a, n, sizeof(*rows));
	for (size_t i = 0; i < p->r->findings.n; i++) {
		const struct finding *f = &p->r->findings.p[i];
		if (part_counts(f) && f->layer < layers)
			values[f->layer][f->severity]++;
	}
	for (size_t i = 0; i < n; i++) {
		compact(values[i], total);
		rows[i] = (struct chart_row){
			.label = WORDING(a, PHRASE_LAYER_N, wording_number(a, i + 1)),
			.detail = part_instruction(p, (uint16_t)i),
			.link = str_cstr(a, str_printf(a, "#i%zu-layer-%zu", p->number, i + 1)),
			.values = values[i],
		};
	}
	out_text(p->h->out, "<div class=\"card\">");
	chart_bars(p->h,
		   &(struct chart_bars){ wording(PHRASE_CHART_LAYER), series, series_n, rows, n });
	out_text(p->h->out, "</div>\n");
}

/* The scans of the past, and this one behind them. */
static void over_time(const struct part *p)
{
	enum { BLOCKING, CRITICAL, HIGH, FIXABLE, LINES };
	const struct report *r = p->r;
	struct arena *a = p->h->a;
	size_t n = r->trend.n + 1;
	if (r->trend.n == 0)
		return;
	uint64_t(*values)[LINES] = arena_array(a, n, sizeof(*values));
	struct chart_point *points = arena_array(a, n, sizeof(*points));
	for (size_t i = 0; i < r->trend.n; i++) {
		const struct trend_point *t = &r->trend.p[i];
		values[i][BLOCKING] = t->blocking;
		values[i][CRITICAL] = t->by_severity[SEVERITY_CRITICAL];
		values[i][HIGH] = t->by_severity[SEVERITY_HIGH];
		values[i][FIXABLE] = t->fixable;
		points[i] = (struct chart_point){ t->time, values[i] };
	}
	uint64_t *now = values[n - 1];
	now[BLOCKING] = report_count_place(r, PLACE_ACT_NOW);
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.p[i];
		if (!f->vulnerability || !part_counts(f))
			continue;
		now[CRITICAL] += f->severity == SEVERITY_CRITICAL;
		now[HIGH] += f->severity == SEVERITY_HIGH;
		now[FIXABLE] += f->vulnerability->fixed.n > 0;
	}
	points[n - 1] = (struct chart_point){ r->created, now };
	const struct chart_series series[LINES] = {
		[BLOCKING] = { wording(PHRASE_BLOCKING), "accent" },
		[CRITICAL] = { wording(PHRASE_SEVERITY_CRITICAL), "critical" },
		[HIGH] = { wording(PHRASE_SEVERITY_HIGH), "high" },
		[FIXABLE] = { wording(PHRASE_FIXABLE), "good" },
	};
	out_text(p->h->out, "<div class=\"card\">");
	chart_trend(p->h,
		    &(struct chart_trend){ wording(PHRASE_CHART_TREND), series, LINES, points, n });
	out_text(p->h->out, "</div>\n");
}

bool part_has_charts(const struct report *r)
{
	bool any = r->trend.n > 0;
	for (size_t i = 0; i < r->findings.n && !any; i++)
		any = part_counts(&r->findings.p[i]);
	return any;
}

void part_charts(const struct part *p)
{
	uint64_t total[SEVERITY_COUNT_] = { 0 };
	struct chart_series series[SEVERITY_COUNT_];
	for (size_t i = 0; i < p->r->findings.n; i++)
		if (part_counts(&p->r->findings.p[i]))
			total[p->r->findings.p[i].severity]++;
	if (!part_has_charts(p->r))
		return;
	size_t n = severities(series, total);
	part_begin(p, "charts", PHRASE_SECTION_CHARTS);
	out_text(p->h->out, "<div class=\"charts\">\n");
	if (n) {
		by_origin(p, total, series, n);
		by_layer(p, total, series, n);
	}
	over_time(p);
	out_text(p->h->out, "</div>\n");
	part_end(p);
}
