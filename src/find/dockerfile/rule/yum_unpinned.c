/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Packages that yum installs in whatever version the repository has today. Groups and modules have no version
 * of their own and are left out.
 */
#include "find/dockerfile/lib/check.h"

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	check_unpinned(l, at, i, MANAGER_YUM);
}

const struct dockerfile_rule dockerfile_rule_yum_unpinned = {
	.id = "yum-unpinned",
	.aliases = "DL3033",
	.title = "Packages from yum without a version",
	.why = "The same Dockerfile builds a different image tomorrow, and nobody can say which version ran in production.",
	.fix = "Write package-version (yum list --showduplicates package shows what there is).",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.bad = "FROM rockylinux:9\n"
	       "RUN yum -y --enablerepo crb install httpd-2.4.57 mod_ssl && yum clean all\n"
	       "RUN yum install -y tar\n",
	.good = "FROM rockylinux:9\n"
		"RUN yum install -y httpd-2.4.57-11.el9_4 https://example.com/agent.rpm && yum clean all\n"
		"RUN yum install -y @development-tools && yum clean all\n",
	.on = ON(DF_RUN),
	.check = check,
};
