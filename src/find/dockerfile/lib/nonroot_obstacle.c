/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What speaks against running the program as an ordinary account?
 *
 * Nobody can prove from a Dockerfile that a program does not need root. What can be seen is everything that usually
 * makes it fail, and each of these is a reason to leave the decision to a human:
 *
 *     a port below 1024                      it may not be opened
 *     files in root's home, or closed ones   they cannot be read
 *     an installer or script of its own      it may do either of them
 *     files that belong to another account   that one is meant
 *     a program that is not known            it may start others, or need root for its work
 *
 * Known are the runtimes of languages, and a program that the file itself copies or builds.
 */
#include "find/dockerfile/lib/nonroot.h"

#include "find/dockerfile/lib/accounts.h"
#include "find/dockerfile/lib/image_path.h"
#include "find/dockerfile/lib/manager.h"
#include "find/dockerfile/lib/port.h"
#include "find/dockerfile/lib/ship.h"

#define FEW 16 /* commands of a CMD that is looked at */

/* Of the walk over the image's instructions. */
struct look {
	struct lint *lint;
	const struct df_build *build;
	const struct df_stage *stage;
	const struct nonroot_account *account;
};

static bool is_foreign_owner(const struct look *k, struct str owner)
{
	struct str user, id;
	str_cut(owner, ':', &user, NULL);
	str_cut(k->account->id, ':', &id, NULL);
	return !str_is(user, "root") && !str_is(user, "0") && !str_eq(user, id) &&
	       !(k->account->name.n && str_eq(user, k->account->name));
}

/* 600, 0750, o-r, go= */
static bool closes(struct str mode)
{
	uint64_t number;
	if (str_u64(mode, 7777, &number))
		return (number % 10 & 4) == 0;
	return str_has(mode, STR("o-r")) || str_has(mode, STR("o=,")) ||
	       str_ends(mode, STR("o=")) || str_has(mode, STR("go-"));
}

/* ---- RUN ---- */

static bool is_in_home_of_root(struct str word)
{
	return str_has(word, STR("/root")) || str_has(word, STR("$HOME")) ||
	       str_has(word, STR("${HOME}")) || str_starts(word, STR("~"));
}

/* curl … | sh, ./setup.sh, bash install: anything. */
static bool is_script(const struct sh_command *c)
{
	static const char *const shells[] = { "sh", "bash", "ash", "dash", "zsh", NULL };
	return c->words.n && (!c->words.p[0].literal || word_in(sh_name(c), shells) ||
			      str_ends(c->words.p[0].text, STR(".sh")));
}

static const char *in_command(const struct look *k, const struct sh_command *c)
{
	struct str name = sh_name(c), owner;
	size_t word;
	if (is_script(c) && !(c->flags & SH_SUBSTITUTION))
		return "a script does what cannot be seen here";
	if (str_is(name, "umask") || str_is(name, "su") || str_is(name, "setpriv"))
		return "the file changes accounts or modes in a way of its own";
	if (account_of_chown(c, &owner, &word) && is_foreign_owner(k, owner))
		return "files are given to another account, which may be the one that is meant";
	for (size_t n = 1; n < c->words.n; n++) {
		struct str w = c->words.p[n].text;
		if (is_in_home_of_root(w) && !str_is(name, "rm") && !str_is(name, "echo"))
			return "something is put into root's home, where no other account can read";
		if (str_is(w, "--user") && str_starts(name, STR("pip")))
			return "pip --user installs into root's home, where no other account can read";
		if (str_is(name, "chmod") && n == 1 && closes(w))
			return "a mode keeps other accounts from reading files";
		if (str_is(name, "mkdir") && !c->words.p[n].literal)
			return "mkdir makes folders whose names cannot be seen here";
	}
	return NULL;
}

static const char *in_run(const struct look *k, uint32_t at)
{
	const struct sh_script *s = &k->build->scripts[at];
	const char *why = NULL;
	if (s->commands.n == 0 || s->incomplete)
		return "a RUN cannot be read";
	for (size_t n = 0; n < s->commands.n && !why; n++)
		why = in_command(k, &s->commands.p[n]);
	return why;
}

/* ---- other instructions ---- */

