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

#include "find/dockerfile/ignore_plan.h"
#include "find/dockerfile/split.h"

int lint_look(struct arena *a, const struct fix_request *q, struct lint_view *out, struct fault *f)
{
	*out = (struct lint_view){ 0 };
	TRY(dockerfile_parse(a, q->path, q->source, &out->file, f));
	TRY(df_build(a, &out->file, q->options, &out->build, f));
	lint_run(a, &out->file, &out->build, q->config, q->settings, &out->findings);
	return 0;
}

static int look_at(struct arena *a, const struct fix_request *q, struct str text,
		   struct lint_view *out, struct fault *f)
{
	struct fix_request other = *q;
	other.source = text;
	return lint_look(a, &other, out, f);
}

/* How many findings there are of each rule. */
static const uint32_t *count(struct arena *a, const struct fix_request *q,
			     const struct lint_findings *in)
{
	uint32_t *n = arena_array(a, all_dockerfile_rules_n + 1, sizeof(*n));
	for (size_t i = 0; i < in->list.n; i++)
		n[lint_rule_find(q->settings->rules, str_of(in->list.p[i]->rule->id))]++;
	return n;
}

/* What speaks against the split; NULL when nothing does. */
static const struct lint_finding *objection(struct arena *a, const struct fix_request *q,
					    const struct lint_view *with,
					    const struct lint_view *without)
{
	const uint32_t *had = count(a, q, &without->findings);
	for (size_t i = 0; i < with->findings.list.n; i++) {
		const struct lint_finding *n = with->findings.list.p[i];
		uint32_t rule = lint_rule_find(q->settings->rules, str_of(n->rule->id));
		if (n->level <= LINT_WARNING && !had[rule])
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
	struct lint_view source, with, without;
	struct str text;
	TRY(lint_look(a, q, &source, f));
	if (stage_split(a, &source.file, &source.build, &text, out_kept) <= 0) {
		if (source.build.stages.n > 1)
			*out_kept = STR("");
		return 0;
	}
	struct fix_request again = *q;
	struct fix_result result;
	again.source = text;
	TRY(fix_run(a, &again, &result, f));
	TRY(look_at(a, q, result.text, &with, f));
	TRY(look_at(a, q, plain->text, &without, f));
	const struct lint_finding *against = objection(a, q, &with, &without);
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

/* Are there more findings of some rule than before? */
static bool grew(struct arena *a, const struct fix_request *q, const struct lint_view *before,
		 const struct lint_view *after)
{
	const uint32_t *was = count(a, q, &before->findings), *is = count(a, q, &after->findings);
	for (size_t i = 0; i < all_dockerfile_rules_n; i++)
		if (is[i] > was[i])
			return true;
	return false;
}

int lint_repair_ignore(struct arena *a, const struct fix_request *q, const struct lint_view *now,
		       struct str *out_text, struct fault *f)
{
	uint32_t rule = lint_rule_find(q->settings->rules, STR("copy-everything"));
	struct lint_view after;
	struct str text;
	if (rule == LINT_NO_RULE || !count(a, q, &now->findings)[rule] ||
	    !ignore_plan(a, &now->build, &text))
		return 0;
	struct df_options options = *q->options;
	struct fix_request again = *q;
	options.has_ignore = true;
	options.ignore = text;
	again.options = &options;
	TRY(lint_look(a, &again, &after, f));
	if (grew(a, q, now, &after))
		return 0;
	*out_text = text;
	return 1;
}
