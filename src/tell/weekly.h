/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Contract of a format of the weekly report (src/tell/weekly/NAME.c exports `weekly_format_NAME`), and the
 * sentences that the formats for people share.
 *
 * A format reads the data and writes to `out`; it does not count, sort, open files or look at the
 * environment. Same data and options, same bytes.
 */
#pragma once

#include "base/out.h"
#include "model/weekly.h"
#include "tell/lang.h"

struct weekly_tell {
	bool all;	/* every row, not only the worst */
	bool colour;	/* ANSI escapes */
	unsigned width; /* columns of the terminal; 0 = unlimited */
	enum lang lang;
	const char *version;
};

struct weekly_format {
	const char *name;  /* the file's name */
	const char *title; /* for --help */
	bool terminal;	   /* made for people: may be printed to a terminal */
	int (*write)(const struct weekly *w, const struct weekly_tell *options, struct out *out,
		     struct fault *f);
};

extern const struct weekly_format *const all_weekly_formats[];
extern const size_t all_weekly_formats_n;

const struct weekly_format *weekly_format_find(struct str name); /* NULL when there is none */

/* ---- what formats for people share ---- */

enum weekly_tone { WEEKLY_PLAIN, WEEKLY_GOOD, WEEKLY_BAD };

struct weekly_line {
	struct wording text;
	enum weekly_tone tone;
};

/* What a lead has to know, most important first: at most WEEKLY_LINES. */
enum { WEEKLY_LINES = 9 };
size_t weekly_lines(const struct weekly *w, struct arena *a, struct weekly_line out[WEEKLY_LINES]);

struct wording weekly_title(const struct weekly *w, struct arena *a);

/* "Service level: critical 7 days, high 30 days" */
struct wording weekly_level(const struct weekly *w, struct arena *a);

/* "3 images: team/a, team/b and 1 more" */
struct wording weekly_where(const struct weekly *w, const uint32_t *images, size_t n, size_t shown,
			    struct arena *a);

/* The name, with its platform when another image has the same name. */
struct str weekly_name(const struct weekly *w, size_t image, struct arena *a);

/*
 * The next image from *at on that is not scanned any more: its name, and "last scanned on …"; false at the end.
 */
bool weekly_next_missing(const struct weekly *w, size_t *at, struct arena *a, struct str *out_name,
			 struct wording *out_last);

/* One sign a week, oldest first: fit, not fit, incomplete, not scanned yet. */
struct str weekly_signs(const struct weekly_image *image, struct arena *a);

/* How many images come before those that are fit and have nothing overdue. */
size_t weekly_bad_images(const struct weekly *w);
