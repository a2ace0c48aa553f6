/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/repeated.h"

static void check(struct lint *l)
{
	repeated_check(l, DF_CMD);
}

const struct dockerfile_rule dockerfile_rule_cmd_repeated = {
	.id = "cmd-repeated",
	.aliases = "DL4003 DS-0016 AVD-DS-0016 DS016 MultipleInstructionsDisallowed",
	.title = "More than one CMD in a stage",
	.why = "Only the last one counts; the others look as if they did something.",
	.fix = "Keep one, the last.",
	.level = LINT_WARNING,
	.severity = SEVERITY_HIGH,
	.reference =
		"https://docs.docker.com/reference/build-checks/multiple-instructions-disallowed/",
	.bad = "FROM debian:12\nCMD [\"one\"]\nRUN echo hello\nCMD [\"two\"]\n",
	.good = "FROM debian:12 AS base\nCMD [\"one\"]\nFROM base\nONBUILD CMD [\"three\"]\nCMD [\"two\"]\n",
	.check_file = check,
};
