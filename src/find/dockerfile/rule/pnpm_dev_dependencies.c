/* SPDX-License-Identifier: Apache-2.0 */
/* Development dependencies that pnpm leaves in the image; see npm_dev_dependencies.c. */
#include "find/dockerfile/lib/javascript.h"

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	(void)i;
	js_check_dev(
		l, instruction, JS_PNPM,
		"build in a stage of its own, and write pnpm install --prod --frozen-lockfile in the one that ships");
}

const struct dockerfile_rule dockerfile_rule_pnpm_dev_dependencies = {
	.id = "pnpm-dev-dependencies",
	.aliases = "",
	.title = "pnpm installs development dependencies",
	.why = "Test runners and bundlers are most of node_modules and most of its vulnerabilities; the "
	       "service never loads them.",
	.fix = "Write pnpm install --prod --frozen-lockfile in the stage that ships.",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.bad = "FROM node:24-slim\nWORKDIR /app\nCOPY package.json pnpm-lock.yaml ./\n"
	       "RUN pnpm install --frozen-lockfile\nUSER node\n",
	/* who starts a watcher wants them */
	.good = "FROM node:24-slim AS image\nWORKDIR /app\nCOPY package.json pnpm-lock.yaml ./\n"
		"RUN pnpm install --frozen-lockfile\nUSER node\nCMD [\"pnpm\", \"dev\"]\n",
	.on = ON(DF_RUN),
	.check = check,
};
