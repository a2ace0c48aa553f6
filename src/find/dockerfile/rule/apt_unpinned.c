/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Packages that apt-get, apt or aptitude install in whatever version the mirror has today. What counts as a
 * version is in lib/unpinned.c; sources of a snapshot service pin everything at once.
 */
#include "find/dockerfile/lib/check.h"

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	check_unpinned(l, at, i, MANAGER_APT);
}

const struct dockerfile_rule dockerfile_rule_apt_unpinned = {
	.id = "apt-unpinned",
	.aliases = "DL3008",
	.title = "Packages from apt without a version",
	.why = "The same Dockerfile builds a different image tomorrow, and nobody can say which version ran in production.",
	.fix = "Write package=version (apt-cache madison package shows what there is), or take all packages from a dated snapshot mirror.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.reference = "https://docs.docker.com/build/building/best-practices/#apt-get",
	.bad = "FROM debian:12\n"
	       "RUN apt-get -o Dpkg::Use-Pty=0 update && apt-get install -y --no-install-recommends -t bookworm-backports \\\n"
	       "    ca-certificates=20230311 \\\n"
	       "    # for the health check\n"
	       "    curl \\\n"
	       " && rm -rf /var/lib/apt/lists/*\n",
	.good = "FROM debian:12\n"
		"ARG CURL_VERSION\n"
		"COPY agent.deb /tmp/\n"
		"RUN apt-get update && apt-get install -y --no-install-recommends \\\n"
		"    \"curl=${CURL_VERSION}\" \\\n"
		"    libc6/bookworm-security \\\n"
		"    /tmp/agent.deb $(cat /tmp/list) $EXTRA_PACKAGES \\\n"
		" && rm -rf /var/lib/apt/lists/*\n",
	.on = ON(DF_RUN),
	.check = check,
};
