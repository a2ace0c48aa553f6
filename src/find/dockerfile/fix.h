/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writes the repairs that rules are certain of, and proves each of them by linting the result.
 */
#pragma once

#include "find/dockerfile/lint.h"

struct fix_request {
	struct str path, source;
	const struct df_options *options;
	const struct lint_config *config; /* may be NULL */
	const struct lint_settings *settings;
};

/* One repaired finding. */
struct fix_change {
	const struct dockerfile_rule *rule;
	struct str message;   /* of the finding */
	struct str reason;    /* of the repair; the message when the rule gives none */
	VEC(struct span) now; /* where its edits are in the result */
};

struct fix_result {
	struct str text;		/* = request.source when nothing changed */
	VEC(struct fix_change) changes; /* in the order they were made */
	unsigned refused;		/* repairs that could not be proved and were left out */
};

/*
 * Everything is in `a`. E_LIMIT for a file that is too large, E_USAGE for a target that is not there.
 * Running it on its own result changes nothing.
 */
int fix_run(struct arena *a, const struct fix_request *request, struct fix_result *out,
	    struct fault *f);
