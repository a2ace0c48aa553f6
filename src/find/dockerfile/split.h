/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Takes a Dockerfile of one stage apart into a stage that builds and a stage that ships (--fix=stages).
 */
#pragma once

#include "find/dockerfile/build.h"

/*
 * 1: *out_text is the whole new Dockerfile, in `a`. 0: *out_reason says why it is left as it is. Never
 * fails: what is not recognised is refused.
 */
int stage_split(struct arena *a, const struct dockerfile *d, const struct df_build *b,
		struct str *out_text, struct str *out_reason);
