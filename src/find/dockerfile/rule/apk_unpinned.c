/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Packages that apk adds in whatever version the repository has today. Names behind -t and --virtual are no
 * packages.
 */
#include "find/dockerfile/lib/check.h"

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	check_unpinned(l, at, i, MANAGER_APK);
}

const struct dockerfile_rule dockerfile_rule_apk_unpinned = {
	.id = "apk-unpinned",
	.aliases = "DL3018",
	.title = "Packages from apk without a version",
	.why = "The same Dockerfile builds a different image tomorrow, and nobody can say which version ran in production.",
	.fix = "Write package=version, or package~version where any release of that version will do.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.reference = "https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper",
	.bad = "FROM alpine:3.20\n"
	       "RUN apk add --no-cache -t .build-deps gcc=13.2.1_git20240309-r1 musl-dev\n"
	       "ENV TOOLS=\"curl jq\"\n"
	       "RUN apk --no-cache add $TOOLS\n",
	.good = "FROM alpine:3.20\n"
		"RUN apk add --no-cache -t .build-deps \"gcc~13.2\" musl-dev=1.2.5-r1 \"make>4<5\" ./tool.apk\n"
		"RUN apk add --no-cache $UNKNOWN \"curl=${CURL_VERSION}\"\n",
	.on = ON(DF_RUN),
	.check = check,
};
