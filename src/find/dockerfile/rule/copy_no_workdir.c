/* SPDX-License-Identifier: Apache-2.0 */
/*
 * COPY and ADD to a relative destination, where no WORKDIR was set in the stage or the stages it is FROM.
 */
#include "find/dockerfile/lib/value.h"

static bool is_relative(struct lint *l, uint32_t at, const struct df_instruction *i,
			const struct df_word *to)
{
	bool unknown;
	struct str path = value_of(l, at, i, to, &unknown);
	return path.n && !path_is_absolute(path) && path.p[0] != '$';
}

static void check(struct lint *l)
{
	const struct dockerfile *d = lint_file(l);
	const struct df_build *b = lint_build(l);
	for (size_t s = 0; s < b->stages.n; s++) {
		const struct df_stage *stage = &b->stages.p[s];
		if (stage->parent < b->stages.n && b->stages.p[stage->parent].workdir)
			continue;
		for (uint32_t k = stage->first; k < stage->last; k++) {
			const struct df_instruction *i = &d->instructions.p[k];
			const struct df_word *to;
			if (i->kind == DF_WORKDIR && !i->broken)
				break;
			if (i->broken || (i->kind != DF_COPY && i->kind != DF_ADD) ||
			    !copy_sources(i, &to) || !is_relative(l, k, i, to))
				continue;
			lint_report(l, k, to->span, "%.*s is relative, and no WORKDIR was set",
				    STRF(to->text))
				->suggestion = STR("set WORKDIR above, or write the whole path");
		}
	}
}

const struct dockerfile_rule dockerfile_rule_copy_no_workdir = {
	.id = "copy-no-workdir",
	.aliases = "DL3045",
	.title = "COPY to a relative path without a WORKDIR",
	.why = "The files land wherever the base image's folder happens to be, often in the root folder.",
	.fix = "Set WORKDIR before, or copy to an absolute path.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.reference = "https://docs.docker.com/reference/dockerfile/#copy",
	.bad = "FROM debian:12 AS base\nRUN echo hello\nFROM base\nCOPY app bin/\n",
	.good = "FROM debian:12 AS base\nWORKDIR /srv\nFROM base\nCOPY app bin/\nCOPY conf \"/etc/app/\"\n",
	.check_file = check,
};
