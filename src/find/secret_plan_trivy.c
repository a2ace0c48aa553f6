/* SPDX-License-Identifier: Apache-2.0 */
/*
 * trivy-secret.yaml.
 *
 *     rules                 id, category, title, severity, regex, keywords, path, secret-group-name, allow-rules,
 *                           exclude-block
 *     allow-rules           id, description, regex, path: either is enough
 *     enable-builtin-rules  only these of the built-in ones
 *     disable-rules         not these
 *     disable-allow-rules   exceptions that are not made (there are no built-in ones here)
 *     exclude-block         description, regexes: seen in the line of the find, not around blocks of lines
 *     skip-patterns         paths that are left out, as exceptions that are counted
 *
 * enable-builtin-rules names rules of another scanner. When one of them is not known here, all built-in rules
 * stay on: it would be worse to look for less than was asked for.
 */
#include "find/secret_plan_parts.h"

static const char *const top_keys[] = { "rules",
					"allow-rules",
					"enable-builtin-rules",
					"disable-rules",
					"disable-allow-rules",
					"exclude-block",
					"skip-patterns",
					NULL };
static const char *const rule_keys[] = {
	"id",	"category",    "title",		"severity",	     "regex", "keywords",
	"path", "allow-rules", "exclude-block", "secret-group-name", NULL
};
static const char *const allow_keys[] = { "id", "description", "regex", "path", NULL };
static const char *const block_keys[] = { "description", "regexes", NULL };

static bool is_listed(struct str s, const struct secret_texts *list)
{
	for (size_t i = 0; i < list->list.n; i++)
		if (str_eq(list->list.p[i], s))
			return true;
	return false;
}

static int read_allow(const struct secret_reading *r, const struct json *table, struct str rule,
		      const struct secret_texts *disabled)
{
	struct str id, why;
	if (table->kind != JSON_OBJECT)
		return secret_reading_refuse(r, table, "an allow rule is a table");
	secret_reading_unknown(r, table, "allow-rules.", allow_keys);
	TRY(secret_reading_text(r, table, "id", &id));
	TRY(secret_reading_text(r, table, "description", &why));
	if (id.n && is_listed(id, disabled))
		return 0;
	struct secret_allow *allow = secret_plan_allow(r, table,
						       why.n  ? why
						       : id.n ? id
							      : STR("allow rule"));
	allow->rule = rule;
	allow->target = SECRET_TARGET_MATCH;
	TRY(secret_reading_regexes(r, table, "regex", allow, false));
	return secret_reading_regexes(r, table, "path", allow, true);
}

static int read_allows(const struct secret_reading *r, const struct json *table, struct str rule,
		       const struct secret_texts *disabled)
{
	const struct json *list = json_get(table, "allow-rules");
	if (list && list->kind != JSON_ARRAY && list->kind != JSON_NULL)
		return secret_reading_refuse(r, list, "allow-rules is a list");
	for (const struct json *one = list ? list->child : NULL; one; one = one->next)
		TRY(read_allow(r, one, rule, disabled));
	const struct json *block = json_get(table, "exclude-block");
	if (!block || block->kind == JSON_NULL)
		return 0;
	if (block->kind != JSON_OBJECT)
		return secret_reading_refuse(r, block, "exclude-block is a table");
	secret_reading_unknown(r, block, "exclude-block.", block_keys);
	struct secret_allow *allow = secret_plan_allow(r, block, STR("exclude-block"));
	allow->rule = rule;
	allow->target = SECRET_TARGET_LINE;
	return secret_reading_regexes(r, block, "regexes", allow, false);
}

