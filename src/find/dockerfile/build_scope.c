/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a variable is worth at an instruction.
 *
 *	ARG VERSION=12              global: seen by FROM alone
 *	FROM debian:$VERSION        12
 *	RUN echo $VERSION           nothing
 *	ARG VERSION                 now 12 in this stage, too, and in stages that are FROM it
 *	ENV VERSION=13              ENV wins over ARG, wherever either stands
 *
 * All definitions of a name are kept in the order of the file. A lookup asks for the last one in front of an
 * instruction, in its stage, then in the stage that one is FROM, and so on.
 *
 * An answer can be a value, "certainly unset", or "nobody knows": the environment of the base image, ARGs
 * without default that a --build-arg may fill, what the builder provides (TARGETARCH, proxies). `$X` and
 * `${X}` of an ARG without a value stay as they are written; `${X:-d}` is d, because that is what an ordinary
 * build does.
 *
 * Values that grow (ENV A=$A$A) are limited together: beyond LIMIT_DOCKERFILE_GROWN all is unknown.
 *
 * Specification: Dockerfile reference, "Environment replacement", "Scope" and "Using ARG variables".
 */
#include "find/dockerfile/build_parts.h"

#include "base/limits.h"

/* Stages FROM one another that a lookup goes through. */
#define CHAIN_MAX 64

void df_scope_init(struct df_build *b, const struct df_options *options)
{
	struct df_scope *s = b->scope = arena_alloc(b->arena, sizeof(*b->scope));
	map_init(&s->names, b->arena);
	map_init(&s->build_args, b->arena);
	map_init(&s->stage_names, b->arena);
	const char *const *p = options ? options->build_args : NULL;
	for (; p && *p; p++) {
		struct str name, value;
		if (!str_cut(str_of(*p), '=', &name, &value))
			continue;
		*map_put(&s->build_args, name, NULL) = (uint32_t)s->values.n;
		*VEC_PUSH(b->arena, &s->values) = value;
	}
}

static const struct str *build_arg(const struct df_build *b, struct str name)
{
	const uint32_t *at = map_get(&b->scope->build_args, name);
	return at ? &b->scope->values.p[*at] : NULL;
}

static bool is_platform_arg(struct str name)
{
	static const char *const parts[] = { "PLATFORM", "OS", "OSVERSION", "ARCH", "VARIANT" };
	struct str rest = name;
	if (str_is(name, "TARGETSTAGE"))
		return true;
	if (str_starts(name, STR("TARGET")))
		rest = str_from(name, 6);
	else if (str_starts(name, STR("BUILD")))
		rest = str_from(name, 5);
	else
		return false;
	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		if (str_is(rest, parts[i]))
			return true;
	return false;
}

/* ARGs that every RUN has without a declaration. */
static bool is_builder_arg(struct str name)
{
	static const char *const names[] = { "HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY",
					     "ALL_PROXY" };
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_eq_nocase(name, str_of(names[i])))
			return true;
	return false;
}

/* The last definition of one kind in [from, before). */
static const struct df_definition *last_in(const struct df_definitions *d, uint32_t from,
					   uint32_t before, bool env)
{
	const struct df_definition *p = env ? d->env.p : d->arg.p;
	size_t low = 0, high = env ? d->env.n : d->arg.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (p[middle].instruction < before)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 && p[low - 1].instruction >= from ? &p[low - 1] : NULL;
}

struct place {
	const struct df_build *build;
	uint32_t instruction;
	struct str word; /* being expanded */
};

/* Is a name at the end of its reference: $x, ${x}? Otherwise an operator follows that knows of unset. */
static bool is_plain(const struct place *p, struct str name)
{
	uintptr_t begin = (uintptr_t)p->word.p, at = (uintptr_t)name.p;
	if (at <= begin || at + name.n > begin + p->word.n)
		return true;
	size_t from = at - begin, to = from + name.n;
	return p->word.p[from - 1] != '{' || to == p->word.n || p->word.p[to] == '}';
}

/* A name that has no value as far as the file says. */
static bool unset(const struct place *p, struct str name, struct str *out)
{
	if (is_plain(p, name))
		return false;
	*out = (struct str){ 0 };
	return true;
}

static bool use(const struct place *p, const struct df_definition *d, struct str name,
		struct str *out)
{
	if (d->known && d->set) {
		*out = d->value.p ? d->value : STR("");
		return true;
	}
	return d->known ? unset(p, name, out) : false;
}

static const struct df_definition *global_arg(const struct df_build *b,
					      const struct df_definitions *d, uint32_t before)
{
	uint32_t end = b->stages.n ? b->stages.p[0].first : UINT32_MAX;
	return d ? last_in(d, 0, before < end ? before : end, false) : NULL;
}

