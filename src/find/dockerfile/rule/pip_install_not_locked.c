/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The installers of Python that have a lock file, used without obeying it. Plain pip has none: its
 * pins are another rule's.
 */
#include "find/dockerfile/lib/edits.h"
#include "find/dockerfile/lib/lock_file.h"
#include "find/dockerfile/lib/ship.h"

static void judge(struct lint *l, uint32_t instruction, const struct sh_command *c, bool first)
{
	static const char *const pipenv_lock[] = { "Pipfile.lock", NULL };
	static const char *const uv_lock[] = { "uv.lock", NULL };
	const struct df_build *b = lint_build(l);
	bool pipenv = str_is(sh_name(c), "pipenv") && sh_word_is(c, 1, "install");
	bool uv = str_is(sh_name(c), "uv") && sh_word_is(c, 1, "sync");
	if ((pipenv && (sh_has_long(c, "deploy") || sh_has_long(c, "ignore-pipfile") ||
			sh_operand(c, 1, NULL))) ||
	    (uv && (sh_has_long(c, "frozen") || sh_has_long(c, "locked") ||
		    ship_variable(b, instruction, "UV_FROZEN").n ||
		    ship_variable(b, instruction, "UV_LOCKED").n)) ||
	    (!pipenv && !uv))
		return;
	const char *const *names = pipenv ? pipenv_lock : uv_lock;
	const char *option = pipenv ? "--deploy" : "--locked";
	struct lint_finding *n = lint_report(l, instruction, df_command_span(b, instruction, c),
					     "%s may change %s instead of obeying it",
					     pipenv ? "pipenv install" : "uv sync", names[0]);
	const struct sh_word *verb = &c->words.p[1];
	if (first && edit_is_plain(b, instruction, verb) &&
	    lock_file_state(b, instruction, names) == LOCK_PRESENT) {
		edit_append_word(l, n, df_word_span(b, instruction, verb), option);
		n->edit_reason = STR("stops the build when the lock file is out of date");
	} else {
		n->suggestion = str_printf(lint_arena(l), "copy %s and add %s", names[0], option);
	}
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct sh_script *s = &lint_build(l)->scripts[instruction];
	bool moved = false;
	for (size_t n = 0; n < s->commands.n; n++) {
		judge(l, instruction, &s->commands.p[n], !moved);
		moved = moved || str_is(sh_name(&s->commands.p[n]), "cd");
	}
}

const struct dockerfile_rule dockerfile_rule_pip_install_not_locked = {
	.id = "pip-install-not-locked",
	.aliases = "",
	.title = "Python packages are not held to the lock file",
	.why = "When the lock file and the project disagree, other versions are installed than the ones that were tested.",
	.fix = "Write pipenv install --deploy, or uv sync --locked.",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.bad = "FROM python:3.14-slim\nWORKDIR /app\nCOPY pyproject.toml uv.lock ./\nRUN uv sync --no-dev\nUSER 10001\n",
	.good = "FROM python:3.14-slim\nWORKDIR /app\nCOPY pyproject.toml uv.lock ./\n"
		"RUN uv sync --no-dev --frozen\nUSER 10001\n",
	.on = ON(DF_RUN),
	.check = check,
};
