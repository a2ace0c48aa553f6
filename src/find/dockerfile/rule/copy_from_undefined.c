/* SPDX-License-Identifier: Apache-2.0 */
/*
 * COPY --from and RUN --mount=from= of a name that no stage above has. A bare name may be a build context
 * that is given on the command line, which is why this is a warning.
 */
#include "base/map.h"
#include "find/dockerfile/lib/image.h"
#include "find/dockerfile/lib/value.h"

static bool is_number(struct str s)
{
	uint64_t v;
	return str_u64(s, UINT32_MAX, &v);
}

/* The first stage of each name, in small letters. */
static void index_stages(struct lint *l, struct map *names)
{
	const struct df_build *b = lint_build(l);
	map_init(names, lint_arena(l));
	for (uint32_t s = 0; s < b->stages.n; s++) {
		bool fresh;
		if (!b->stages.p[s].name.n)
			continue;
		uint32_t *at =
			map_put(names, str_lower(lint_arena(l), b->stages.p[s].name), &fresh);
		if (fresh)
			*at = s;
	}
}

static uint32_t find(struct lint *l, const struct map *names, struct str from)
{
	const uint32_t *at = map_get(names, str_lower(lint_arena(l), from));
	uint64_t number;
	if (at)
		return *at;
	if (str_u64(from, UINT32_MAX - 1, &number) && number < lint_build(l)->stages.n)
		return (uint32_t)number;
	return DF_GLOBAL;
}

static void judge(struct lint *l, uint32_t instruction, const struct map *names, struct str from,
		  struct span span)
{
	const struct df_stage *here = stage_at(l, instruction);
	if (!here || !from.n)
		return;
	if (str_find_char(from, '$') != SIZE_MAX) {
		lint_report(l, instruction, span, "variables are not expanded in --from: %.*s",
			    STRF(from))
			->suggestion =
			STR("name a stage with FROM $IMAGE AS name, and copy from that");
		return;
	}
	if (is_image_value(from) || str_eq_nocase(from, STR("scratch")) ||
	    str_eq_nocase(from, STR("context")))
		return;
	uint32_t stage = find(l, names, from);
	/* the stage itself is copy-from-self's business */
	if (stage != DF_GLOBAL && stage <= here->index)
		return;
	if (stage != DF_GLOBAL)
		lint_report(l, instruction, span, "stage %.*s comes only later", STRF(from))
			->suggestion = STR("move the stage above this one");
	else if (is_number(from))
		lint_report(l, instruction, span, "there is no stage %.*s", STRF(from));
	else
		lint_report(l, instruction, span,
			    "there is no stage %.*s: the builder would pull an image of that name",
			    STRF(from));
}

static void look(struct lint *l, uint32_t instruction, const struct map *names,
		 const struct df_instruction *i)
{
	for (size_t k = 0; k < i->flags.n; k++) {
		const struct df_flag *f = &i->flags.p[k];
		if (i->kind == DF_COPY && str_is(f->name, "from"))
			judge(l, instruction, names, f->value, f->value_span);
		else if (i->kind == DF_RUN && str_is(f->name, "mount"))
			judge(l, instruction, names, mount_from(f->value), f->value_span);
	}
}

/* What stands behind ONBUILD runs in a file that is not known here. */
static void check(struct lint *l)
{
	const struct dockerfile *d = lint_file(l);
	struct map names;
	index_stages(l, &names);
	for (uint32_t k = 0; k < d->instructions.n; k++)
		if (!d->instructions.p[k].broken)
			look(l, k, &names, &d->instructions.p[k]);
}

const struct dockerfile_rule dockerfile_rule_copy_from_undefined = {
	.id = "copy-from-undefined",
	.aliases = "DL3022",
	.title = "COPY --from a stage that is not there",
	.why = "A name that no stage above has is taken for an image on a registry: anybody can publish one of "
	       "that name.",
	.fix = "Name a stage that stands above, or write the image with its tag.",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.reference = "https://docs.docker.com/build/building/multi-stage/",
	.bad = "FROM golang:1.23 AS build\nRUN go version\nFROM debian:12\nCOPY --from=biuld /app /app\n",
	.good = "FROM golang:1.23 AS build\nRUN go version\nFROM debian:12\nCOPY --from=build /app /app\n"
		"COPY --from=0 /etc/hosts /hosts\nCOPY --from=alpine:3.22 /etc/os-release /other\n",
	.check_file = check,
};
