/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A build argument named like a secret, in the stage that uses it. It also matters in a stage that does not ship:
 * the history of the stage, the build cache and the provenance that is attached to the image keep the value.
 *
 * The repair is certain when the stage's own ARG has no default and stands alone on its line, only RUNs in shell form
 * name the variable, plainly, and no other RUN calls a program that reads it unseen, as npm does for .npmrc: then the
 * ARG goes, and each of those RUNs reads the value from a mounted secret. The command itself stays as it is, since the
 * variable is exported in front of it:
 *
 *	ARG NPM_TOKEN
 *	RUN npm config set //…:_authToken=$NPM_TOKEN && npm ci
 *		becomes
 *	RUN --mount=type=secret,id=NPM_TOKEN export NPM_TOKEN="$(cat /run/secrets/NPM_TOKEN)" && npm config …
 */
#include "find/dockerfile/lib/argument.h"
#include "find/dockerfile/lib/edits.h"
#include "find/dockerfile/lib/manager.h"
#include "find/dockerfile/lib/secret_value.h"
#include "find/dockerfile/lib/ship.h"

/* Programs that fetch, with a token from the environment that their configuration names. */
static bool may_read_it(const struct df_build *b, uint32_t run)
{
	static const char *const names[] = { "npm",	 "npx",	   "yarn",    "pnpm",	"pip",
					     "pip3",	 "uv",	   "poetry",  "bundle", "gem",
					     "composer", "go",	   "cargo",   "mvn",	"gradle",
					     "dotnet",	 "make",   "git",     "gh",	"aws",
					     "node",	 "python", "python3", NULL };
	const struct sh_script *s = &b->scripts[run];
	for (size_t n = 0; n < s->commands.n; n++)
		if (word_in(sh_name(&s->commands.p[n]), names) ||
		    (s->commands.p[n].words.n &&
		     str_starts(s->commands.p[n].words.p[0].text, STR("./"))))
			return true;
	return s->commands.n == 0;
}

/* Programs that fetch, with a token from the environment that their configuration names. */
static bool may_read_it(const struct df_build *b, uint32_t run)
{
	static const char *const names[] = { "npm",	 "npx",	   "yarn",    "pnpm",	"pip",
					     "pip3",	 "uv",	   "poetry",  "bundle", "gem",
					     "composer", "go",	   "cargo",   "mvn",	"gradle",
					     "dotnet",	 "make",   "git",     "gh",	"aws",
					     "node",	 "python", "python3", NULL };
	const struct sh_script *s = &b->scripts[run];
	for (size_t n = 0; n < s->commands.n; n++)
		if (word_in(sh_name(&s->commands.p[n]), names) ||
		    (s->commands.p[n].words.n &&
		     str_starts(s->commands.p[n].words.p[0].text, STR("./"))))
			return true;
	return s->commands.n == 0;
}

/* All uses from the ARG to the end of its stage. */
struct found {
	VEC(uint32_t) runs;	/* that name it */
	size_t elsewhere;	/* other instructions that do */
	bool unseen;		/* another RUN may read it */
	bool plain, shell_form; /* in all of the runs */
};

static struct found look(const struct df_build *b, const struct df_stage *s, uint32_t arg,
			 struct str name)
{
	struct found f = { .plain = true, .shell_form = true };
	for (uint32_t n = arg + 1; n < s->last && n < b->file->instructions.n; n++) {
		const struct df_instruction *i = &b->file->instructions.p[n];
		size_t count = argument_uses(i->text, name, &f.plain);
		for (size_t h = 0; h < i->heredocs.n; h++)
			if (argument_uses(i->heredocs.p[h].content, name, &f.plain)) {
				count++;
				f.plain = false;
			}
		if (count && i->kind == DF_RUN) {
			*VEC_PUSH(b->arena, &f.runs) = n;
			f.shell_form = f.shell_form && !i->json && !i->broken && !i->heredocs.n &&
				       b->states[n].shell == DF_SHELL_POSIX;
		} else if (count) {
			f.elsewhere++;
		} else if (i->kind == DF_RUN) {
			f.unseen = f.unseen || may_read_it(b, n);
		}
	}
	return f;
}

static bool in_other_stages(const struct df_build *b, const struct df_stage *s, struct str name)
{
	bool plain = true;
	for (size_t n = 0; n < b->file->instructions.n; n++) {
		const struct df_instruction *i = &b->file->instructions.p[n];
		if (i->stage != s->index && i->stage != DF_GLOBAL &&
		    argument_uses(i->text, name, &plain))
			return true;
	}
	return false;
}

static void repair(struct lint *l, struct lint_finding *n, const struct df_instruction *arg,
		   const struct found *f, struct str name)
{
	struct arena *a = lint_arena(l);
	edit_remove_lines(l, n, arg->span);
	for (size_t k = 0; k < f->runs.n; k++)
		lint_insert(
			l, n, lint_file(l)->instructions.p[f->runs.p[k]].text_span.begin,
			str_printf(
				a,
				"--mount=type=secret,id=%.*s export %.*s=\"$(cat /run/secrets/%.*s)\" && ",
				STRF(name), STRF(name), STRF(name)));
	n->edit_reason = str_printf(
		a,
		"reads the secret from a mount; build with: docker build --secret id=%.*s,env=%.*s .",
		STRF(name), STRF(name));
}

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
		struct found f = look(b, s, instruction, name);
		if (f.runs.n == 0 && f.elsewhere == 0)
			continue; /* a child process may read it, but nothing here shows it */
		struct lint_finding *n = lint_report(
			l, instruction, i->pairs.p[k].key.span,
			"%.*s is a build argument: history, cache and provenance keep its value",
			STRF(name));
		if (f.runs.n && f.elsewhere == 0 && f.plain && f.shell_form && !f.unseen &&
		    i->pairs.n == 1 && !i->pairs.p[k].has_value && i->inner == NULL &&
		    b->file->instructions.p[instruction].kind == DF_ARG &&
		    !in_other_stages(b, s, name))
			repair(l, n, i, &f, name);
		else
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
