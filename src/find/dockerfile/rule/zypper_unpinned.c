/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Packages that zypper installs in whatever version the repository has today.
 */
#include "find/dockerfile/lib/check.h"

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	check_unpinned(l, at, i, MANAGER_ZYPPER);
}

const struct dockerfile_rule dockerfile_rule_zypper_unpinned = {
	.id = "zypper-unpinned",
	.aliases = "DL3037",
	.title = "Packages from zypper without a version",
	.why = "The same Dockerfile builds a different image tomorrow, and nobody can say which version ran in production.",
	.fix = "Write package=version (zypper search -s package shows what there is).",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.bad = "FROM opensuse/leap:15.6\n"
	       "RUN zypper -n in -r main httpd && zypper clean -a\n"
	       "RUN zypper -n install git curl=8.0.1\n",
	.good = "FROM opensuse/leap:15.6\n"
		"RUN zypper --non-interactive install \"httpd=2.4.58\" ./agent.rpm && zypper clean -a\n"
		"RUN zypper -n in --type pattern devel_basis\n",
	.on = ON(DF_RUN),
	.check = check,
};
