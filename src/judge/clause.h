/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A clause of a gate: conditions that must all fit, and what becomes of a finding that they fit.
 */
#pragma once

#include "model/report.h"

enum asked { ASKED_NOTHING, ASKED_NO, ASKED_YES };

struct at_least {
	bool set;
	double value;
};

/* What is zero or empty asks for nothing. Of a list one that fits is enough. */
struct clause {
	struct str name;
	struct str source; /* "policy.yaml:12:5"; empty for a built-in one */
	enum gate_effect effect;

	unsigned kinds, severities, origins, places,
		statuses; /* bits 1u << FINDING_…, SEVERITY_…, ORIGIN_…, PLACE_…, ADVISORY_… */
	enum asked is_new, eol;
	struct at_least seen_days;
	VEC(struct str) ids;	  /* globs, in lower case */
	VEC(struct str) packages; /* globs over names or, from "pkg:", over package URLs */
	VEC(struct str) paths;	  /* globs, without a leading slash */
	VEC(struct str) layers;	  /* digests or diff ids */

	/* of vulnerabilities */
	enum asked fixable, exploited, ransomware;
	struct at_least epss, epss_percentile, cvss, published_days;
	VEC(struct str) cwe;   /* "CWE-79" */
	VEC(struct str) feeds; /* globs */

	/* of secrets */
	enum asked live, proven;
};

struct clause_context {
	const struct report *report;
	struct arena *scratch; /* may be reset between findings */
	int64_t today;	       /* days, as base/date.h; < 0: not known */
	bool has_baseline;
};

/*
 * What is not known does not fit, with two exceptions that keep grace periods from being given to all: a date
 * that is not known is long ago, and without a baseline everything is new.
 *
 * A finding that has several places, packages or layers: to block it is enough that one of them fits;
 * for any other effect all of them have to.
 *
 * What makes a verdict incomplete (gaps, digests that do not hold) is met only by a clause that speaks of it: by
 * kind, id or place.
 */
bool clause_fits(const struct clause *c, const struct finding *f, const struct clause_context *x);

/* Whether it has conditions that only findings of that kind can meet. */
bool clause_asks_vulnerability(const struct clause *c);
bool clause_asks_secret(const struct clause *c);
