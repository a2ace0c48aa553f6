/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What yum downloads and keeps: lists of packages, and packages. On newer systems yum is another name of dnf, so
 * cleaning up with either is enough.
 */
#include "find/dockerfile/lib/check.h"

static const enum manager_id cleaners[] = { MANAGER_YUM, MANAGER_DNF, MANAGER_MICRODNF };

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	check_kept(l, at, i,
		   &(struct keep_check){ MANAGER_YUM, cleaners, ARRAY_LEN(cleaners),
					 "yum clean all", "lists and downloads" });
}

const struct dockerfile_rule dockerfile_rule_yum_cache = {
	.id = "yum-cache",
	.aliases = "DL3032 DS-0015 AVD-DS-0015 DS015",
	.title = "yum leaves its cache in the layer",
	.why = "Tens of megabytes of package lists and downloads that the container never uses are shipped, pulled and scanned with every image.",
	.fix = "Write && yum clean all at the end of the same RUN; in another RUN it frees nothing.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.shipped_only = true,
	.bad = "FROM rockylinux:8\n"
	       "RUN yum install -y httpd-2.4.37\n"
	       "RUN yum clean all\n",
	.good = "FROM rockylinux:8\n"
		"RUN yum install -y httpd-2.4.37 && dnf clean all\n"
		"RUN yum install -y git-2.43.0 && rm -rf /var/cache/{yum,dnf}/\n",
	.on = ON(DF_RUN),
	.check = check,
};
