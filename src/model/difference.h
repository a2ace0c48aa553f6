/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What two reports of the same image have in common and what not: made by judge/difference.c, told by
 * tell/difference/. Everything refers to the two reports by index; they have to live as long as this.
 *
 * Findings are the same when their fingerprints are (model/identity.h); several with the same one in a report are
 * one here, and the first of them stands for all.
 */
#pragma once

#include "model/report.h"

#define CHANGE_NONE UINT32_MAX

enum change_kind {
	CHANGE_NEW,	/* in the second report only */
	CHANGE_FIXED,	/* in the first only: fixed, or otherwise gone */
	CHANGE_CHANGED, /* in both, and something is different: `what` */
	CHANGE_SAME,
	CHANGE_KIND_COUNT_,
};

const char *change_kind_name(enum change_kind k); /* "new", "fixed", "changed", "same" */

/* What is different of a finding that is in both. */
enum change_what {
	CHANGE_ORIGIN = 1 << 0, /* moved between base and application */
	CHANGE_SEVERITY = 1 << 1,
	CHANGE_STATUS = 1 << 2,	   /* what the distribution says */
	CHANGE_FIX = 1 << 3,	   /* the version that fixes it */
	CHANGE_PLACE = 1 << 4,	   /* what the gate makes of it */
	CHANGE_EXPLOITED = 1 << 5, /* known to be exploited, or no longer listed */
	CHANGE_LIVE = 1 << 6,	   /* a secret: deleted, or back */
};

struct finding_change {
	enum change_kind kind;
	unsigned what;		/* of enum change_what; of CHANGE_CHANGED only */
	uint32_t before, after; /* indices of findings, or CHANGE_NONE */
};

enum package_change_kind {
	PACKAGE_ADDED,
	PACKAGE_REMOVED,
	PACKAGE_UPGRADED,
	PACKAGE_DOWNGRADED,
	PACKAGE_REPLACED, /* another version, and nobody knows which is newer */
	PACKAGE_CHANGE_COUNT_,
};

const char *package_change_name(enum package_change_kind k); /* "added", "removed", "upgraded", … */

/* An installed package; those that a later layer removed do not count. */
struct package_change {
	enum package_change_kind kind;
	uint32_t before, after; /* indices of packages, or CHANGE_NONE */
};

/* A layer that only one of the images has. */
struct layer_change {
	uint32_t before, after; /* one of them is CHANGE_NONE */
	uint64_t bytes;
};

struct difference {
	const struct report *before, *after; /* one may be NULL: the image is on one side only */
	bool is_past;			     /* the first one is of a history: of findings alone */
	VEC(struct finding_change)
	findings; /* new, fixed, changed, same; each in its report's order */
	uint32_t count[CHANGE_KIND_COUNT_];
	uint32_t blocking;		     /* new ones that the gate of the second blocks */
	VEC(struct package_change) packages; /* by name */
	uint32_t package_count[PACKAGE_CHANGE_COUNT_];
	uint32_t packages_same;
	VEC(struct layer_change) layers; /* those of the first, then of the second, bottom first */
	uint32_t layers_same;
	uint64_t size_before,
		size_after; /* bytes of all layers, uncompressed where that is known */
};

struct difference_set {
	VEC(struct difference)
	images; /* in the order of the second, then those of the first only */
	uint32_t count[CHANGE_KIND_COUNT_];
	bool is_past;		     /* of one of the images at least; sizes then mean nothing */
	uint32_t blocking, packages; /* of all images; packages that changed */
	uint64_t size_before, size_after;
	enum verdict verdict_before, verdict_after; /* the worst */
	struct str name_before, name_after;	    /* what the user gave */
};