static const struct df_definitions *find_name(const struct df_build *b, struct str name)
{
	const uint32_t *at = map_get(&b->scope->names, name);
	return at ? &b->scope->all.p[*at] : NULL;
}

static bool look_up_global(const struct place *p, struct str name, struct str *out)
{
	const struct df_definition *d =
		global_arg(p->build, find_name(p->build, name), p->instruction);
	if (d)
		return use(p, d, name, out);
	return !is_platform_arg(name) && unset(p, name, out);
}

static bool look_up(void *context, struct str name, struct str *out)
{
	const struct place *p = context;
	const struct df_build *b = p->build;
	const struct df_instruction *i = &b->file->instructions.p[p->instruction];
	if (i->stage >= b->stages.n || i->kind == DF_FROM)
		return look_up_global(p, name, out);
	const struct df_definitions *d = find_name(b, name);
	const struct df_definition *arg = NULL;
	const struct df_stage *s = &b->stages.p[i->stage];
	uint32_t before = p->instruction;
	bool certain = false; /* no base image can have set it */
	for (unsigned n = 0; n < CHAIN_MAX; n++) {
		const struct df_definition *env = d ? last_in(d, s->first, before, true) : NULL;
		if (env)
			return use(p, env, name, out);
		if (!arg && d)
			arg = last_in(d, s->first, before, false);
		certain = s->scratch;
		if (s->parent >= b->stages.n)
			break;
		s = &b->stages.p[s->parent];
		before = s->last;
	}
	if (arg)
		return use(p, arg, name, out);
	const struct str *given = is_builder_arg(name) ? build_arg(b, name) : NULL;
	if (given) {
		*out = *given;
		return true;
	}
	return certain && !is_builder_arg(name) && unset(p, name, out);
}

struct str df_resolve(const struct df_build *b, uint32_t instruction, struct str word,
		      bool *out_unknown)
{
	struct place p = { .build = b, .instruction = instruction, .word = word };
	struct str result = word;
	bool unknown = false;
	*out_unknown = str_find_char(word, '$') != SIZE_MAX;
	if (b->scope->grown > LIMIT_DOCKERFILE_GROWN)
		return word;
	if (df_expand(b->arena, word, b->file->escape, look_up, &p, &result, &unknown, NULL) < 0) {
		result = word;
		unknown = true;
	}
	*out_unknown = unknown;
	b->scope->grown += result.n > word.n ? result.n - word.n : 0;
	return result;
}

/* A declaration without a default takes the global one's value, in a stage. */
static void take_global(const struct df_build *b, struct str name, struct df_definition *to)
{
	const struct df_definition *global = global_arg(b, find_name(b, name), UINT32_MAX);
	if (global && to->stage != DF_GLOBAL) {
		to->known = global->known;
		to->set = global->set;
		to->value = global->value;
	} else {
		to->known = !is_platform_arg(name) && !is_builder_arg(name);
	}
}

static void define(struct df_build *b, uint32_t instruction, const struct df_pair *pair, bool env)
{
	const struct df_instruction *i = &b->file->instructions.p[instruction];
	bool unknown = false;
	struct str name = df_resolve(b, instruction, pair->key.raw, &unknown);
	if (unknown || !name.n)
		return;
	struct df_definition to = { .instruction = instruction, .stage = i->stage, .env = env };
	const struct str *given = env ? NULL : build_arg(b, name);
	if (given) {
		to.known = to.set = true;
		to.value = *given;
	} else if (pair->has_value) {
		to.value = df_resolve(b, instruction, pair->value.raw, &unknown);
		to.set = true;
		to.known = !unknown;
	} else {
		take_global(b, name, &to);
	}
	bool fresh;
	uint32_t *at = map_put(&b->scope->names, name, &fresh);
	if (fresh) {
		*at = (uint32_t)b->scope->all.n;
		VEC_PUSH(b->arena, &b->scope->all);
	}
	struct df_definitions *d = &b->scope->all.p[*at];
	if (env)
		*VEC_PUSH(b->arena, &d->env) = to;
	else
		*VEC_PUSH(b->arena, &d->arg) = to;
}

void df_scope_define(struct df_build *b, uint32_t instruction)
{
	const struct df_instruction *i = &b->file->instructions.p[instruction];
	if ((i->kind != DF_ARG && i->kind != DF_ENV) || i->broken)
		return;
	for (size_t k = 0; k < i->pairs.n; k++)
		define(b, instruction, &i->pairs.p[k], i->kind == DF_ENV);
}
