/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stage names with capitals. BuildKit compares names without regard to case, other builders do not: the
 * repair writes the name and everything that refers to it in small letters, or nothing.
 */
#include "base/map.h"
#include "find/dockerfile/lib/image.h"
#include "find/dockerfile/lib/value.h"

static bool has_capital(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= 'A' && s.p[i] <= 'Z')
			return true;
	return false;
}

/* Stages by name, and what was found of them. */
struct names {
	struct map at;	      /* name in small letters → index into the rest */
	VEC(uint32_t) stages; /* how many have this name */
	VEC(struct lint_finding *)
	found; /* of a stage with capitals above; NULL: none, or not to be repaired */
};

static void lower(struct lint *l, struct lint_finding *n, struct span s)
{
	struct str is = df_slice(lint_file(l), s), will = str_lower(lint_arena(l), is);
	if (!str_eq(is, will))
		lint_edit(l, n, s, will);
}

static uint32_t *find(struct lint *l, const struct names *names, struct str name)
{
	return map_get(&names->at, str_lower(lint_arena(l), name));
}

static void count(struct lint *l, struct names *names)
{
	const struct df_build *b = lint_build(l);
	map_init(&names->at, lint_arena(l));
	for (uint32_t s = 0; s < b->stages.n; s++) {
		bool fresh;
		if (!b->stages.p[s].name.n)
			continue;
		uint32_t *at =
			map_put(&names->at, str_lower(lint_arena(l), b->stages.p[s].name), &fresh);
		if (fresh) {
			*at = (uint32_t)names->stages.n;
			*VEC_PUSH(lint_arena(l), &names->stages) = 0;
			*VEC_PUSH(lint_arena(l), &names->found) = NULL;
		}
		names->stages.p[*at]++;
	}
}

/* A reference to a stage above, when it stands in the source as it is read. */
static void refer(struct lint *l, const struct names *names, struct str name, struct span span)
{
	const uint32_t *at = name.n ? find(l, names, name) : NULL;
	if (at && names->found.p[*at] && str_eq(df_slice(lint_file(l), span), name))
		lower(l, names->found.p[*at], span);
}

static void follow(struct lint *l, const struct names *names, const struct df_instruction *i)
{
	if (i->kind == DF_FROM && i->args.n)
		refer(l, names, i->args.p[0].raw, i->args.p[0].span);
	for (size_t k = 0; k < i->flags.n; k++) {
		const struct df_flag *f = &i->flags.p[k];
		struct str value = { 0 };
		if (i->kind == DF_COPY && str_is(f->name, "from"))
			value = f->value;
		else if (i->kind == DF_RUN && str_is(f->name, "mount"))
			value = mount_from(f->value);
		if (!value.n)
			continue;
		uint32_t begin = f->value_span.begin + (uint32_t)(value.p - f->value.p);
		refer(l, names, value, (struct span){ begin, begin + (uint32_t)value.n });
	}
}

static void report(struct lint *l, struct names *names, const struct df_stage *stage)
{
	struct span span = stage->from->args.p[2].span;
	uint32_t at = *find(l, names, stage->name);
	struct lint_finding *n = lint_report(
		l, stage->first, span, "the name of stage %.*s has capitals", STRF(stage->name));
	/* two stages that only capitals tell apart would become one */
	if (names->stages.p[at] > 1)
		return;
	names->found.p[at] = n;
	lower(l, n, span);
	n->edit_reason = STR("writes the name in small letters wherever it stands");
}

static void check(struct lint *l)
{
	const struct df_build *b = lint_build(l);
	const struct dockerfile *d = lint_file(l);
	struct names names = { 0 };
	count(l, &names);
	for (uint32_t k = 0; k < d->instructions.n; k++) {
		const struct df_instruction *i = &d->instructions.p[k];
		const struct df_stage *stage =
			i->stage < b->stages.n ? &b->stages.p[i->stage] : NULL;
		if (i->broken)
			continue;
		follow(l, &names, i);
		if (i->kind == DF_FROM && stage && i->args.n > 2 && has_capital(stage->name))
			report(l, &names, stage);
	}
}

const struct dockerfile_rule dockerfile_rule_stage_name_casing = {
	.id = "stage-name-casing",
	.aliases = "StageNameCasing",
	.title = "A stage's name has capitals",
	.why = "Some builders tell Build from build and some do not; names of stages are written in small "
	       "letters so that nobody has to know.",
	.fix = "Write the name in small letters, also behind FROM, COPY --from and --target.",
	.level = LINT_STYLE,
	.severity = SEVERITY_LOW,
	.reference = "https://docs.docker.com/reference/build-checks/stage-name-casing/",
	.bad = "FROM golang:1.23 AS BuildBase\nRUN go version\nFROM debian:12\n"
	       "COPY --from=BuildBase /bin/true /true\n",
	.good = "FROM golang:1.23 AS build-base\nRUN go version\nFROM debian:12\n"
		"COPY --from=build-base /bin/true /true\n",
	.check_file = check,
};
