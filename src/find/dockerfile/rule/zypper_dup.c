/* SPDX-License-Identifier: Apache-2.0 */
/*
 * zypper dist-upgrade, or dup: it may change vendors, downgrade and remove packages.
 */
#include "find/dockerfile/lib/run.h"

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	struct run r = run_of(l, at, i);
	for (size_t n = 0; n < r.script->commands.n; n++) {
		struct manager_call call;
		if (run_calls(&r, n, MANAGER_ZYPPER, &call) && call.verb == VERB_DIST_UPGRADE)
			run_report(&r, n, STR("replaces the release of the base image"))
				->suggestion = STR("Take a newer base image instead");
	}
}

const struct dockerfile_rule dockerfile_rule_zypper_dup = {
	.id = "zypper-dup",
	.aliases = "DL3035",
	.title = "zypper upgrades the distribution",
	.why = "The base image is no longer what its tag says, and packages may be downgraded or removed "
	       "on the way.",
	.fix = "Use a newer tag of the base image, or zypper patch for security updates.",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.bad = "FROM opensuse/leap:15.6\nRUN zypper -n --gpg-auto-import-keys dup && zypper clean -a\n"
	       "RUN zypper -n dist-upgrade\n",
	.good = "FROM opensuse/leap:15.6\nRUN zypper -n patch && zypper clean -a\n"
		"RUN zypper -n up && zypper clean -a && echo dup\n",
	.on = ON(DF_RUN),
	.check = check,
};
