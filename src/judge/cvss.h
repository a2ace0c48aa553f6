/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The Common Vulnerability Scoring System, versions 2.0, 3.0, 3.1 and 4.0: from a vector to a
 * score.
 *
 * For 2.0, 3.0 and 3.1 the score is the base score; temporal and environmental metrics are checked
 * and otherwise left alone, because what they say ages faster than any database. For 4.0 the score
 * is that of all metrics given (CVSS-B, -BT, -BE or -BTE): there is no separate base formula, and a
 * vector without threat and environmental metrics gets its base score.
 */
#pragma once

#include "base/str.h"
#include "model/severity.h"

/* A later one is preferred. */
enum cvss_version {
	CVSS_NONE,
	CVSS_2_0,
	CVSS_3_0,
	CVSS_3_1,
	CVSS_4_0,
	CVSS_COUNT_,
};

struct cvss {
	enum cvss_version version;
	int tenths;		/* the score times ten: 98 */
	double score;		/* tenths / 10.0: prints with one decimal exactly */
	enum severity severity; /* of version 2.0 at most high, there is no critical */
	struct str vector;	/* as given, without space around it; points into the argument */
};

/* "2.0", "3.0", "3.1", "4.0"; "" for another number. */
const char *cvss_version_name(enum cvss_version version);

/*
 * Metrics may come in any order; each base metric must be there, none twice, none unknown. 2.0 has
 * no prefix ("AV:N/AC:L/Au:N/C:P/I:P/A:P"), and may stand in parentheses. False, and *out untouched,
 * for anything else.
 */
bool cvss_parse(struct str vector, struct cvss *out);

/*
 * Of several vectors the one of the highest version, of these the one with the highest score, of
 * these the first. Vectors that cannot be read are passed over; false when none is left.
 */
bool cvss_best(const struct str *vectors, size_t n, struct cvss *out);
