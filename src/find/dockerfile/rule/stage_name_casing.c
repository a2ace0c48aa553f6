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

/* The place of a stage's name in an instruction, when it refers to it. */
static bool refers(const struct dockerfile *d, const struct df_instruction *i, struct str name,
		   struct span *out)
{
	if (i->kind == DF_FROM && i->args.n && str_eq_nocase(i->args.p[0].raw, name)) {
		*out = i->args.p[0].span;
		return true;
	}
	for (size_t k = 0; k < i->flags.n; k++) {
		const struct df_flag *f = &i->flags.p[k];
		bool from = i->kind == DF_COPY && str_is(f->name, "from");
		struct str value = from ? f->value
				   : i->kind == DF_RUN && str_is(f->name, "mount")
					   ? mount_from(f->value)
					   : (struct str){ 0 };
		if (!value.n || !str_eq_nocase(value, name))
			continue;
		uint32_t at = (uint32_t)(value.p - f->value.p);
		*out = (struct span){ f->value_span.begin + at,
				      f->value_span.begin + at + (uint32_t)value.n };
		/* a flag over several lines is not where it seems to be */
		if (str_eq(df_slice(d, *out), value))
			return true;
	}
	return false;
}

static void lower(struct lint *l, struct lint_finding *n, struct span s)
{
	struct str is = df_slice(lint_file(l), s), will = str_lower(lint_arena(l), is);
	if (!str_eq(is, will))
		lint_edit(l, n, s, will);
}

/* How many stages have this name, case aside. */
static void count_names(struct lint *l, struct map *names)
{
	const struct df_build *b = lint_build(l);
	map_init(names, lint_arena(l));
	for (uint32_t s = 0; s < b->stages.n; s++)
		if (b->stages.p[s].name.n)
			++*map_put(names, str_lower(lint_arena(l), b->stages.p[s].name), NULL);
}

static void check(struct lint *l)
{
	const struct df_build *b = lint_build(l);
	const struct dockerfile *d = lint_file(l);
	unsigned budget = 64; /* names that are followed through the file */
	struct map names;
	count_names(l, &names);
	for (uint32_t s = 0; s < b->stages.n; s++) {
		const struct df_stage *stage = &b->stages.p[s];
		if (!has_capital(stage->name) || stage->from->args.n < 3)
			continue;
		struct lint_finding *n =
			lint_report(l, stage->first, stage->from->args.p[2].span,
				    "the name of stage %.*s has capitals", STRF(stage->name));
		/* two stages that only capitals tell apart would become one */
		if (!budget || *map_get(&names, str_lower(lint_arena(l), stage->name)) > 1)
			continue;
		budget--;
		lower(l, n, stage->from->args.p[2].span);
		n->edit_reason = STR("writes the name in small letters wherever it stands");
		for (uint32_t k = stage->last; k < d->instructions.n; k++) {
			struct span at;
			if (!d->instructions.p[k].broken &&
			    refers(d, &d->instructions.p[k], stage->name, &at))
				lower(l, n, at);
		}
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
