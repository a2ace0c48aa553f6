/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the parser could not understand. Its findings are reported by lint.c, one for each broken
 * instruction; linting goes on with the next.
 */
#include "find/dockerfile/rule.h"

const struct dockerfile_rule dockerfile_rule_parse_error = {
	.id = "parse-error",
	.aliases = "DL1000",
	.title = "The file does not parse",
	.why = "The builder stops at this instruction, and nothing in it can be judged.",
	.fix = "Correct the instruction. All others are checked all the same.",
	.level = LINT_ERROR,
	.severity = SEVERITY_HIGH,
	.reference = "https://docs.docker.com/reference/dockerfile/",
	.bad = "FROM debian:12\nRUNN echo hello\n"
	       "ENV\n"
	       "COPY a\n",
	.good = "FROM debian:12\nRUN echo hello\n"
		"RUN echo \"FROM x\" && \\\n"
		"    # RUNN is a comment\n"
		"    echo RUNN\n",
};
