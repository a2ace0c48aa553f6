/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/repeated.h"

static void check(struct lint *l)
{
	repeated_check(l, DF_ENTRYPOINT);
}

const struct dockerfile_rule dockerfile_rule_entrypoint_repeated = {
	.id = "entrypoint-repeated",
	.aliases = "DL4004 DS-0007 AVD-DS-0007 DS007 MultipleInstructionsDisallowed",
	.title = "More than one ENTRYPOINT in a stage",
	.why = "Only the last one counts; the others look as if they did something.",
	.fix = "Keep one, the last.",
	.level = LINT_ERROR,
	.severity = SEVERITY_CRITICAL,
	.reference =
		"https://docs.docker.com/reference/build-checks/multiple-instructions-disallowed/",
	.bad = "FROM debian:12\nENTRYPOINT [\"one\"]\nENTRYPOINT [\"two\"]\n",
	.good = "FROM debian:12 AS base\nENTRYPOINT [\"one\"]\nFROM base\nENTRYPOINT [\"two\"]\n",
	.check_file = check,
};
