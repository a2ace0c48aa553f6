/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A layer is never taken back: what one instruction brings and another deletes is hidden, not gone. Looks for an
 * rm of a secret that an earlier instruction of the same chain put there, by COPY or by a redirection.
 */
#include "find/dockerfile/lib/image_path.h"
#include "find/dockerfile/lib/secret_path.h"
#include "find/dockerfile/lib/ship.h"

/* Does deleting `gone` (a folder when `deep`) delete the file? */
static bool covers(struct str gone, bool deep, struct str file)
{
	return str_eq(gone, file) || (deep && image_path_within(file, gone)) ||
	       (str_find_char(gone, '*') != SIZE_MAX && str_glob(gone, file));
}

/*
 * COPY . /app, and later rm -rf /app/.git: who deletes it knows that it comes with the folder. Not when .dockerignore
 * leaves it out.
 */
static bool came_with_folder(const struct df_build *b, const struct ship_walk *w, struct str gone)
{
	struct str from = w->i->args.p[0].text, to;
	if (copy_sources(w->i, NULL) != 1 || (!str_is(from, ".") && !str_is(from, "./")) ||
	    !secret_path_kind(gone) ||
	    !image_path(b, w->instruction, copy_destination(w->i), &to) ||
	    !image_path_within(gone, to) || gone.n <= to.n)
		return false;
	struct str inside = str_from(gone, to.n == 1 ? 1 : to.n + 1);
	return !b->has_ignore || !df_ignored(b->ignore_text, inside);
}

/* The secret that this instruction wrote at a path that is deleted; empty when none. */
static struct str written(const struct df_build *b, const struct ship_walk *w, struct str gone,
			  bool deep)
{
	struct str path;
	if (copy_is_local(w->i)) {
		for (size_t n = 0; n < copy_sources(w->i, NULL); n++)
			if (copy_target(b, w->instruction, w->i, n, &path) &&
			    covers(gone, deep, path) &&
			    (secret_path_kind(path) || secret_path_kind(w->i->args.p[n].text)))
				return path;
		return came_with_folder(b, w, gone) ? gone : (struct str){ 0 };
	}
	if (w->i->kind != DF_RUN)
		return (struct str){ 0 };
	const struct sh_script *s = &b->scripts[w->instruction];
	for (size_t n = 0; n < s->commands.n; n++)
		for (size_t k = 0; k < s->commands.p[n].redirections.n; k++) {
			const struct sh_redirection *r = &s->commands.p[n].redirections.p[k];
			if (str_starts(r->operator, STR(">")) && r->target.text.n &&
			    image_path(b, w->instruction, r->target.text, &path) &&
			    covers(gone, deep, path) && secret_path_kind(path))
				return path;
		}
	return (struct str){ 0 };
}

static void judge_word(struct lint *l, uint32_t instruction, const struct sh_word *word, bool deep)
{
	const struct df_build *b = lint_build(l);
	const struct df_stage *s = ship_stage(b, instruction);
	struct str gone = word->text, home = STR("/root");
	if (str_starts(gone, STR("~/")))
		gone = str_printf(b->arena, "%.*s/%.*s", STRF(home), STRF(str_from(gone, 2)));
	if (!s || !image_path(b, instruction, gone, &gone))
		return;
	struct ship_walk w;
	for (ship_walk_begin(&w, b, s, instruction); ship_walk_next(&w);) {
		struct str path = written(b, &w, gone, deep);
		if (path.n == 0)
			continue;
		struct position at = df_position(lint_file(l), w.i->span.begin);
		struct lint_finding *n =
			lint_report(l, instruction, df_word_span(b, instruction, word),
				    "%.*s is deleted here, but stays in the layer of line %u",
				    STRF(path), at.line);
		n->suggestion = STR(
			"do not copy it: mount it with RUN --mount=type=secret in the command that needs it");
		return;
	}
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct sh_script *s = &lint_build(l)->scripts[instruction];
	for (size_t n = 0; n < s->commands.n; n++) {
		const struct sh_command *c = &s->commands.p[n];
		if (!str_is(sh_name(c), "rm") && !str_is(sh_name(c), "shred"))
			continue;
		bool deep =
			sh_has_short(c, 'r') || sh_has_short(c, 'R') || sh_has_long(c, "recursive");
		for (size_t k = 1; k < c->words.n; k++)
			if (!str_starts(c->words.p[k].text, STR("-")))
				judge_word(l, instruction, &c->words.p[k], deep);
	}
}

const struct dockerfile_rule dockerfile_rule_secret_deleted_later = {
	.id = "secret-deleted-later",
	.aliases = "",
	.title = "A secret is deleted in a later layer",
	.why = "Layers are only stacked: the file is hidden in the container, and anybody who pulls the image can take "
	       "it out of the layer that brought it.",
	.fix = "Mount it with RUN --mount=type=secret where it is needed; then there is nothing to delete. Replace "
	       "secrets that were in an image that somebody pulled.",
	.level = LINT_ERROR,
	.severity = SEVERITY_CRITICAL,
	.reference = "https://docs.docker.com/build/building/secrets/",
	.bad = "FROM debian:12-slim\nCOPY id_rsa /root/.ssh/id_rsa\nRUN git clone git@example.org:a/b.git /b\n"
	       "RUN rm -rf /root/.ssh\nUSER 10001\n",
	/* written and deleted by the same instruction: in no layer */
	.good = "FROM debian:12-slim\nRUN printf '%s' x > /root/.netrc && rm /root/.netrc\nUSER 10001\n",
	.on = ON(DF_RUN),
	.check = check,
};
