/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What yarn downloads and keeps. A cache folder that was chosen on the command line or by YARN_CACHE_FOLDER is
 * somebody's intention and is left alone.
 */
#include "find/dockerfile/lib/run.h"

static bool is_cleaned(const struct run *r, size_t command)
{
	for (size_t n = command + 1; n < r->script->commands.n; n++) {
		const struct sh_command *c = &r->script->commands.p[n];
		if (str_is(sh_name(c), "yarn") && sh_has_arg(c, "cache") && sh_has_arg(c, "clean"))
			return true;
	}
	return false;
}

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	struct run r = run_of(l, at, i);
	const char *const *folders = managers[MANAGER_YARN].cache;
	size_t last = SIZE_MAX;
	struct str folder;
	for (size_t n = 0; n < r.script->commands.n; n++) {
		struct manager_call call;
		if (run_calls(&r, n, MANAGER_YARN, &call) && call.verb == VERB_INSTALL &&
		    !manager_has_option(&call, "--cache-folder") && !call.unresolved)
			last = n;
	}
	if (last == SIZE_MAX || run_is_mounted(&r, folders) || run_deletes(&r, last, folders) ||
	    is_cleaned(&r, last) || run_variable(&r, last, STR("YARN_CACHE_FOLDER"), &folder))
		return;
	struct lint_finding *n = run_report(&r, last, STR("yarn keeps its downloads in the layer"));
	if (run_append(&r, n, STR("yarn cache clean")))
		n->edit_reason = STR("cleans up in the same RUN, before the layer is written");
	else
		n->suggestion = STR("Run yarn cache clean at the end of the same RUN");
}

const struct dockerfile_rule dockerfile_rule_yarn_cache = {
	.id = "yarn-cache",
	.aliases = "DL3060",
	.title = "yarn keeps its downloads in the image",
	.why = "Every package is in the image twice: installed, and as it was downloaded.",
	.fix = "Write && yarn cache clean at the end of the same RUN, or mount a cache at "
	       "/usr/local/share/.cache/yarn.",
	.level = LINT_INFO,
	.severity = SEVERITY_LOW,
	.shipped_only = true,
	.bad = "FROM node:22-slim\n"
	       "RUN yarn install --frozen-lockfile --production\n"
	       "RUN yarn cache clean\n",
	.good = "FROM node:22-slim\n"
		"RUN yarn install --frozen-lockfile --production && yarn cache clean\n"
		"RUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn --frozen-lockfile\n"
		"RUN yarn build && yarn --version\n",
	.on = ON(DF_RUN),
	.check = check,
};
