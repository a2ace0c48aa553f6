/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/image.h"
#include "find/dockerfile/lib/value.h"

/* By name or number; a name begins with a letter. */
static bool is_here(struct str from, const struct df_stage *here)
{
	uint64_t number;
	return (here->name.n && str_eq_nocase(from, here->name)) ||
	       (str_u64(from, UINT32_MAX, &number) && number == here->index);
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct df_stage *here = stage_at(l, instruction);
	const struct df_flag *from = df_flag(i, "from");
	if (!from || !here || !from->value.n || !is_direct(l, instruction, i))
		return;
	if (is_here(from->value, here))
		lint_report(l, instruction, from->span, "the stage copies from itself, %.*s",
			    STRF(from->value))
			->suggestion = STR("name another stage, or move the file with RUN");
}

const struct dockerfile_rule dockerfile_rule_copy_from_self = {
	.id = "copy-from-self",
	.aliases = "DL3023 DS-0006 AVD-DS-0006 DS006",
	.title = "COPY --from the stage itself",
	.why = "A stage cannot copy from itself while it is being built: the builder stops.",
	.fix = "Name another stage; within a stage use RUN cp or mv.",
	.level = LINT_ERROR,
	.severity = SEVERITY_CRITICAL,
	.reference = "https://docs.docker.com/build/building/multi-stage/",
	.bad = "FROM debian:12 AS run\nCOPY --from=Run /etc/hosts /hosts\n"
	       "FROM debian:13 AS two\n"
	       "COPY --from=1 /x /y\n",
	.good = "FROM debian:12 AS build\nRUN echo hello\nFROM debian:12 AS run\nCOPY --from=build /etc/hosts /hosts\n",
	.on = ON(DF_COPY),
	.check = check,
};
