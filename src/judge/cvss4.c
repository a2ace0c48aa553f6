/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CVSS 4.0, section 8: scoring with MacroVectors.
 *
 * Six equivalence classes (EQ1 to EQ6) put the vector into one of 270 MacroVectors, whose scores
 * experts have set: the table below. A MacroVector's score is that of its most severe vectors. The
 * other members get less, in proportion to their distance from these: for each class, the distance
 * in steps is divided by the depth of the class, times the gap to the score of the next lower
 * MacroVector in that class; the mean of these over all classes that have a lower neighbour is taken
 * off. EQ3 and EQ6 depend on each other and count as one class.
 *
 *	score = table[m] − mean over classes ( gap × distance / depth )
 *
 * Where a level has several most severe vectors, all have the same sum of steps, so the distance is
 * the sum of the vector's steps less a constant; the search for "the" highest vector is not needed.
 *
 * All is done in whole numbers: 840 is a multiple of every depth, and only the last division rounds
 * (half up).
 */
#include "judge/cvss4.h"

#include "base/log.h"

enum { NO_MACRO_VECTOR = 0 };

/* The scores in tenths, by EQ1 EQ2 EQ3 (the comment), then EQ4, EQ5, EQ6 (section 8.3). */
static const uint8_t scores[18][18] = {
	/* clang-format off */
	/* 000 */ { 100, 99, 98, 95, 95, 92, 100, 96, 93, 87, 91, 81, 93, 90, 89, 80, 81, 68 },
	/* 001 */ { 98, 95, 95, 92, 90, 84, 93, 92, 89, 81, 81, 65, 88, 80, 78, 70, 69, 48 },
	/* 002 */ { 0, 92, 0, 82, 0, 72, 0, 79, 0, 69, 0, 50, 0, 69, 0, 55, 0, 27 },
	/* 010 */ { 99, 97, 95, 92, 92, 85, 95, 91, 90, 83, 84, 71, 92, 81, 82, 71, 72, 53 },
	/* 011 */ { 95, 93, 92, 85, 85, 73, 92, 82, 80, 72, 70, 59, 84, 70, 71, 52, 50, 30 },
	/* 012 */ { 0, 86, 0, 75, 0, 52, 0, 71, 0, 52, 0, 29, 0, 63, 0, 29, 0, 17 },
	/* 100 */ { 98, 95, 94, 87, 91, 81, 94, 89, 86, 74, 77, 64, 87, 75, 74, 63, 63, 49 },
	/* 101 */ { 94, 89, 88, 77, 76, 67, 86, 76, 74, 58, 59, 50, 72, 57, 57, 52, 52, 25 },
	/* 102 */ { 0, 83, 0, 70, 0, 54, 0, 65, 0, 58, 0, 26, 0, 53, 0, 21, 0, 13 },
	/* 110 */ { 95, 90, 88, 76, 76, 70, 90, 77, 75, 62, 61, 53, 77, 66, 68, 59, 52, 30 },
	/* 111 */ { 89, 78, 76, 67, 62, 58, 74, 59, 57, 57, 47, 23, 61, 52, 57, 29, 24, 16 },
	/* 112 */ { 0, 71, 0, 59, 0, 30, 0, 58, 0, 26, 0, 15, 0, 23, 0, 13, 0, 6 },
	/* 200 */ { 93, 87, 86, 72, 75, 58, 86, 74, 74, 61, 56, 34, 70, 54, 52, 40, 40, 22 },
	/* 201 */ { 85, 75, 74, 55, 62, 51, 72, 57, 55, 41, 46, 19, 53, 36, 34, 19, 19, 8 },
	/* 202 */ { 0, 64, 0, 51, 0, 20, 0, 47, 0, 21, 0, 11, 0, 24, 0, 9, 0, 4 },
	/* 210 */ { 88, 75, 73, 53, 60, 50, 73, 55, 59, 40, 41, 20, 54, 43, 45, 22, 20, 11 },
	/* 211 */ { 75, 55, 58, 45, 40, 21, 61, 51, 48, 18, 20, 9, 46, 18, 17, 7, 8, 2 },
	/* 212 */ { 0, 53, 0, 24, 0, 14, 0, 24, 0, 12, 0, 5, 0, 10, 0, 3, 0, 1 },
	/* clang-format on */
};

struct macro_vector {
	int eq1, eq2, eq3, eq4, eq5, eq6;
};

