/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/javascript.h"

#include "find/dockerfile/lib/edits.h"
#include "find/dockerfile/lib/lock_file.h"
#include "find/dockerfile/lib/ship.h"

static bool is_any(struct str s, const char *const *words)
{
	for (size_t n = 0; words[n]; n++)
		if (str_is(s, words[n]))
			return true;
	return false;
}

/* Options of an install whose value is the next word. */
static const char *const with_value[] = { "--prefix",
					  "--registry",
					  "--loglevel",
					  "--omit",
					  "--only",
					  "--include",
					  "--cwd",
					  "-C",
					  "--cache",
					  "--userconfig",
					  "--network-timeout",
					  "--cache-folder",
					  "--mutex",
					  "--modules-folder",
					  "--filter",
					  "-F",
					  "--dir",
					  "--store-dir",
					  "--workspace",
					  "-w",
					  "--production",
					  NULL };

static bool next_is_value(const struct sh_command *c, size_t n)
{
	struct str w = c->words.p[n].text;
	if (!is_any(w, with_value) || n + 1 >= c->words.n)
		return false;
	/* --production may stand alone */
	if (str_is(w, "--production"))
		return sh_word_is(c, n + 1, "true") || sh_word_is(c, n + 1, "false");
	return true;
}

static void read_option(const struct sh_command *c, size_t n, struct js_install *out)
{
	static const char *const production[] = {
		"--production", "--production=true", "--prod",	    "-P", "-p",
		"--omit=dev",	"--only=production", "--only=prod", NULL
	};
	static const char *const frozen[] = { "--frozen-lockfile", "--frozen-lockfile=true",
					      "--immutable", "--pure-lockfile", NULL };
	struct str w = c->words.p[n].text;
	if (is_any(w, production))
		out->omits_dev = !(n + 1 < c->words.n && sh_word_is(c, n + 1, "false"));
	else if (n + 1 < c->words.n && str_is(w, "--omit"))
		out->omits_dev = sh_word_is(c, n + 1, "dev");
	else if (n + 1 < c->words.n && str_is(w, "--only"))
		out->omits_dev = str_starts(c->words.p[n + 1].text, STR("prod"));
	else if (is_any(w, frozen))
		out->locked = true;
	else if (str_starts(w, STR("--prefix")) || str_starts(w, STR("--cwd")) || str_is(w, "-C") ||
		 str_starts(w, STR("--dir")))
		out->has_folder = true;
}

static bool tool_of(struct str name, enum js_tool *out)
{
	if (str_is(name, "npm"))
		*out = JS_NPM;
	else if (str_is(name, "yarn") || str_is(name, "yarnpkg"))
		*out = JS_YARN;
	else if (str_is(name, "pnpm"))
		*out = JS_PNPM;
	else
		return false;
	return true;
}

static bool verb_installs(enum js_tool tool, struct str verb, struct js_install *out)
{
	static const char *const npm[] = { "install", "i",	 "in",	"ins",
					   "inst",    "isntall", "add", NULL };
	static const char *const ci[] = { "ci", "clean-install", "ic", "install-clean", NULL };
	if (tool == JS_NPM && is_any(verb, ci)) {
		out->locked = true;
		return true;
	}
	if (tool == JS_NPM)
		return is_any(verb, npm);
	return str_is(verb, "install") || (tool == JS_PNPM && str_is(verb, "i"));
}

bool js_install_read(const struct sh_command *c, struct js_install *out)
{
	static const char *const not_one[] = { "-g",
					       "--global",
					       "--location=global",
					       "--package-lock-only",
					       "--version",
					       "-v",
					       "--help",
					       "--lockfile-only",
					       NULL };
	struct js_install r = { 0 };
	if (!tool_of(sh_name(c), &r.tool))
		return false;
	for (size_t n = 1; n < c->words.n; n++) {
		struct str w = c->words.p[n].text;
		if (is_any(w, not_one))
			return false;
		if (w.n && w.p[0] == '-') {
			read_option(c, n, &r);
			if (next_is_value(c, n))
				n++;
			continue;
		}
		if (r.verb)
			return false; /* packages named on the line, or what cannot be known */
		if (!c->words.p[n].literal || !verb_installs(r.tool, w, &r))
			return false;
		r.verb = n;
	}
	if (r.verb == 0 && r.tool != JS_YARN)
		return false;
	*out = r;
	return true;
}

bool js_builds(const struct sh_command *c)
{
	static const char *const direct[] = { "npx",	"tsc",	  "webpack", "vite",  "jest",
					      "ng",	"rollup", "eslint",  "mocha", "next",
					      "parcel", "vitest", "nx",	     "turbo", "lerna",
					      "gulp",	"grunt",  NULL };
	static const char *const scripts[] = { "build",	 "test", "compile", "lint", "tsc",
					       "bundle", "prod", "dist",    NULL };
	struct str name = sh_name(c);
	if (is_any(name, direct))
		return true;
	enum js_tool tool;
	if (!tool_of(name, &tool) || c->words.n < 2)
		return false;
	bool run = sh_word_is(c, 1, "run") || sh_word_is(c, 1, "run-script");
	if (sh_word_is(c, 1, "exec") || sh_word_is(c, 1, "dlx"))
		return true;
	if (!run && tool == JS_NPM)
		return sh_word_is(c, 1, "test") || sh_word_is(c, 1, "t");
	struct str script = run && c->words.n > 2 ? c->words.p[2].text : c->words.p[1].text;
	for (size_t n = 0; scripts[n]; n++)
		if (str_starts(script, str_of(scripts[n])))
			return true;
	return false;
}

