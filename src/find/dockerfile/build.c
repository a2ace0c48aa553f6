/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a Dockerfile builds.
 *
 * One pass over the instructions, in order. A FROM opens a stage and finds what it stands on: an earlier stage
 * (whose end it goes on from), scratch, or an image. Each instruction is noted with the state before it, then
 * changes the state:
 *
 *	FROM debian AS base      stage 0  user ?     folder ?
 *	USER app                 stage 0  user app
 *	FROM base                stage 1  user app   parent 0
 *	COPY --from=tools …      stage 1  needs the stage "tools"
 *
 * Then the target's needs are followed back through FROM, COPY --from and RUN --mount=from; a stage can need
 * only earlier ones, so one walk from the last to the first is enough.
 *
 * Must stay true:
 *  - Names of stages compare without case; only earlier ones are seen; the last of the same name wins.
 *  - What comes from a base image is unknown, not empty.
 *  - ENTRYPOINT takes back a CMD that was inherited, but not one of its own stage.
 *
 * Specification: Dockerfile reference, and BuildKit where it is silent. Refused: a --target that is no stage.
 */
#include "find/dockerfile/build_parts.h"

#include "base/limits.h"
#include "base/path.h"

struct need {
	uint32_t from, to; /* stages */
};

struct builder {
	struct df_build *b;
	const struct df_options *options;
	VEC(struct need) needs;
	struct df_state state;
	VEC(struct df_state) ends; /* of stages, for those FROM them */
	uint32_t own_cmd;	   /* the stage whose own CMD is set */
};

static bool is_number(struct str s, uint32_t *out)
{
	uint64_t n;
	if (!str_u64(s, UINT32_MAX - 1, &n))
		return false;
	*out = (uint32_t)n;
	return true;
}

uint32_t df_earlier_stage(const struct df_build *b, struct str name, uint32_t before,
			  bool by_number)
{
	uint32_t index;
	const uint32_t *at = map_get(&b->scope->stage_names, str_lower(b->arena, name));
	if (at) {
		const struct df_namesakes *same = &b->scope->namesakes.p[*at];
		size_t low = 0, high = same->stages.n;
		while (low < high) {
			size_t middle = low + (high - low) / 2;
			if (same->stages.p[middle] < before)
				low = middle + 1;
			else
				high = middle;
		}
		if (low)
			return same->stages.p[low - 1];
	}
	return by_number && is_number(name, &index) && index < before ? index : DF_GLOBAL;
}

static void name_stage(struct df_build *b, struct str name, uint32_t stage)
{
	bool fresh;
	uint32_t *at = map_put(&b->scope->stage_names, str_lower(b->arena, name), &fresh);
	if (fresh) {
		*at = (uint32_t)b->scope->namesakes.n;
		VEC_PUSH(b->arena, &b->scope->namesakes);
	}
	*VEC_PUSH(b->arena, &b->scope->namesakes.p[*at].stages) = stage;
}

uint32_t df_find_stage(const struct df_build *b, uint32_t instruction, struct str name)
{
	uint32_t own = b->file->instructions.p[instruction].stage;
	uint32_t before = own < b->stages.n ? own : 0;
	return df_earlier_stage(b, name, before, true);
}

static bool has_any(struct str s, const char *const *words)
{
	for (; *words; words++)
		if (str_has(s, str_of(*words)))
			return true;
	return false;
}

/* Images of Windows are few and say so in their names or tags; there cmd is the shell. */
static bool is_windows(const struct df_stage *s)
{
	static const char *const words[] = { "nanoserver", "windowsservercore", "servercore",
					     NULL };
	const struct df_reference *r = &s->reference;
	bool microsoft = str_is(r->registry, "mcr.microsoft.com");
	return (microsoft && (str_starts(r->repository, STR("windows")) ||
			      str_starts(r->repository, STR("dotnet/framework/")))) ||
	       has_any(r->repository, words) || has_any(r->tag, words) ||
	       str_starts(s->platform, STR("windows"));
}

/* The state in which a stage begins. */
static void begin_state(struct builder *x, const struct df_stage *s)
{
	if (s->parent != DF_GLOBAL) {
		x->state = x->ends.p[s->parent];
		return;
	}
	x->state = (struct df_state){ .shell = DF_SHELL_POSIX };
	if (s->scratch) {
		x->state.workdir = STR("/");
		x->state.workdir_known = true;
	} else if (is_windows(s)) {
		x->state.shell = DF_SHELL_CMD;
	}
	if (x->options && x->options->shell)
		x->state.shell = df_shell_kind(str_of(x->options->shell));
}

