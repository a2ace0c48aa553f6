/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Version ranges.
 *
 *     introduced ≤ v < fixed          OSV schema, "affected[].ranges[].events": the runs of sorted
 *     introduced ≤ v ≤ last_affected  events are made by the feeds; here they are a union
 *
 * Three answers are kept apart, because two would lie: an image with a version that nobody can order
 * is not an image without the vulnerability. An interval answers UNKNOWN only when the comparison
 * that decides it cannot be made; YES of any interval wins over UNKNOWN of another, UNKNOWN over NO.
 *
 * The fix named to the user must end the trouble: with overlapping or repeated intervals the lowest
 * `fixed` above the version may itself be vulnerable, so it is asked the same question again. A
 * damaged or hostile statement could make this quadratic; after FIX_STEPS no fix is named.
 */
#include "judge/range.h"

#define FIX_STEPS 64

struct question {
	const struct scheme *scheme; /* may be NULL */
	struct str version;
	bool valid; /* the version, in the scheme */
};

static bool from_beginning(struct str introduced)
{
	return introduced.n == 0 || str_is(introduced, "0");
}

/* < 0, 0, > 0 as version to bound; false when they cannot be compared. */
static bool compare(const struct question *q, struct str bound, int *out)
{
	if (!q->valid || !q->scheme->valid(bound))
		return false;
	*out = q->scheme->compare(q->version, bound);
	return true;
}

static enum range_answer in_interval(const struct question *q, const struct advisory_interval *v)
{
	enum range_answer answer = RANGE_YES;
	int order;
	if (!from_beginning(v->introduced)) {
		if (!compare(q, v->introduced, &order))
			answer = RANGE_UNKNOWN;
		else if (order < 0)
			return RANGE_NO;
	}
	if (v->fixed.n) {
		if (!compare(q, v->fixed, &order))
			answer = RANGE_UNKNOWN;
		else if (order >= 0)
			return RANGE_NO;
	}
	if (v->last_affected.n) {
		if (!compare(q, v->last_affected, &order))
			answer = RANGE_UNKNOWN;
		else if (order > 0)
			return RANGE_NO;
	}
	return answer;
}

static bool is_listed(const struct question *q, const struct advisory_package *p)
{
	int order;
	for (size_t i = 0; i < p->versions.n; i++)
		if (str_eq(p->versions.p[i], q->version) ||
		    (compare(q, p->versions.p[i], &order) && order == 0))
			return true;
	return false;
}

static enum range_answer contains(const struct question *q, const struct advisory_package *p)
{
	if (!p->intervals.n && !p->versions.n)
		return RANGE_YES;
	if (is_listed(q, p))
		return RANGE_YES;
	/* a version that cannot be ordered may be another spelling of a listed one; the list is
	 * still taken at its word, as registries match it by bytes */
	enum range_answer answer = RANGE_NO;
	for (size_t i = 0; i < p->intervals.n; i++) {
		enum range_answer one = in_interval(q, &p->intervals.p[i]);
		if (one == RANGE_YES)
			return RANGE_YES;
		if (one == RANGE_UNKNOWN)
			answer = RANGE_UNKNOWN;
	}
	return answer;
}

/* The lowest `fixed` above the version of the question; empty when there is none. */
static struct str next_fixed(const struct question *q, const struct advisory_package *p)
{
	struct str best = STR("");
	for (size_t i = 0; i < p->intervals.n; i++) {
		struct str fixed = p->intervals.p[i].fixed;
		int order;
		if (!fixed.n || !compare(q, fixed, &order) || order >= 0)
			continue;
		if (!best.n || q->scheme->compare(fixed, best) < 0)
			best = fixed;
	}
	return best;
}

static struct str find_fix(struct question q, const struct advisory_package *p)
{
	for (unsigned step = 0; step < FIX_STEPS; step++) {
		q.version = next_fixed(&q, p);
		if (!q.version.n || contains(&q, p) == RANGE_NO)
			return q.version;
	}
	return STR("");
}

struct range_result range_contains(const struct scheme *scheme, const struct advisory_package *p,
				   struct str version)
{
	struct question q = {
		.scheme = scheme,
		.version = version,
		.valid = scheme && scheme->valid(version),
	};
	struct range_result r = { .answer = contains(&q, p) };
	if (r.answer == RANGE_YES && q.valid)
		r.fixed = find_fix(q, p);
	if (r.answer == RANGE_UNKNOWN)
		r.why = !scheme	   ? "no version order is known for this ecosystem"
			: !q.valid ? "the version is not valid in its ecosystem"
				   : "the advisory's versions are not valid in its ecosystem";
	return r;
}

struct range_result range_affected(const struct advisory_package *p, struct str version)
{
	if (p->status == ADVISORY_NOT_AFFECTED)
		return (struct range_result){ .answer = RANGE_NO };
	return range_contains(scheme_find(ecosystem_info(p->ecosystem)->scheme), p, version);
}
