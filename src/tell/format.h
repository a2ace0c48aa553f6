/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Contract of an output format (src/tell/format/NAME.c exports `format_NAME`): finished reports →
 * bytes.
 *
 * A format reads the reports and writes to `out`; it does not judge, sort, open files or look at
 * the environment. Same reports and options, same bytes.
 */
#pragma once

#include "base/out.h"
#include "model/report.h"

struct tell_options {
	bool all;	     /* everything, not only what to do now */
	bool files;	     /* list the files that packages own */
	bool colour;	     /* ANSI escapes: a terminal, and NO_COLOR is not set */
	unsigned width;	     /* columns of the terminal; 0 = unlimited */
	unsigned top;	     /* largest files shown of a layer, plus 1; 0 = as the format likes */
	const char *lang;    /* "en", "zh": for people; formats for machines take no notice */
	const char *version; /* of this program */
};

/* All images of one run; usually one. */
struct report_set {
	const struct report *const *reports;
	size_t n;
	enum verdict verdict; /* the worst */
	int exit_code;	      /* what the process will exit with */
};

struct format {
	const char *name;  /* "json": the file's name with dashes */
	const char *title; /* for --help: "everything, for machines (docs/format/report.md)" */
	bool terminal;	   /* made for people: may be printed to a terminal */
	int (*write)(const struct report_set *set, const struct tell_options *options,
		     struct out *out, struct fault *f);
};

extern const struct format *const all_formats[];
extern const size_t all_formats_n;

const struct format *format_find(struct str name); /* NULL when there is none */
