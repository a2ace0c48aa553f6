/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The text form of hand-written advisories (data/headline.txt, whose head documents it).
 */
#pragma once

#include "feed/feed.h"

/* src/feed/source/headline.c; its name and priority are those of the built-in records too. */
extern const struct feed feed_headline;

/* What headline_next() reads: one advisory and what is known of its CVE beside it. */
struct headline {
	struct advisory advisory;
	struct cve_facts cve; /* id empty when the record has no KEV line */
	struct str name;      /* "Log4Shell", or empty */
	size_t line;	      /* of the first field */
};

struct headline_text {
	struct str rest;
	size_t line;
};

void headline_init(struct headline_text *t, struct str text);

/*
 * Reads the next record into *out, in `a`: 1; 0 at the end of the text. A malformed record is
 * E_CORRUPT with the number of the offending line, and is stepped over: the caller may go on.
 */
int headline_next(struct headline_text *t, struct arena *a, struct headline *out, struct fault *f);

/* Adds every record to the current feed; a malformed one is counted as refused. */
void headline_read(struct str text, struct arena *scratch, struct db_build *build);
