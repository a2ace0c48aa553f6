/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rules by name and by instruction: indexes over all_dockerfile_rules, built once.
 */
#pragma once

#include "base/map.h"
#include "find/dockerfile/rule.h"

struct lint_rules {
	struct arena *arena;
	struct map by_name; /* ids and aliases in lower case → index into all_dockerfile_rules */
	/* further holders of a name: BuildKit has one check where others have three rules */
	VEC(struct lint_holder {
		struct str name; /* in lower case */
		uint32_t rule;
	}) holders;
	VEC(uint32_t) on[DF_KIND_COUNT_]; /* whose check() wants this instruction */
	VEC(uint32_t) stage, file;	  /* who have check_stage(), check_file() */
};

#define LINT_NO_RULE UINT32_MAX

void lint_rules_init(struct lint_rules *r, struct arena *a);

/*
 * By id or alias, in any case; LINT_NO_RULE when there is none. Several rules can go by one alias:
 * lint_rule_after() gives the next one, and LINT_NO_RULE behind the last.
 */
uint32_t lint_rule_find(const struct lint_rules *r, struct str name);
uint32_t lint_rule_after(const struct lint_rules *r, struct str name, uint32_t rule);

/* The id or alias nearest to a word that is none; NULL when nothing is near. */
const char *lint_rule_nearest(const struct lint_rules *r, struct str name);

/* Its DL number where it has one, else its id. */
struct str lint_rule_code(const struct dockerfile_rule *rule);

/* Is it one of BuildKit's checks? Those alone are what "# check=skip=all" means. */
bool lint_rule_is_build_check(const struct dockerfile_rule *rule);
