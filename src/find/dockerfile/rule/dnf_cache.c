/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What dnf and microdnf download and keep: lists of packages, and packages.
 */
#include "find/dockerfile/lib/check.h"

static const enum manager_id cleaners[] = { MANAGER_YUM, MANAGER_DNF, MANAGER_MICRODNF };

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	check_kept(l, at, i,
		   &(struct keep_check){ MANAGER_DNF, cleaners, ARRAY_LEN(cleaners),
					 "dnf clean all", "lists and downloads" });
	check_kept(l, at, i,
		   &(struct keep_check){ MANAGER_MICRODNF, cleaners, ARRAY_LEN(cleaners),
					 "microdnf clean all", "lists and downloads" });
}

const struct dockerfile_rule dockerfile_rule_dnf_cache = {
	.id = "dnf-cache",
	.aliases = "DL3040 DS-0019 AVD-DS-0019 DS019 DS-0027 AVD-DS-0027 DS027",
	.title = "dnf or microdnf leaves its cache in the layer",
	.why = "Tens of megabytes of package lists and downloads that the container never uses are shipped, pulled and scanned with every image.",
	.fix = "Write && dnf clean all at the end of the same RUN, or mount a cache at /var/cache/libdnf5 or /var/cache/dnf; in another RUN it frees nothing.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.shipped_only = true,
	.bad = "FROM registry.access.redhat.com/ubi9/ubi-minimal:9.4\n"
	       "RUN microdnf install -y httpd-2.4.57\n"
	       "RUN microdnf clean all\n",
	.good = "FROM fedora:40\n"
		"RUN dnf install -y httpd-2.4.59 && dnf clean all\n"
		"RUN --mount=type=cache,target=/var/cache/dnf dnf install -y git-2.45.0\n",
	.on = ON(DF_RUN),
	.check = check,
};
