/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands before the first FROM. The parser marks such an instruction broken; this rule says why.
 */
#include "find/dockerfile/rule.h"

static void check(struct lint *l)
{
	const struct dockerfile *d = lint_file(l);
	for (uint32_t k = 0; k < d->instructions.n && d->instructions.p[k].stage == DF_GLOBAL;
	     k++) {
		const struct df_instruction *i = &d->instructions.p[k];
		if (i->kind == DF_ARG || i->kind == DF_UNKNOWN || i->kind == DF_FROM)
			continue;
		lint_report(l, k, i->keyword, "%s stands before the first FROM",
			    df_kind_name(i->kind))
			->suggestion =
			STR("move it behind the FROM of the stage that it belongs to");
		return;
	}
}

const struct dockerfile_rule dockerfile_rule_first_instruction = {
	.id = "first-instruction",
	.aliases = "DL3061",
	.title = "An instruction stands before the first FROM",
	.why = "Only ARG, comments and parser directives may stand there: the builder refuses the file.",
	.fix = "Begin with FROM, or with the ARGs that it uses.",
	.level = LINT_ERROR,
	.severity = SEVERITY_HIGH,
	.reference = "https://docs.docker.com/reference/dockerfile/#from",
	.bad = "WORKDIR /srv\nFROM debian:12\n"
	       "RUN true\n",
	.good = "ARG TAG=12\nFROM debian:${TAG}\nWORKDIR /srv\n"
		"# a comment and directives are none\n"
		"RUN true\n",
	.check_file = check,
};
