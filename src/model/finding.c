/* SPDX-License-Identifier: Apache-2.0 */
#include "model/finding.h"

static const char *const kinds[FINDING_KIND_COUNT_] = {
	[FINDING_VULNERABILITY] = "vulnerability",
	[FINDING_SECRET] = "secret",
	[FINDING_MISCONFIGURATION] = "misconfiguration",
	[FINDING_INTEGRITY] = "integrity",
	[FINDING_GAP] = "gap",
};

static const char *const places[PLACE_COUNT_] = {
	[PLACE_ACT_NOW] = "act-now",
	[PLACE_NO_FIX] = "no-fix",
	[PLACE_MINOR] = "minor",
	[PLACE_DEFERRED] = "deferred",
	[PLACE_INVESTIGATING] = "investigating",
	[PLACE_NOTE] = "note",
	[PLACE_HIDDEN] = "hidden",
	[PLACE_GAP] = "gap",
};

const char *finding_kind_name(enum finding_kind k)
{
	return (unsigned)k < FINDING_KIND_COUNT_ ? kinds[k] : "unknown";
}

const char *finding_place_name(enum finding_place p)
{
	return (unsigned)p < PLACE_COUNT_ ? places[p] : "unknown";
}
