/* SPDX-License-Identifier: Apache-2.0 */
/*
 * chown -R or chmod -R of files that an earlier instruction brought: every file is written again into another
 * layer, so the image holds them twice.
 *
 * The repair gives COPY the owner, and makes the chown an ordinary one: the folder itself keeps being changed, as it
 * was. It is certain when nothing but COPY filled the folder, the chown is the first command of its RUN, and the
 * account is there (or a number) at the first of these COPYs.
 */
#include "find/dockerfile/lib/accounts.h"
#include "find/dockerfile/lib/edits.h"
#include "find/dockerfile/lib/image_path.h"
#include "find/dockerfile/lib/ship.h"

struct copies {
	uint32_t first, last; /* instructions */
	size_t n;
	bool owned;  /* one has --chown already */
	bool mixed;  /* one also fills another folder, or comes by another way */
	bool others; /* a RUN between them and the chown */
};

static struct copies find_copies(const struct df_build *b, const struct df_stage *s, uint32_t run,
				 struct str folder)
{
	struct copies r = { .first = DF_GLOBAL };
	for (uint32_t n = s->first; n < run; n++) {
		const struct df_instruction *i = &b->file->instructions.p[n];
		struct str to;
		if (i->kind == DF_RUN || i->kind == DF_ADD)
			r.others = r.others || r.n > 0;
		if ((i->kind != DF_COPY && i->kind != DF_ADD) || i->broken || i->args.n == 0 ||
		    !image_path(b, n, copy_destination(i), &to) || !image_path_within(to, folder))
			continue;
		if (r.n++ == 0)
			r.first = n;
		r.last = n;
		r.owned = r.owned || df_flag(i, "chown") != NULL;
		r.mixed = r.mixed || i->kind == DF_ADD;
	}
	return r;
}

static const struct sh_word *recursive_word(const struct sh_command *c, bool *out_alone)
{
	for (size_t n = 1; n < c->words.n; n++) {
		struct str w = c->words.p[n].text;
		*out_alone = str_is(w, "-R") || str_is(w, "--recursive");
		if (*out_alone || (w.n > 2 && w.p[0] == '-' && w.p[1] != '-' &&
				   str_find_char(w, 'R') != SIZE_MAX))
			return &c->words.p[n];
	}
	return NULL;
}

static void repair(struct lint *l, struct lint_finding *f, uint32_t instruction,
		   const struct copies *r, struct str owner, const struct sh_word *flag)
{
	const struct df_build *b = lint_build(l);
	for (uint32_t n = r->first; n <= r->last; n++) {
		const struct df_instruction *i = &b->file->instructions.p[n];
		if (i->kind == DF_COPY)
			lint_insert(l, f, i->keyword.end,
				    str_printf(lint_arena(l), " --chown=%.*s", STRF(owner)));
	}
	edit_remove_word(l, f, df_word_span(b, instruction, flag));
	f->edit_reason = STR(
		"gives the files their owner when they are copied, so that they are stored once");
}

/* Only COPYs that fill the folder stand between the first and the last. */
static bool is_block(const struct df_build *b, const struct copies *r, struct str folder)
{
	size_t n = 0;
	for (uint32_t k = r->first; k <= r->last; k++) {
		const struct df_instruction *i = &b->file->instructions.p[k];
		struct str to;
		if (i->kind != DF_COPY)
			return false;
		n += image_path(b, k, copy_destination(i), &to) && image_path_within(to, folder);
	}
	return n == r->n && n == r->last - r->first + 1;
}

static void judge(struct lint *l, uint32_t instruction, const struct sh_script *s, size_t at)
{
	const struct df_build *b = lint_build(l);
	const struct sh_command *c = &s->commands.p[at];
	const struct df_stage *stage = ship_stage(b, instruction);
	bool chown = str_is(sh_name(c), "chown"), alone = false;
	const struct sh_word *flag = recursive_word(c, &alone);
	if (!stage || !flag || (!chown && !str_is(sh_name(c), "chmod")))
		return;
	size_t operands = 0, seen = 0;
	struct copies r = { 0 };
	struct str folder = { 0 };
	for (size_t n = 1; n < c->words.n; n++) {
		const struct sh_word *w = &c->words.p[n];
		if (str_starts(w->text, STR("-")) || seen++ == 0)
			continue;
		operands++;
		if (r.n == 0 && w->literal && image_path(b, instruction, w->text, &folder) &&
		    folder.n > 1)
			r = find_copies(b, stage, instruction, folder);
	}
	if (r.n == 0)
		return;
	struct lint_finding *f =
		lint_report(l, instruction, df_command_span(b, instruction, c),
			    "%s -R writes the files of line %u again: the image holds them twice",
			    chown ? "chown" : "chmod",
			    df_position(b->file, b->file->instructions.p[r.first].span.begin).line);
	struct str owner;
	size_t word;
	if (chown && alone && operands == 1 && at == 0 && !r.owned && !r.mixed && !r.others &&
	    !(c->flags & SH_WRAPPED) && account_of_chown(c, &owner, &word) &&
	    is_block(b, &r, folder) && account_state(b, r.first, owner) == ACCOUNT_PRESENT)
		repair(l, f, instruction, &r, c->words.p[word].text, flag);
	else
		f->suggestion =
			str_printf(lint_arena(l), "write COPY --%s=… where the files are copied",
				   chown ? "chown" : "chmod");
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct sh_script *s = &lint_build(l)->scripts[instruction];
	for (size_t n = 0; n < s->commands.n; n++)
		judge(l, instruction, s, n);
}

const struct dockerfile_rule dockerfile_rule_recursive_chown_layer = {
	.id = "recursive-chown-layer",
	.aliases = "",
	.title = "Copied files are changed again in another layer",
	.why = "A layer stores whole files: changing the owner or mode of all of them stores all of them a second time.",
	.fix = "Write COPY --chown=USER:GROUP (and --chmod=MODE) where they are copied.",
	.level = LINT_INFO,
	.severity = SEVERITY_LOW,
	.shipped_only = true,
	.reference = "https://docs.docker.com/reference/dockerfile/#copy---chown---chmod",
	.bad = "FROM node:24-slim\nWORKDIR /app\nCOPY dist ./dist\nRUN chown -R node:node /app\nUSER node\n",
	/* a folder that nothing was copied to */
	.good = "FROM node:24-slim\nWORKDIR /app\nCOPY dist ./dist\n"
		"RUN mkdir /data && chown -R node:node /data\nUSER node\n",
	.on = ON(DF_RUN),
	.check = check,
};
