/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CVSS vectors: reading them, and the base scores of versions 2.0 and 3.x.
 *
 * A vector is a list NAME:VALUE between slashes. Each version has a table of its metrics; reading a
 * vector gives for each metric the index of its value in that table, which the formulas use to look
 * up weights. The base metrics come first in each table and must all be there.
 *
 * The formulas are computed in whole numbers (units of 10^-12 and the like): the scores of 3.0 were
 * notorious for depending on the calculator's floating point, which is why 3.1 defined its Roundup.
 *
 * Specified in: "A Complete Guide to the CVSS Version 2.0", section 3.2.1; "CVSS v3.0" and "v3.1
 * Specification Document", section 7.1 and appendix A; "CVSS v4.0 Specification Document".
 */
#include "judge/cvss.h"

#include "judge/cvss4.h"

enum { METRICS_MAX = 32, UNSET = 0xff };

struct metric {
	const char *name;
	const char *values; /* between spaces */
};

struct table {
	const struct metric *metrics;
	size_t n;
	size_t base; /* so many of them must be there */
};

enum { V2_AV, V2_AC, V2_AU, V2_C, V2_I, V2_A };

static const struct metric metrics2[] = {
	{ "AV", "N A L" },	 { "AC", "L M H" },
	{ "Au", "N S M" },	 { "C", "N P C" },
	{ "I", "N P C" },	 { "A", "N P C" },
	{ "E", "ND U POC F H" }, { "RL", "ND OF TF W U" },
	{ "RC", "ND UC UR C" },	 { "CDP", "ND N L LM MH H" },
	{ "TD", "ND N L M H" },	 { "CR", "ND L M H" },
	{ "IR", "ND L M H" },	 { "AR", "ND L M H" },
};

enum { V3_AV, V3_AC, V3_PR, V3_UI, V3_S, V3_C, V3_I, V3_A };

static const struct metric metrics3[] = {
	{ "AV", "N A L P" },  { "AC", "L H" },	     { "PR", "N L H" },	     { "UI", "N R" },
	{ "S", "U C" },	      { "C", "H L N" },	     { "I", "H L N" },	     { "A", "H L N" },
	{ "E", "X H F P U" }, { "RL", "X U W T O" }, { "RC", "X C R U" },    { "CR", "X H M L" },
	{ "IR", "X H M L" },  { "AR", "X H M L" },   { "MAV", "X N A L P" }, { "MAC", "X L H" },
	{ "MPR", "X N L H" }, { "MUI", "X N R" },    { "MS", "X U C" },	     { "MC", "X H L N" },
	{ "MI", "X H L N" },  { "MA", "X H L N" },
};

/* The first ones as in enum cvss4_metric. */
static const struct metric metrics4[] = {
	{ "AV", "N A L P" },	{ "AC", "L H" },
	{ "AT", "N P" },	{ "PR", "N L H" },
	{ "UI", "N P A" },	{ "VC", "H L N" },
	{ "VI", "H L N" },	{ "VA", "H L N" },
	{ "SC", "H L N" },	{ "SI", "H L N" },
	{ "SA", "H L N" },	{ "E", "X A P U" },
	{ "CR", "X H M L" },	{ "IR", "X H M L" },
	{ "AR", "X H M L" },	{ "MAV", "X N A L P" },
	{ "MAC", "X L H" },	{ "MAT", "X N P" },
	{ "MPR", "X N L H" },	{ "MUI", "X N P A" },
	{ "MVC", "X H L N" },	{ "MVI", "X H L N" },
	{ "MVA", "X H L N" },	{ "MSC", "X H L N" },
	{ "MSI", "X S H L N" }, { "MSA", "X S H L N" },
	{ "S", "X N P" },	{ "AU", "X N Y" },
	{ "R", "X A U I" },	{ "V", "X D C" },
	{ "RE", "X L M H" },	{ "U", "X Clear Green Amber Red" },
};

