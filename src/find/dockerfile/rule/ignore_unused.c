/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ignores of seaworthy that hide nothing, or name no rule. Reported by lint.c. Pragmas of hadolint are
 * left alone: they may speak to a tool that has other rules.
 */
#include "find/dockerfile/rule.h"

const struct dockerfile_rule dockerfile_rule_ignore_unused = {
	.id = "ignore-unused",
	.aliases = "",
	.title = "An ignore has no effect",
	.why = "It hides nothing today, and may hide something that matters tomorrow.",
	.fix = "Remove it, or correct the rule it names.",
	.level = LINT_INFO,
	.severity = SEVERITY_LOW,
	.bad = "# seaworthy ignore=parse-error because the file is generated\nFROM debian:12\n"
	       "# seaworthy ignore=no-such-rule\n"
	       "RUN echo\n",
	.good = "FROM debian:12\n"
		"# seaworthy ignore=DL3007 because the newest is wanted\n"
		"FROM debian:latest\n",
};
