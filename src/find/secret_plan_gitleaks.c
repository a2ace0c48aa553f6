/* SPDX-License-Identifier: Apache-2.0 */
/*
 * .gitleaks.toml.
 *
 *     title, description                                 said nowhere
 *     [extend] useDefault, disabledRules, path, url      path and url: a warning, nothing more is read
 *     [[rules]] id, description, regex, secretGroup, entropy, path, keywords, tags, allowlist(s)
 *     [allowlist], [[allowlists]]                        description, paths, regexes, stopwords, commits,
 *                                                        regexTarget, condition, targetRules
 *
 * Built-in rules stay on unless the file says "useDefault = false": nobody should lose four hundred rules by
 * a file that adds one. A rule without a regex adds exceptions to the built-in one of that name; one that is about
 * paths only is a warning.
 */
#include "find/secret_plan_parts.h"
#include "text/toml.h"

static const char *const allow_keys[] = { "id",		 "description", "paths",       "regexes",
					  "stopwords",	 "commits",	"regexTarget", "condition",
					  "targetRules", NULL };
static const char *const rule_keys[] = { "id",	      "description", "regex",	   "secretGroup",
					 "entropy",   "path",	     "keywords",   "tags",
					 "allowlist", "allowlists",  "skipReport", NULL };
static const char *const top_keys[] = { "title",     "description", "extend",	  "rules",
					"allowlist", "allowlists",  "minVersion", NULL };
static const char *const extend_keys[] = { "useDefault", "disabledRules", "path", "url", NULL };

static int read_lists(const struct secret_reading *r, const struct json *table,
		      struct secret_allow *allow)
{
	struct arena *a = r->plan->arena;
	struct secret_texts words = { 0 }, commits = { 0 };
	TRY(secret_reading_regexes(r, table, "paths", allow, true));
	TRY(secret_reading_regexes(r, table, "regexes", allow, false));
	TRY(secret_reading_texts(r, table, "stopwords", &words));
	TRY(secret_reading_texts(r, table, "commits", &commits));
	for (size_t i = 0; i < words.list.n; i++)
		*VEC_PUSH(a, &allow->stopwords) = words.list.p[i];
	for (size_t i = 0; i < commits.list.n; i++)
		*VEC_PUSH(a, &allow->commits) = commits.list.p[i];
	return 0;
}

static int read_choices(const struct secret_reading *r, const struct json *table,
			struct secret_allow *allow)
{
	struct str target, condition;
	TRY(secret_reading_text(r, table, "regexTarget", &target));
	TRY(secret_reading_text(r, table, "condition", &condition));
	if (str_is(target, "line"))
		allow->target = SECRET_TARGET_LINE;
	else if (str_is(target, "match"))
		allow->target = SECRET_TARGET_MATCH;
	else if (target.n && !str_is(target, "secret"))
		return secret_reading_refuse(r, json_get(table, "regexTarget"),
					     "regexTarget is secret, match or line, not \"%.*s\"",
					     STRF(target));
	allow->all = str_eq_nocase(condition, STR("and")) || str_is(condition, "&&");
	if (condition.n && !allow->all && !str_eq_nocase(condition, STR("or")) &&
	    !str_is(condition, "||"))
		return secret_reading_refuse(r, json_get(table, "condition"),
					     "condition is AND or OR, not \"%.*s\"",
					     STRF(condition));
	return 0;
}

/* The commit of a git object is known when the whole repository was read: the value is not kept until then. */
static void warn_commits(const struct secret_reading *r, const struct json *table,
			 const struct secret_allow *allow)
{
	if (allow->all && allow->commits.n && (allow->regexes.n || allow->stopwords.n))
		secret_plan_warn(r->plan,
				 "%s:%u: commits AND regexes or stopwords never holds: when the "
				 "commit is known the value is gone",
				 r->path, secret_reading_line(r, table));
}

static int read_allow(const struct secret_reading *r, const struct json *table, struct str rule)
{
	if (table->kind != JSON_OBJECT)
		return secret_reading_refuse(r, table, "an allowlist is a table");
	struct secret_texts rules = { 0 };
	struct str why;
	secret_reading_unknown(r, table, "allowlist.", allow_keys);
	TRY(secret_reading_text(r, table, "description", &why));
	TRY(secret_reading_texts(r, table, "targetRules", &rules));
	size_t n = rule.n || !rules.list.n ? 1 : rules.list.n;
	for (size_t i = 0; i < n; i++) {
		struct secret_allow *allow =
			secret_plan_allow(r, table, why.n ? why : STR("allowlist"));
		allow->rule = rule.n ? rule : rules.list.n ? rules.list.p[i] : STR("");
		TRY(read_lists(r, table, allow));
		TRY(read_choices(r, table, allow));
		if (i == 0)
			warn_commits(r, table, allow);
	}
	return 0;
}

