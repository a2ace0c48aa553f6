/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The repairs of one file: its stages taken apart where that is asked for, then what rules are
 * certain of.
 */
#pragma once

#include "find/dockerfile/fix.h"

/*
 * As fix_run(). With `stages`, *out_kept says why the file keeps its one stage; empty when it was
 * split or has several already.
 */
int lint_repair(struct arena *a, const struct fix_request *q, bool stages, struct fix_result *out,
		struct str *out_kept, struct fault *f);
