/* SPDX-License-Identifier: Apache-2.0 */
#include "model/severity.h"

static const char *const names[SEVERITY_COUNT_] = {
	[SEVERITY_UNKNOWN] = "unknown", [SEVERITY_NEGLIGIBLE] = "negligible",
	[SEVERITY_LOW] = "low",		[SEVERITY_MEDIUM] = "medium",
	[SEVERITY_HIGH] = "high",	[SEVERITY_CRITICAL] = "critical",
};

static const struct {
	const char *word;
	enum severity severity;
} synonyms[] = {
	{ "important", SEVERITY_HIGH },
	{ "moderate", SEVERITY_MEDIUM },
	{ "minor", SEVERITY_LOW },
	{ "none", SEVERITY_NEGLIGIBLE },
	{ "unimportant", SEVERITY_NEGLIGIBLE },
};

const char *severity_name(enum severity s)
{
	return names[s < SEVERITY_COUNT_ ? s : SEVERITY_UNKNOWN];
}

bool severity_parse(struct str s, enum severity *out)
{
	for (size_t i = 0; i < SEVERITY_COUNT_; i++)
		if (str_eq_nocase(s, str_of(names[i]))) {
			*out = (enum severity)i;
			return true;
		}
	for (size_t i = 0; i < ARRAY_LEN(synonyms); i++)
		if (str_eq_nocase(s, str_of(synonyms[i].word))) {
			*out = synonyms[i].severity;
			return true;
		}
	return false;
}

enum severity severity_of_score(double score)
{
	if (score <= 0)
		return SEVERITY_NEGLIGIBLE;
	return score < 4   ? SEVERITY_LOW
	       : score < 7 ? SEVERITY_MEDIUM
	       : score < 9 ? SEVERITY_HIGH
			   : SEVERITY_CRITICAL;
}
