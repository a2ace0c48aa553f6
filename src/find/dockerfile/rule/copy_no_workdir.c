/* SPDX-License-Identifier: Apache-2.0 */
/*
 * COPY and ADD to a relative destination, where no WORKDIR was set in the stage or the stages it is FROM. One
 * WORKDIR cures all of a stage, so the first is told. From scratch the folder is /, whoever builds.
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
	bool *scratch = arena_array(lint_arena(l), b->stages.n + 1, sizeof(bool));
	for (size_t s = 0; s < b->stages.n; s++) {
		const struct df_stage *stage = &b->stages.p[s];
		struct lint_finding *first = NULL;
		struct str path = { 0 };
		unsigned more = 0;
		scratch[s] = stage->scratch || (stage->parent < s && scratch[stage->parent]);
		if (scratch[s] ||
		    (stage->parent < b->stages.n && b->stages.p[stage->parent].workdir))
			continue;
		for (uint32_t k = stage->first; k < stage->last; k++) {
			const struct df_instruction *i = &d->instructions.p[k];
			const struct df_word *to;
			if (i->kind == DF_WORKDIR && !i->broken)
				break;
			if (i->broken || (i->kind != DF_COPY && i->kind != DF_ADD) ||
			    !copy_sources(i, &to) || !is_relative(l, k, i, to))
				continue;
			if (first) {
				more++;
				continue;
			}
			path = to->text;
			first = lint_report(l, k, to->span,
					    "%.*s is relative, and no WORKDIR was set", STRF(path));
			first->suggestion = STR("set WORKDIR above, or write the whole path");
		}
		if (more)
			first->message = str_printf(
				lint_arena(l),
				"%.*s and %u more below are relative, and no WORKDIR was set",
				STRF(path), more);
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
	.good = "FROM debian:12 AS base\nWORKDIR /srv\nFROM base\nCOPY app bin/\nCOPY conf \"/etc/app/\"\n"
		"FROM scratch\nCOPY --from=base /srv/app .\n",
	.check_file = check,
};
