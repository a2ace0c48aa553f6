/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A variable that holds a secret becomes a mount in the RUNs that name it.
 *
 * That is certain when the ARG or ENV stands alone on its line, only RUNs in shell form name the variable, plainly, and
 * no other RUN calls a program that reads it unseen, as npm does for .npmrc: then the line goes, and each of those RUNs
 * reads the value from a mounted secret. The command itself stays as it is, since the variable is exported in front of
 * it:
 *
 *	ARG NPM_TOKEN
 *	RUN npm config set //…:_authToken=$NPM_TOKEN && npm ci
 *		becomes
 *	RUN --mount=type=secret,id=NPM_TOKEN export NPM_TOKEN="$(cat /run/secrets/NPM_TOKEN)" && npm config …
 *
 * ENV reaches further than its stage: into stages that are FROM it, and into the running program.
 */
#include "find/dockerfile/lib/secret_mount.h"

#include "find/dockerfile/lib/argument.h"
#include "find/dockerfile/lib/edits.h"
#include "find/dockerfile/lib/manager.h"
#include "find/dockerfile/lib/ship.h"

#define MANY 1000 /* instructions: beyond, nothing is certain, and nobody is asked twice */

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

/* All uses from the instruction to the end of its stage. */
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
	for (uint32_t n = arg + 1; n < s->last && n < b->file->instructions.n && n - arg < MANY;
	     n++) {
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

static void write_repair(struct lint *l, struct lint_finding *n, const struct df_instruction *arg,
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

bool secret_is_used(const struct df_build *b, uint32_t instruction, struct str name)
{
	const struct df_stage *s = ship_stage(b, instruction);
	if (!s)
		return false;
	struct found f = look(b, s, instruction, name);
	return f.runs.n || f.elsewhere;
}

/* Stages that are FROM this one inherit what ENV says. */
static bool has_children(const struct df_build *b, uint32_t stage)
{
	for (size_t n = 0; n < b->stages.n; n++)
		if (b->stages.p[n].parent == stage)
			return true;
	return false;
}

/* ENV NAME=$NAME */
static bool repeats(struct str value, struct str name)
{
	if (!str_starts(value, STR("$")))
		return false;
	value = str_from(value, 1);
	if (str_starts(value, STR("{")) && str_ends(value, STR("}")))
		value = str_slice(value, 1, value.n - 1);
	return str_eq(value, name);
}

static bool is_argument(const struct df_build *b, const struct df_stage *s, uint32_t before,
			struct str name)
{
	for (uint32_t n = s->first; n < before; n++) {
		const struct df_instruction *i = &b->file->instructions.p[n];
		if (i->kind == DF_ARG && !i->broken && i->pairs.n == 1 &&
		    str_eq(i->pairs.p[0].key.text, name))
			return true;
	}
	return false;
}

bool secret_mount_repair(struct lint *l, struct lint_finding *n, uint32_t instruction, size_t pair)
{
	const struct df_build *b = lint_build(l);
	const struct df_stage *s = ship_stage(b, instruction);
	const struct df_instruction *i = &b->file->instructions.p[instruction];
	if (!s || b->file->instructions.n > MANY || i->pairs.n != 1 || pair != 0 || i->inner)
		return false;
	struct str name = i->pairs.p[0].key.text;
	if (in_other_stages(b, s, name))
		return false;
	if (i->kind == DF_ENV) {
		if (ship_reaches(b, s->index) || has_children(b, s->index))
			return false;
		if (repeats(i->pairs.p[0].value.text, name) &&
		    is_argument(b, s, instruction, name)) {
			edit_remove_lines(l, n, i->span);
			n->edit_reason = STR(
				"takes out what repeats the argument, which this stage has anyway");
			return true;
		}
	}
	if ((i->kind == DF_ARG) == i->pairs.p[0].has_value || i->pairs.p[0].value.has_variable)
		return false;
	struct found f = look(b, s, instruction, name);
	if (f.runs.n == 0 || f.elsewhere || !f.plain || !f.shell_form || f.unseen)
		return false;
	write_repair(l, n, i, &f, name);
	return true;
}
