/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/value.h"

static bool is_root(struct str path)
{
	while (path.n > 1 && (path.p[path.n - 1] == '/' || path.p[path.n - 1] == '.' ||
			      path.p[path.n - 1] == '*'))
		path.n--;
	return str_is(path, "/");
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct df_word *to;
	const struct df_flag *from = df_flag(i, "from");
	size_t n = copy_sources(i, &to);
	for (size_t k = 0; from && k < n; k++) {
		bool unknown;
		struct str path = value_of(l, instruction, i, &i->args.p[k], &unknown);
		if (!unknown && is_root(path))
			lint_report(l, instruction, i->args.p[k].span,
				    "everything of %.*s is copied, its tools and caches too",
				    STRF(from->value))
				->suggestion = STR("copy only the folders that the program needs");
	}
}

const struct dockerfile_rule dockerfile_rule_copy_root_from_stage = {
	.id = "copy-root-from-stage",
	.aliases = "DL3067",
	.title = "COPY of the whole file system of another stage",
	.why = "The second stage is there to leave compilers, caches and secrets of the build behind; copying / "
	       "brings all of them along.",
	.fix = "Copy the files that the program needs, or begin the stage with FROM that stage.",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.shipped_only = true,
	.reference = "https://docs.docker.com/build/building/multi-stage/",
	.bad = "FROM debian:12 AS build\nRUN echo hello\nFROM debian:12\nCOPY --from=build / /\n",
	.good = "FROM debian:12 AS build\nRUN echo hello\nFROM debian:12\nCOPY --from=build /app /\n",
	.on = ON(DF_COPY),
	.check = check,
};
