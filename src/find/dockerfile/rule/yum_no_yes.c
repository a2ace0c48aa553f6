/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yum that stops to ask.
 */
#include "find/dockerfile/lib/check.h"

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	check_asks(l, at, i, MANAGER_YUM, "-y");
}

const struct dockerfile_rule dockerfile_rule_yum_no_yes = {
	.id = "yum-no-yes",
	.aliases = "DL3030",
	.title = "yum without -y",
	.why = "yum asks before it installs; a build has nobody to answer, and stops.",
	.fix = "Write yum install -y.",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.bad = "FROM rockylinux:8\n"
	       "RUN yum --enablerepo=powertools install httpd-2.4.37 && yum clean all\n"
	       "RUN sudo yum update\n",
	.good = "FROM rockylinux:8\n"
		"RUN yum -qy install httpd-2.4.37 && yum --assumeyes install mod_ssl-2.4.37 && yum clean all\n"
		"RUN yum list installed && yum repolist\n",
	.on = ON(DF_RUN),
	.check = check,
};