static const struct table table2 = { metrics2, ARRAY_LEN(metrics2), 6 };
static const struct table table3 = { metrics3, ARRAY_LEN(metrics3), 8 };
static const struct table table4 = { metrics4, ARRAY_LEN(metrics4), 11 };
_Static_assert(ARRAY_LEN(metrics4) <= METRICS_MAX, "room for the largest table");

static bool index_of(const char *list, struct str want, uint8_t *out)
{
	struct str rest = str_of(list), word;
	for (uint8_t i = 0; str_next(&rest, ' ', &word); i++) {
		if (!str_eq(word, want))
			continue;
		*out = i;
		return true;
	}
	return false;
}

static bool read_metric(const struct table *t, struct str text, uint8_t *values)
{
	struct str name, value;
	if (!str_cut(text, ':', &name, &value))
		return false;
	for (size_t i = 0; i < t->n; i++)
		if (str_is(name, t->metrics[i].name))
			return values[i] == UNSET &&
			       index_of(t->metrics[i].values, value, &values[i]);
	return false;
}

static bool read_metrics(const struct table *t, struct str text, uint8_t *values)
{
	memset(values, UNSET, METRICS_MAX);
	struct str piece;
	while (str_next(&text, '/', &piece))
		if (!read_metric(t, piece, values))
			return false;
	for (size_t i = 0; i < t->base; i++)
		if (values[i] == UNSET)
			return false;
	return true;
}

/* Section 3.2.1 of version 2.0; weights in thousandths, AC's in hundredths. */
static int score2(const uint8_t *v)
{
	static const int64_t av[] = { 1000, 646, 395 }, ac[] = { 71, 61, 35 };
	static const int64_t au[] = { 704, 560, 450 }, cia[] = { 0, 275, 660 };
	int64_t kept = (1000 - cia[v[V2_C]]) * (1000 - cia[v[V2_I]]) * (1000 - cia[v[V2_A]]);
	int64_t impact = 1041 * (1000000000 - kept); /* 10^-11 */
	if (impact == 0)
		return 0;
	int64_t exploitability =
		20 * av[v[V2_AV]] * ac[v[V2_AC]] * au[v[V2_AU]] * 1000; /* 10^-11 */
	int64_t sum = 6 * impact + 4 * exploitability - 1500000000000;	/* 10^-12 */
	return (int)((sum * 1176 + 50000000000000) / 100000000000000);
}

/* (ISS − 0.02)^15 in units of 10^-12, `base` in units of 10^-6. */
static int64_t fifteenth_power(int64_t base)
{
	int64_t power = 1000000000000;
	for (int i = 0; i < 15; i++)
		power = (power * base + 500000) / 1000000;
	return power;
}

/* Section 7.1 of version 3.x; weights in hundredths, all else in units of 10^-12. */
static int score3(const uint8_t *v, bool roundup)
{
	static const int64_t av[] = { 85, 62, 55, 20 }, ac[] = { 77, 44 }, ui[] = { 85, 62 };
	static const int64_t pr[2][3] = { { 85, 62, 27 }, { 85, 68, 50 } };
	static const int64_t cia[] = { 56, 22, 0 };
	const int64_t one = 1000000000000;
	bool changed = v[V3_S] == 1;
	int64_t iss = /* 10^-6 */
		1000000 - (100 - cia[v[V3_C]]) * (100 - cia[v[V3_I]]) * (100 - cia[v[V3_A]]);
	if (iss == 0)
		return 0;
	int64_t impact = 642 * iss * 10000;
	if (changed)
		impact = 752 * (iss - 29000) * 10000 - 325 * fifteenth_power(iss - 20000) / 100;
	int64_t exploitability =
		822 * av[v[V3_AV]] * ac[v[V3_AC]] * pr[changed][v[V3_PR]] * ui[v[V3_UI]] * 100;
	int64_t sum = impact + exploitability;
	if (changed)
		sum = sum * 108 / 100;
	if (sum > 10 * one)
		sum = 10 * one;
	if (roundup) /* appendix A of 3.1: the nearest 10^-5 first */
		sum = (sum + 5000000) / 10000000 * 10000000;
	return (int)((sum + one / 10 - 1) / (one / 10));
}

