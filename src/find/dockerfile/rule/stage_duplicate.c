/* SPDX-License-Identifier: Apache-2.0 */
#include "base/map.h"
#include "find/dockerfile/lib/value.h"

static void check(struct lint *l)
{
	const struct df_build *b = lint_build(l);
	const struct dockerfile *d = lint_file(l);
	struct map seen;
	map_init(&seen, lint_arena(l));
	for (uint32_t s = 0; s < b->stages.n; s++) {
		const struct df_stage *stage = &b->stages.p[s];
		bool fresh;
		if (!stage->name.n || stage->from->args.n < 3)
			continue;
		uint32_t *first = map_put(&seen, str_lower(lint_arena(l), stage->name), &fresh);
		if (fresh) {
			*first = s;
			continue;
		}
		uint32_t line = df_position(d, b->stages.p[*first].from->span.begin).line;
		lint_report(l, stage->first, stage->from->args.p[2].span,
			    "there is a stage %.*s already, in line %u", STRF(stage->name), line)
			->suggestion = STR("give each stage a name of its own");
	}
}

const struct dockerfile_rule dockerfile_rule_stage_duplicate = {
	.id = "stage-duplicate",
	.aliases = "DL3024 DuplicateStageName DS-0012 AVD-DS-0012 DS012",
	.title = "Two stages have the same name",
	.why = "COPY --from and --target can mean either of them; names are compared without regard to case.",
	.fix = "Give each stage a name of its own.",
	.level = LINT_ERROR,
	.severity = SEVERITY_CRITICAL,
	.reference = "https://docs.docker.com/reference/build-checks/duplicate-stage-name/",
	.bad = "FROM debian:12 AS build\nRUN echo 1\nFROM debian:12 AS Build\nRUN echo 2\n",
	.good = "FROM debian:12 AS build\nRUN echo 1\nFROM debian:12 AS run\nRUN echo 2\n",
	.check_file = check,
};