static const char *in_copy(const struct look *k, const struct df_instruction *i)
{
	const struct df_flag *owner = df_flag(i, "chown"), *mode = df_flag(i, "chmod");
	if (owner && is_foreign_owner(k, owner->value))
		return "files are given to another account, which may be the one that is meant";
	if (mode && closes(mode->value))
		return "a mode keeps other accounts from reading files";
	if (is_in_home_of_root(copy_destination(i)))
		return "something is put into root's home, where no other account can read";
	return NULL;
}

#define LOW_PORT "the port is below 1024, which an ordinary account may not open everywhere"

static const char *in_expose(const struct look *k, uint32_t at, const struct df_instruction *i)
{
	for (size_t n = 0; n < i->args.n; n++) {
		bool unknown = false;
		struct port_range range;
		struct str port = df_resolve(k->build, at, i->args.p[n].text, &unknown);
		if (unknown || !port_parse(port, &range))
			return "the port is not known";
		if (range.first < 1024)
			return LOW_PORT;
	}
	return NULL;
}

static const char *in_env(const struct df_instruction *i)
{
	for (size_t n = 0; n < i->pairs.n; n++) {
		uint64_t port;
		struct str key = i->pairs.p[n].key.text, value = i->pairs.p[n].value.text;
		if (str_ends(key, STR("PORT")) && str_u64(value, 1023, &port) && port > 0)
			return LOW_PORT;
		if (is_in_home_of_root(value) && !str_has(value, STR("/root/.cache")))
			return "a variable points into root's home, where no other account can read";
	}
	return NULL;
}

static const char *in_instruction(const struct look *k, uint32_t at, const struct df_instruction *i)
{
	if (i->kind == DF_RUN)
		return in_run(k, at);
	if (i->kind == DF_COPY || i->kind == DF_ADD)
		return in_copy(k, i);
	if (i->kind == DF_EXPOSE)
		return in_expose(k, at, i);
	if (i->kind == DF_ENV || i->kind == DF_ARG)
		return in_env(i);
	if (i->kind == DF_ONBUILD)
		return "ONBUILD lets others build on this image as root";
	if (i->kind == DF_WORKDIR && is_in_home_of_root(i->text))
		return "the program works in root's home, where no other account can read";
	return NULL;
}

/* ---- the program ---- */

/* Does the file bring this program: by COPY into a folder above it, or by a command that names it? */
static bool is_own_program(const struct look *k, uint32_t at, struct str program)
{
	struct str path, to;
	struct ship_walk w;
	if (str_ends(program, STR(".sh")) || str_has(program, STR("entrypoint")) ||
	    !image_path(k->build, at, program, &path) || image_path_within(path, STR("/bin")) ||
	    image_path_within(path, STR("/sbin")) || image_path_within(path, STR("/usr/bin")) ||
	    image_path_within(path, STR("/usr/sbin")) || image_path_within(path, STR("/etc")))
		return false;
	for (ship_walk_begin(&w, k->build, k->stage, DF_GLOBAL); ship_walk_next(&w);) {
		const struct sh_script *s = &k->build->scripts[w.instruction];
		if ((w.i->kind == DF_COPY || w.i->kind == DF_ADD) &&
		    image_path(k->build, w.instruction, copy_destination(w.i), &to) &&
		    image_path_within(path, to))
			return true;
		for (size_t n = 0; w.i->kind == DF_RUN && n < s->commands.n; n++)
			for (size_t j = 1; j < s->commands.p[n].words.n; j++)
				if (image_path(k->build, w.instruction,
					       s->commands.p[n].words.p[j].text, &to) &&
				    str_eq(to, path))
					return true;
	}
	return false;
}

static bool is_runtime(struct str name)
{
	static const char *const names[] = {
		"node",	    "npm",     "npx",	 "yarn",  "pnpm",      "python", "python3",
		"gunicorn", "uvicorn", "daphne", "flask", "hypercorn", "celery", "waitress-serve",
		"ruby",	    "bundle",  "rackup", "puma",  "rails",     "java",	 "perl",
		"php",	    "dotnet",  "deno",	 "bun",	  "echo",      "exec",	 "cd",
		NULL,
	};
	return word_in(name, names) || str_starts(name, STR("python3."));
}

