/* SPDX-License-Identifier: Apache-2.0 */
/*
 * `npm install` of a manifest may change the lock file; `npm ci` installs what it says or fails. The repair
 * writes `ci` only where the lock file is certainly there.
 */
#include "find/dockerfile/lib/edits.h"
#include "find/dockerfile/lib/javascript.h"
#include "find/dockerfile/lib/lock_file.h"

/* Options that npm ci refuses, or that make no sense with it. */
static bool has_odd_option(const struct sh_command *c)
{
	return sh_has_arg(c, "--no-package-lock") || sh_has_arg(c, "--package-lock=false") ||
	       sh_has_arg(c, "--force") || sh_has_arg(c, "-f");
}

static bool changes_folder(const struct sh_script *s, const struct sh_command *c)
{
	for (size_t n = 0; n < s->commands.n && &s->commands.p[n] != c; n++)
		if (str_is(sh_name(&s->commands.p[n]), "cd") ||
		    str_is(sh_name(&s->commands.p[n]), "pushd"))
			return true;
	return false;
}

static void judge(struct lint *l, uint32_t instruction, const struct sh_script *s,
		  const struct sh_command *c)
{
	static const char *const names[] = { "package-lock.json", "npm-shrinkwrap.json", NULL };
	const struct df_build *b = lint_build(l);
	struct js_install install;
	if (!js_install_read(c, &install) || install.tool != JS_NPM || install.locked)
		return;
	enum lock_state lock = lock_file_state(b, instruction, names);
	struct lint_finding *n =
		lint_report(l, instruction, df_command_span(b, instruction, c),
			    "npm install may install other versions than the lock file names");
	const struct sh_word *verb = &c->words.p[install.verb];
	if (lock == LOCK_PRESENT && !install.has_folder && !has_odd_option(c) &&
	    !changes_folder(s, c) && edit_replace_word(l, n, instruction, verb, "ci"))
		n->edit_reason = STR("installs exactly what package-lock.json names, or fails");
	else if (lock == LOCK_ABSENT)
		n->suggestion =
			STR("there is no package-lock.json: make one with npm install, commit it, "
			    "copy it in front of this line and write npm ci");
	else
		n->suggestion = STR("copy package-lock.json beside package.json and write npm ci");
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct sh_script *s = &lint_build(l)->scripts[instruction];
	for (size_t n = 0; n < s->commands.n; n++)
		judge(l, instruction, s, &s->commands.p[n]);
}

const struct dockerfile_rule dockerfile_rule_npm_install_not_ci = {
	.id = "npm-install-not-ci",
	.aliases = "",
	.title = "npm install instead of npm ci",
	.why = "npm install resolves versions anew and may change the lock file: today's image and "
	       "tomorrow's differ, and so do their vulnerabilities.",
	.fix = "Copy package.json and package-lock.json, then RUN npm ci.",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.reference = "https://docs.npmjs.com/cli/commands/npm-ci",
	.bad = "FROM node:24-slim\nWORKDIR /app\nCOPY package.json package-lock.json ./\n"
	       "RUN npm install --omit=dev\nUSER node\n",
	/* packages named on the line are another rule's */
	.good = "FROM node:24-slim\nWORKDIR /app\nCOPY package.json package-lock.json ./\n"
		"RUN npm install -g pm2@5.4.2 && npm ci --omit=dev\nUSER node\n",
	.on = ON(DF_RUN),
	.check = check,
};
