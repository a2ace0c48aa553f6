/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The advisory database, write side: feeds add, build_write() lays out.
 *
 * The result depends only on what was added, not on the order it was added in. Memory: a compact
 * copy of what was added; texts are compressed on arrival.
 */
#pragma once

#include "base/out.h"
#include "model/advisory.h"

struct db_build;

struct db_build *build_new(void) __attribute__((returns_nonnull));
void build_free(struct db_build *b); /* accepts NULL */
void build_freep(struct db_build **b);

/*
 * Names the feed that the following calls belong to; `priority` decides between feeds that disagree
 * on one package (the distribution's own tracker above OSV above headline facts).
 */
void build_feed(struct db_build *b, const char *name, uint8_t priority);

/* Copies what it needs. A record without packages is kept for its text when `id` is a CVE. */
void build_advisory(struct db_build *b, const struct advisory *advisory);
void build_cve(struct db_build *b, const struct cve_facts *facts);

/* This feed covers the release completely: no advisory there means no known vulnerability. */
void build_covers(struct db_build *b, enum ecosystem e, struct str release);

/*
 * A record of the current feed that could not be used; `reason` is a short constant phrase
 * ("withdrawn").
 */
void build_refused(struct db_build *b, const char *reason);

/*
 * Newest date seen in the current feed's data (RFC 3339 or YYYY-MM-DD); the latest call with the
 * greatest value wins.
 */
void build_date(struct db_build *b, struct str date);

/* Writes the file. `with_text` leaves summaries, details and references out when false. */
int build_write(struct db_build *b, bool with_text, struct out *out, struct fault *f);
