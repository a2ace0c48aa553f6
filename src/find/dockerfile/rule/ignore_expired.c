/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ignores of seaworthy that carry a date which has passed; they hide nothing any more. Reported by
 * lint.c.
 */
#include "find/dockerfile/rule.h"

const struct dockerfile_rule dockerfile_rule_ignore_expired = {
	.id = "ignore-expired",
	.aliases = "",
	.title = "An ignore has expired",
	.why = "Somebody accepted this finding until a date, and the date has passed.",
	.fix = "Fix what was put off, or write a new date and the reason behind it.",
	.level = LINT_INFO,
	.severity = SEVERITY_LOW,
	.bad = "# seaworthy ignore=parse-error until=2020-01-31 because the file is generated\nFROM debian:12\n"
	       "# seaworthy ignore=parse-error until=soon\n"
	       "RUN echo\n",
	.good = "FROM debian:12\n"
		"# seaworthy ignore=DL3007 until=2099-01-31 because the newest is wanted\n"
		"FROM debian:latest\n",
};
