/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A build argument named like a secret, in the stage that uses it. It also matters in a stage that does not ship:
 * the history of the stage, the build cache and the provenance that is attached to the image keep the value.
 *
 * The repair is that of lib/secret_mount.c.
 */
#include "find/dockerfile/lib/secret_mount.h"
#include "find/dockerfile/lib/secret_value.h"
#include "find/dockerfile/lib/ship.h"

/* A value in the file is worse than the argument, and has a rule of its own. */
static bool is_written_out(const struct df_pair *p)
{
	enum secret_likelihood judged = p->has_value && !p->value.has_variable
						? secret_judge(p->key.text, p->value.text)
						: SECRET_EMPTY;
	return judged == SECRET_CERTAIN || judged == SECRET_LIKELY || judged == SECRET_DEFAULT;
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct df_build *b = lint_build(l);
	const struct df_stage *s = ship_stage(b, instruction);
	for (size_t k = 0; s && k < i->pairs.n; k++) {
		struct str name = i->pairs.p[k].key.text;
		if (!secret_name(name) || is_written_out(&i->pairs.p[k]))
			continue;
		if (!secret_is_used(b, instruction, name))
			continue; /* a child process may read it, but nothing here shows it */
		struct lint_finding *n = lint_report(
			l, instruction, i->pairs.p[k].key.span,
			"%.*s is a build argument: history, cache and provenance keep its value",
			STRF(name));
		if (b->file->instructions.p[instruction].kind != DF_ARG ||
		    !secret_mount_repair(l, n, instruction, k))
			n->suggestion = str_printf(
				lint_arena(l),
				"take the ARG out, write RUN --mount=type=secret,id=%.*s and read "
				"/run/secrets/%.*s there; docker build --secret id=%.*s,env=%.*s .",
				STRF(name), STRF(name), STRF(name), STRF(name));
	}
}

const struct dockerfile_rule dockerfile_rule_arg_secret_needs_mount = {
	.id = "arg-secret-needs-mount",
	.aliases = "SecretsUsedInArgOrEnv DS-0031 AVD-DS-0031 DS031 CIS-DI-0010",
	.title = "A secret is given as a build argument",
	.why = "The value is written into the history of the stage, the build cache and the provenance attached to the "
	       "image, also when the stage itself does not ship.",
	.fix = "Mount it: RUN --mount=type=secret,id=NAME, and docker build --secret id=NAME,env=NAME.",
	.level = LINT_WARNING,
	.severity = SEVERITY_HIGH,
	.reference = "https://docs.docker.com/build/building/secrets/",
	.bad = "FROM node:24 AS build\nARG NPM_TOKEN\nWORKDIR /app\nCOPY package.json package-lock.json ./\n"
	       "RUN npm config set //registry.example.org/:_authToken=$NPM_TOKEN && npm ci\n"
	       "FROM node:24-slim\nCOPY --from=build /app /app\nUSER node\n",
	/* the name of a key is no key */
	.good = "FROM node:24-slim\nARG TOKEN_URL\n"
		"RUN --mount=type=secret,id=t curl -fsS -H @/run/secrets/t \"$TOKEN_URL\" -o /x\nUSER node\n",
	.on = ON(DF_ARG),
	.check = check,
};
