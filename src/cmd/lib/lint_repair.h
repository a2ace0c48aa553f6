/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The repairs of one file: its stages taken apart where that is asked for, then what rules are
 * certain of.
 */
#pragma once

#include "find/dockerfile/fix.h"

/* A text with all that is known of it. */
struct lint_view {
	struct dockerfile file;
	struct df_build build;
	struct lint_findings findings;
};

/* Parses and lints request.source. */
int lint_look(struct arena *a, const struct fix_request *q, struct lint_view *out, struct fault *f);

/*
 * As fix_run(). With `stages`, *out_kept says why the file keeps its one stage; empty when it was
 * split or has several already.
 */
int lint_repair(struct arena *a, const struct fix_request *q, bool stages, struct fix_result *out,
		struct str *out_kept, struct fault *f);

/*
 * 1: *out_text is a .dockerignore that cures copy-everything and brings no finding; 0: nothing to write.
 * `now` is the view of the request.
 */
int lint_repair_ignore(struct arena *a, const struct fix_request *q, const struct lint_view *now,
		       struct str *out_text, struct fault *f);