static void read_base(struct builder *x, struct df_stage *s, uint32_t at)
{
	struct df_build *b = x->b;
	bool unknown = true;
	if (!s->from->args.n) {
		s->reference.unknown = true;
		return;
	}
	s->base = df_resolve(b, at, s->from->args.p[0].raw, &unknown);
	s->parent = df_earlier_stage(b, s->base, s->index, false);
	if (s->parent != DF_GLOBAL) {
		*VEC_PUSH(b->arena, &x->needs) = (struct need){ s->index, s->parent };
		const struct df_stage *p = &b->stages.p[s->parent];
		s->user = p->user;
		s->workdir = p->workdir;
		s->cmd = p->cmd;
		s->entrypoint = p->entrypoint;
		s->healthcheck = p->healthcheck;
		return;
	}
	s->scratch = str_is(s->base, "scratch");
	if (s->scratch)
		return;
	if (!df_reference_parse(b->arena, s->base, &s->reference))
		s->reference.unknown = true;
	s->reference.unknown |= unknown;
}

static void begin_stage(struct builder *x, uint32_t at)
{
	struct df_build *b = x->b;
	const struct df_instruction *i = &b->file->instructions.p[at];
	struct df_stage s = { .index = (uint32_t)b->stages.n,
			      .from = i,
			      .parent = DF_GLOBAL,
			      .first = at,
			      .last = at + 1 };
	/* Before the stage is there: FROM sees the global ARGs of the file, and itself not. */
	if (i->args.n == 3 && str_eq_nocase(i->args.p[1].raw, STR("as")))
		s.name = i->args.p[2].raw;
	const struct df_flag *platform = df_flag(i, "platform");
	if (platform) {
		bool unknown;
		s.platform = df_resolve(b, at, platform->value, &unknown);
	}
	read_base(x, &s, at);
	begin_state(x, &s);
	if (s.name.n)
		name_stage(b, s.name, s.index);
	*VEC_PUSH(b->arena, &b->stages) = s;
	x->own_cmd = DF_GLOBAL;
}

static bool is_absolute(struct str path)
{
	return path.n && (path.p[0] == '/' || path.p[0] == '\\' ||
			  (path.n > 2 && char_is_alpha(path.p[0]) && path.p[1] == ':'));
}

static void change_workdir(struct builder *x, uint32_t at, const struct df_instruction *i)
{
	struct arena *a = x->b->arena;
	if (!i->args.n)
		return;
	bool unknown;
	struct str path = df_resolve(x->b, at, i->args.p[0].raw, &unknown);
	bool windows = path.n && (path.p[0] == '\\' || str_find_char(path, ':') != SIZE_MAX);
	bool relative = !is_absolute(path);
	if (unknown || (relative && !x->state.workdir_known) ||
	    path.n + (relative ? x->state.workdir.n : 0) > LIMIT_WORKDIR) {
		x->state.workdir = STR("");
		x->state.workdir_known = false;
		return;
	}
	if (relative)
		path = str_printf(a, "%.*s/%.*s", STRF(x->state.workdir), STRF(path));
	if (!windows) {
		char *to = arena_bytes(a, path.n + 1);
		unsigned notes;
		to[0] = '/';
		path = str_make(to, 1 + path_normalise(path, to + 1, &notes));
	}
	x->state.workdir = path;
	x->state.workdir_known = true;
}

static void need_stage(struct builder *x, uint32_t at, struct str name)
{
	const struct df_instruction *i = &x->b->file->instructions.p[at];
	bool unknown;
	name = df_resolve(x->b, at, name, &unknown);
	uint32_t stage = df_earlier_stage(x->b, name, i->stage, true);
	if (stage != DF_GLOBAL)
		*VEC_PUSH(x->b->arena, &x->needs) = (struct need){ i->stage, stage };
}

/* COPY --from, RUN --mount=…,from=…; inside ONBUILD, too. */
static void collect_needs(struct builder *x, uint32_t at, const struct df_instruction *i)
{
	if (i->kind == DF_ONBUILD && i->inner)
		i = i->inner;
	for (size_t k = 0; k < i->flags.n; k++) {
		const struct df_flag *flag = &i->flags.p[k];
		if (str_is(flag->name, "from")) {
			need_stage(x, at, flag->value);
		} else if (str_is(flag->name, "mount")) {
			struct str rest = flag->value, part;
			while (str_next(&rest, ',', &part))
				if (str_starts(part, STR("from=")))
					need_stage(x, at, str_from(part, 5));
		}
	}
}

