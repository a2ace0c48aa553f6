/* SPDX-License-Identifier: Apache-2.0 */
/* pnpm obeys the lock file by itself only where the variable CI is set: not in a build. */
#include "find/dockerfile/lib/javascript.h"

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	static const char *const files[] = { "pnpm-lock.yaml", NULL };
	static const struct js_lock lock = {
		.tool = JS_PNPM,
		.files = files,
		.message = "pnpm install may change pnpm-lock.yaml instead of obeying it",
		.reason = "installs exactly what pnpm-lock.yaml names, or fails",
		.suggestion =
			"copy pnpm-lock.yaml beside package.json and write pnpm install --frozen-lockfile",
	};
	(void)i;
	js_check_lock(l, instruction, &lock);
}

const struct dockerfile_rule dockerfile_rule_pnpm_install_not_frozen = {
	.id = "pnpm-install-not-frozen",
	.aliases = "",
	.title = "pnpm install without --frozen-lockfile",
	.why = "When pnpm-lock.yaml and package.json disagree, other versions are installed than the ones that "
	       "were tested.",
	.fix = "Copy package.json and pnpm-lock.yaml, then RUN pnpm install --frozen-lockfile.",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.bad = "FROM node:24-slim\nWORKDIR /app\nCOPY package.json pnpm-lock.yaml ./\n"
	       "RUN pnpm install --prod\nUSER node\n",
	.good = "FROM node:24-slim\nWORKDIR /app\nCOPY package.json pnpm-lock.yaml ./\n"
		"RUN pnpm install --prod --frozen-lockfile && pnpm add left-pad@1.3.0\nUSER node\n",
	.on = ON(DF_RUN),
	.check = check,
};
