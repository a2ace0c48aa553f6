/* SPDX-License-Identifier: Apache-2.0 */
/*
 * COPY --from and RUN --mount=from= of a name that no stage above has. A bare name may be a build context
 * that is given on the command line, which is why this is a warning.
 */
#include "find/dockerfile/lib/image.h"
#include "find/dockerfile/lib/value.h"

static bool is_number(struct str s)
{
	uint64_t v;
	return str_u64(s, UINT32_MAX, &v);
}

static void judge(struct lint *l, uint32_t instruction, struct str from, struct span span)
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
	uint32_t stage = stage_named(l, from);
	/* the stage itself is copy-from-self's business */
	if (stage != DF_GLOBAL && stage <= here->index)
		return;
	if (stage != DF_GLOBAL)
		lint_report(l, instruction, span, "stage %.*s comes only later", STRF(from))
			->suggestion = STR("move the stage above this one");
	else
		lint_report(
			l, instruction, span,
			is_number(from)
				? "there is no stage %.*s"
				: "there is no stage %.*s: the builder would pull an image of that name",
			STRF(from));
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	/* a trigger is run in a file that is not known here */
	if (!is_direct(l, instruction, i))
		return;
	for (size_t k = 0; k < i->flags.n; k++) {
		const struct df_flag *f = &i->flags.p[k];
		if (i->kind == DF_COPY && str_is(f->name, "from"))
			judge(l, instruction, f->value, f->value_span);
		else if (i->kind == DF_RUN && str_is(f->name, "mount"))
			judge(l, instruction, mount_from(f->value), f->value_span);
	}
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
	.on = ON(DF_COPY) | ON(DF_RUN),
	.check = check,
};
