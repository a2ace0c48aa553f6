/* SPDX-License-Identifier: Apache-2.0 */
#include "history/codes.h"

static const uint8_t kinds[FINDING_KIND_COUNT_] = {
	[FINDING_VULNERABILITY] = 1, [FINDING_SECRET] = 2, [FINDING_MISCONFIGURATION] = 3,
	[FINDING_INTEGRITY] = 4,     [FINDING_GAP] = 5,
};

static const uint8_t places[PLACE_COUNT_] = {
	[PLACE_ACT_NOW] = 1,  [PLACE_ALLOWED] = 2,	 [PLACE_NO_FIX] = 3, [PLACE_MINOR] = 4,
	[PLACE_DEFERRED] = 5, [PLACE_INVESTIGATING] = 6, [PLACE_NOTE] = 7,   [PLACE_HIDDEN] = 8,
	[PLACE_GAP] = 9,      [PLACE_IGNORED] = 10,
};

static const uint8_t severities[SEVERITY_COUNT_] = {
	[SEVERITY_UNKNOWN] = 0, [SEVERITY_NEGLIGIBLE] = 1, [SEVERITY_LOW] = 2,
	[SEVERITY_MEDIUM] = 3,	[SEVERITY_HIGH] = 4,	   [SEVERITY_CRITICAL] = 5,
};

static const uint8_t verdicts[] = {
	[VERDICT_SEAWORTHY] = 1,
	[VERDICT_NOT_SEAWORTHY] = 2,
	[VERDICT_INCOMPLETE] = 3,
};

unsigned code_of_kind(enum finding_kind k)
{
	return kinds[k];
}

unsigned code_of_place(enum finding_place p)
{
	return places[p];
}

unsigned code_of_severity(enum severity s)
{
	return severities[s];
}

unsigned code_of_verdict(enum verdict v)
{
	return verdicts[v];
}

static unsigned find(const uint8_t *codes, size_t n, int64_t code, unsigned otherwise)
{
	for (size_t i = 0; i < n; i++)
		if (codes[i] == code)
			return (unsigned)i;
	return otherwise;
}

enum finding_kind kind_of_code(int64_t code)
{
	return (enum finding_kind)find(kinds, ARRAY_LEN(kinds), code, FINDING_MISCONFIGURATION);
}

enum severity severity_of_code(int64_t code)
{
	return (enum severity)find(severities, ARRAY_LEN(severities), code, SEVERITY_UNKNOWN);
}

enum verdict verdict_of_code(int64_t code)
{
	return (enum verdict)find(verdicts, ARRAY_LEN(verdicts), code, VERDICT_INCOMPLETE);
}
