/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which line of a Dockerfile made which layer.
 *
 * An image's history is what a builder made of the instructions: variables are replaced, lists are
 * printed as its language prints them, names of copied files become hashes. The newest steps are the last
 * instructions of the last stage, then come those of the stage that it is FROM, and so on, down to the base:
 *
 *         history (newest first)                       last stage, upwards
 *         CMD ["node" "server.js"]          ═══        CMD ["node", "server.js"]
 *         RUN /bin/sh -c npm ci # buildkit  ═══        RUN npm ci
 *         ENV NODE_ENV=production           ═══        ENV NODE_ENV=$MODE
 *         COPY . /app # buildkit            ═══        COPY . /app
 *         (the base)                                   FROM node:22
 *
 * RUN, COPY and ADD are the steps: they have to agree one by one, and where two of them differ, the walk
 * ends. Whatever is above was built from something else, and a wrong line is worse than none. What only
 * changes the configuration may be missing on either side (docker build --label adds some, buildah leaves
 * some out); it is looked for between the steps.
 *
 * Two texts agree when they are the same after white space is folded and what the builder put around it is
 * taken off; where the Dockerfile has a variable, or the history a masked secret, any text may stand, as long
 * as something else has to agree.
 *
 * Must stay true: what is mapped agrees; when the lowest step differs, nothing is mapped at all. The texts
 * that are compared are counted: where an image and a file made for it would cost more than WORK bytes, the
 * walk ends as at a difference.
 */
#include "find/dockerfile_map.h"

#include "base/limits.h"
#include "find/dockerfile/build.h"
#include "model/instruction.h"

enum {
	ANY = 1,      /* stands for any text; no builder writes this byte */
	WINDOW = 256, /* instructions among which a change of the configuration is looked for */
	WORK = 256 * 1000 * 1000,
};

/* A step or an instruction, made comparable. */
struct step_text {
	enum df_kind kind;
	struct str text; /* without the keyword */
};

struct link {
	uint32_t index; /* of the instruction */
	struct step_text says;
};

struct mapping {
	struct arena *a;
	struct arena *scratch; /* emptied for each step of the history */
	struct report *report;
	const struct dockerfile *file;
	const struct df_build *build;
	VEC(struct link) chain; /* the last instruction first */
	size_t work;
};

static bool is_step(enum df_kind k)
{
	return k == DF_RUN || k == DF_COPY || k == DF_ADD || k == DF_UNKNOWN;
}

/* ---- comparing ---- */

static bool has_any(struct str s)
{
	return str_find_char(s, ANY) != SIZE_MAX;
}

/* The pattern's parts stand in the text in their order; the first and the last at its ends. */
static bool fits_pattern(struct str pattern, struct str text)
{
	struct str part;
	bool said = false, first = true;
	for (size_t i = 0; i < pattern.n; i++)
		said |= char_is_alnum(pattern.p[i]);
	if (!said)
		return false;
	while (str_next(&pattern, ANY, &part)) {
		size_t at = str_find(text, part);
		if (pattern.p == NULL)
			return first ? str_eq(text, part) : str_ends(text, part);
		if (at == SIZE_MAX || (first && at != 0))
			return false;
		text = str_from(text, at + part.n);
		first = false;
	}
	return true;
}

/* "$x", "${x:-y}" → ANY; a masked secret too. */
static struct str with_any(struct arena *a, struct str s, bool variables)
{
	char *p = arena_bytes(a, size_max(s.n, 1));
	size_t n = 0;
	for (size_t i = 0; i < s.n;) {
		if (!variables && str_starts(str_from(s, i), STR("…"))) {
			i += STR("…").n;
			p[n++] = ANY;
			continue;
		}
		if (!variables || s.p[i] != '$' || i + 1 == s.n) {
			p[n++] = s.p[i++];
			continue;
		}
		i++;
		if (s.p[i] == '{') {
			size_t end = str_find_char(str_from(s, i), '}');
			i = end == SIZE_MAX ? s.n : i + end + 1;
		} else {
			while (i < s.n && (char_is_alnum(s.p[i]) || s.p[i] == '_'))
				i++;
		}
		p[n++] = ANY;
	}
	return str_make(p, n);
}

static bool agree(struct arena *a, struct str instruction, struct str step)
{
	if (str_eq(instruction, step))
		return true;
	struct str masked = with_any(a, step, false);
	if (has_any(masked))
		return fits_pattern(masked, instruction);
	struct str pattern = with_any(a, instruction, true);
	return has_any(pattern) && fits_pattern(pattern, step);
}

/* ---- what an instruction says ---- */

static struct str joined(struct arena *a, struct str list, struct str item)
{
	return list.n ? str_printf(a, "%.*s %.*s", STRF(list), STRF(item)) : item;
}

static struct str args_text(struct arena *a, const struct df_instruction *i)
{
	struct str all = STR("");
	for (size_t k = 0; k < i->args.n; k++)
		all = joined(a, all, i->args.p[k].text);
	return all;
}

