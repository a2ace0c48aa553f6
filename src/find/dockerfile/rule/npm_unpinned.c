/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Packages of the npm registry, installed by name with npm, yarn or pnpm in whatever version is the latest. An install
 * without names takes what package.json and its lock file say and is another question.
 */
#include "find/dockerfile/lib/check.h"

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	check_unpinned(l, at, i, MANAGER_NPM);
	check_unpinned(l, at, i, MANAGER_YARN);
	check_unpinned(l, at, i, MANAGER_PNPM);
}

const struct dockerfile_rule dockerfile_rule_npm_unpinned = {
	.id = "npm-unpinned",
	.aliases = "DL3016",
	.title = "Packages from npm without a version",
	.why = "The same Dockerfile builds a different image tomorrow; a poisoned release reaches you on the day it appears.",
	.fix = "Write package@version with a full version number, not a tag such as latest.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.bad = "FROM node:22-slim\n"
	       "RUN npm install -g --loglevel error @nestjs/cli typescript@5.5.4\n"
	       "RUN npm i -g pm2@latest\n",
	.good = "FROM node:22-slim\n"
		"RUN npm install --omit=dev && npm i -g @nestjs/cli@10.4.2 ./tool.tgz git+https://example.com/x.git\n"
		"RUN npm ci && npm run build && npm install -g pm2@^5.4\n",
	.on = ON(DF_RUN),
	.check = check,
};