/* A file that the program's output is written to, other than a device. */
static bool writes_file(const struct sh_command *c)
{
	for (size_t n = 0; n < c->redirections.n; n++) {
		const struct sh_redirection *r = &c->redirections.p[n];
		if (str_has(r->operator, STR(">")) && !str_ends(r->operator, STR("&")) &&
		    !str_starts(r->target.text, STR("/dev/")))
			return true;
	}
	return false;
}

/* tini and its like start what stands behind them; *out_next is where that begins. */
static bool is_init(const struct sh_command *c, size_t *out_next)
{
	static const char *const names[] = { "tini", "dumb-init", "tini-static", NULL };
	if (!word_in(sh_name(c), names))
		return false;
	size_t n = 1;
	while (n < c->words.n && str_starts(c->words.p[n].text, STR("-")))
		n++;
	*out_next = n;
	return true;
}

/* --port 80, 0.0.0.0:80, --listen=:443, and a lone 80 or 443. */
static bool opens_low_port(const struct sh_command *c)
{
	for (size_t n = 1; n < c->words.n; n++) {
		struct str w = c->words.p[n].text, before = c->words.p[n - 1].text;
		size_t colon = str_rfind_char(w, ':'), equals = str_find_char(w, '=');
		uint64_t port;
		bool named = str_has(before, STR("port")) || str_is(before, "-p") ||
			     str_is(before, "-P");
		if (colon != SIZE_MAX) {
			named = true;
			w = str_from(w, colon + 1);
		} else if (equals != SIZE_MAX) {
			named = str_has(w, STR("port"));
			w = str_from(w, equals + 1);
		}
		if (str_u64(w, 1023, &port) && port > 0 && (named || port == 80 || port == 443))
			return true;
	}
	return false;
}

static const char *in_program(const struct look *k, uint32_t at, bool *out_goes_on)
{
	const struct sh_script *s = &k->build->scripts[at];
	*out_goes_on = false;
	if (s->commands.n == 0 || s->incomplete)
		return "what the container starts cannot be read";
	if (s->commands.n > FEW)
		return "several programs are started";
	for (size_t n = 0; n < s->commands.n; n++) {
		const struct sh_command *c = &s->commands.p[n];
		size_t first = 0;
		if (c->words.n == 0)
			continue;
		if (writes_file(c))
			return "the program writes a file inside of the container";
		if (opens_low_port(c))
			return LOW_PORT;
		if (c->flags & SH_IN_BACKGROUND)
			return "several programs are started";
		if (is_init(c, &first) && first >= c->words.n) {
			*out_goes_on = true;
			continue;
		}
		struct str program = c->words.p[first].text;
		size_t slash = str_rfind_char(program, '/');
		if (!c->words.p[first].literal ||
		    (!is_runtime(slash == SIZE_MAX ? program : str_from(program, slash + 1)) &&
		     !(slash != SIZE_MAX && is_own_program(k, at, program))))
			return "it is not known whether the program that is started needs root";
	}
	return NULL;
}

static const char *in_start(const struct look *k)
{
	const struct df_stage *t = k->stage;
	const struct df_instruction *first = t->entrypoint ? t->entrypoint : t->cmd;
	const struct df_instruction *all = k->build->file->instructions.p;
	bool goes_on = false;
	if (!first)
		return "the file does not say what is started";
	/* there CMD is what the base's own program gets */
	if (!t->entrypoint && str_has(ship_image(k->build, t), STR("distroless/")))
		return NULL;
	const char *why = in_program(k, (uint32_t)(first - all), &goes_on);
	if (!why && goes_on)
		why = t->entrypoint && t->cmd ? in_program(k, (uint32_t)(t->cmd - all), &goes_on)
					      : "the file does not say what is started";
	return why;
}

const char *nonroot_obstacle(struct lint *l, const struct df_stage *stage,
			     const struct nonroot_account *account)
{
	const struct look k = { l, lint_build(l), stage, account };
	struct ship_walk w;
	const char *why = NULL;
	for (uint32_t n = stage->index + 1; n < k.build->stages.n; n++)
		if (k.build->stages.p[n].parent == stage->index)
			return "another stage is built on this one";
	for (ship_walk_begin(&w, k.build, stage, DF_GLOBAL); !why && ship_walk_next(&w);)
		why = in_instruction(&k, w.instruction, w.i);
	return why ? why : in_start(&k);
}