static struct str run_text(struct arena *a, const struct df_instruction *i)
{
	struct str text = i->json ? args_text(a, i) : i->text;
	for (size_t k = 0; k < i->heredocs.n; k++)
		text = str_printf(a, "%.*s %.*s %.*s", STRF(text), STRF(i->heredocs.p[k].content),
				  STRF(i->heredocs.p[k].name));
	/* the same things are taken off as from the history: "set -eux;" */
	struct str all = instruction_short(a, str_printf(a, "/bin/sh -c %.*s", STRF(text)));
	return str_starts(all, STR("RUN ")) ? str_from(all, 4) : all;
}

static struct str pairs_text(struct arena *a, const struct df_instruction *i)
{
	struct str all = STR("");
	for (size_t k = 0; k < i->pairs.n; k++) {
		const struct df_pair *p = &i->pairs.p[k];
		bool value = p->has_value && i->kind != DF_ARG; /* --build-arg replaces it */
		all = joined(
			a, all,
			value ? str_printf(a, "%.*s=%.*s", STRF(p->key.text), STRF(p->value.text))
			      : p->key.text);
	}
	return all;
}

static struct step_text text_of_instruction(struct arena *a, const struct df_instruction *i)
{
	struct str text = i->text;
	if (i->kind == DF_RUN)
		text = run_text(a, i);
	else if (i->kind == DF_COPY || i->kind == DF_ADD)
		text = args_text(a, i);
	else if (i->kind == DF_ENV || i->kind == DF_LABEL || i->kind == DF_ARG)
		text = pairs_text(a, i);
	return (struct step_text){ i->kind, instruction_fold(a, text) };
}

/* ---- what the history says ---- */

static struct str drop_flags(struct str s)
{
	while (str_starts(s, STR("--"))) {
		size_t end = str_find_char(s, ' ');
		s = end == SIZE_MAX ? STR("") : str_trim(str_from(s, end));
	}
	return s;
}

/* "A=b C=d" → "A C" */
static struct str names_only(struct arena *a, struct str s)
{
	struct str rest = s, word, all = STR("");
	while (str_next_word(&rest, &word)) {
		str_cut(word, '=', &word, NULL);
		all = joined(a, all, word);
	}
	return all;
}

static struct step_text text_of_step(struct arena *a, const struct history *h)
{
	struct str s = instruction_short(a, h->created_by), keyword;
	struct step_text out = { DF_UNKNOWN, STR("") };
	str_cut(s, ' ', &keyword, &out.text);
	for (unsigned k = DF_UNKNOWN + 1; k < DF_KIND_COUNT_; k++)
		if (str_is(keyword, df_kind_name((enum df_kind)k)))
			out.kind = (enum df_kind)k;
	out.text = str_trim(out.text);
	if (out.kind == DF_COPY || out.kind == DF_ADD)
		out.text = drop_flags(out.text);
	else if (out.kind == DF_ARG)
		out.text = names_only(a, out.text);
	return out;
}

/* ---- step and instruction ---- */

/* "/app" and "app/" behind it: as far as the Dockerfile says. */
static bool is_folder(struct arena *a, struct str instruction, struct str step)
{
	while (str_starts(instruction, STR("./")))
		instruction = str_from(instruction, 2);
	while (instruction.n > 1 && instruction.p[instruction.n - 1] == '/')
		instruction.n--;
	while (step.n > 1 && step.p[step.n - 1] == '/')
		step.n--;
	if (str_is(instruction, ".") || agree(a, instruction, step))
		return true;
	/* a relative one: the builder put the folder of before in front of it */
	return instruction.n && instruction.p[0] != '/' && step.n > instruction.n &&
	       step.p[step.n - instruction.n - 1] == '/' && str_ends(step, instruction);
}

/* The classic builder records "dir:<hash> in /app": where to is all that can be compared. */
static bool copies_agree(struct arena *a, struct str instruction, struct str step)
{
	static const char *const hashes[] = { "file:", "dir:", "multi:" };
	size_t in = str_find(step, STR(" in "));
	for (size_t i = 0; i < ARRAY_LEN(hashes) && in != SIZE_MAX; i++) {
		if (!str_starts(step, str_of(hashes[i])))
			continue;
		size_t last = str_rfind_char(instruction, ' ');
		return last != SIZE_MAX && is_folder(a, str_from(instruction, last + 1),
						     str_trim(str_from(step, in + 4)));
	}
	return agree(a, instruction, step);
}

/* Lists are printed in several ways: the words have to be there, but for ports in their order. */
static bool lists_agree(enum df_kind kind, struct arena *a, struct str instruction, struct str step)
{
	enum { MOST_PORTS = 4096 };
	if (kind == DF_EXPOSE && instruction.n > MOST_PORTS)
		return false;
	char *p = arena_bytes(a, size_max(instruction.n, 1));
	for (size_t i = 0; i < instruction.n; i++) {
		char c = instruction.p[i];
		p[i] = c == '[' || c == ']' || c == '"' || c == ',' ? ' ' : c;
	}
	struct str rest = str_make(p, instruction.n), word;
	bool any = false;
	while (str_next_word(&rest, &word)) {
		size_t at = str_find(step, word);
		if (at == SIZE_MAX)
			return false;
		any = true;
		if (kind != DF_EXPOSE)
			step = str_from(step, at + word.n);
	}
	return any;
}

