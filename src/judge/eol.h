/* SPDX-License-Identifier: Apache-2.0 */
/*
 * End of life of distributions, from the dated table data/eol.txt that is compiled in.
 */
#pragma once

#include "model/report.h"

struct eol {
	struct str id, release;
	struct str
		standard; /* date "YYYY-MM-DD" the ordinary support ends; "-" when rolling or unknown */
	struct str extended; /* date a free, longer support ends (LTS); "-" when there is none */
	struct str name;
};

/* By os-release ID and canonical release. False when the table does not have it. */
bool eol_find(struct str id, struct str release, struct eol *out);

/* "2026-11": when the table was last checked. */
struct str eol_as_of(void);

/*
 * Judges report->os on the day `today` ("YYYY-MM-DD"): fills os.eol; adds an "os-eol" finding for a
 * release past its end, a gap for a distribution nobody has advisories for, a note for an image without
 * one.
 */
void eol_judge(struct report *r, struct str today);
