/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Off by default: Kubernetes does not look at HEALTHCHECK, and jobs have none.
 */
#include "find/dockerfile/rule.h"

static void check(struct lint *l, const struct df_stage *stage)
{
	if (stage->final && !stage->healthcheck)
		lint_report(l, stage->first, stage->from->span, "the image has no HEALTHCHECK")
			->suggestion =
			STR("let the program test itself: HEALTHCHECK CMD [\"/app\", \"health\"]; "
			    "or say HEALTHCHECK NONE");
}

const struct dockerfile_rule dockerfile_rule_healthcheck_missing = {
	.id = "healthcheck-missing",
	.aliases = "DL3057 DS-0026 AVD-DS-0026 DS026 CIS-DI-0006",
	.title = "No HEALTHCHECK",
	.why = "A program that hangs still runs: without a check nobody restarts it.",
	.fix = "Add a HEALTHCHECK that asks the program itself, or HEALTHCHECK NONE where the platform checks.",
	.level = LINT_INFO,
	.severity = SEVERITY_LOW,
	.off = true,
	.reference = "https://docs.docker.com/reference/dockerfile/#healthcheck",
	.bad = "FROM debian:12 AS build\nHEALTHCHECK CMD [\"true\"]\nFROM debian:12\nCMD [\"app\"]\n",
	.good = "FROM debian:12 AS base\nHEALTHCHECK CMD [\"true\"]\nFROM base\nCMD [\"app\"]\n",
	.check_stage = check,
};
