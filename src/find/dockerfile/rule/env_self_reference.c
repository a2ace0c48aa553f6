/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ENV A=1 B=$A: all values of one ENV are expanded before any is set, so B gets what A was before. A variable
 * that refers to its own old value (PATH=$PATH:/x) is what one wants, and so is one that was set above.
 */
#include "base/map.h"
#include "find/dockerfile/lib/value.h"

/* How far FROM stage FROM stage … is followed. */
#define DEPTH_MAX 64

struct scope {
	struct map names; /* set by ENV and ARG of this stage */
};

static bool is_set(const struct df_build *b, const struct scope *scopes, uint32_t stage,
		   struct str name)
{
	for (unsigned depth = 0; stage < b->stages.n && depth < DEPTH_MAX; depth++) {
		if (map_get(&scopes[stage].names, name))
			return true;
		stage = b->stages.p[stage].parent;
	}
	return false;
}

static void look(struct lint *l, uint32_t at, const struct df_instruction *i,
		 const struct scope *scopes)
{
	struct map keys;
	map_init(&keys, lint_arena(l));
	for (uint32_t k = 0; k < i->pairs.n; k++) {
		bool fresh;
		uint32_t *first = map_put(&keys, i->pairs.p[k].key.text, &fresh);
		if (fresh)
			*first = k;
	}
	for (uint32_t k = 0; k < i->pairs.n; k++) {
		const struct df_pair *p = &i->pairs.p[k];
		struct variables v;
		struct variable r;
		variables_of(&v, p->value.raw, lint_file(l)->escape);
		while (p->value.has_variable && variable_next(&v, &r)) {
			const uint32_t *key = map_get(&keys, r.name);
			if (!key || *key == k || is_set(lint_build(l), scopes, i->stage, r.name))
				continue;
			lint_report(
				l, at, p->value.span,
				"%.*s refers to %.*s, which is set by the same ENV only afterwards",
				STRF(p->key.text), STRF(r.name))
				->suggestion = str_printf(
				lint_arena(l), "set %.*s in an ENV of its own above", STRF(r.name));
			break;
		}
	}
}

static void check(struct lint *l)
{
	const struct dockerfile *d = lint_file(l);
	const struct df_build *b = lint_build(l);
	struct scope *scopes = arena_array(lint_arena(l), b->stages.n + 1, sizeof(*scopes));
	for (size_t s = 0; s < b->stages.n; s++)
		map_init(&scopes[s].names, lint_arena(l));
	for (uint32_t k = 0; k < d->instructions.n; k++) {
		const struct df_instruction *i = &d->instructions.p[k];
		if (i->broken || i->stage >= b->stages.n ||
		    (i->kind != DF_ENV && i->kind != DF_ARG))
			continue;
		if (i->kind == DF_ENV && i->pairs.n > 1)
			look(l, k, i, scopes);
		for (size_t p = 0; p < i->pairs.n; p++)
			map_put(&scopes[i->stage].names, i->pairs.p[p].key.text, NULL);
	}
}

const struct dockerfile_rule dockerfile_rule_env_self_reference = {
	.id = "env-self-reference",
	.aliases = "DL3044",
	.title = "ENV refers to a variable that it sets itself",
	.why = "All values of one ENV are worked out before any of them is set: the reference gets the old value, "
	       "mostly nothing.",
	.fix = "Use two ENV instructions.",
	.level = LINT_ERROR,
	.severity = SEVERITY_MEDIUM,
	.reference = "https://docs.docker.com/reference/dockerfile/#environment-replacement",
	.bad = "FROM debian:12\nENV APP=/srv/app PATH=\"${APP}/bin:$PATH\"\n"
	       "ENV A=1 B=${A}2\n",
	.good = "FROM debian:12\nENV APP=/srv/app\nENV APP=/srv/app2 PATH=\"${APP}/bin:$PATH\" S='$PATH' T=\\$PATH\n",
	.check_file = check,
};
