/* SPDX-License-Identifier: Apache-2.0 */
/*
 * COPY . brings whatever lies in the folder of the person who builds: the history of the sources, local
 * credentials, other people's binaries in node_modules. A .dockerignore that leaves out .git and .env makes it
 * deliberate. The first such line is reported: the cure is the same for all.
 */
#include "find/dockerfile/ignore_plan.h"
#include "find/dockerfile/lib/image_path.h"
#include "find/dockerfile/rule.h"

/* With a known context, what is not there needs no line. */
static bool may_exist(const struct df_build *b, const char *name)
{
	if (!b->has_context || !b->context)
		return true;
	for (size_t n = 0; b->context[n]; n++)
		if (str_is(str_of(b->context[n]), name) ||
		    (str_starts(str_of(b->context[n]), str_of(name)) &&
		     b->context[n][strlen(name)] == '/'))
			return true;
	return false;
}

static void report(struct lint *l, uint32_t instruction, struct span span)
{
	const struct df_build *b = lint_build(l);
	bool git = may_exist(b, ".git") && !df_ignored(b->ignore_text, STR(".git"));
	bool env = may_exist(b, ".env") && !df_ignored(b->ignore_text, STR(".env"));
	size_t at = 0;
	const char *secret = ignore_next_secret(b, &at);
	if (b->has_ignore && !git && !env && !secret)
		return;
	struct lint_finding *n;
	if (!b->has_ignore) {
		n = lint_report(
			l, instruction, span,
			"the whole folder is copied, and no .dockerignore leaves anything out");
		n->suggestion =
			b->has_context
				? STR("--fix writes a .dockerignore that fits this folder; "
				      "or copy only what the image needs")
				: STR("write a .dockerignore with the lines .git, .env, .env.*, **/*.pem, **/*.key, "
				      "**/.npmrc, node_modules, Dockerfile, or copy only what the image needs");
		return;
	}
	if (!git && !env) {
		n = lint_report(l, instruction, span,
				"the whole folder is copied, and .dockerignore lets %s pass",
				secret);
		n->suggestion = str_printf(lint_arena(l), "add to .dockerignore: %s", secret);
		return;
	}
	n = lint_report(l, instruction, span,
			"the whole folder is copied, and .dockerignore lets %s%s%s pass",
			git ? ".git" : "", git && env ? " and " : "", env ? ".env" : "");
	n->suggestion = str_printf(lint_arena(l), "add to .dockerignore:%s%s", git ? " .git" : "",
				   env ? " .env .env.*" : "");
}

static void check_file(struct lint *l)
{
	const struct dockerfile *d = lint_file(l);
	if (lint_build(l)->ignore_unknown)
		return;
	for (uint32_t k = 0; k < d->instructions.n; k++) {
		const struct df_instruction *i = &d->instructions.p[k];
		if (!copy_is_local(i))
			continue;
		for (size_t n = 0; n < copy_sources(i, NULL); n++)
			if (ignore_is_everything(i->args.p[n].text)) {
				report(l, k, i->args.p[n].span);
				return;
			}
	}
}

const struct dockerfile_rule dockerfile_rule_copy_everything = {
	.id = "copy-everything",
	.aliases = "",
	.title = "The whole build context is copied",
	.why = "What lies in the folder by chance goes into the image: the git history with every secret ever "
	       "committed, .env files, local builds.",
	.fix = "Copy what the image needs, or leave out .git, .env and keys in a .dockerignore.",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.reference = "https://docs.docker.com/build/concepts/context/#dockerignore-files",
	.bad = "FROM node:24-slim\nWORKDIR /app\nCOPY . .\nUSER node\n",
	/* all of another stage is no context */
	.good = "FROM node:24-slim AS a\nFROM node:24-slim\nCOPY --from=a . /a/\nCOPY src ./src/\nUSER node\n",
	.check_file = check_file,
};
