/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/accounts.h"
#include "find/dockerfile/rule.h"

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct df_build *b = lint_build(l);
	if (i->broken || i->args.n == 0)
		return;
	bool unknown = false;
	struct str name = df_resolve(b, instruction, i->args.p[0].text, &unknown);
	if (unknown)
		return;
	str_cut(name, ':', &name, NULL);
	if (account_state(b, instruction, name) != ACCOUNT_ABSENT)
		return;
	struct lint_finding *n = lint_report(
		l, instruction, i->args.p[0].span,
		"nothing creates the account %.*s: the container will not start", STRF(name));
	n->suggestion = str_printf(
		lint_arena(l),
		"RUN useradd --system --no-log-init --uid 10001 %.*s in front of it (Alpine: adduser -S -u "
		"10001 %.*s), or write USER 10001",
		STRF(name), STRF(name));
}

const struct dockerfile_rule dockerfile_rule_no_user_created = {
	.id = "no-user-created",
	.aliases = "",
	.title = "USER names an account that does not exist",
	.why = "The next RUN, or the container, stops with \"unable to find user\".",
	.fix = "Create the account with a numeric id in front of USER, or use a number.",
	.level = LINT_ERROR,
	.severity = SEVERITY_MEDIUM,
	.bad = "FROM python:3.14-slim\nUSER app\nCMD [\"python\"]\n",
	/* brought by the base; made by a package */
	.good = "FROM node:24-slim AS a\nUSER node\nFROM debian:12-slim\n"
		"RUN apt-get update && apt-get install -y --no-install-recommends redis-server "
		"&& rm -rf /var/lib/apt/lists/*\nUSER redis\nCMD [\"redis-server\"]\n",
	.on = ON(DF_USER),
	.check = check,
};
