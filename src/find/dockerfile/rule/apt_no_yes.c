/* SPDX-License-Identifier: Apache-2.0 */
/*
 * apt-get and apt that stop to ask. -qq and -q=2 answer as well as -y, an option APT::Get::Assume-Yes does, and so
 * does a configuration file that was written earlier.
 */
#include "find/dockerfile/lib/check.h"

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	check_asks(l, at, i, MANAGER_APT, "-y");
}

const struct dockerfile_rule dockerfile_rule_apt_no_yes = {
	.id = "apt-no-yes",
	.aliases = "DL3014 DS-0021 AVD-DS-0021 DS021",
	.title = "apt-get without -y",
	.why = "apt-get asks before it installs; a build has nobody to answer, and stops.",
	.fix = "Write apt-get install -y.",
	.level = LINT_WARNING,
	.severity = SEVERITY_HIGH,
	.reference = "https://docs.docker.com/build/building/best-practices/#apt-get",
	.bad = "FROM debian:12\n"
	       "RUN apt-get update && apt-get -q install --no-install-recommends curl=7.88.1-10 && rm -rf /var/lib/apt/lists/*\n"
	       "RUN DEBIAN_FRONTEND=noninteractive apt-get upgrade\n",
	.good = "FROM debian:12\n"
		"RUN apt-get update \\\n"
		" && apt-get install -qqy --no-install-recommends curl=7.88.1-10 \\\n"
		" && apt-get -o APT::Get::Assume-Yes=true install --no-install-recommends git=1:2.39.2-1.1 \\\n"
		" && apt-get install --assume-yes --no-install-recommends jq=1.6-2.1 \\\n"
		" && rm -rf /var/lib/apt/lists/*\n",
	.on = ON(DF_RUN),
	.check = check,
};
