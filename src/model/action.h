/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Findings by what takes them away: seven vulnerabilities that one upgrade of one source package
 * removes are one thing to do.
 */
#pragma once

#include "model/report.h"

struct action {
	/* The source package with the versions that advisories speak of; all empty when the findings
	 * are not about a package: then it holds one finding. */
	struct str name, installed;
	struct str
		fixed; /* the highest version that any of them needs; empty = nothing to install */
	uint32_t fixed_rank;
	enum finding_kind kind;
	enum severity severity; /* the worst */
	bool exploited;		/* any of them */
	double epss;		/* the highest, 0 … 1 */
	enum ecosystem ecosystem;
	VEC(uint32_t) findings; /* indices; one for each id, the most urgent first */
	VEC(uint32_t) all;	/* every finding of it, ascending */
	VEC(uint32_t) packages; /* indices of the installed packages, one for each name */
	VEC(uint16_t) layers;	/* distinct, ascending; without LAYER_NONE */
};

struct action_list {
	VEC(struct action) actions; /* tampering first, then secrets, then the rest; in each of them
				       what is exploited first, then worst, then likeliest */
	size_t findings;	    /* distinct (id, action) pairs */
	size_t exploited;	    /* actions */
};

/* 0 for tampering, 1 for secrets, 2 for the rest. */
int action_rank(const struct action *act);

/* Of the findings that `wanted` takes. Everything borrowed from the report or in `a`. */
typedef bool action_wanted(const struct report *r, const struct finding *f, const void *context);
void actions_where(const struct report *r, action_wanted *wanted, const void *context,
		   struct arena *a, struct action_list *out);

/* Of the findings in one place. */
void actions_of(const struct report *r, enum finding_place place, struct arena *a,
		struct action_list *out);

/*
 * What to type in the image's build to get the fix, for one action or for several: "apk upgrade
 * --no-cache busybox". Empty when there is nothing to install, when the image has no package
 * manager, or when a name holds anything that a shell would not take as a plain word.
 */
struct str action_command(const struct report *r, const struct action *actions, size_t n,
			  struct arena *a);
