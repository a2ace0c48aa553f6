/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What zypper downloads and keeps: lists of packages, and packages.
 */
#include "find/dockerfile/lib/check.h"

static const enum manager_id cleaners[] = { MANAGER_ZYPPER };

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	check_kept(l, at, i,
		   &(struct keep_check){ MANAGER_ZYPPER, cleaners, ARRAY_LEN(cleaners),
					 "zypper clean --all", "lists and downloads" });
}

const struct dockerfile_rule dockerfile_rule_zypper_cache = {
	.id = "zypper-cache",
	.aliases = "DL3036 DS-0020 AVD-DS-0020 DS020",
	.title = "zypper leaves its cache in the layer",
	.why = "Tens of megabytes of package lists and downloads that the container never uses are shipped, pulled and scanned with every image.",
	.fix = "Write && zypper clean --all at the end of the same RUN; in another RUN it frees nothing.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.shipped_only = true,
	.bad = "FROM opensuse/leap:15.6\n"
	       "RUN zypper clean -a && zypper -n in httpd=2.4.58\n"
	       "RUN zypper -n up\n",
	.good = "FROM opensuse/leap:15.6\n"
		"RUN zypper -n in httpd=2.4.58 && zypper cc -a\n"
		"RUN zypper -n in git=2.43.0 && rm -rf /var/cache/zypp/*\n",
	.on = ON(DF_RUN),
	.check = check,
};
