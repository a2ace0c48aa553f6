/* SPDX-License-Identifier: Apache-2.0 */
#include "model/advisory.h"

static const char *const names[ADVISORY_STATUS_COUNT_] = {
	[ADVISORY_AFFECTED] = "affected",
	[ADVISORY_FIXED] = "fixed",
	[ADVISORY_NOT_AFFECTED] = "not_affected",
	[ADVISORY_WILL_NOT_FIX] = "will_not_fix",
	[ADVISORY_DEFERRED] = "fix_deferred",
	[ADVISORY_END_OF_LIFE] = "end_of_life",
	[ADVISORY_UNDER_INVESTIGATION] = "under_investigation",
};

const char *advisory_status_name(enum advisory_status s)
{
	return (unsigned)s < ADVISORY_STATUS_COUNT_ ? names[s] : "unknown";
}
