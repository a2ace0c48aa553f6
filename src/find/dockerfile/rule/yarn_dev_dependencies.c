/* SPDX-License-Identifier: Apache-2.0 */
/* Development dependencies that yarn leaves in the image; see npm_dev_dependencies.c. */
#include "find/dockerfile/lib/javascript.h"

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	(void)i;
	js_check_dev(
		l, instruction, JS_YARN,
		"build in a stage of its own, and write yarn install --production --frozen-lockfile (yarn workspaces focus --production from yarn 2 on) in the one that ships");
}

const struct dockerfile_rule dockerfile_rule_yarn_dev_dependencies = {
	.id = "yarn-dev-dependencies",
	.aliases = "",
	.title = "yarn installs development dependencies",
	.why = "Test runners and bundlers are most of node_modules and most of its vulnerabilities; the "
	       "service never loads them.",
	.fix = "Write yarn install --production --frozen-lockfile (yarn workspaces focus --production from yarn 2 on) in the stage that ships.",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.bad = "FROM node:24-slim\nWORKDIR /app\nCOPY package.json yarn.lock ./\n"
	       "RUN yarn install --frozen-lockfile\nUSER node\n",
	/* who starts a watcher wants them */
	.good = "FROM node:24-slim AS image\nWORKDIR /app\nCOPY package.json yarn.lock ./\n"
		"RUN yarn install --frozen-lockfile\nUSER node\nCMD [\"yarn\", \"dev\"]\n",
	.on = ON(DF_RUN),
	.check = check,
};
