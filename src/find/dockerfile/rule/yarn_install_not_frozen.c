/* SPDX-License-Identifier: Apache-2.0 */
/* yarn rewrites yarn.lock when it does not fit. From yarn 2 on the option is a synonym of --immutable. */
#include "find/dockerfile/lib/edits.h"
#include "find/dockerfile/lib/javascript.h"
#include "find/dockerfile/lib/lock_file.h"

static void judge(struct lint *l, uint32_t instruction, const struct sh_command *c, bool moved)
{
	static const char *const names[] = { "yarn.lock", NULL };
	const struct df_build *b = lint_build(l);
	struct js_install install;
	if (!js_install_read(c, &install) || install.tool != JS_YARN || install.locked)
		return;
	struct lint_finding *n =
		lint_report(l, instruction, df_command_span(b, instruction, c),
			    "yarn install may change yarn.lock instead of obeying it");
	const struct sh_word *last = &c->words.p[install.verb];
	if (!moved && !install.has_folder && edit_is_plain(b, instruction, last) &&
	    lock_file_state(b, instruction, names) == LOCK_PRESENT) {
		edit_append_word(l, n, df_word_span(b, instruction, last), "--frozen-lockfile");
		n->edit_reason = STR("installs exactly what yarn.lock names, or fails");
	} else {
		n->suggestion = STR(
			"copy yarn.lock beside package.json and write yarn install --frozen-lockfile");
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

const struct dockerfile_rule dockerfile_rule_yarn_install_not_frozen = {
	.id = "yarn-install-not-frozen",
	.aliases = "",
	.title = "yarn install without --frozen-lockfile",
	.why = "When yarn.lock and package.json disagree, other versions are installed than the ones that "
	       "were tested.",
	.fix = "Copy package.json and yarn.lock, then RUN yarn install --frozen-lockfile (--immutable from yarn 2 on).",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.bad = "FROM node:24-slim\nWORKDIR /app\nCOPY package.json yarn.lock ./\n"
	       "RUN yarn install --prod\nUSER node\n",
	.good = "FROM node:24-slim\nWORKDIR /app\nCOPY package.json yarn.lock ./\n"
		"RUN yarn install --prod --frozen-lockfile && yarn add left-pad@1.3.0\nUSER node\n",
	.on = ON(DF_RUN),
	.check = check,
};
