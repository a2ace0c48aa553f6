/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/label.h"

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	label_check_type(l, instruction, i, LABEL_SEMVER, "a semantic version");
}

const struct dockerfile_rule dockerfile_rule_label_semver = {
	.id = "label-semver",
	.aliases = "DL3056",
	.title = "A label that should be a semantic version is none",
	.why = "Tools that compare versions cannot order it.",
	.fix = "Write major.minor.patch without a v: 1.4.0-rc.1.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.reference = "https://semver.org/",
	.bad = "FROM debian:12\nLABEL org.opencontainers.image.version=v1.2\n"
	       "LABEL org.opencontainers.image.version=01.2.3\n",
	.good = "FROM debian:12\nARG VALUE\nLABEL org.opencontainers.image.version=1.4.0-rc.1+build.5\n"
		"LABEL org.opencontainers.image.version=$VALUE\n",
	.on = ON(DF_LABEL),
	.check = check,
};
