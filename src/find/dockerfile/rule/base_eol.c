/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The base holds a release that its makers no longer mend. A tag names two releases, that of the program and
 * that of the distribution (python:3.8-buster): both are looked up, and one finding names what is over. An
 * image that several stages begin with is told once, where it ships if it does.
 */
#include "find/dockerfile/lib/eol_table.h"
#include "find/dockerfile/rule.h"

#include "base/map.h"

static void judge(struct lint *l, const struct df_stage *s)
{
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

static void check_file(struct lint *l)
{
	const struct df_build *b = lint_build(l);
	struct map seen;
	map_init(&seen, lint_arena(l));
	for (size_t n = b->stages.n; n-- > 0;) {
		const struct df_stage *s = &b->stages.p[n];
		bool fresh;
		if (!s->needed || s->parent != DF_GLOBAL || s->scratch || s->from->broken ||
		    s->from->args.n == 0)
			continue;
		map_put(&seen, s->base, &fresh);
		if (fresh)
			judge(l, s);
	}
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
	.bad = "FROM golang:1.16-stretch\nUSER 10001\n"
	       "FROM public.ecr.aws/docker/library/alpine:3.9\nCOPY --from=0 /a /a\n",
	/* a tag that names no release says nothing; 3 is any Python 3 */
	.good = "FROM python:3-slim\nUSER 10001\n"
		"FROM alpine:edge\n"
		"FROM example.com/team/python:2.7\n",
	.check_file = check_file,
};
