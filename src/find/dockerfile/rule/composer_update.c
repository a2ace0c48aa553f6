/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/edits.h"
#include "find/dockerfile/lib/lock_file.h"

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	static const char *const names[] = { "composer.lock", NULL };
	const struct df_build *b = lint_build(l);
	const struct sh_script *s = &b->scripts[instruction];
	for (size_t k = 0; k < s->commands.n; k++) {
		const struct sh_command *c = &s->commands.p[k];
		size_t verb = 1;
		while (verb < c->words.n && str_starts(c->words.p[verb].text, STR("-")))
			verb++;
		if (!(str_is(sh_name(c), "composer") || str_is(sh_name(c), "composer.phar")) ||
		    !(sh_word_is(c, verb, "update") || sh_word_is(c, verb, "upgrade")))
			continue;
		struct lint_finding *n =
			lint_report(l, instruction, df_command_span(b, instruction, c),
				    "composer update ignores composer.lock");
		/* packages named behind it are a wish of their own */
		if (k == 0 && sh_operand(c, 1, NULL) == NULL &&
		    lock_file_state(b, instruction, names) == LOCK_PRESENT &&
		    edit_replace_word(l, n, instruction, &c->words.p[verb], "install"))
			n->edit_reason = STR("installs what composer.lock names");
		else
			n->suggestion = STR("copy composer.lock and write composer install");
	}
}

const struct dockerfile_rule dockerfile_rule_composer_update = {
	.id = "composer-update",
	.aliases = "",
	.title = "composer update in a build",
	.why = "It resolves all versions anew: nobody has tested what the image then holds, and two builds differ.",
	.fix = "Copy composer.lock and RUN composer install.",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.bad = "FROM php:8.4-fpm\nWORKDIR /app\nCOPY composer.json composer.lock ./\n"
	       "RUN composer update --no-dev\nUSER www-data\n",
	.good = "FROM php:8.4-fpm\nWORKDIR /app\nCOPY composer.json composer.lock ./\n"
		"RUN composer self-update && composer install --no-dev\nUSER www-data\n",
	.on = ON(DF_RUN),
	.check = check,
};
