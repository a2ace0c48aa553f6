/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The patterns of ${x#p} and ${x/p/w}: * any run, ? one character, \ before * ? \ } / makes it literal.
 *
 * Both replace *value; E_CORRUPT for another escape, E_LIMIT when pattern times value is too much work.
 */
#pragma once

#include "base/fault.h"
#include "base/str.h"

/* Cuts the shortest or longest match from the begin, or the end. */
int pattern_trim(struct arena *a, struct str pattern, bool from_end, bool longest,
		 struct str *value, struct fault *f);

/* Replaces the first match, the leftmost and of these the longest, or all of them one after another. */
int pattern_replace(struct arena *a, struct str pattern, struct str by, bool all, struct str *value,
		    struct fault *f);
