/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/rule.h"

static void check(struct lint *l)
{
	const struct dockerfile *d = lint_file(l);
	for (uint32_t k = 0; k < d->instructions.n; k++) {
		const struct df_instruction *i = &d->instructions.p[k];
		if (i->kind != DF_ONBUILD || !i->inner)
			continue;
		enum df_kind inner = i->inner->kind;
		if (inner == DF_FROM || inner == DF_ONBUILD || inner == DF_MAINTAINER)
			lint_report(l, k, i->inner->keyword, "ONBUILD cannot hold %s",
				    df_kind_name(inner));
	}
}

const struct dockerfile_rule dockerfile_rule_onbuild_invalid = {
	.id = "onbuild-invalid",
	.aliases = "DL3043",
	.title = "ONBUILD with FROM, MAINTAINER or ONBUILD",
	.why = "These cannot be triggers: the builder refuses the file.",
	.fix = "Write the instruction without ONBUILD, or leave it out.",
	.level = LINT_ERROR,
	.severity = SEVERITY_HIGH,
	.reference = "https://docs.docker.com/reference/dockerfile/#onbuild",
	.bad = "FROM debian:12\nONBUILD FROM debian:13\n"
	       "ONBUILD MAINTAINER x\n",
	.good = "FROM debian:12\nONBUILD RUN echo hello\n"
		"ONBUILD COPY . /src\n",
	.check_file = check,
};
