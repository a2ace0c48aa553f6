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
	const struct key_value *names; /* what tell_names lists, as far as it is known */
	size_t names_n;
};

/*
 * What a consumer asks for and no scan can know: the account, the commit. Called as the variable of the
 * environment that a CI holds it in; commands read those, formats never do.
 */
struct tell_name {
	const char *name; /* "AWS_ACCOUNT_ID" */
	const char *help;
};

extern const struct tell_name tell_names[];
extern const size_t tell_names_n;

/* The value given for a name of the table; empty when there is none. */
struct str tell_value(const struct tell_options *options, const char *name);

/*
 * False for vulnerabilities of packages that a later layer removed, unless `all` is asked for: nobody can reach
 * them, and formats for other programs cannot say that. Everything else is always told.
 */
bool tell_has(const struct tell_options *options, const struct finding *f);

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
	const char *const
		*wants; /* of tell_names: without them its consumer refuses the file; may be NULL */
	int (*write)(const struct report_set *set, const struct tell_options *options,
		     struct out *out, struct fault *f);
};

extern const struct format *const all_formats[];
extern const size_t all_formats_n;

const struct format *format_find(struct str name); /* NULL when there is none */

/*
 * The format that stands for a template which other scanners ship: "@contrib/html.tpl", "gitlab.tpl".
 * Only the last part of the path counts. NULL for any other: there is no template engine.
 */
const struct format *format_of_template(struct str path);