/* The distances from the most severe value that cvss4.h asks for. */
static int score4(const uint8_t *v)
{
	uint8_t steps[CVSS4_SCORED_];
	for (size_t i = 0; i <= CVSS4_SA; i++) {
		/* a modified metric stands 15 places behind its base metric and has an X in front */
		uint8_t modified = v[i + CVSS4_SCORED_];
		bool given = modified != UNSET && modified != 0;
		bool safety = i == CVSS4_SI || i == CVSS4_SA;
		steps[i] = given ? (uint8_t)(modified - 1) : v[i];
		/* only the modified ones know "S", which is more severe than "H" */
		if (i == CVSS4_SC || (safety && !given))
			steps[i]++;
	}
	/* not defined is the worst: E:A, CR:H, IR:H, AR:H */
	for (size_t i = CVSS4_E; i < CVSS4_SCORED_; i++)
		steps[i] = v[i] == UNSET || v[i] == 0 ? 0 : (uint8_t)(v[i] - 1);
	return cvss4_score(steps);
}

const char *cvss_version_name(enum cvss_version version)
{
	switch (version) {
	case CVSS_2_0:
		return "2.0";
	case CVSS_3_0:
		return "3.0";
	case CVSS_3_1:
		return "3.1";
	case CVSS_4_0:
		return "4.0";
	case CVSS_NONE:
	case CVSS_COUNT_:
		break;
	}
	return "";
}

/* Takes the prefix off. */
static enum cvss_version version_of(struct str *text)
{
	static const struct {
		struct str prefix;
		enum cvss_version version;
	} prefixes[] = {
		{ STR_INIT("CVSS:3.0/"), CVSS_3_0 },
		{ STR_INIT("CVSS:3.1/"), CVSS_3_1 },
		{ STR_INIT("CVSS:4.0/"), CVSS_4_0 },
	};
	for (size_t i = 0; i < ARRAY_LEN(prefixes); i++)
		if (str_starts(*text, prefixes[i].prefix)) {
			*text = str_from(*text, prefixes[i].prefix.n);
			return prefixes[i].version;
		}
	if (text->n > 1 && text->p[0] == '(' && text->p[text->n - 1] == ')')
		*text = str_slice(*text, 1, text->n - 1);
	return CVSS_2_0;
}

bool cvss_parse(struct str vector, struct cvss *out)
{
	struct cvss c = { .vector = str_trim(vector) };
	struct str rest = c.vector;
	c.version = version_of(&rest);
	const struct table *t = c.version == CVSS_2_0	? &table2
				: c.version == CVSS_4_0 ? &table4
							: &table3;
	uint8_t values[METRICS_MAX];
	if (!read_metrics(t, rest, values))
		return false;
	if (c.version == CVSS_2_0)
		c.tenths = score2(values);
	else if (c.version == CVSS_4_0)
		c.tenths = score4(values);
	else
		c.tenths = score3(values, c.version == CVSS_3_1);
	c.score = c.tenths / 10.0;
	c.severity = severity_of_score(c.score);
	if (c.version == CVSS_2_0 && c.severity == SEVERITY_CRITICAL)
		c.severity = SEVERITY_HIGH;
	*out = c;
	return true;
}

bool cvss_best(const struct str *vectors, size_t n, struct cvss *out)
{
	struct cvss best = { .version = CVSS_NONE };
	for (size_t i = 0; i < n; i++) {
		struct cvss c;
		if (!cvss_parse(vectors[i], &c))
			continue;
		if (c.version > best.version ||
		    (c.version == best.version && c.tenths > best.tenths))
			best = c;
	}
	if (best.version == CVSS_NONE)
		return false;
	*out = best;
	return true;
}
