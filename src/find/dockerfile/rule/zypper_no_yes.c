/* SPDX-License-Identifier: Apache-2.0 */
/*
 * zypper that stops to ask. Its option for this is a global one, in front of the subcommand; -y behind it does, too.
 */
#include "find/dockerfile/lib/check.h"

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	check_asks(l, at, i, MANAGER_ZYPPER, "--non-interactive");
}

const struct dockerfile_rule dockerfile_rule_zypper_no_yes = {
	.id = "zypper-no-yes",
	.aliases = "DL3034",
	.title = "zypper that asks",
	.why = "zypper asks before it installs; a build has nobody to answer, and stops.",
	.fix = "Write zypper --non-interactive install.",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.bad = "FROM opensuse/leap:15.6\n"
	       "RUN zypper install httpd=2.4.58 && zypper clean -a\n"
	       "RUN zypper up\n",
	.good = "FROM opensuse/leap:15.6\n"
		"RUN zypper -n install httpd=2.4.58 && zypper in -y git=2.43.0 && zypper clean -a\n"
		"RUN zypper lr && zypper --non-interactive dup\n",
	.on = ON(DF_RUN),
	.check = check,
};
