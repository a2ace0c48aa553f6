/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Charts without script: labels and numbers are text of the page, so that they wrap, scale and can be read out; the
 * bars and lines are inline SVG that stretches. Colours are classes (tell/html.h), which know the dark.
 */
#pragma once

#include "tell/html.h"

struct chart_series {
	struct wording label;
	const char *colour; /* "critical", … */
};

/* One bar: the values of all series, in their order. */
struct chart_row {
	struct wording label;
	struct str detail;	/* a faint text below the label; may be empty */
	const char *link;	/* "#layer-3"; NULL without */
	const uint64_t *values; /* as many as there are series */
};

/* Stacked bars, one a row; all on one scale. A row of zeros keeps its place. */
struct chart_bars {
	struct wording title;
	const struct chart_series *series;
	size_t series_n;
	const struct chart_row *rows;
	size_t rows_n;
};

void chart_bars(struct html *h, const struct chart_bars *c);

/* One point in time: a value for each series. */
struct chart_point {
	struct str time; /* RFC 3339 or a date; points are in its order */
	const uint64_t *values;
};

/*
 * Lines over time, from zero. Points stand at equal distances: scans are, by and large, as far apart as builds. At
 * least one point; more than LIMIT_CHART_POINTS are thinned out, the last one stays.
 */
struct chart_trend {
	struct wording title;
	const struct chart_series *series;
	size_t series_n;
	const struct chart_point *points;
	size_t points_n;
};

enum { LIMIT_CHART_POINTS = 400 };

void chart_trend(struct html *h, const struct chart_trend *c);
