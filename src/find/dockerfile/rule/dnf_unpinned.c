/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Packages that dnf or microdnf installs in whatever version the repository has today. Groups and modules have no
 * version of their own and are left out.
 */
#include "find/dockerfile/lib/check.h"

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	check_unpinned(l, at, i, MANAGER_DNF);
	check_unpinned(l, at, i, MANAGER_MICRODNF);
}

const struct dockerfile_rule dockerfile_rule_dnf_unpinned = {
	.id = "dnf-unpinned",
	.aliases = "DL3041",
	.title = "Packages from dnf or microdnf without a version",
	.why = "The same Dockerfile builds a different image tomorrow, and nobody can say which version ran in production.",
	.fix = "Write package-version (dnf list --showduplicates package shows what there is).",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.bad = "FROM rockylinux:9\n"
	       "RUN dnf -y --enablerepo crb install httpd-2.4.57 mod_ssl && dnf clean all\n"
	       "RUN microdnf install -y tar\n",
	.good = "FROM rockylinux:9\n"
		"RUN dnf install -y httpd-2.4.57-11.el9_4 https://example.com/agent.rpm && dnf clean all\n"
		"RUN dnf install -y @nodejs:20 /usr/bin/ps && dnf clean all\n",
	.on = ON(DF_RUN),
	.check = check,
};