static bool is_step_of(struct arena *a, struct step_text step, struct step_text i)
{
	switch (i.kind) {
	case DF_COPY:
	case DF_ADD:
		return copies_agree(a, i.text, step.text);
	case DF_WORKDIR:
		return is_folder(a, i.text, step.text);
	case DF_CMD:
	case DF_ENTRYPOINT:
	case DF_SHELL:
	case DF_VOLUME:
	case DF_EXPOSE:
	case DF_HEALTHCHECK:
		return lists_agree(i.kind, a, i.text, step.text);
	case DF_RUN:
	case DF_ENV:
	case DF_LABEL:
	case DF_ARG:
	case DF_USER:
	case DF_STOPSIGNAL:
	case DF_MAINTAINER:
	case DF_ONBUILD:
		return agree(a, i.text, step.text);
	case DF_UNKNOWN:
	case DF_FROM:
	case DF_KIND_COUNT_:
		break;
	}
	return false;
}

/* ---- the walk ---- */

static void chain_of(struct mapping *m)
{
	const struct df_build *b = m->build;
	/* a stage is FROM an earlier one: this ends */
	for (uint32_t s = b->target; s < b->stages.n; s = b->stages.p[s].parent)
		for (uint32_t i = b->stages.p[s].last; i-- > b->stages.p[s].first + 1;) {
			const struct df_instruction *in = &m->file->instructions.p[i];
			if (!in->broken)
				*VEC_PUSH(m->a, &m->chain) =
					(struct link){ i, text_of_instruction(m->a, in) };
		}
}

static void map_step(struct mapping *m, uint32_t history, uint32_t index)
{
	const struct df_instruction *i = &m->file->instructions.p[index];
	struct history *h = &m->report->image.history.p[history];
	h->dockerfile_line = df_position(m->file, i->span.begin).line;
	h->stage = i->stage < m->build->stages.n ? m->build->stages.p[i->stage].name : STR("");
	h->stage = h->stage.n ? str_dup(m->report->arena, h->stage)
			      : str_printf(m->report->arena, "%u", i->stage);
}

/* The instruction of a step at or behind chain[*at], which is moved behind it. */
static bool find_step(struct mapping *m, struct step_text step, size_t *at, uint32_t *out_index)
{
	size_t end = size_min(m->chain.n, *at + WINDOW);
	for (size_t k = *at; k < end; k++) {
		const struct link *l = &m->chain.p[k];
		bool hard = is_step(l->says.kind);
		if (l->says.kind == step.kind) {
			m->work += l->says.text.n + step.text.n;
			if (m->work > WORK)
				return false;
			if (is_step_of(m->scratch, step, l->says)) {
				*at = k + 1;
				*out_index = l->index;
				return true;
			}
		}
		if (hard)
			return false;
	}
	return false;
}

static void forget(struct report *r)
{
	r->dockerfile_path = STR("");
	for (size_t i = 0; i < r->image.history.n; i++) {
		r->image.history.p[i].dockerfile_line = 0;
		r->image.history.p[i].stage = STR("");
	}
}

/* The steps of a known base are what the lowest FROM brought, when nothing between differs. */
static void map_base(struct mapping *m, uint32_t steps)
{
	const struct df_stage *s = &m->build->stages.p[m->build->target];
	if (s->root >= m->build->stages.n)
		return;
	const struct df_instruction *from = m->build->stages.p[s->root].from;
	uint32_t index = (uint32_t)(from - m->file->instructions.p);
	for (uint32_t h = 0; h < steps && h < m->report->image.history.n; h++)
		map_step(m, h, index);
}

static int walk(struct mapping *m)
{
	struct report *r = m->report;
	uint32_t lowest = r->base.name.n ? r->base.steps : 0;
	int mapped = 0, steps = 0;
	size_t at = 0;
	bool differs = false;
	for (uint32_t h = (uint32_t)r->image.history.n; h-- > lowest;) {
		arena_reset(m->scratch);
		uint32_t index;
		struct step_text step = text_of_step(m->scratch, &r->image.history.p[h]);
		if (find_step(m, step, &at, &index)) {
			map_step(m, h, index);
			mapped++;
			steps += is_step(step.kind);
		} else if (is_step(step.kind)) {
			differs = true;
			break;
		}
	}
	if (differs && steps == 0)
		forget(r);
	else if (!differs && mapped)
		map_base(m, lowest);
	return differs && steps == 0 ? 0 : mapped;
}

int dockerfile_map(struct report *report, struct str path, struct str text, struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(arena_freep) struct arena *scratch = arena_new();
	struct dockerfile file;
	struct df_build build;
	struct df_options options = { 0 };
	forget(report);
	TRY(dockerfile_parse(a, path, text, &file, f));
	TRY(df_build(a, &file, &options, &build, f));
	struct mapping m = {
		.a = a, .scratch = scratch, .report = report, .file = &file, .build = &build
	};
	chain_of(&m);
	int mapped = walk(&m);
	if (mapped)
		report->dockerfile_path = str_dup(report->arena, path);
	return mapped;
}
