/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/repeated.h"

static void check(struct lint *l)
{
	repeated_check(l, DF_HEALTHCHECK);
}

const struct dockerfile_rule dockerfile_rule_healthcheck_repeated = {
	.id = "healthcheck-repeated",
	.aliases = "DL3012 DS-0023 AVD-DS-0023 DS023 MultipleInstructionsDisallowed",
	.title = "More than one HEALTHCHECK in a stage",
	.why = "Only the last one counts; the others look as if they did something.",
	.fix = "Keep one, the last.",
	.level = LINT_ERROR,
	.severity = SEVERITY_MEDIUM,
	.reference =
		"https://docs.docker.com/reference/build-checks/multiple-instructions-disallowed/",
	.bad = "FROM debian:12\nHEALTHCHECK CMD [\"one\"]\nHEALTHCHECK --interval=5s CMD [\"two\"]\n",
	.good = "FROM debian:12 AS base\nHEALTHCHECK CMD [\"one\"]\nFROM base\nHEALTHCHECK NONE\n",
	.check_file = check,
};