/* `allowlist`, a table or (as some write it) an array of them, and `allowlists`. */
static int read_allows(const struct secret_reading *r, const struct json *table, struct str rule)
{
	static const char *const keys[] = { "allowlist", "allowlists" };
	for (size_t k = 0; k < ARRAY_LEN(keys); k++) {
		const struct json *v = json_get(table, keys[k]);
		if (!v)
			continue;
		if (v->kind != JSON_ARRAY)
			TRY(read_allow(r, v, rule));
		else
			for (const struct json *one = v->child; one; one = one->next)
				TRY(read_allow(r, one, rule));
	}
	return 0;
}

/* A number of the file, as 1/1000. */
static bool read_decimal(struct str s, double *out)
{
	struct str whole, part;
	uint64_t a = 0, b = 0;
	double scale = 1;
	str_cut(s, '.', &whole, &part);
	part = str_slice(part, 0, 6);
	if (!str_u64(whole, 1000, &a) || (part.n && !str_u64(part, UINT32_MAX, &b)))
		return false;
	for (size_t i = 0; i < part.n; i++)
		scale *= 10;
	*out = (double)a + (double)b / scale;
	return true;
}

static int read_numbers(const struct secret_reading *r, const struct json *table,
			struct secret_rule_text *t)
{
	const struct json *group = json_get(table, "secretGroup");
	const struct json *entropy = json_get(table, "entropy");
	if (group && !json_u64(group, 1000, &t->group))
		return secret_reading_refuse(r, group, "secretGroup is the number of a group");
	if (entropy && (entropy->kind != JSON_NUMBER || !read_decimal(entropy->text, &t->entropy)))
		return secret_reading_refuse(r, entropy, "entropy is a number of bits, 3.5 say");
	return 0;
}

static int read_rule(const struct secret_reading *r, const struct json *table)
{
	struct secret_rule_text t = { .at = table,
				      .severity = SEVERITY_HIGH,
				      .provider = STR("own rule") };
	if (table->kind != JSON_OBJECT)
		return secret_reading_refuse(r, table, "a rule is a table");
	secret_reading_unknown(r, table, "rules.", rule_keys);
	TRY(secret_reading_text(r, table, "id", &t.id));
	TRY(secret_reading_text(r, table, "description", &t.title));
	TRY(secret_reading_text(r, table, "regex", &t.regex));
	TRY(secret_reading_text(r, table, "path", &t.path));
	TRY(secret_reading_texts(r, table, "keywords", &t.keywords));
	TRY(read_numbers(r, table, &t));
	if (!t.id.n)
		return secret_reading_refuse(r, table, "a rule needs an id");
	TRY(read_allows(r, table, t.id));
	if (t.regex.n)
		return secret_plan_rule(r, &t);
	if (t.path.n)
		secret_plan_warn(r->plan,
				 "%s:%u: rule %.*s is about names of files only, and has no effect",
				 r->path, secret_reading_line(r, table), STRF(t.id));
	else if (!secret_plan_knows(r->plan, t.id))
		secret_plan_warn(r->plan, "%s:%u: there is no rule \"%.*s\" here to extend",
				 r->path, secret_reading_line(r, table), STRF(t.id));
	return 0;
}

static int read_extend(const struct secret_reading *r, const struct json *table)
{
	static const char *const others[] = { "path", "url" };
	if (table->kind != JSON_OBJECT)
		return secret_reading_refuse(r, table, "extend is a table");
	struct secret_texts off = { 0 };
	secret_reading_unknown(r, table, "extend.", extend_keys);
	const struct json *use = json_get(table, "useDefault");
	if (use && use->kind != JSON_BOOL)
		return secret_reading_refuse(r, use, "useDefault is true or false");
	r->plan->config.only |= use && !use->truth;
	TRY(secret_reading_texts(r, table, "disabledRules", &off));
	for (size_t i = 0; i < off.list.n; i++)
		secret_plan_off(r, off.values.p[i], off.list.p[i]);
	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		if (json_get(table, others[i]))
			secret_plan_warn(
				r->plan,
				"%s:%u: extend.%s is not followed: give that file with --secret-config, too",
				r->path, secret_reading_line(r, json_get(table, others[i])),
				others[i]);
	return 0;
}

int secret_plan_gitleaks(struct secret_plan *p, const char *path, struct str text, struct fault *f)
{
	struct yaml_places places = { 0 };
	const struct json *root;
	struct fault why;
	text = str_dup(p->arena, text);
	if (toml_parse(p->arena, text, &places, &root, &why) < 0)
		return fault_set(f, E_USAGE, "%s: %s", path, why.text);
	struct secret_reading r = { .plan = p, .path = path, .f = f };
	secret_reading_begin(&r, &places);
	secret_reading_unknown(&r, root, "", top_keys);
	const struct json *extend = json_get(root, "extend"), *rules = json_get(root, "rules");
	if (extend)
		TRY(read_extend(&r, extend));
	if (rules && rules->kind != JSON_ARRAY)
		return secret_reading_refuse(&r, rules, "rules are written [[rules]]");
	for (const struct json *one = rules ? rules->child : NULL; one; one = one->next)
		TRY(read_rule(&r, one));
	return read_allows(&r, root, STR(""));
}
