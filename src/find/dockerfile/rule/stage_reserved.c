/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/rule.h"

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	if (i->args.n < 3)
		return;
	struct str name = i->args.p[2].text;
	if (str_eq_nocase(name, STR("scratch")) || str_eq_nocase(name, STR("context")))
		lint_report(l, instruction, i->args.p[2].span,
			    "%.*s is a reserved word, no name for a stage", STRF(name));
}

const struct dockerfile_rule dockerfile_rule_stage_reserved = {
	.id = "stage-reserved",
	.aliases = "DL3063 ReservedStageName",
	.title = "A stage has a reserved name",
	.why = "scratch is the empty image and context the build context; a stage of that name is never what a "
	       "later FROM or COPY --from gets.",
	.fix = "Give the stage another name.",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.reference = "https://docs.docker.com/reference/build-checks/reserved-stage-name/",
	.bad = "FROM debian:12 AS scratch\nRUN echo hello\n"
	       "FROM debian:12 AS context\n",
	.good = "FROM debian:12 AS empty\nRUN echo hello\n"
		"FROM scratch\n"
		"FROM debian:12 AS scratchpad\n",
	.on = ON(DF_FROM),
	.check = check,
};