static void apply(struct builder *x, uint32_t at)
{
	struct df_build *b = x->b;
	const struct df_instruction *i = &b->file->instructions.p[at];
	struct df_stage *s = &b->stages.p[b->stages.n - 1];
	bool unknown;
	switch (i->kind) {
	case DF_USER:
		s->user = i;
		if (i->args.n)
			x->state.user = df_resolve(b, at, i->args.p[0].raw, &unknown);
		break;
	case DF_WORKDIR:
		s->workdir = i;
		change_workdir(x, at, i);
		break;
	case DF_SHELL:
		x->state.shell = df_shell_of(i->args.p, i->args.n);
		x->state.pipefail = df_has_pipefail(i->args.p, i->args.n);
		break;
	case DF_CMD:
		s->cmd = i;
		x->own_cmd = s->index;
		break;
	case DF_ENTRYPOINT:
		s->entrypoint = i;
		if (x->own_cmd != s->index)
			s->cmd = NULL;
		break;
	case DF_HEALTHCHECK:
		s->healthcheck = i;
		break;
	case DF_COPY:
	case DF_ADD:
	case DF_RUN:
	case DF_ONBUILD:
		collect_needs(x, at, i);
		break;
	case DF_ARG:
	case DF_ENV:
		df_scope_define(b, at);
		break;
	case DF_UNKNOWN:
	case DF_FROM:
	case DF_LABEL:
	case DF_MAINTAINER:
	case DF_EXPOSE:
	case DF_VOLUME:
	case DF_STOPSIGNAL:
	case DF_KIND_COUNT_:
		break;
	}
}

static void end_stage(struct builder *x, uint32_t last)
{
	struct df_build *b = x->b;
	if (!b->stages.n)
		return;
	struct df_stage *s = &b->stages.p[b->stages.n - 1];
	s->last = last;
	s->shell_kind = x->state.shell;
	*VEC_PUSH(b->arena, &x->ends) = x->state;
}

static void read_all(struct builder *x)
{
	OWNED(arena_freep) struct arena *scratch = arena_new();
	struct df_build *b = x->b;
	uint32_t n = (uint32_t)b->file->instructions.n;
	for (uint32_t at = 0; at < n; at++) {
		const struct df_instruction *i = &b->file->instructions.p[at];
		if (i->kind == DF_FROM) {
			end_stage(x, at);
			begin_stage(x, at);
		}
		b->states[at] = x->state;
		df_read_script(b, scratch, at);
		if (i->kind == DF_FROM || i->broken)
			continue;
		if (b->stages.n) {
			b->stages.p[b->stages.n - 1].last = at + 1;
			apply(x, at);
		} else {
			df_scope_define(b, at);
		}
	}
	end_stage(x, n);
}

static int find_target(struct builder *x, struct fault *f)
{
	struct df_build *b = x->b;
	const char *name = x->options ? x->options->target : NULL;
	b->target = b->stages.n ? (uint32_t)b->stages.n - 1 : DF_GLOBAL;
	if (!name || !*name)
		return 0;
	b->target = df_earlier_stage(b, str_of(name), (uint32_t)b->stages.n, true);
	if (b->target == DF_GLOBAL)
		return fault_set(f, E_USAGE, "there is no stage %s", name);
	return 0;
}

static void mark_needed(struct builder *x)
{
	struct df_build *b = x->b;
	for (uint32_t s = 0; s < b->stages.n; s++) {
		uint32_t parent = b->stages.p[s].parent;
		b->stages.p[s].root = parent < s ? b->stages.p[parent].root : s;
	}
	if (b->target == DF_GLOBAL)
		return;
	b->stages.p[b->target].final = b->stages.p[b->target].needed = true;
	for (uint32_t s = b->target; s < b->stages.n && !b->stages.p[s].ships;
	     s = b->stages.p[s].parent)
		b->stages.p[s].ships = true;
	/* They stand in the order of the stages that have them. */
	for (size_t k = x->needs.n; k-- > 0;)
		if (b->stages.p[x->needs.p[k].from].needed)
			b->stages.p[x->needs.p[k].to].needed = true;
}

int df_build(struct arena *a, const struct dockerfile *d, const struct df_options *options,
	     struct df_build *out, struct fault *f)
{
	size_t n = d->instructions.n;
	struct df_build *b = arena_alloc(a, sizeof(*b));
	b->file = d;
	b->arena = a;
	b->states = arena_array(a, n + 1, sizeof(*b->states));
	b->scripts = arena_array(a, n + 1, sizeof(*b->scripts));
	b->script_from = arena_array(a, n + 1, sizeof(*b->script_from));
	b->walked = arena_alloc(a, sizeof(*b->walked));
	b->script_maps = arena_array(a, n + 1, sizeof(*b->script_maps));
	if (options) {
		b->has_ignore = options->has_ignore;
		b->ignore_text = options->ignore;
		b->ignore_unknown = options->ignore_unknown;
		b->has_context = options->has_context;
		b->context = options->context;
	}
	struct builder x = { .b = b, .options = options, .own_cmd = DF_GLOBAL };
	df_scope_init(b, options);
	read_all(&x);
	TRY(find_target(&x, f));
	mark_needed(&x);
	*out = *b;
	return 0;
}
