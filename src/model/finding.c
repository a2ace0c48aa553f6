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
	[PLACE_ACT_NOW] = "act-now",   [PLACE_ALLOWED] = "allowed",
	[PLACE_NO_FIX] = "no-fix",     [PLACE_MINOR] = "minor",
	[PLACE_DEFERRED] = "deferred", [PLACE_INVESTIGATING] = "investigating",
	[PLACE_NOTE] = "note",	       [PLACE_HIDDEN] = "hidden",
	[PLACE_GAP] = "gap",	       [PLACE_IGNORED] = "ignored",
};

static const char *const deciders[IGNORED_BY_COUNT_] = {
	[IGNORED_BY_POLICY] = "policy",
	[IGNORED_BY_FILE] = "ignore-file",
	[IGNORED_BY_VEX] = "vex",
};

static const char *const effects[GATE_EFFECT_COUNT_] = {
	[GATE_NOTHING] = "nothing",
	[GATE_ALLOW] = "allow",
	[GATE_WARN] = "warn",
	[GATE_BLOCK] = "block",
};

static const char *const standings[SECRET_STANDING_COUNT_] = {
	[SECRET_OURS] = "ours",
	[SECRET_OF_PACKAGE] = "package",
	[SECRET_SAMPLE] = "sample",
};

const char *finding_kind_name(enum finding_kind k)
{
	return (unsigned)k < FINDING_KIND_COUNT_ ? kinds[k] : "unknown";
}

const char *finding_place_name(enum finding_place p)
{
	return (unsigned)p < PLACE_COUNT_ ? places[p] : "unknown";
}

const char *ignored_by_name(enum ignored_by by)
{
	return (unsigned)by < IGNORED_BY_COUNT_ ? deciders[by] : "unknown";
}

const char *gate_effect_name(enum gate_effect e)
{
	return (unsigned)e < GATE_EFFECT_COUNT_ ? effects[e] : "unknown";
}

const char *secret_standing_name(enum secret_standing s)
{
	return (unsigned)s < SECRET_STANDING_COUNT_ ? standings[s] : "unknown";
}
