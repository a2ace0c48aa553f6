/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The edits that let the image's program run as an ordinary account.
 *
 *     FROM debian:12                                 FROM debian:12
 *     RUN mkdir -p /app/data                         RUN mkdir -p /app/data && chown 10001:10001 /app/data
 *     COPY seed/ /app/data/               ──►        COPY --chown=10001:10001 seed/ /app/data/
 *     COPY ledger /app/                              COPY ledger /app/
 *     CMD ["/app/ledger"]                            RUN groupadd … && useradd …
 *                                                    USER 10001:10001
 *                                                    CMD ["/app/ledger"]
 *
 * The program and its configuration stay root's: the account may read them, and an intruder cannot rewrite them.
 * Only folders that are named like data are given away.
 *
 * Must stay true:
 *  - USER stands behind everything that needs root: the last RUN, COPY, ADD, WORKDIR and VOLUME.
 *  - The number is the same everywhere, and does not depend on the order of instructions.
 *  - No RUN is added directly behind another one; it becomes a part of that.
 *  - A folder of VOLUME is made before the VOLUME: some builders forget what is changed in it afterwards.
 */
#include "find/dockerfile/lib/nonroot.h"

#include "find/dockerfile/lib/image_path.h"
#include "find/dockerfile/lib/run.h"
#include "find/dockerfile/lib/ship.h"
#include "find/dockerfile/lib/value.h"

#define MANY 64 /* folders: beyond, no repair */

/* Commands to be run as root by the RUN at `at`, or by a new one in front of it. */
struct root_work {
	uint32_t at;
	VEC(struct str) commands;
};

struct plan {
	struct lint *lint;
	struct lint_finding *finding;
	const struct df_build *build;
	const struct df_stage *stage;
	struct nonroot_account account;
	uint32_t user_at; /* USER goes in front of this instruction; stage->last: behind all */
	VEC(struct root_work) work; /* of RUNs that are there */
	VEC(struct str) prepare;    /* commands of the new one */
	uint32_t prepare_at;
	bool gives; /* a folder is given to the account */
};

bool nonroot_is_written(struct str path)
{
	static const char *const names[] = { "data",  "upload", "uploads", "storage",
					     "cache", "logs",	"log",	   "tmp",
					     "state", "spool",	NULL };
	while (path.n > 1 && path.p[path.n - 1] == '/')
		path.n--;
	size_t slash = str_rfind_char(path, '/');
	return word_in(slash == SIZE_MAX ? path : str_from(path, slash + 1), names);
}

/* ---- where ---- */

static const struct df_instruction *at(const struct plan *p, uint32_t n)
{
	return &p->build->file->instructions.p[n];
}

static bool needs_root(enum df_kind kind)
{
	return kind == DF_RUN || kind == DF_COPY || kind == DF_ADD || kind == DF_WORKDIR ||
	       kind == DF_VOLUME;
}

/* In front of the first CMD or ENTRYPOINT behind the last instruction that needs root. */
static void find_places(struct plan *p)
{
	uint32_t n = p->stage->last;
	while (n > p->stage->first + 1 && !needs_root(at(p, n - 1)->kind))
		n--;
	p->user_at = p->stage->last;
	for (; n < p->stage->last && p->user_at == p->stage->last; n++)
		if (at(p, n)->kind == DF_CMD || at(p, n)->kind == DF_ENTRYPOINT)
			p->user_at = n;
	p->prepare_at = p->user_at;
}

/* ---- what has to be done as root ---- */

static void add_work(struct plan *p, uint32_t run, struct str command)
{
	struct arena *a = lint_arena(p->lint);
	for (size_t n = p->work.n > MANY ? MANY : 0; n < p->work.n; n++)
		if (p->work.p[n].at == run) {
			*VEC_PUSH(a, &p->work.p[n].commands) = command;
			return;
		}
	struct root_work *w = VEC_PUSH(a, &p->work);
	w->at = run;
	*VEC_PUSH(a, &w->commands) = command;
}

