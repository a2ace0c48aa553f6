/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/rules.h"

#include "base/opt.h"

static void add_name(struct lint_rules *r, struct str name, uint32_t index)
{
	bool fresh;
	struct str lower = str_lower(r->arena, name);
	uint32_t *at = map_put(&r->by_name, lower, &fresh);
	if (fresh)
		*at = index;
	else
		*VEC_PUSH(r->arena, &r->holders) = (struct lint_holder){ lower, index };
}

void lint_rules_init(struct lint_rules *r, struct arena *a)
{
	*r = (struct lint_rules){ .arena = a };
	map_init(&r->by_name, a);
	for (uint32_t i = 0; i < all_dockerfile_rules_n; i++)
		add_name(r, str_of(all_dockerfile_rules[i]->id), i);
	for (uint32_t i = 0; i < all_dockerfile_rules_n; i++) {
		const struct dockerfile_rule *rule = all_dockerfile_rules[i];
		struct str rest = str_of(rule->aliases), word;
		while (str_next_word(&rest, &word))
			add_name(r, word, i);
		for (unsigned k = 0; rule->check && k < DF_KIND_COUNT_; k++)
			if (rule->on & ON(k))
				*VEC_PUSH(a, &r->on[k]) = i;
		if (rule->check_stage)
			*VEC_PUSH(a, &r->stage) = i;
		if (rule->check_file)
			*VEC_PUSH(a, &r->file) = i;
	}
}

uint32_t lint_rule_find(const struct lint_rules *r, struct str name)
{
	char lower[64];
	if (name.n > sizeof(lower))
		return LINT_NO_RULE;
	for (size_t i = 0; i < name.n; i++)
		lower[i] = char_lower(name.p[i]);
	const uint32_t *found = map_get(&r->by_name, str_make(lower, name.n));
	return found ? *found : LINT_NO_RULE;
}

uint32_t lint_rule_after(const struct lint_rules *r, struct str name, uint32_t rule)
{
	for (size_t i = 0; i < r->holders.n; i++) /* in the order of the rules */
		if (r->holders.p[i].rule > rule && str_eq_nocase(r->holders.p[i].name, name))
			return r->holders.p[i].rule;
	return LINT_NO_RULE;
}

const char *lint_rule_nearest(const struct lint_rules *r, struct str name)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	const char **words = arena_array(a, r->by_name.n + 1, sizeof(char *));
	for (uint32_t i = 0; i < r->by_name.n; i++)
		words[i] = str_cstr(a, r->by_name.entries[i].key);
	if (name.n > 64)
		return NULL;
	const char *near = opt_nearest(str_cstr(a, str_lower(a, name)), words);
	if (!near)
		return NULL;
	/* as the rule spells it */
	const struct dockerfile_rule *rule = all_dockerfile_rules[lint_rule_find(r, str_of(near))];
	struct str rest = str_of(rule->aliases), word;
	while (str_next_word(&rest, &word))
		if (str_eq_nocase(word, str_of(near)))
			return str_cstr(r->arena, word);
	return rule->id;
}

static bool is_number_of(struct str word, struct str prefix)
{
	uint64_t v;
	return str_starts(word, prefix) && str_u64(str_from(word, prefix.n), 99999, &v);
}

struct str lint_rule_code(const struct dockerfile_rule *rule)
{
	struct str rest = str_of(rule->aliases), word;
	while (str_next_word(&rest, &word))
		if (is_number_of(word, STR("DL")))
			return word;
	return str_of(rule->id);
}

/* BuildKit's names are words in camel case; all other aliases have digits. */
bool lint_rule_is_build_check(const struct dockerfile_rule *rule)
{
	struct str rest = str_of(rule->aliases), word;
	while (str_next_word(&rest, &word)) {
		bool letters = true, lower = false;
		for (size_t i = 0; i < word.n; i++) {
			letters &= char_is_alpha(word.p[i]);
			lower |= char_is_lower(word.p[i]);
		}
		if (letters && lower && !char_is_lower(word.p[0]))
			return true;
	}
	return false;
}
