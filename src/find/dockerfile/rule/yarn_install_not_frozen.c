/* SPDX-License-Identifier: Apache-2.0 */
/* yarn rewrites yarn.lock when it does not fit. From yarn 2 on the option is a synonym of --immutable. */
#include "find/dockerfile/lib/javascript.h"

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	static const char *const files[] = { "yarn.lock", NULL };
	static const struct js_lock lock = {
		.tool = JS_YARN,
		.files = files,
		.message = "yarn install may change yarn.lock instead of obeying it",
		.reason = "installs exactly what yarn.lock names, or fails",
		.suggestion =
			"copy yarn.lock beside package.json and write yarn install --frozen-lockfile",
	};
	(void)i;
	js_check_lock(l, instruction, &lock);
}

const struct dockerfile_rule dockerfile_rule_yarn_install_not_frozen = {
	.id = "yarn-install-not-frozen",
	.aliases = "",
	.title = "yarn install without --frozen-lockfile",
	.why = "When yarn.lock and package.json disagree, other versions are installed than the ones that "
	       "were tested.",
	.fix = "Copy package.json and yarn.lock, then RUN yarn install --frozen-lockfile (--immutable from yarn 2 on).",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.bad = "FROM node:24-slim\nWORKDIR /app\nCOPY package.json yarn.lock ./\n"
	       "RUN yarn install --prod\nUSER node\n",
	.good = "FROM node:24-slim\nWORKDIR /app\nCOPY package.json yarn.lock ./\n"
		"RUN yarn install --prod --frozen-lockfile && yarn add left-pad@1.3.0\nUSER node\n",
	.on = ON(DF_RUN),
	.check = check,
};
