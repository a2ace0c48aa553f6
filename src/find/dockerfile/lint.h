/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs all rules over one Dockerfile and decides which of their findings count.
 */
#pragma once

#include "find/dockerfile/rules.h"

/* What configuration says of one rule. */
struct lint_setting {
	bool off, on; /* `on` switches on what is off by default */
	bool has_level;
	enum lint_level level;
};

/* One ignore of a configuration file that has to prove itself. */
struct lint_ignore {
	uint32_t rule;
	struct str until; /* "YYYY-MM-DD"; empty when it does not end */
	struct str files; /* str_glob over the file's path; empty: all */
	uint32_t tag;	  /* the caller's */
	bool used;	  /* set by lint_run() */
	bool ran;	  /* the rule ran on a file that it names: set by lint_run() */
};

struct lint_settings {
	const struct lint_rules *rules;
	const struct lint_setting *rule; /* parallel to all_dockerfile_rules; NULL: defaults */
	bool all;			 /* those that are off by default, too */
	bool no_pragmas;		 /* comments hide nothing */
	struct lint_ignore *ignores;
	size_t ignores_n;
};

struct lint_findings {
	VEC(struct lint_finding *) list; /* by place, then in the order of the rules */
	bool over;			 /* there are more than LIMIT_LINT_FINDINGS */
};

/*
 * Everything found is in `a` and borrows from the file. The build is that of the file, or NULL when
 * there is none: then only what does not parse is reported. `config` may be NULL.
 */
void lint_run(struct arena *a, const struct dockerfile *file, const struct df_build *build,
	      const struct lint_config *config, const struct lint_settings *settings,
	      struct lint_findings *out);

/* Is the rule run by these settings? */
bool lint_runs(const struct lint_settings *s, uint32_t rule);

/* A date that has passed on the day `today`; false for no date or no day. */
bool lint_is_past(struct str until, struct str today);
