/* SPDX-License-Identifier: Apache-2.0 */
/* pnpm obeys the lock file by itself only where the variable CI is set: not in a build. */
#include "find/dockerfile/lib/edits.h"
#include "find/dockerfile/lib/javascript.h"
#include "find/dockerfile/lib/lock_file.h"

static void judge(struct lint *l, uint32_t instruction, const struct sh_command *c, bool moved)
{
	static const char *const names[] = { "pnpm-lock.yaml", NULL };
	const struct df_build *b = lint_build(l);
	struct js_install install;
	if (!js_install_read(c, &install) || install.tool != JS_PNPM || install.locked)
		return;
	struct lint_finding *n =
		lint_report(l, instruction, df_command_span(b, instruction, c),
			    "pnpm install may change pnpm-lock.yaml instead of obeying it");
	const struct sh_word *last = &c->words.p[install.verb];
	if (!moved && !install.has_folder && edit_is_plain(b, instruction, last) &&
	    lock_file_state(b, instruction, names) == LOCK_PRESENT) {
		edit_append_word(l, n, df_word_span(b, instruction, last), "--frozen-lockfile");
		n->edit_reason = STR("installs exactly what pnpm-lock.yaml names, or fails");
	} else {
		n->suggestion = STR(
			"copy pnpm-lock.yaml beside package.json and write pnpm install --frozen-lockfile");
	}
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct sh_script *s = &lint_build(l)->scripts[instruction];
	bool moved = false;
	for (size_t n = 0; n < s->commands.n; n++) {
		judge(l, instruction, &s->commands.p[n], moved);
		moved = moved || str_is(sh_name(&s->commands.p[n]), "cd");
	}
}

const struct dockerfile_rule dockerfile_rule_pnpm_install_not_frozen = {
	.id = "pnpm-install-not-frozen",
	.aliases = "",
	.title = "pnpm install without --frozen-lockfile",
	.why = "When pnpm-lock.yaml and package.json disagree, other versions are installed than the ones that "
	       "were tested.",
	.fix = "Copy package.json and pnpm-lock.yaml, then RUN pnpm install --frozen-lockfile.",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.bad = "FROM node:24-slim\nWORKDIR /app\nCOPY package.json pnpm-lock.yaml ./\n"
	       "RUN pnpm install --prod\nUSER node\n",
	.good = "FROM node:24-slim\nWORKDIR /app\nCOPY package.json pnpm-lock.yaml ./\n"
		"RUN pnpm install --prod --frozen-lockfile && pnpm add left-pad@1.3.0\nUSER node\n",
	.on = ON(DF_RUN),
	.check = check,
};
