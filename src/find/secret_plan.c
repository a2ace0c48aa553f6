/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was read of a team's files about secrets, and what comes of it for the engine.
 *
 * A rule of the user is tried with libhs and PCRE2 while its file is read, so that a mistake can be told with its
 * line. libhs refuses some expressions for their size; these it takes as filters that may be wrong
 * (SECRET_LOOSE), and PCRE2 has the last word, as with all rules.
 *
 * A rule of the user is believed: neither placeholders nor low entropy speak against a find, unless
 * the rule asks for entropy itself.
 */
#include "find/secret_plan_parts.h"

#include "base/limits.h"
#include "base/grep.h"
#include "find/lib/token.h"

#define RULES_MAX 2000

struct secret_plan *secret_plan_new(void)
{
	struct arena *a = arena_new();
	struct secret_plan *p = arena_alloc(a, sizeof(*p));
	p->arena = a;
	map_init(&p->known, a);
	map_init(&p->own, a);
	map_init(&p->ignored, a);
	for (size_t i = 0; i < all_secrets_n; i++)
		for (size_t k = 0; k < all_secrets[i]->n; k++)
			(void)map_put(&p->known, str_of(all_secrets[i]->rules[k].id), NULL);
	return p;
}

void secret_plan_free(struct secret_plan *p)
{
	for (size_t i = 0; p && i < p->regexes.n; i++)
		secret_regex_free(p->regexes.p[i]);
	arena_free(p ? p->arena : NULL);
}

void secret_plan_freep(struct secret_plan **p)
{
	secret_plan_free(*p);
}

const struct str *secret_plan_warnings(const struct secret_plan *p, size_t *out_n)
{
	*out_n = p->warnings.n;
	return p->warnings.p;
}

const struct secret_config *secret_plan_config(struct secret_plan *p)
{
	p->config.sets = p->sets.p;
	p->config.sets_n = p->sets.n;
	p->config.off = p->off.p;
	p->config.off_n = p->off.n;
	return &p->config;
}

bool secret_plan_knows(const struct secret_plan *p, struct str rule)
{
	return map_get(&p->known, rule) || map_get(&p->own, rule);
}

void secret_plan_warn(struct secret_plan *p, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	*VEC_PUSH(p->arena, &p->warnings) = str_vprintf(p->arena, fmt, args);
	va_end(args);
}

/* ---- reading trees ---- */

void secret_reading_begin(struct secret_reading *r, const struct yaml_places *places)
{
	r->list = places;
	map_init(&r->places, r->plan->arena);
	for (size_t i = 0; i < places->list.n; i++) {
		const struct yaml_place *at = &places->list.p[i];
		*map_put(&r->places, str_make(&at->value, sizeof(at->value)), NULL) = (uint32_t)i;
	}
}

uint32_t secret_reading_line(const struct secret_reading *r, const struct json *value)
{
	const uint32_t *i = map_get(&r->places, str_make(&value, sizeof(value)));
	return i ? r->list->list.p[*i].line : 1;
}

int secret_reading_refuse(const struct secret_reading *r, const struct json *value, const char *fmt,
			  ...)
{
	va_list args;
	va_start(args, fmt);
	struct str why = str_vprintf(r->plan->arena, fmt, args);
	va_end(args);
	return fault_set(r->f, E_USAGE, "%s:%u: %.*s", r->path, secret_reading_line(r, value),
			 STRF(why));
}

static int add_text(const struct secret_reading *r, const struct json *value, const char *key,
		    struct secret_texts *out)
{
	if (value->kind != JSON_STRING && value->kind != JSON_NUMBER)
		return secret_reading_refuse(r, value, "%s: a text is expected", key);
	struct arena *a = r->plan->arena;
	*VEC_PUSH(a, &out->list) = str_dup(a, value->text);
	*VEC_PUSH(a, &out->values) = value;
	return 0;
}

int secret_reading_texts(const struct secret_reading *r, const struct json *table, const char *key,
			 struct secret_texts *out)
{
	const struct json *v = json_get(table, key);
	if (!v || v->kind == JSON_NULL)
		return 0;
	if (v->kind != JSON_ARRAY)
		return add_text(r, v, key, out);
	for (const struct json *item = v->child; item; item = item->next)
		TRY(add_text(r, item, key, out));
	return 0;
}

int secret_reading_text(const struct secret_reading *r, const struct json *table, const char *key,
			struct str *out)
{
	const struct json *v = json_get(table, key);
	*out = STR("");
	if (!v || v->kind == JSON_NULL)
		return 0;
	if (v->kind != JSON_STRING && v->kind != JSON_NUMBER)
		return secret_reading_refuse(r, v, "%s: a text is expected", key);
	*out = str_dup(r->plan->arena, v->text);
	return 0;
}

int secret_reading_regex(const struct secret_reading *r, const struct json *at, struct str text,
			 struct secret_regex **out)
{
	struct fault why;
	if (secret_regex_new(r->plan->arena, text, out, &why) < 0)
		return secret_reading_refuse(r, at, "regular expression \"%.*s\": %s", STRF(text),
					     why.text);
	*VEC_PUSH(r->plan->arena, &r->plan->regexes) = *out;
	return 0;
}

