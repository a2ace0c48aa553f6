/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The steps that `db build` and `db update` share.
 */
#pragma once

#include "base/out.h"
#include "feed/feed.h"

double make_seconds(void); /* of a clock that only goes forward */

/* Everything below `from`, and the headline advisories; E_NOTFOUND when there is no feed. */
int make_read(const char *from, struct db_build *b, struct feed_totals *totals, struct fault *f);

/* 1 when the file can be read back, 0 when it went into a pipe or the like. */
int make_write(const char *path, struct db_build *b, bool with_text, struct fault *f);

/* What `db status` says of the file, and the counts. */
int make_summarise(const char *path, const struct feed_totals *totals, double took, struct arena *a,
		   struct out *out, struct fault *f);

/* A warning when feed files were damaged. */
void make_warn(const struct feed_totals *totals);
