/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Events of an OSV range → runs of vulnerable versions.
 */
#pragma once

#include "judge/scheme.h"
#include "model/advisory.h"

enum event_kind {
	EVENT_INTRODUCED,
	EVENT_FIXED,
	EVENT_LAST_AFFECTED,
	EVENT_LIMIT, /* ends a run like a fix, but is none */
};

struct event {
	enum event_kind kind;
	struct str version;
	uint32_t listed; /* position in the record: decides between equals */
};

/*
 * Appends the runs that the events describe to package->intervals. Sorts the events in place; without
 * a scheme (NULL) the order listed counts. Runs without any version in them are left out; the number
 * of those is returned.
 */
size_t events_settle(struct arena *a, const struct scheme *scheme, struct event *events, size_t n,
		     struct advisory_package *package);

/* Is the version inside one of the intervals? Only for versions that the scheme calls valid. */
bool events_cover(const struct scheme *scheme, const struct advisory_package *package,
		  struct str version);
