/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Contract of an output format of lint (src/tell/lint/NAME.c exports `lint_format_NAME`).
 *
 * A format reads the report and writes to `out`; it does not judge, sort, open files or look at the
 * environment. Same report and options, same bytes.
 */
#pragma once

#include "base/out.h"
#include "model/lint.h"

struct lint_tell {
	bool colour;	/* ANSI escapes */
	unsigned width; /* columns of the terminal; 0 = unlimited */
	const char *version;
};

struct lint_format {
	const char *name;  /* the file's name */
	const char *title; /* for --help */
	bool terminal;	   /* made for people */
	int (*write)(const struct lint_report *report, const struct lint_tell *options,
		     struct out *out, struct fault *f);
};

extern const struct lint_format *const all_lint_formats[];
extern const size_t all_lint_formats_n;

const struct lint_format *lint_format_find(struct str name); /* NULL when there is none */

/*
 * The members of Code Climate's issue; each one's fingerprint is a digest of path, rule, text of the
 * line and how often that came before, so that it survives lines that are added above.
 */
struct emit;
struct lint_seen;
struct lint_seen *lint_seen_new(struct arena *a);
void lint_put_code_climate(struct emit *e, struct lint_seen *seen, const struct lint_report *r,
			   const struct lint_file *file, const struct lint_issue *issue);

/* The hexadecimal SHA-1 that tells one issue from all others of the report. */
struct str lint_fingerprint(struct lint_seen *seen, const struct lint_report *r,
			    const struct lint_file *file, const struct lint_issue *issue);
