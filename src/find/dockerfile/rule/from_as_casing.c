/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/repair.h"

static bool all_lower(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!char_is_lower(s.p[i]))
			return false;
	return true;
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	if (i->args.n < 3)
		return;
	bool lower = all_lower(i->name);
	struct str as = i->args.p[1].raw, want = lower ? STR("as") : STR("AS");
	/* a keyword of mixed case is instruction-casing's business */
	if (str_eq(as, want) || (!lower && !str_is(i->name, "FROM")))
		return;
	struct lint_finding *n =
		lint_report(l, instruction, i->args.p[1].span,
			    "%.*s beside %.*s: write both the same way", STRF(as), STRF(i->name));
	repair_replace(l, n, i->args.p[1].span, want, "writes AS as FROM is written");
}

const struct dockerfile_rule dockerfile_rule_from_as_casing = {
	.id = "from-as-casing",
	.aliases = "FromAsCasing",
	.title = "FROM and AS are written differently",
	.why = "Keywords in one style stand out; a small \"as\" behind a FROM is easily read as part of the image's "
	       "name.",
	.fix = "Write FROM and AS both in capitals.",
	.level = LINT_STYLE,
	.severity = SEVERITY_LOW,
	.reference = "https://docs.docker.com/reference/build-checks/from-as-casing/",
	.bad = "FROM debian:12 as build\n"
	       "from build As final\n",
	.good = "FROM debian:12 AS build\n"
		"from build as final\n",
	.on = ON(DF_FROM),
	.check = check,
};
