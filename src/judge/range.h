/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is this version affected, by this statement? Evaluates intervals and version lists in the ecosystem's
 * order (judge/scheme.h), as the OSV schema describes it ("Evaluation").
 */
#pragma once

#include "model/advisory.h"

enum range_answer {
	RANGE_NOT_AFFECTED,
	RANGE_AFFECTED,
	RANGE_UNKNOWN, /* no order for this ecosystem, or the version is not one: cannot be said */
};

struct range_result {
	struct str fixed;                          /* lowest fixed version above the given one; empty: none */
	const struct advisory_interval *interval;  /* the one that decided; NULL when a version list did */
};

/*
 * RANGE_NOT_AFFECTED for a statement whose status is ADVISORY_NOT_AFFECTED. A package without intervals and
 * without versions is affected in all versions. An empty `introduced`, "0", and "0.0.0-0" are the
 * beginning. *out is filled for RANGE_AFFECTED and emptied otherwise. An exact match in `versions` is
 * found by bytes first, so it works without an order, too. Never allocates.
 */
enum range_answer range_affected(const struct advisory_package *p, struct str version,
				 struct range_result *out);

/* Does the ecosystem have an order, and is this one of its versions? */
bool range_is_version(enum ecosystem e, struct str version);
