/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A RUN that gets its secret in the right way, and then writes it into a file of the image: git config with a token
 * in a URL, npm config set, echo into .npmrc, git clone of a URL with a token, which stays in .git/config.
 *
 * Silent where the same RUN takes the file, or the setting, away again; where the shell does not put the value in
 * ('$TOKEN', \$TOKEN: the program reads it when it runs); and in stages that do not ship.
 */
#include "find/dockerfile/lib/run.h"
#include "find/dockerfile/lib/secret_value.h"
#include "find/dockerfile/lib/ship.h"
#include "find/dockerfile/lib/value.h"

/* Where a command keeps what it is told. */
static const struct keeper {
	const char *command, *verb;
	const char *file; /* what a later rm may name */
} keepers[] = {
	{ "git", "config", ".gitconfig" },   { "git", "clone", ".git" },
	{ "npm", "config", ".npmrc" },	     { "npm", "set", ".npmrc" },
	{ "pnpm", "config", ".npmrc" },	     { "yarn", "config", ".yarnrc" },
	{ "pip", "config", "pip.conf" },     { "pip3", "config", "pip.conf" },
	{ "poetry", "config", "auth.toml" }, { "composer", "config", "auth.json" },
	{ "bundle", "config", ".bundle" },   { "docker", "login", "config.json" },
	{ "helm", "login", "config.json" },
};

/* A variable named like a secret, or a mounted one, that the shell puts into the word. */
static bool brings_secret(const struct sh_word *w)
{
	struct variables v;
	struct variable one;
	if (w->substitution && str_has(w->raw, STR("/run/secrets/")))
		return true;
	variables_of(&v, w->raw, '\\');
	while (w->variable && variable_next(&v, &one))
		if (secret_name(one.name))
			return true;
	return false;
}

static const struct sh_word *secret_word(const struct sh_command *c)
{
	for (size_t n = 1; n < c->words.n; n++)
		if (brings_secret(&c->words.p[n]))
			return &c->words.p[n];
	return NULL;
}

/* The file that the command writes the secret to; empty when none is known. */
static struct str file_of(const struct sh_script *s, size_t at)
{
	const struct sh_command *c = &s->commands.p[at];
	static const char *const writers[] = { "echo", "printf", NULL };
	struct str none = { 0 };
	for (size_t n = 0; n < ARRAY_LEN(keepers); n++)
		for (size_t k = 1; str_is(sh_name(c), keepers[n].command) && k < c->words.n; k++)
			if (sh_word_is(c, k, keepers[n].verb))
				return str_of(keepers[n].file);
	if (!word_in(sh_name(c), writers))
		return none;
	/* echo $TOKEN | tee FILE */
	const struct sh_command *last = c;
	for (size_t n = at; n < s->commands.n && n - at < RUN_LOOK_AROUND; n++)
		if (s->commands.p[n].pipeline == c->pipeline && c->pipeline_n > 1)
			last = &s->commands.p[n];
	if (last != c && str_is(sh_name(last), "tee") && last->words.n > 1)
		return last->words.p[last->words.n - 1].text;
	for (size_t n = 0; n < last->redirections.n; n++)
		if (str_starts(last->redirections.p[n].operator, STR(">")) &&
		    !str_starts(last->redirections.p[n].target.text, STR("/dev/")) &&
		    !str_starts(last->redirections.p[n].target.text, STR("&")))
			return last->redirections.p[n].target.text;
	return none;
}

/* Does a later command of the script delete the file, or the setting? */
static bool is_undone(const struct sh_script *s, size_t from, struct str file)
{
	size_t slash = str_rfind_char(file, '/');
	struct str name = slash == SIZE_MAX ? file : str_from(file, slash + 1);
	for (size_t n = from + 1; n < s->commands.n && n - from < RUN_LOOK_AROUND; n++) {
		const struct sh_command *c = &s->commands.p[n];
		bool removes = str_is(sh_name(c), "rm") || str_is(sh_name(c), "shred");
		for (size_t k = 1; k < c->words.n; k++) {
			struct str w = c->words.p[k].text;
			if ((removes && str_has(w, name)) || str_starts(w, STR("--unset")) ||
			    str_is(w, "unset") || str_is(w, "delete") || str_is(w, "logout") ||
			    str_is(w, "--remove-section"))
				return true;
		}
		/* a clone may be deleted under its own name: then nothing is certain */
		if (removes && str_is(file, ".git"))
			return true;
	}
	return false;
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct df_build *b = lint_build(l);
	const struct sh_script *s = &b->scripts[instruction];
	if (!ship_reaches(b, i->stage))
		return;
	for (size_t n = 0; n < s->commands.n; n++) {
		const struct sh_command *c = &s->commands.p[n];
		const struct sh_word *w = secret_word(c);
		struct str file = w ? file_of(s, n) : (struct str){ 0 };
		if (file.n == 0 || is_undone(s, n, file))
			continue;
		lint_report(l, instruction, df_word_span(b, instruction, w),
			    "the secret is written to %.*s, which stays in the layer", STRF(file))
			->suggestion = STR(
			"mount the whole file where it is needed (RUN --mount=type=secret,id=npmrc,"
			"target=/root/.npmrc), or take it out again in the same RUN");
	}
}

const struct dockerfile_rule dockerfile_rule_secret_kept_in_file = {
	.id = "secret-kept-in-file",
	.aliases = "",
	.title = "A secret of the build is written into a file of the image",
	.why = "The mount or the argument is gone after the RUN, the file is not: everybody who can pull the image reads "
	       "the token from it.",
	.fix = "Mount the configuration file itself as a secret, or delete it in the same RUN.",
	.level = LINT_ERROR,
	.severity = SEVERITY_HIGH,
	.reference = "https://docs.docker.com/build/building/secrets/",
	.bad = "FROM node:24-slim\nWORKDIR /app\nCOPY package.json package-lock.json ./\n"
	       "RUN --mount=type=secret,id=t npm config set "
	       "//registry.example.com/:_authToken=\"$(cat /run/secrets/t)\" && npm ci --omit=dev\nUSER node\n",
	/* deleted in the same RUN; put in by npm itself; in a stage that does not ship */
	.good = "FROM node:24-slim AS build\nWORKDIR /app\nCOPY package.json package-lock.json ./\n"
		"RUN --mount=type=secret,id=t npm config set //r/:_authToken=\"$(cat /run/secrets/t)\" && npm ci\n"
		"FROM node:24-slim\nWORKDIR /app\nCOPY package.json package-lock.json ./\n"
		"RUN --mount=type=secret,id=NPM_TOKEN,env=NPM_TOKEN echo '//r/:_authToken=${NPM_TOKEN}' > .npmrc && "
		"npm ci --omit=dev\n"
		"RUN --mount=type=secret,id=T,env=GIT_TOKEN "
		"git config --global url.\"https://$GIT_TOKEN@example.com/\".insteadOf https://example.com/ && "
		"npm rebuild && rm ~/.gitconfig\nUSER node\n",
	.on = ON(DF_RUN),
	.check = check,
};
