/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dnf and microdnf that stop to ask.
 */
#include "find/dockerfile/lib/check.h"

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	check_asks(l, at, i, MANAGER_DNF, "-y");
	check_asks(l, at, i, MANAGER_MICRODNF, "-y");
}

const struct dockerfile_rule dockerfile_rule_dnf_no_yes = {
	.id = "dnf-no-yes",
	.aliases = "DL3038",
	.title = "dnf or microdnf without -y",
	.why = "dnf asks before it installs; a build has nobody to answer, and stops.",
	.fix = "Write dnf install -y.",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.bad = "FROM fedora:40\n"
	       "RUN dnf install httpd-2.4.59 && dnf clean all\n"
	       "RUN microdnf update\n",
	.good = "FROM fedora:40\n"
		"RUN dnf -y install httpd-2.4.59 && dnf install --setopt=assumeyes=1 mod_ssl-2.4.59 && dnf clean all\n"
		"RUN dnf -y upgrade && dnf repolist && dnf clean all\n",
	.on = ON(DF_RUN),
	.check = check,
};