/* Section 8.2, tables 24 to 29; 0 is the most severe value of each metric. */
static struct macro_vector classify(const uint8_t *v)
{
	struct macro_vector m = { 0 };
	int easy = (v[CVSS4_AV] == 0) + (v[CVSS4_PR] == 0) + (v[CVSS4_UI] == 0);
	bool physical = v[CVSS4_AV] == 3;
	m.eq1 = easy == 3 ? 0 : easy > 0 && !physical ? 1 : 2;
	m.eq2 = v[CVSS4_AC] || v[CVSS4_AT] ? 1 : 0;
	bool vc = v[CVSS4_VC] == 0, vi = v[CVSS4_VI] == 0, va = v[CVSS4_VA] == 0;
	m.eq3 = vc && vi ? 0 : vc || vi || va ? 1 : 2;
	bool safety = v[CVSS4_SI] == 0 || v[CVSS4_SA] == 0;
	bool high = v[CVSS4_SC] == 1 || v[CVSS4_SI] == 1 || v[CVSS4_SA] == 1;
	m.eq4 = safety ? 0 : high ? 1 : 2;
	m.eq5 = v[CVSS4_E];
	bool needed =
		(vc && v[CVSS4_CR] == 0) || (vi && v[CVSS4_IR] == 0) || (va && v[CVSS4_AR] == 0);
	m.eq6 = needed ? 0 : 1;
	return m;
}

static int lookup(struct macro_vector m)
{
	if (m.eq1 > 2 || m.eq2 > 1 || m.eq3 > 2 || m.eq4 > 2 || m.eq5 > 2 || m.eq6 > 1)
		return NO_MACRO_VECTOR;
	return scores[(m.eq1 * 2 + m.eq2) * 3 + m.eq3][(m.eq4 * 3 + m.eq5) * 2 + m.eq6];
}

/* The score of the next lower MacroVector in the joint class of EQ3 and EQ6. */
static int lower_eq3_eq6(struct macro_vector m)
{
	struct macro_vector by_eq3 = m, by_eq6 = m;
	by_eq3.eq3++;
	by_eq6.eq6++;
	int a = lookup(by_eq3), b = lookup(by_eq6);
	return a > b ? a : b; /* both exist only for the most severe pair */
}

struct sum {
	int total;   /* of gap × distance / depth, times 840 */
	int classes; /* that have a lower neighbour */
};

static void add(struct sum *s, int score, int lower, int distance, int depth)
{
	if (lower == NO_MACRO_VECTOR)
		return;
	s->classes++;
	s->total += (score - lower) * distance * (840 / depth);
}

int cvss4_score(const uint8_t v[CVSS4_SCORED_])
{
	/* Section 8.1: no impact at all is 0. */
	if (v[CVSS4_VC] == 2 && v[CVSS4_VI] == 2 && v[CVSS4_VA] == 2 && v[CVSS4_SC] == 3 &&
	    v[CVSS4_SI] == 3 && v[CVSS4_SA] == 3)
		return 0;

	/* Steps of the most severe vectors, and depths, by level. */
	static const int top1[] = { 0, 1, 3 }, depth1[] = { 1, 4, 5 };
	static const int top2[] = { 0, 1 }, depth2[] = { 1, 2 };
	static const int top36[][2] = { { 0, 3 }, { 1, 3 }, { 0, 3 } };
	static const int depth36[][2] = { { 7, 6 }, { 8, 8 }, { 1, 10 } };
	static const int top4[] = { 1, 3, 6 }, depth4[] = { 6, 5, 4 };

	struct macro_vector m = classify(v), lower;
	int score = lookup(m);
	ENSURE(score != NO_MACRO_VECTOR);
	struct sum s = { 0 };
	lower = m;
	lower.eq1++;
	add(&s, score, lookup(lower), v[CVSS4_AV] + v[CVSS4_PR] + v[CVSS4_UI] - top1[m.eq1],
	    depth1[m.eq1]);
	lower = m;
	lower.eq2++;
	add(&s, score, lookup(lower), v[CVSS4_AC] + v[CVSS4_AT] - top2[m.eq2], depth2[m.eq2]);
	int steps36 =
		v[CVSS4_VC] + v[CVSS4_VI] + v[CVSS4_VA] + v[CVSS4_CR] + v[CVSS4_IR] + v[CVSS4_AR];
	add(&s, score, lower_eq3_eq6(m), steps36 - top36[m.eq3][m.eq6], depth36[m.eq3][m.eq6]);
	lower = m;
	lower.eq4++;
	add(&s, score, lookup(lower), v[CVSS4_SC] + v[CVSS4_SI] + v[CVSS4_SA] - top4[m.eq4],
	    depth4[m.eq4]);
	lower = m;
	lower.eq5++;
	add(&s, score, lookup(lower), 0, 1); /* one metric: no distance within the class */
	if (s.classes == 0)
		return score;
	int unit = 840 * s.classes;
	int result = score * unit - s.total;
	return result <= 0 ? 0 : (2 * result + unit) / (2 * unit);
}
