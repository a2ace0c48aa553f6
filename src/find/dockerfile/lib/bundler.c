/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/bundler.h"

#include "find/dockerfile/lib/ship.h"

bool bundler_installs(const struct sh_command *c)
{
	struct str name = sh_name(c);
	if (!str_is(name, "bundle") && !str_is(name, "bundler"))
		return false;
	return c->words.n == 1 || sh_word_is(c, 1, "install");
}

/* "BUNDLE_WITHOUT" for "without" */
static struct str variable_of(struct arena *a, const char *setting)
{
	struct str s = str_printf(a, "BUNDLE_%s", setting);
	char *p = arena_bytes(a, s.n);
	for (size_t n = 0; n < s.n; n++)
		p[n] = char_is_lower(s.p[n]) ? (char)(s.p[n] - 32) : s.p[n];
	return str_make(p, s.n);
}

static bool command_sets(const struct sh_command *c, const char *setting)
{
	if (!str_is(sh_name(c), "bundle") || !sh_word_is(c, 1, "config"))
		return false;
	return sh_has_arg(c, setting);
}

static bool script_sets(const struct sh_script *s, const struct sh_command *until,
			const char *setting, struct str variable)
{
	for (size_t n = 0; n < s->commands.n; n++) {
		const struct sh_command *c = &s->commands.p[n];
		if (command_sets(c, setting))
			return true;
		for (size_t k = 0; k < c->assignments.n; k++)
			if (str_eq(c->assignments.p[k].name, variable))
				return true;
		for (size_t k = 1; str_is(sh_name(c), "export") && k < c->words.n; k++)
			if (str_starts(c->words.p[k].text, variable))
				return true;
		if (c == until)
			return false;
	}
	return false;
}

bool bundler_setting(const struct df_build *b, uint32_t instruction, const struct sh_command *c,
		     const char *setting)
{
	struct str variable = variable_of(b->arena, setting);
	if (sh_has_long(c, setting) ||
	    ship_variable(b, instruction, str_cstr(b->arena, variable)).n)
		return true;
	const struct df_stage *s = ship_stage(b, instruction);
	struct ship_walk w;
	if (!s)
		return false;
	for (ship_walk_begin(&w, b, s, instruction + 1); ship_walk_next(&w);)
		if (w.i->kind == DF_RUN &&
		    script_sets(&b->scripts[w.instruction], c, setting, variable))
			return true;
	return w.over;
}
