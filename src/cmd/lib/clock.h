/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one reading of the clock of a command: results depend on it, so it can be given.
 */
#pragma once

#include "base/fault.h"
#include "base/str.h"

struct clock {
	int64_t seconds;    /* since 1970, UTC */
	struct str rfc3339; /* "2026-11-21T18:00:00Z" */
	struct str date;    /* "2026-11-21" */
};

/*
 * From `given` ("YYYY-MM-DD" or "YYYY-MM-DDTHH:MM:SSZ"); without it from SOURCE_DATE_EPOCH; without that from the
 * system. E_USAGE for another form.
 */
int clock_read(struct arena *a, const char *given, struct clock *out, struct fault *f);

/* Whole days from `date` (its first ten characters) to the clock; 0 when it lies ahead, UINT64_MAX when it is none. */
uint64_t clock_days_since(const struct clock *c, struct str date);