/* mkdir of a folder that the program writes to: the same RUN gives it away. */
static void plan_run(struct plan *p, uint32_t n)
{
	const struct sh_script *s = &p->build->scripts[n];
	bool gives = false;
	for (size_t k = 0; k < s->commands.n; k++)
		gives = gives || str_is(sh_name(&s->commands.p[k]), "chown");
	for (size_t k = 0; k < s->commands.n && !gives; k++) {
		const struct sh_command *c = &s->commands.p[k];
		for (size_t j = 1; str_is(sh_name(c), "mkdir") && j < c->words.n; j++) {
			struct str w = c->words.p[j].text;
			if (str_starts(w, STR("-")) || !nonroot_is_written(w))
				continue;
			add_work(p, n,
				 str_printf(lint_arena(p->lint), "chown %.*s %.*s",
					    STRF(p->account.id), STRF(c->words.p[j].raw)));
			p->gives = true;
		}
	}
}

static void plan_copy(struct plan *p, uint32_t n, const struct df_instruction *i)
{
	struct str to;
	if (df_flag(i, "chown") || !image_path(p->build, n, copy_destination(i), &to))
		return;
	const struct df_word *last;
	size_t sources = copy_sources(i, &last);
	bool written = nonroot_is_written(to);
	for (size_t k = 0; k < sources && !written; k++)
		written = copy_target(p->build, n, i, k, &to) && nonroot_is_written(to);
	if (!written)
		return;
	lint_insert(p->lint, p->finding, i->keyword.end,
		    str_printf(lint_arena(p->lint), " --chown=%.*s", STRF(p->account.id)));
	p->gives = true;
}

/* The folder is made in front of VOLUME. Only plain absolute paths; false for others. */
static bool plan_volume(struct plan *p, uint32_t n, const struct df_instruction *i)
{
	struct str user, group;
	str_cut(p->account.id, ':', &user, &group);
	for (size_t k = 0; k < i->args.n; k++) {
		struct str path = i->args.p[k].text;
		if (i->args.p[k].has_variable || !str_starts(path, STR("/")) ||
		    str_find_char(path, ' ') != SIZE_MAX || n < p->stage->first)
			return false;
		*VEC_PUSH(lint_arena(p->lint), &p->prepare) =
			str_printf(lint_arena(p->lint), "install -d -o %.*s -g %.*s %.*s",
				   STRF(user), STRF(group.n ? group : user), STRF(path));
		p->gives = true;
		if (n < p->prepare_at)
			p->prepare_at = n;
	}
	return true;
}

static const char *plan_all(struct plan *p)
{
	struct ship_walk w;
	for (size_t k = 0; k < ARRAY_LEN(p->account.create); k++)
		if (p->account.create[k].n)
			*VEC_PUSH(lint_arena(p->lint), &p->prepare) = p->account.create[k];
	for (ship_walk_begin(&w, p->build, p->stage, DF_GLOBAL); ship_walk_next(&w);) {
		if (w.i->kind == DF_RUN)
			plan_run(p, w.instruction);
		else if (w.i->kind == DF_COPY || w.i->kind == DF_ADD)
			plan_copy(p, w.instruction, w.i);
		else if (w.i->kind == DF_VOLUME && !plan_volume(p, w.instruction, w.i))
			return "the folders of VOLUME are not known";
	}
	if (p->work.n > MANY || p->prepare.n > MANY)
		return "it writes to too many folders";
	if (p->prepare.n && ship_root(p->build, p->stage)->scratch)
		return "there is no shell that could prepare folders";
	if (p->prepare.n && str_has(ship_image(p->build, p->stage), STR("distroless/")))
		return "there is no shell that could prepare folders";
	return NULL;
}

/* ---- the edits ---- */

static struct str joined(struct arena *a, const struct str *commands, size_t n, struct str between)
{
	struct str out = n ? commands[0] : STR("");
	for (size_t k = 1; k < n; k++)
		out = str_printf(a, "%.*s%.*s%.*s", STRF(out), STRF(between), STRF(commands[k]));
	return out;
}

/* The RUN directly in front of an instruction of the final stage; DF_GLOBAL when there is another one. */
static uint32_t run_in_front(const struct plan *p, uint32_t n)
{
	return n > p->stage->first && at(p, n - 1)->kind == DF_RUN && !at(p, n - 1)->broken
		       ? n - 1
		       : DF_GLOBAL;
}

static bool write_work(struct plan *p)
{
	struct arena *a = lint_arena(p->lint);
	for (size_t n = 0; n < p->work.n; n++) {
		const struct root_work *w = &p->work.p[n];
		struct run r = run_of(p->lint, w->at, at(p, w->at));
		if (!run_is_root(&r) ||
		    !run_append(&r, p->finding,
				joined(a, w->commands.p, w->commands.n, STR(" && "))))
			return false;
	}
	return true;
}

