/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/edits.h"
#include "find/dockerfile/lib/ship.h"

/* Does the image run the tools that --no-dev leaves out, or is it made for development? */
static bool wants_tools(const struct df_build *b, const struct df_stage *s, uint32_t instruction)
{
	struct str env = ship_variable(b, instruction, "APP_ENV");
	if (str_is(env, "dev") || str_is(env, "test") || str_is(env, "local"))
		return true;
	struct ship_walk w;
	for (ship_walk_begin(&w, b, s, DF_GLOBAL); ship_walk_next(&w);) {
		if (w.i->kind != DF_RUN && w.i->kind != DF_CMD && w.i->kind != DF_ENTRYPOINT)
			continue;
		if (str_has(w.i->text, STR("phpunit")) ||
		    str_has(w.i->text, STR("composer test")) || str_has(w.i->text, STR("phpstan")))
			return true;
	}
	return w.over;
}

static void judge(struct lint *l, uint32_t instruction, const struct sh_script *s, size_t at)
{
	const struct df_build *b = lint_build(l);
	const struct sh_command *c = &s->commands.p[at];
	struct str name = sh_name(c);
	const struct df_stage *stage = ship_stage(b, instruction);
	if (!(str_is(name, "composer") || str_is(name, "composer.phar")) || !stage ||
	    !ship_reaches(b, stage->index) || sh_has_arg(c, "--no-dev") ||
	    str_is(ship_variable(b, instruction, "COMPOSER_NO_DEV"), "1"))
		return;
	size_t verb = 1;
	while (verb < c->words.n && str_starts(c->words.p[verb].text, STR("-")))
		verb++;
	if (verb >= c->words.n || !sh_word_is(c, verb, "install"))
		return;
	for (size_t n = at + 1; n < s->commands.n; n++)
		if (str_has(sh_name(&s->commands.p[n]), STR("composer")) &&
		    sh_has_arg(&s->commands.p[n], "--no-dev"))
			return;
	if (wants_tools(b, stage, instruction))
		return;
	struct lint_finding *n = lint_report(l, instruction, df_command_span(b, instruction, c),
					     "development packages are installed into the image");
	if (edit_is_plain(b, instruction, &c->words.p[verb])) {
		edit_append_word(l, n, df_word_span(b, instruction, &c->words.p[verb]), "--no-dev");
		n->edit_reason = STR("leaves out require-dev, which only development needs");
	} else {
		n->suggestion = STR("write composer install --no-dev");
	}
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct sh_script *s = &lint_build(l)->scripts[instruction];
	for (size_t n = 0; n < s->commands.n; n++)
		judge(l, instruction, s, n);
}

const struct dockerfile_rule dockerfile_rule_composer_dev_dependencies = {
	.id = "composer-dev-dependencies",
	.aliases = "",
	.title = "composer installs development packages",
	.why = "Test frameworks below vendor/ have been entry points more than once, and the service "
	       "never loads them.",
	.fix = "Write composer install --no-dev.",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.bad = "FROM php:8.4-fpm\nWORKDIR /app\nCOPY composer.json composer.lock ./\n"
	       "RUN composer install --no-interaction\nUSER www-data\n",
	.good = "FROM php:8.4-fpm\nWORKDIR /app\nCOPY composer.json composer.lock ./\n"
		"RUN composer install --no-dev --no-interaction\nUSER www-data\n",
	.on = ON(DF_RUN),
	.check = check,
};