int secret_reading_regexes(const struct secret_reading *r, const struct json *table,
			   const char *key, struct secret_allow *allow, bool paths)
{
	struct secret_texts texts = { 0 };
	TRY(secret_reading_texts(r, table, key, &texts));
	for (size_t i = 0; i < texts.list.n; i++) {
		struct secret_regex *regex;
		TRY(secret_reading_regex(r, texts.values.p[i], texts.list.p[i], &regex));
		if (paths)
			*VEC_PUSH(r->plan->arena, &allow->paths) = regex;
		else
			*VEC_PUSH(r->plan->arena, &allow->regexes) = regex;
	}
	return 0;
}

void secret_reading_unknown(const struct secret_reading *r, const struct json *table,
			    const char *where, const char *const *known)
{
	for (const struct json *m = table->child; m; m = m->next) {
		size_t i = 0;
		while (known[i] && !str_is(m->key, known[i]))
			i++;
		if (!known[i])
			secret_plan_warn(r->plan, "%s:%u: %s%.*s is not known and has no effect",
					 r->path, secret_reading_line(r, m), where, STRF(m->key));
	}
}

struct secret_allow *secret_plan_allow(const struct secret_reading *r, const struct json *at,
				       struct str why)
{
	struct arena *a = r->plan->arena;
	struct secret_allow *allow = arena_alloc(a, sizeof(*allow));
	*VEC_PUSH(a, &r->plan->allows) = allow;
	allow->excuse.file = str_dup(a, str_of(r->path));
	allow->excuse.line = secret_reading_line(r, at);
	allow->excuse.why = why;
	return allow;
}

/* ---- rules ---- */

void secret_plan_off(const struct secret_reading *r, const struct json *at, struct str rule)
{
	if (!map_get(&r->plan->known, rule)) {
		secret_plan_warn(r->plan,
				 "%s:%u: there is no rule \"%.*s\" here: switching it off has no "
				 "effect (seaworthy explain lists the rules)",
				 r->path, secret_reading_line(r, at), STRF(rule));
		return;
	}
	*VEC_PUSH(r->plan->arena, &r->plan->off) = rule;
}

static bool has_keyword(const struct secret_user_rule *u, const struct secret_candidate *c)
{
	const struct str around[] = { c->match, c->before, c->after };
	for (size_t i = 0; i < ARRAY_LEN(around); i++) {
		struct str text = str_lower(c->scratch, around[i]);
		for (size_t k = 0; k < u->keywords.n; k++)
			if (str_has(text, u->keywords.p[k]))
				return true;
	}
	return u->keywords.n == 0;
}

static bool check_user(struct secret_candidate *c)
{
	const struct secret_user_rule *u = (const void *)c->rule;
	struct str path = c->path;
	if (str_starts(path, STR("./")))
		path = str_from(path, 2);
	if (u->path && !secret_regex_matches(u->path, path))
		return false;
	return has_keyword(u, c) && (u->entropy <= 0 || token_entropy(c->value) > u->entropy);
}

/* Does libhs take it? As it is, or as a filter. */
static int try_pattern(const struct secret_reading *r, const struct json *at,
		       struct secret_rule *rule)
{
	struct fault why, first;
	struct grep_pattern pattern = { rule->pattern, false, false };
	struct grep *g = NULL;
	size_t bad;
	if (grep_compile(&pattern, 1, &g, &bad, &first) < 0) {
		pattern.loose = true;
		rule->flags |= SECRET_LOOSE;
		if (grep_compile(&pattern, 1, &g, &bad, &why) < 0)
			return secret_reading_refuse(r, at, "rule %s: %s", rule->id, first.text);
	}
	grep_free(g);
	return 0;
}

int secret_plan_rule(const struct secret_reading *r, const struct secret_rule_text *t)
{
	struct secret_plan *p = r->plan;
	struct arena *a = p->arena;
	struct fault why;
	struct str pattern;
	struct secret_regex *tried;
	bool is_new;
	(void)map_put(&p->own, t->id, &is_new);
	if (!is_new)
		return secret_reading_refuse(r, t->at, "rule %.*s is there already", STRF(t->id));
	if (p->sets.n >= RULES_MAX)
		return secret_reading_refuse(r, t->at, "more than %d rules", RULES_MAX);
	struct secret_user_rule *u = arena_alloc(a, sizeof(*u));
	const struct json *at = json_get(t->at, "regex");
	if (secret_regex_translate(a, t->regex, t->group, t->group_name, &pattern, &why) < 0)
		return secret_reading_refuse(r, at, "rule %.*s: regular expression: %s",
					     STRF(t->id), why.text);
	TRY(secret_reading_regex(r, at, t->regex, &tried));
	if (t->path.n)
		TRY(secret_reading_regex(r, json_get(t->at, "path"), t->path, &u->path));
	u->rule = (struct secret_rule){
		.id = str_cstr(a, t->id),
		.title = str_cstr(a, t->title.n ? t->title : t->id),
		.pattern = str_cstr(a, pattern),
		.flags = SECRET_KEPT,
		.severity = t->severity,
		.check = check_user,
		.rotate = "revoke it where it was issued, and replace it",
	};
	u->entropy = t->entropy;
	for (size_t i = 0; i < t->keywords.list.n; i++)
		*VEC_PUSH(a, &u->keywords) = str_lower(a, t->keywords.list.p[i]);
	TRY(try_pattern(r, at, &u->rule));
	u->set = (struct secret_set){ str_cstr(a, t->provider), &u->rule, 1 };
	*VEC_PUSH(a, &p->sets) = &u->set;
	if (map_get(&p->known, t->id)) /* the user's own instead of ours */
		*VEC_PUSH(a, &p->off) = t->id;
	return 0;
}
