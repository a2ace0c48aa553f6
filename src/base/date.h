/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dates as numbers: days and seconds since 1970-01-01, UTC, without leap seconds. No clock is read here.
 */
#pragma once

#include "base/str.h"

#define SECONDS_A_DAY 86400

/* Days of a "YYYY-MM-DD…", whatever stands behind it; false when it is no date of 1970 to 9999. */
bool date_parse(struct str s, int64_t *out_days);

/* The same, and nothing may stand behind it. */
bool date_parse_only(struct str s, int64_t *out_days);

/* Seconds of "YYYY-MM-DD" or "YYYY-MM-DDTHH:MM:SSZ"; false for any other form. */
bool date_parse_time(struct str s, int64_t *out_seconds);

/* "2026-11-21", "2026-11-21T18:00:00Z"; what lies outside 1970 to 9999 is moved to the nearer end. */
struct str date_text(struct arena *a, int64_t days);
struct str date_time_text(struct arena *a, int64_t seconds);