static int read_rule(const struct secret_reading *r, const struct json *table,
		     const struct secret_texts *disabled, const struct secret_texts *off)
{
	struct secret_rule_text t = { .at = table, .severity = SEVERITY_UNKNOWN };
	struct str severity;
	if (table->kind != JSON_OBJECT)
		return secret_reading_refuse(r, table, "a rule is a table");
	secret_reading_unknown(r, table, "rules.", rule_keys);
	TRY(secret_reading_text(r, table, "id", &t.id));
	TRY(secret_reading_text(r, table, "title", &t.title));
	TRY(secret_reading_text(r, table, "regex", &t.regex));
	TRY(secret_reading_text(r, table, "path", &t.path));
	TRY(secret_reading_text(r, table, "category", &t.provider));
	TRY(secret_reading_text(r, table, "severity", &severity));
	TRY(secret_reading_text(r, table, "secret-group-name", &t.group_name));
	TRY(secret_reading_texts(r, table, "keywords", &t.keywords));
	if (!t.id.n)
		return secret_reading_refuse(r, table, "a rule needs an id");
	if (!t.regex.n)
		return secret_reading_refuse(r, table, "rule %.*s needs a regex", STRF(t.id));
	if (severity.n && !severity_parse(severity, &t.severity))
		return secret_reading_refuse(r, json_get(table, "severity"),
					     "\"%.*s\" is no severity", STRF(severity));
	if (t.severity == SEVERITY_UNKNOWN)
		t.severity = SEVERITY_HIGH;
	if (!t.provider.n)
		t.provider = STR("own rule");
	if (is_listed(t.id, off))
		return 0;
	TRY(read_allows(r, table, t.id, disabled));
	return secret_plan_rule(r, &t);
}

static int read_enabled(const struct secret_reading *r, const struct json *root)
{
	struct secret_texts on = { 0 };
	TRY(secret_reading_texts(r, root, "enable-builtin-rules", &on));
	bool known = on.list.n > 0;
	for (size_t i = 0; i < on.list.n; i++)
		if (!map_get(&r->plan->known, on.list.p[i])) {
			known = false;
			secret_plan_warn(r->plan,
					 "%s:%u: there is no rule \"%.*s\" here: all built-in "
					 "rules stay on",
					 r->path, secret_reading_line(r, on.values.p[i]),
					 STRF(on.list.p[i]));
		}
	for (uint32_t i = 0; known && i < r->plan->known.n; i++)
		if (!is_listed(r->plan->known.entries[i].key, &on))
			*VEC_PUSH(r->plan->arena, &r->plan->off) = r->plan->known.entries[i].key;
	return 0;
}

static int read_skipped(const struct secret_reading *r, const struct json *root)
{
	const struct json *skip = json_get(root, "skip-patterns");
	if (!skip || skip->kind == JSON_NULL)
		return 0;
	struct secret_allow *allow = secret_plan_allow(r, skip, STR("skip-patterns"));
	return secret_reading_regexes(r, root, "skip-patterns", allow, true);
}

/* Is it one of the file's own rules? */
static bool is_own(const struct json *rules, struct str id)
{
	for (const struct json *one = rules ? rules->child : NULL; one; one = one->next)
		if (str_eq(json_get_text(one, "id"), id))
			return true;
	return false;
}

int secret_plan_trivy(struct secret_plan *p, const char *path, struct str text, struct fault *f)
{
	struct yaml_places places = { 0 };
	struct secret_texts disabled = { 0 }, off = { 0 };
	const struct json *root;
	struct fault why;
	text = str_dup(p->arena, text);
	if (yaml_parse_places(p->arena, text, &places, &root, &why) < 0)
		return fault_set(f, E_USAGE, "%s: %s", path, why.text);
	struct secret_reading r = { .plan = p, .path = path, .f = f };
	secret_reading_begin(&r, &places);
	if (root->kind == JSON_NULL)
		return 0;
	if (root->kind != JSON_OBJECT)
		return secret_reading_refuse(&r, root, "the file is a table of settings");
	secret_reading_unknown(&r, root, "", top_keys);
	TRY(secret_reading_texts(&r, root, "disable-allow-rules", &disabled));
	TRY(secret_reading_texts(&r, root, "disable-rules", &off));
	TRY(read_enabled(&r, root));
	const struct json *rules = json_get(root, "rules");
	if (rules && rules->kind != JSON_ARRAY && rules->kind != JSON_NULL)
		return secret_reading_refuse(&r, rules, "rules is a list");
	for (const struct json *one = rules ? rules->child : NULL; one; one = one->next)
		TRY(read_rule(&r, one, &disabled, &off));
	for (size_t i = 0; i < off.list.n; i++)
		if (!is_own(rules, off.list.p[i]))
			secret_plan_off(&r, off.values.p[i], off.list.p[i]);
	TRY(read_skipped(&r, root));
	return read_allows(&r, root, STR(""), &disabled);
}
