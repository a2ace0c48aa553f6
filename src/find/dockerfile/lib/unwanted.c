/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The names of packages come from two readers: lib/manager.h knows variables ($PACKAGES), and lib/packages.h
 * managers whose calls are not judged otherwise (tdnf, pacman).
 */
#include "find/dockerfile/lib/unwanted.h"

#include "find/dockerfile/lib/packages.h"
#include "find/dockerfile/lib/run.h"
#include "find/dockerfile/lib/ship.h"

struct stays {
	struct lint *l;
	const struct df_build *build;
	uint32_t instruction;
	const struct sh_script *script;
	size_t at; /* of the command */
	const struct unwanted *what;
	VEC(struct str) names;
	const struct sh_word *first;
};

static void add(struct stays *x, struct str name, const struct sh_word *w)
{
	if (!x->names.n)
		x->first = w;
	*VEC_PUSH(lint_arena(x->l), &x->names) = name;
}

static void look_at_package(struct stays *x, struct str name, const struct sh_word *w)
{
	if (x->what->is_package(x->build, name) && !packages_removed_later(x->script, x->at, name))
		add(x, name, w);
}

/* "gcc=12.2" is gcc; paths and URLs are no packages */
static struct str name_of(struct str package)
{
	if (str_find_char(package, '/') != SIZE_MAX)
		return STR("");
	for (size_t n = 0; n < package.n; n++)
		if (strchr("=~<>:@", package.p[n]))
			return str_slice(package, 0, n);
	return package;
}

static void look_at_packages(struct stays *x, const struct sh_command *c)
{
	struct manager_call call;
	struct str name;
	const struct sh_word *w;
	if (manager_read(x->l, x->instruction, x->at, &call)) {
		struct manager_operand *operands;
		bool unknown;
		size_t n = manager_operands(x->l, &call, &operands, &unknown);
		for (size_t k = 0; k < n; k++)
			look_at_package(x, name_of(operands[k].text),
					&c->words.p[operands[k].word]);
		return;
	}
	for (size_t k = 0; (w = packages_next(c, &k, &name));)
		look_at_package(x, name, w);
}

static bool installs_modules(const struct sh_command *c)
{
	struct str name = sh_name(c);
	if (str_is(name, "pip") || str_is(name, "pip3"))
		return sh_has_arg(c, "install");
	return str_is(name, "npm") && (sh_has_arg(c, "-g") || sh_has_arg(c, "--global"));
}

static void look_at_command(struct stays *x, const struct sh_command *c)
{
	x->names.n = 0;
	if (packages_installs(c)) {
		look_at_packages(x, c);
	} else if (x->what->is_module && installs_modules(c)) {
		for (size_t k = 2; k < c->words.n; k++)
			if (c->words.p[k].literal && x->what->is_module(c->words.p[k].text))
				add(x, c->words.p[k].text, &c->words.p[k]);
	}
	if (!x->names.n)
		return;
	struct str list = run_enumerate(lint_arena(x->l), x->names.p, x->names.n);
	struct lint_finding *n =
		lint_report(x->l, x->instruction, df_word_span(x->build, x->instruction, x->first),
			    "%s: %.*s", x->what->message, STRF(list));
	n->suggestion = str_of(x->what->suggestion);
}

void unwanted_check(struct lint *l, uint32_t instruction, const struct unwanted *what)
{
	const struct df_build *b = lint_build(l);
	const struct df_stage *stage = ship_stage(b, instruction);
	struct stays x = { .l = l,
			   .build = b,
			   .instruction = instruction,
			   .script = &b->scripts[instruction],
			   .what = what };
	if (!stage || !ship_reaches(b, stage->index) || ship_is_workbench(b))
		return;
	for (x.at = 0; x.at < x.script->commands.n; x.at++)
		look_at_command(&x, &x.script->commands.p[x.at]);
}
