/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does a statement speak of this version? Intervals and version lists by the ecosystem's order.
 */
#pragma once

#include "judge/scheme.h"
#include "model/advisory.h"

enum range_answer {
	RANGE_NO,
	RANGE_YES,
	RANGE_UNKNOWN, /* cannot be decided: report a gap, never "no" */
};

struct range_result {
	enum range_answer answer;
	/* YES: the lowest version above this one that is fixed and not vulnerable again; or empty */
	struct str fixed;
	const char *why; /* UNKNOWN: a short phrase; else NULL */
};

/*
 * Is `version` inside? The union of the intervals and of the versions listed; a package with neither
 * means every version. `introduced` "" or "0" is the beginning, also when the order would place
 * something before it; an interval without `fixed` and `last_affected` has no end. Listed versions
 * match by their bytes or, when both are valid, by the order ("1.0" lists "1.0-0" in deb).
 *
 * UNKNOWN when it depends on a comparison that cannot be made: no scheme (NULL), or a version or
 * bound that the scheme calls invalid. What needs no comparison is still answered: an interval
 * without bounds contains everything, a listed version is listed.
 *
 * The strings of the result are those of `p`. Linear in what `p` holds; does not allocate.
 */
struct range_result range_contains(const struct scheme *scheme, const struct advisory_package *p,
				   struct str version);

/*
 * Is the version vulnerable by this statement, in the order of p->ecosystem?
 *
 *   AFFECTED, FIXED, WILL_NOT_FIX, DEFERRED, END_OF_LIFE: range_contains(); the statuses differ in
 *     what is to be done, not in whether the version is vulnerable.
 *   UNDER_INVESTIGATION: range_contains() too: nobody has said "no" yet.
 *   NOT_AFFECTED: NO. Ask range_contains() whether the statement speaks of this version, and so
 *     silences others.
 */
struct range_result range_affected(const struct advisory_package *p, struct str version);
