/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "base/str.h"

enum severity {
	SEVERITY_UNKNOWN,
	SEVERITY_NEGLIGIBLE, /* a distribution's "unimportant", "negligible" */
	SEVERITY_LOW,
	SEVERITY_MEDIUM,
	SEVERITY_HIGH,
	SEVERITY_CRITICAL,
	SEVERITY_COUNT_,
};

/* "unknown", "negligible", "low", "medium", "high", "critical". */
const char *severity_name(enum severity s);

/*
 * Any case; also the words distributions use: important = high, moderate = medium, minor = low,
 * unimportant and none = negligible. False for another word.
 */
bool severity_parse(struct str s, enum severity *out);

/*
 * CVSS v3.1 section 5 / v4.0 section 6: 0 is negligible ("none"), below 4 low, below 7 medium,
 * below 9 high.
 */
enum severity severity_of_score(double score);