/* Text in front of an instruction, above the comments that speak of it; or behind the last one. */
static void insert_line(struct plan *p, uint32_t n, struct str text)
{
	struct arena *a = lint_arena(p->lint);
	if (n < p->stage->last) {
		struct run r = run_of(p->lint, n, at(p, n));
		lint_insert(p->lint, p->finding, run_line_above(&r),
			    str_printf(a, "%.*s\n", STRF(text)));
	} else {
		lint_insert(p->lint, p->finding, at(p, n - 1)->span.end,
			    str_printf(a, "\n%.*s", STRF(text)));
	}
}

/* USER root behind all that needs root is what has to change; any other one stays, and a new one follows. */
static const struct df_word *user_to_replace(const struct plan *p)
{
	const struct df_instruction *u = p->stage->user;
	uint32_t n = u ? (uint32_t)(u - p->build->file->instructions.p) : DF_GLOBAL;
	if (!u || u->stage != p->stage->index || u->args.n != 1 || !is_direct(p->lint, n, u))
		return NULL;
	for (uint32_t k = n + 1; k < p->stage->last; k++)
		if (needs_root(at(p, k)->kind))
			return NULL;
	return &u->args.p[0];
}

static bool write_all(struct plan *p)
{
	struct arena *a = lint_arena(p->lint);
	const struct df_word *replaced = user_to_replace(p);
	struct str user = str_printf(a, "USER %.*s", STRF(p->account.id));
	if (p->prepare.n) {
		/* a USER that is there stands where root's work ends */
		if (replaced)
			p->prepare_at = (uint32_t)(p->stage->user - p->build->file->instructions.p);
		uint32_t run = run_in_front(p, p->prepare_at);
		if (run != DF_GLOBAL) {
			for (size_t n = 0; n < p->prepare.n; n++)
				add_work(p, run, p->prepare.p[n]);
		} else {
			struct str between = str_printf(a, " %c\n    && ", p->build->file->escape);
			struct str line =
				str_printf(a, "RUN %.*s",
					   STRF(joined(a, p->prepare.p, p->prepare.n, between)));
			if (p->prepare_at == p->user_at && !replaced)
				user = str_printf(a, "%.*s\n%.*s", STRF(line), STRF(user));
			else
				insert_line(p, p->prepare_at, line);
		}
	}
	if (!write_work(p))
		return false;
	if (replaced)
		lint_edit(p->lint, p->finding, replaced->span, p->account.id);
	else
		insert_line(p, p->user_at, user);
	return true;
}

/* ---- the answer ---- */

static void suggest(struct lint *l, struct lint_finding *n, const struct nonroot_account *account,
		    const char *why)
{
	struct arena *a = lint_arena(l);
	struct str id = account->id.n ? account->id : STR("10001:10001");
	if (str_starts(ship_image(lint_build(l), &lint_build(l)->stages.p[n->stage]),
		       STR("dotnet/")))
		id = STR("$APP_UID, an account of the base,");
	memset(&n->edits, 0, sizeof(n->edits));
	n->suggestion = str_printf(
		a,
		"write USER %.*s before CMD, and give the folders that the program writes to that account "
		"(COPY --chown); not repaired by itself because %s",
		STRF(id), why);
}

void nonroot_repair(struct lint *l, struct lint_finding *n, const struct df_stage *stage)
{
	struct plan p = { .lint = l, .finding = n, .build = lint_build(l), .stage = stage };
	const char *why = nonroot_account(l, stage, &p.account);
	if (!why)
		why = nonroot_obstacle(l, stage, &p.account);
	if (!why) {
		find_places(&p);
		why = plan_all(&p);
	}
	if (!why && !write_all(&p))
		why = "the RUN in front of it cannot be added to";
	if (why) {
		suggest(l, n, &p.account, why);
		return;
	}
	n->edit_reason = str_printf(
		lint_arena(l), "runs the program as %.*s, %s%s", STRF(p.account.id),
		p.account.create[0].n ? "a new account without privileges"
		: p.account.name.n    ? "an account that is there"
				      : "which has no privileges",
		p.gives ? ", and gives it the folders that it writes to"
			: "; what it writes to must be given to that account, or be a volume");
}
