/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The base holds a release that its makers no longer mend. A tag names two releases, that of the program and
 * that of the distribution (python:3.8-buster): both are looked up, and one finding names what is over.
 */
#include "find/dockerfile/lib/eol_table.h"
#include "find/dockerfile/lib/ship.h"

static void check_stage(struct lint *l, const struct df_stage *s)
{
	if (s->parent != DF_GLOBAL || s->scratch || s->from->broken || s->from->args.n == 0)
		return;
	struct arena *a = lint_arena(l);
	struct eol_base base;
	eol_read_base(a, &s->reference, &base);
	struct str today = lint_config(l)->today;
	if (today.n == 0)
		today = eol_table_day(a);
	bool runtime =
		base.has_runtime && base.runtime.end.n && str_cmp(base.runtime.end, today) < 0;
	bool system = base.has_distribution && base.distribution.end.n &&
		      str_cmp(base.distribution.end, today) < 0;
	if (!runtime && !system)
		return;
	struct str text;
	const struct eol_row *r = runtime ? &base.runtime : &base.distribution;
	if (runtime && system)
		text = str_printf(a, "%.*s got its last security fixes on %.*s, and %.*s on %.*s",
				  STRF(r->name), STRF(r->end), STRF(base.distribution.name),
				  STRF(base.distribution.end));
	else
		text = str_printf(a, "%.*s got its last security fixes on %.*s", STRF(r->name),
				  STRF(r->end));
	struct lint_finding *n =
		lint_report(l, s->first, s->from->args.p[0].span, "%.*s", STRF(text));
	n->suggestion = STR("move to a supported release and test the program with it");
}

const struct dockerfile_rule dockerfile_rule_base_eol = {
	.id = "base-eol",
	.aliases = "",
	.title = "Base image is past its end of life",
	.why = "Nobody repairs it any more, and advisories stop: the image looks cleaner every month while "
	       "it gets more dangerous.",
	.fix = "Move to a release that is supported, for the runtime as well as for the distribution under it.",
	.level = LINT_WARNING,
	.severity = SEVERITY_HIGH,
	.bad = "FROM golang:1.16-stretch\nUSER 10001\n",
	/* a tag that names no release says nothing; 3 is any Python 3 */
	.good = "FROM python:3-slim\nUSER 10001\n",
	.check_stage = check_stage,
};
