/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cd in a RUN. It is gone with the RUN, so that a reader has to keep two folders in mind; alone it does nothing.
 * Inside ( ) and $( ) it is the usual way to do one thing elsewhere, and is left alone; so it is behind commands
 * that make what it goes into (unpack, cd, build, delete): a WORKDIR in front could not replace it.
 *
 * Repairs, where nothing else can change:
 *
 *     WORKDIR /app                  WORKDIR /app
 *     RUN cd /app && make           RUN make                      it is there already
 *
 *     RUN cd src && make all        RUN make -C src all           one command, which can do it itself
 *
 *     RUN cd /app && x && y         WORKDIR /app                  the next instruction sets a folder anyway
 *     WORKDIR /srv                  RUN x && y
 *                                   WORKDIR /srv
 */
#include "find/dockerfile/lib/run.h"

static const struct sh_word *folder_of(const struct sh_command *c)
{
	const struct sh_word *w = sh_operand(c, 0, NULL);
	return w && w->literal && w->text.n && !str_is(w->text, "-") ? w : NULL;
}

/* make and git take the folder as an option. */
static bool use_option(const struct run *r, struct lint_finding *n, const struct sh_word *folder)
{
	const struct sh_command *next = &r->script->commands.p[1];
	if (r->script->commands.n != 2 || next->wrapper.n || next->assignments.n ||
	    !(sh_word_is(next, 0, "make") || sh_word_is(next, 0, "git")) ||
	    sh_has_arg(next, "-C") || next->redirections.n)
		return false;
	/* $PWD is asked before the command starts */
	for (size_t k = 1; k < next->words.n; k++)
		if (str_has(next->words.p[k].text, STR("PWD")))
			return false;
	if (!run_drop(r, n, 0))
		return false;
	struct arena *a = lint_arena(r->lint);
	if (run_insert_behind(r, n, &next->words.p[0],
			      str_printf(a, " -C %.*s", STRF(folder->raw)))) {
		n->edit_reason = STR("the command can change the folder itself");
		return true;
	}
	n->edits.n = 0;
	return false;
}

/* The next instruction is a WORKDIR that does not build on this one. */
static bool workdir_follows(const struct run *r)
{
	uint32_t at = r->at + 1;
	if (at >= r->file->instructions.n)
		return false;
	const struct df_instruction *i = &r->file->instructions.p[at];
	return i->kind == DF_WORKDIR && !i->broken && i->stage == r->instruction->stage &&
	       i->args.n && str_starts(i->args.p[0].text, STR("/"));
}

static bool is_clean_path(struct str path)
{
	for (size_t n = 0; n < path.n; n++)
		if (!char_is_alnum(path.p[n]) && !str_has(STR("/._-"), str_slice(path, n, n + 1)))
			return false;
	return !str_has(path, STR("/."));
}

/* The folder must be there, or cd would fail: only an earlier WORKDIR, or a well-known one, is certain. */
static bool exists(const struct run *r, struct str folder)
{
	static const char *const always[] = { "/",     "/tmp",	   "/usr/local/bin", "/usr/local",
					      "/opt",  "/usr/src", "/var/tmp",	     "/etc",
					      "/root", NULL };
	uint32_t at = r->at;
	unsigned steps = 0;
	if (word_in(folder, always))
		return true;
	while (run_previous(r->build, &at, &steps)) {
		const struct df_instruction *i = &r->file->instructions.p[at];
		if (i->kind == DF_WORKDIR && i->args.n && str_eq(i->args.p[0].text, folder))
			return true;
	}
	return false;
}

static bool use_workdir(const struct run *r, struct lint_finding *n, struct str folder)
{
	uint32_t begin = r->instruction->span.begin;
	if (!str_starts(folder, STR("/")) || !is_clean_path(folder) || !exists(r, folder) ||
	    !workdir_follows(r) || r->file->instructions.p[r->at].kind != DF_RUN ||
	    (begin > 0 && r->file->source.p[begin - 1] != '\n') || !run_drop(r, n, 0))
		return false;
	lint_insert(r->lint, n, run_line_above(r),
		    str_printf(lint_arena(r->lint), "WORKDIR %.*s%s", STRF(folder),
			       r->file->crlf ? "\r\n" : "\n"));
	n->edit_reason = STR("says the folder where everybody looks for it");
	return true;
}

static void repair(const struct run *r, struct lint_finding *n, size_t command)
{
	const struct sh_script *s = r->script;
	const struct df_state *state = &r->build->states[r->at];
	const struct sh_word *folder = folder_of(&s->commands.p[command]);
	if (s->commands.n == 1) {
		n->suggestion = STR("It has no effect on what follows: write WORKDIR instead");
		return;
	}
	n->suggestion =
		STR("Write WORKDIR in front of the RUN, give the folder to the command (-C, "
		    "--prefix), or do it in ( )");
	if (command != 0 || !folder || s->commands.p[1].join != SH_AND)
		return;
	bool done = false;
	if (state->workdir_known && str_eq(state->workdir, folder->text)) {
		done = run_drop(r, n, 0);
		n->edit_reason = STR("WORKDIR is that folder already");
	}
	if (done || use_option(r, n, folder) || use_workdir(r, n, folder->text))
		n->suggestion = STR("");
	else
		n->edit_reason = STR("");
}

/* Could stand behind a WORKDIR as well as in front of it. */
static bool is_preparation(const struct sh_command *c)
{
	static const char *const names[] = { "set",   "export", "mkdir", "cd",	    ":",
					     "umask", "shopt",	"echo",	 "install", NULL };
	return !c->words.n || word_in(sh_name(c), names);
}

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	struct run r = run_of(l, at, i);
	for (size_t n = 0; n < r.script->commands.n; n++) {
		const struct sh_command *c = &r.script->commands.p[n];
		unsigned local = SH_SUBSHELL | SH_SUBSTITUTION | SH_FUNCTION;
		if (!is_preparation(c) && !(c->flags & local))
			return;
		if (!str_is(sh_name(c), "cd") || c->flags & local || sh_has_arg(c, "-"))
			continue;
		repair(&r,
		       run_report(&r, n,
				  r.script->commands.n == 1
					  ? STR("cd alone does nothing: it ends with this RUN")
					  : STR("cd in a RUN hides where the commands work")),
		       n);
		return;
	}
}

const struct dockerfile_rule dockerfile_rule_cd_in_run = {
	.id = "cd-in-run",
	.aliases = "DL3003 DS-0013 AVD-DS-0013 DS013",
	.title = "cd in a RUN instead of WORKDIR",
	.why = "The folder is forgotten when the RUN ends, and a reader cannot see where the next "
	       "instruction works.",
	.fix = "Write WORKDIR in front of the RUN; for one command use its own option (make -C) or ( ).",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.reference = "https://docs.docker.com/build/building/best-practices/#workdir",
	.bad = "FROM debian:12\nWORKDIR /app\nRUN cd src && make all\n",
	.good = "FROM debian:12\n"
		"WORKDIR /app\n"
		"RUN make -C src all && (cd test && ./run) && VERSION=$(cd .. && cat VERSION) "
		"&& echo \"cd $VERSION\"\n"
		"RUN tar xzf x.tgz && cd x && ./configure && make install && cd .. && rm -r x\n",
	.on = ON(DF_RUN),
	.check = check,
};
