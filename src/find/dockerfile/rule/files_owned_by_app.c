/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The account that runs the program owns the program's files, so a hole in the program lets an intruder rewrite it.
 * Folders for data are what an account may own. The first place is reported: the cure is the same for all.
 */
#include "find/dockerfile/lib/accounts.h"
#include "find/dockerfile/lib/image_path.h"
#include "find/dockerfile/lib/ship.h"

static bool is_data(struct str path)
{
	static const char *const parts[] = { "data", "upload", "storage", "cache", "log",
					     "tmp",  "/var/",  "media",	  "home",  "state",
					     "run",  "config", "spool",	  "/etc" };
	for (size_t n = 0; n < ARRAY_LEN(parts); n++)
		if (str_has(path, str_of(parts[n])))
			return true;
	return false;
}

/* The account the container runs as; empty when it is root or not known. */
static struct str final_account(const struct df_build *b)
{
	const struct df_stage *t = &b->stages.p[b->target];
	if (!t->user || t->user->args.n == 0)
		return (struct str){ 0 };
	struct str name;
	str_cut(t->user->args.p[0].text, ':', &name, NULL);
	if (str_is(name, "root") || str_is(name, "0") || str_find_char(name, '$') != SIZE_MAX)
		return (struct str){ 0 };
	return name;
}

static void report(struct lint *l, uint32_t instruction, struct span span, struct str account,
		   struct str path)
{
	struct lint_finding *n = lint_report(
		l, instruction, span, "%.*s, which runs the program, can rewrite it: it owns %.*s",
		STRF(account), STRF(path));
	n->suggestion = STR(
		"leave the program to root, which may read it all the same, and give the account only the "
		"folders that it writes");
}

static bool check_copy(struct lint *l, uint32_t instruction, const struct df_instruction *i,
		       struct str account)
{
	const struct df_flag *flag = df_flag(i, "chown");
	struct str owner, to;
	if (!flag || i->args.n < 2)
		return false;
	str_cut(flag->value, ':', &owner, NULL);
	if (!str_eq(owner, account) ||
	    !image_path(lint_build(l), instruction, copy_destination(i), &to) || is_data(to) ||
	    is_data(i->args.p[0].text))
		return false;
	report(l, instruction, flag->span, account, to);
	return true;
}

/* chown of a folder that a COPY filled is the same */
static bool check_chown(struct lint *l, uint32_t instruction, const struct sh_command *c,
			struct str account)
{
	const struct df_build *b = lint_build(l);
	const struct df_stage *s = ship_stage(b, instruction);
	struct str owner, folder, to;
	size_t word;
	if (!account_of_chown(c, &owner, &word) || !str_eq(owner, account) ||
	    !(sh_has_short(c, 'R') || sh_has_long(c, "recursive")))
		return false;
	for (size_t k = word + 1; s && k < c->words.n; k++) {
		if (!c->words.p[k].literal ||
		    !image_path(b, instruction, c->words.p[k].text, &folder) || is_data(folder))
			continue;
		for (uint32_t n = s->first; n < instruction; n++) {
			const struct df_instruction *i = &b->file->instructions.p[n];
			if ((i->kind == DF_COPY || i->kind == DF_ADD) && i->args.n &&
			    image_path(b, n, copy_destination(i), &to) &&
			    image_path_within(to, folder) && !is_data(to)) {
				report(l, instruction, df_command_span(b, instruction, c), account,
				       folder);
				return false;
			}
		}
	}
	return false;
}

static void check_file(struct lint *l)
{
	const struct df_build *b = lint_build(l);
	if (b->target == DF_GLOBAL || b->target >= b->stages.n)
		return;
	struct str account = final_account(b);
	struct ship_walk w;
	bool found = account.n == 0;
	for (ship_walk_begin(&w, b, &b->stages.p[b->target], DF_GLOBAL);
	     !found && ship_walk_next(&w);) {
		if (w.i->kind == DF_COPY || w.i->kind == DF_ADD)
			found = check_copy(l, w.instruction, w.i, account);
		const struct sh_script *s = &b->scripts[w.instruction];
		for (size_t n = 0; w.i->kind == DF_RUN && !found && n < s->commands.n; n++)
			found = check_chown(l, w.instruction, &s->commands.p[n], account);
	}
}

const struct dockerfile_rule dockerfile_rule_files_owned_by_app = {
	.id = "files-owned-by-app",
	.aliases = "",
	.title = "The program's account owns the program",
	.why = "A hole that lets somebody write a file becomes one that lets him run a program: he replaces the code, and it "
	       "stays replaced.",
	.fix = "Copy the program as root (the default) and give the account only what it writes.",
	.level = LINT_STYLE,
	.severity = SEVERITY_LOW,
	.bad = "FROM node:24-slim\nWORKDIR /srv/app\nCOPY --chown=node:node dist ./dist\nUSER node\nCMD [\"node\", \"dist\"]\n",
	/* a folder for data */
	.good = "FROM node:24-slim\nWORKDIR /srv/app\nCOPY dist ./dist\nCOPY --chown=node:node seed ./data/\nUSER node\n"
		"CMD [\"node\", \"dist\"]\n",
	.check_file = check_file,
};
