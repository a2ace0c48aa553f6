/* SPDX-License-Identifier: Apache-2.0 */
/*
 * apt-get dist-upgrade and its other names: they may remove packages, and with mixed sources they move the image
 * to another release. (zypper's is a rule of its own.)
 */
#include "find/dockerfile/lib/run.h"

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	struct run r = run_of(l, at, i);
	struct arena *a = lint_arena(l);
	for (size_t n = 0; n < r.script->commands.n; n++) {
		struct manager_call call;
		if (!manager_read(l, at, n, &call) || call.verb != VERB_DIST_UPGRADE ||
		    call.id == MANAGER_ZYPPER)
			continue;
		struct lint_finding *found =
			run_report(&r, n,
				   str_printf(a, "%.*s %.*s replaces the release of the base image",
					      STRF(call.name), STRF(call.verb_text)));
		found->suggestion = STR("Take a newer base image instead");
	}
}

const struct dockerfile_rule dockerfile_rule_dist_upgrade = {
	.id = "dist-upgrade",
	.aliases = "DS-0024 AVD-DS-0024 DS024 DKL-DI-0003",
	.title = "The distribution is upgraded in a RUN",
	.why = "The base image is no longer what its tag says, every package that changed is shipped "
	       "twice, and packages may be removed on the way.",
	.fix = "Use a newer tag of the base image; install single security updates by name.",
	.level = LINT_WARNING,
	.severity = SEVERITY_HIGH,
	.bad = "FROM debian:12\n"
	       "RUN apt-get update && apt-get -o Dpkg::Options::=--force-confold -y dist-upgrade "
	       "&& rm -rf /var/lib/apt/lists/*\n"
	       "RUN apt-get update && apt-get full-upgrade -y\n",
	.good = "FROM debian:12.7\n"
		"RUN apt-get update && apt-get install -y --no-install-recommends "
		"openssl=3.0.14-1~deb12u2 && rm -rf /var/lib/apt/lists/* && echo dist-upgrade\n"
		"RUN apt-get update && apt-get upgrade -y && rm -rf /var/lib/apt/lists/*\n",
	.on = ON(DF_RUN),
	.check = check,
};
