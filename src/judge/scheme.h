/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Contract of a version order (src/judge/version/NAME.c exports `scheme_NAME`).
 *
 * compare() is a total order over all byte strings: it never fails, never allocates, never
 * recurses, and is consistent (antisymmetric, transitive) even for strings that valid() refuses.
 * Safe from several threads.
 */
#pragma once

#include "base/str.h"

struct scheme {
	const char *name; /* "deb": the file's name */
	/* Is it a version of this kind? Matching reports a gap for one that is not. */
	bool (*valid)(struct str version);
	/* < 0, 0, > 0. Equal does not mean the same bytes ("1.0" and "1.0-0" in deb). */
	int (*compare)(struct str a, struct str b);
};

extern const struct scheme *const all_schemes[];
extern const size_t all_schemes_n;

/* By name; NULL when there is none, or name is NULL. */
const struct scheme *scheme_find(const char *name);