bool js_stage_builds(const struct df_build *b, const struct df_stage *s)
{
	struct ship_walk w;
	for (ship_walk_begin(&w, b, s, DF_GLOBAL); ship_walk_next(&w);) {
		if (w.i->kind != DF_RUN)
			continue;
		const struct sh_script *script = &b->scripts[w.instruction];
		for (size_t n = 0; n < script->commands.n; n++)
			if (js_builds(&script->commands.p[n]))
				return true;
	}
	return false;
}

static bool prunes(const struct sh_command *c)
{
	enum js_tool tool;
	struct js_install again;
	if (!tool_of(sh_name(c), &tool))
		return false;
	if (sh_word_is(c, 1, "prune"))
		return true;
	return js_install_read(c, &again) && again.omits_dev;
}

/* npm run dev, nodemon, ng serve, jest: who starts that wants the tools. */
static bool starts_development(const struct df_build *b, const struct df_instruction *i)
{
	static const char *const words[] = {
		"dev",		 "develop", "development", "watch",	"test",
		"start:dev",	 "serve",   "nodemon",	   "ts-node",	"ts-node-dev",
		"tsx",		 "vite",    "jest",	   "storybook", "ng",
		"react-scripts", "cypress", "playwright",  "lint",	NULL
	};
	if (!i)
		return false;
	for (size_t n = 0; n < i->args.n; n++)
		if (is_any(i->args.p[n].text, words))
			return true;
	struct str rest = i->text, word;
	while (str_next_word(&rest, &word))
		if (is_any(word, words))
			return true;
	(void)b;
	return false;
}

bool js_leaves_dev(const struct df_build *b, uint32_t instruction, const struct sh_command *c,
		   const struct js_install *install)
{
	const struct df_stage *s = ship_stage(b, instruction);
	if (install->omits_dev || !s || !ship_reaches(b, s->index))
		return false;
	for (size_t n = 0; n < c->assignments.n; n++)
		if (str_is(c->assignments.p[n].name, "NODE_ENV"))
			return false;
	if (str_is(ship_variable(b, instruction, "NODE_ENV"), "production"))
		return false;
	const struct df_stage *target = &b->stages.p[b->target];
	if (starts_development(b, target->cmd) || starts_development(b, target->entrypoint))
		return false;
	struct ship_walk w;
	for (ship_walk_begin(&w, b, target, DF_GLOBAL); ship_walk_next(&w);) {
		if (w.i->kind != DF_RUN || w.instruction < instruction)
			continue;
		const struct sh_script *script = &b->scripts[w.instruction];
		for (size_t n = 0; n < script->commands.n; n++) {
			const struct sh_command *o = &script->commands.p[n];
			if (o != c && prunes(o))
				return false;
			/* node_modules is thrown away: the result is elsewhere */
			if (str_is(sh_name(o), "rm") && sh_has_arg(o, "node_modules"))
				return false;
		}
	}
	return !w.over;
}

static void check_lock(struct lint *l, uint32_t instruction, const struct sh_command *c, bool moved,
		       const struct js_lock *lock)
{
	const struct df_build *b = lint_build(l);
	struct js_install install;
	if (!js_install_read(c, &install) || install.tool != lock->tool || install.locked)
		return;
	struct lint_finding *n = lint_report(l, instruction, df_command_span(b, instruction, c),
					     "%s", lock->message);
	const struct sh_word *last = &c->words.p[install.verb];
	if (!moved && !install.has_folder && edit_is_plain(b, instruction, last) &&
	    lock_file_state(b, instruction, lock->files) == LOCK_PRESENT) {
		edit_append_word(l, n, df_word_span(b, instruction, last), "--frozen-lockfile");
		n->edit_reason = str_of(lock->reason);
	} else {
		n->suggestion = str_of(lock->suggestion);
	}
}

void js_check_lock(struct lint *l, uint32_t instruction, const struct js_lock *lock)
{
	const struct sh_script *s = &lint_build(l)->scripts[instruction];
	bool moved = false;
	for (size_t n = 0; n < s->commands.n; n++) {
		check_lock(l, instruction, &s->commands.p[n], moved, lock);
		moved = moved || str_is(sh_name(&s->commands.p[n]), "cd");
	}
}

void js_check_dev(struct lint *l, uint32_t instruction, enum js_tool tool, const char *suggestion)
{
	const struct df_build *b = lint_build(l);
	const struct sh_script *s = &b->scripts[instruction];
	for (size_t n = 0; n < s->commands.n; n++) {
		const struct sh_command *c = &s->commands.p[n];
		struct js_install install;
		if (js_install_read(c, &install) && install.tool == tool &&
		    js_leaves_dev(b, instruction, c, &install))
			lint_report(l, instruction, df_command_span(b, instruction, c),
				    "development dependencies are installed into the image")
				->suggestion = str_of(suggestion);
	}
}
