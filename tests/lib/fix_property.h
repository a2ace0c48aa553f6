/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What must be true of every repaired Dockerfile, whatever the rules: it parses as well as before; the instructions
 * that no repair names are there as they were, in their order; what was repaired is not found any more and nothing new
 * is; a second run changes nothing. This looks at results only, and shares no code with the proof in the engine.
 */
#pragma once

#include "check.h"

#include "find/dockerfile/fix.h"

struct fixed_state {
	struct dockerfile file;
	struct df_build build;
	unsigned *counts; /* of findings, parallel to all_dockerfile_rules */
};

static inline void fixed_state_of(struct arena *a, const struct fix_request *q, struct str text,
				  struct fixed_state *out)
{
	struct fault f = { 0 };
	struct lint_findings found;
	check_ok(dockerfile_parse(a, q->path, text, &out->file, &f), &f);
	check_ok(df_build(a, &out->file, q->options, &out->build, &f), &f);
	lint_run(a, &out->file, &out->build, q->config, q->settings, &found);
	out->counts = arena_array(a, all_dockerfile_rules_n, sizeof(*out->counts));
	for (size_t n = 0; n < found.list.n; n++)
		for (size_t k = 0; k < all_dockerfile_rules_n; k++)
			out->counts[k] += found.list.p[n]->rule == all_dockerfile_rules[k];
}

/* Does a repair stand in the instruction? Where something was only taken out, the place is empty. */
static inline bool is_named(const struct fix_result *r, struct span s)
{
	for (size_t n = 0; n < r->changes.n; n++)
		for (size_t k = 0; k < r->changes.p[n].now.n; k++) {
			struct span e = r->changes.p[n].now.p[k];
			if (e.begin == e.end ? e.begin > s.begin && e.begin <= s.end
					     : e.begin < s.end && e.end > s.begin)
				return true;
		}
	return false;
}

/* Instructions of the result that no repair names are old ones, in the old order. */
static inline const char *order_of(const struct fixed_state *before,
				   const struct fixed_state *after, const struct fix_result *r)
{
	size_t old = 0;
	for (size_t n = 0; n < after->file.instructions.n; n++) {
		struct span s = after->file.instructions.p[n].span;
		if (is_named(r, s))
			continue;
		struct str text = df_slice(&after->file, s);
		while (old < before->file.instructions.n &&
		       !str_eq(text,
			       df_slice(&before->file, before->file.instructions.p[old].span)))
			old++;
		if (old++ == before->file.instructions.n)
			return "an instruction that no repair names is new or has moved";
	}
	return NULL;
}

/* NULL, or what is wrong; *out is the result. Everything is in `a`. */
static inline const char *fix_property(struct arena *a, const struct fix_request *q,
				       struct fix_result *out)
{
	struct fault f = { 0 };
	struct fixed_state before, after;
	struct fix_request again = *q;
	struct fix_result twice = { 0 };
	check_ok(fix_run(a, q, out, &f), &f);
	again.source = out->text;
	check_ok(fix_run(a, &again, &twice, &f), &f);
	fixed_state_of(a, q, q->source, &before);
	fixed_state_of(a, q, out->text, &after);
	if (!str_eq(twice.text, out->text) || twice.changes.n)
		return "a second run changes it again";
	if (after.file.errors.n > before.file.errors.n)
		return "it does not parse";
	for (size_t n = 0; n < out->changes.n; n++)
		for (size_t k = 0; k < all_dockerfile_rules_n; k++)
			after.counts[k] += out->changes.p[n].rule == all_dockerfile_rules[k];
	for (size_t k = 0; k < all_dockerfile_rules_n; k++)
		if (after.counts[k] > before.counts[k])
			return all_dockerfile_rules[k]->id;
	return order_of(&before, &after, out);
}
