/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The split comes first, because it knows single-stage files as people write them; rules then repair
 * both of its stages:
 *
 *     source ─► split ─► rules' repairs ─► A
 *        └─────────────► rules' repairs ─► B     A is taken when it has nothing wrong that B has not
 *
 * The split is not one edit among others: nearly every line of the second stage is new. So it is
 * proved against the file that would be there without it. What A may have and B not are remarks (two
 * bases want two digests).
 */
#include "cmd/lib/lint_repair.h"

#include "find/dockerfile/split.h"

/* A text with all that is known of it. */
struct view {
	struct dockerfile file;
	struct df_build build;
	struct lint_findings findings;
};

static int look(struct arena *a, const struct fix_request *q, struct str text, struct view *out,
		struct fault *f)
{
	TRY(dockerfile_parse(a, q->path, text, &out->file, f));
	TRY(df_build(a, &out->file, q->options, &out->build, f));
	lint_run(a, &out->file, &out->build, q->config, q->settings, &out->findings);
	return 0;
}

static bool has_rule(const struct lint_findings *in, const struct dockerfile_rule *rule)
{
	for (size_t i = 0; i < in->list.n; i++)
		if (in->list.p[i]->rule == rule)
			return true;
	return false;
}

/* What speaks against the split; NULL when nothing does. */
static const struct lint_finding *objection(const struct view *with, const struct view *without)
{
	for (size_t i = 0; i < with->findings.list.n; i++) {
		const struct lint_finding *n = with->findings.list.p[i];
		if (n->level <= LINT_WARNING && !has_rule(&without->findings, n->rule))
			return n;
	}
	return NULL;
}

static void record_split(struct arena *a, const struct fix_request *q, struct fix_result *result)
{
	uint32_t rule = lint_rule_find(q->settings->rules, STR("single-stage-build"));
	if (rule == LINT_NO_RULE)
		return;
	struct fix_change *c = VEC_PUSH(a, &result->changes);
	c->rule = all_dockerfile_rules[rule];
	c->message = str_of(c->rule->title);
	c->reason = STR("one stage builds, the other one ships what was built");
	*VEC_PUSH(a, &c->now) = (struct span){ 0, (uint32_t)result->text.n };
}

/* 1: *out is the file in two stages, repaired. 0: it stays in one. */
static int repair_split(struct arena *a, const struct fix_request *q,
			const struct fix_result *plain, struct fix_result *out,
			struct str *out_kept, struct fault *f)
{
	struct view source, with, without;
	struct str text;
	TRY(look(a, q, q->source, &source, f));
	if (stage_split(a, &source.file, &source.build, &text, out_kept) <= 0) {
		if (source.build.stages.n > 1)
			*out_kept = STR("");
		return 0;
	}
	struct fix_request again = *q;
	struct fix_result result;
	again.source = text;
	TRY(fix_run(a, &again, &result, f));
	TRY(look(a, q, result.text, &with, f));
	TRY(look(a, q, plain->text, &without, f));
	const struct lint_finding *against = objection(&with, &without);
	if (with.file.errors.n || against) {
		*out_kept = against ? str_printf(a, "the result would not be clean: %.*s",
						 STRF(against->message))
				    : STR("the result would not parse");
		return 0;
	}
	record_split(a, q, &result);
	*out = result;
	return 1;
}

int lint_repair(struct arena *a, const struct fix_request *q, bool stages, struct fix_result *out,
		struct str *out_kept, struct fault *f)
{
	*out_kept = STR("");
	TRY(fix_run(a, q, out, f));
	if (stages)
		TRY(repair_split(a, q, out, out, out_kept, f));
	return 0;
}
