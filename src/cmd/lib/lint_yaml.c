/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads .hadolint.yaml and .seaworthy.yaml.
 *
 * A key of hadolint's file that hadolint would pass over is passed over with a warning; a rule that
 * is not ours (shellcheck's) in silence. In our own file every key and every rule has to be known:
 * a misspelt ignore that does nothing is found out too late.
 *
 *     lint:
 *       ignore:
 *         - DL3008
 *         - id: apt-unpinned            # or a list of ids
 *           until: 2027-01-31
 *           because: the mirror is pinned
 *           files: "**Dockerfile.dev"
 *       override: { error: [base-not-digest], warning: [], info: [], style: [] }
 *       trusted-registries: [registry.example.com]
 *       labels: { maintainer: text }
 *       strict-labels: true
 *       failure-threshold: warning
 */
#include "base/log.h"
#include "cmd/lib/lint_config.h"
#include "find/dockerfile/pragma.h"
#include "judge/policy.h"
#include "text/yaml.h"

struct file {
	struct lint_plan *plan;
	const char *path;
	struct yaml_places places;
	bool own;
};

typedef int reader(struct file *x, const struct json *value, struct fault *f);

struct key {
	const char *name;
	reader *read;
};

static int wrong(struct file *x, const struct json *value, struct fault *f, const char *fmt, ...)
	PRINTF_LIKE(4, 5);

static int wrong(struct file *x, const struct json *value, struct fault *f, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	struct str text = str_vprintf(x->plan->arena, fmt, ap);
	va_end(ap);
	struct yaml_place at = yaml_place(&x->places, value);
	return fault_set(f, E_USAGE, "%s:%u:%u: %.*s", x->path, at.line, at.column, STRF(text));
}

/* Puts the place in front of a fault that knows none. */
static int placed(struct file *x, const struct json *value, int r, struct fault *f)
{
	struct yaml_place at = yaml_place(&x->places, value);
	return fault_in(f, r, "%s:%u:%u", x->path, at.line, at.column);
}

static int read_keys(struct file *x, const struct json *value, const struct key *keys, size_t n,
		     struct fault *f)
{
	if (value->kind == JSON_NULL)
		return 0;
	if (value->kind != JSON_OBJECT)
		return wrong(x, value, f, "keys and values are expected here");
	for (const struct json *m = value->child; m; m = m->next) {
		size_t i = 0;
		while (i < n && !str_is(m->key, keys[i].name))
			i++;
		if (i < n) {
			TRY(keys[i].read(x, m, f));
			continue;
		}
		const char *names[16] = { 0 };
		for (size_t k = 0; k < n && k + 1 < ARRAY_LEN(names); k++)
			names[k] = keys[k].name;
		const char *near = opt_nearest(str_cstr(x->plan->arena, m->key), names);
		if (x->own)
			return wrong(x, m, f, "unknown key \"%.*s\"%s%s%s", STRF(m->key),
				     near ? "; did you mean " : "", near ? near : "",
				     near ? "?" : "");
		log_warn("%s:%u: unknown key \"%.*s\"%s%s%s", x->path,
			 yaml_place(&x->places, m).line, STRF(m->key),
			 near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
	}
	return 0;
}

static int read_bool(struct file *x, const struct json *value, bool *out, struct fault *f)
{
	if (value->kind != JSON_BOOL)
		return wrong(x, value, f, "%.*s is true or false", STRF(value->key));
	*out = value->truth;
	return 0;
}

static bool is_scalar(const struct json *value)
{
	return value->kind == JSON_STRING || value->kind == JSON_NUMBER;
}

/* A rule or a list of them. */
static int read_rules(struct file *x, const struct json *value, enum lint_list list,
		      struct fault *f)
{
	if (value->kind == JSON_NULL)
		return 0;
	const struct json *one = value->kind == JSON_ARRAY ? value->child : value;
	for (; one; one = value->kind == JSON_ARRAY ? one->next : NULL) {
		if (one->kind != JSON_STRING)
			return wrong(x, one, f, "the name of a rule is expected here");
		TRY(placed(x, one, lint_plan_rule(x->plan, list, one->text, x->own, f), f));
	}
	return 0;
}

static int read_error(struct file *x, const struct json *value, struct fault *f)
{
	return read_rules(x, value, LINT_LIST_ERROR, f);
}

static int read_warning(struct file *x, const struct json *value, struct fault *f)
{
	return read_rules(x, value, LINT_LIST_WARNING, f);
}

static int read_info(struct file *x, const struct json *value, struct fault *f)
{
	return read_rules(x, value, LINT_LIST_INFO, f);
}

static int read_style(struct file *x, const struct json *value, struct fault *f)
{
	return read_rules(x, value, LINT_LIST_STYLE, f);
}

static int read_ignored(struct file *x, const struct json *value, struct fault *f)
{
	return read_rules(x, value, LINT_LIST_IGNORE, f);
}

static int read_override(struct file *x, const struct json *value, struct fault *f)
{
	static const struct key keys[] = {
		{ "error", read_error }, { "warning", read_warning }, { "info", read_info },
		{ "style", read_style }, { "ignore", read_ignored },
	};
	return read_keys(x, value, keys, ARRAY_LEN(keys), f);
}

static int read_threshold(struct file *x, const struct json *value, struct fault *f)
{
	return placed(x, value, lint_plan_threshold(x->plan, json_text(value), f), f);
}

static int read_format(struct file *x, const struct json *value, struct fault *f)
{
	x->plan->format = json_text(value);
	return 0;
}

static int read_labels(struct file *x, const struct json *value, struct fault *f)
{
	if (value->kind == JSON_NULL)
		return 0;
	if (value->kind != JSON_OBJECT)
		return wrong(x, value, f, "labels are written as NAME: TYPE");
	for (const struct json *m = value->child; m; m = m->next)
		TRY(placed(x, m, lint_plan_label(x->plan, m->key, json_text(m), f), f));
	return 0;
}

static int read_registries(struct file *x, const struct json *value, struct fault *f)
{
	if (value->kind == JSON_NULL)
		return 0;
	const struct json *one = value->kind == JSON_ARRAY ? value->child : value;
	for (; one; one = value->kind == JSON_ARRAY ? one->next : NULL) {
		if (!is_scalar(one))
			return wrong(x, one, f, "the name of a registry is expected here");
		TRY(lint_plan_registries(x->plan, one->text));
	}
	return 0;
}

static int read_no_color(struct file *x, const struct json *value, struct fault *f)
{
	return read_bool(x, value, &x->plan->no_color, f);
}

static int read_no_fail(struct file *x, const struct json *value, struct fault *f)
{
	return read_bool(x, value, &x->plan->no_fail, f);
}

static int read_strict(struct file *x, const struct json *value, struct fault *f)
{
	return read_bool(x, value, &x->plan->strict_labels, f);
}

static int read_no_pragmas(struct file *x, const struct json *value, struct fault *f)
{
	return read_bool(x, value, &x->plan->no_pragmas, f);
}

/* ---- ignores that prove themselves ---- */

static int add_ignore(struct file *x, const struct json *at, struct str name,
		      const struct lint_ignore *model, struct fault *f)
{
	struct lint_plan *p = x->plan;
	uint32_t rule = lint_rule_find(&p->rules, name);
	if (rule == LINT_NO_RULE) {
		const char *near = lint_rule_nearest(&p->rules, name);
		return wrong(x, at, f, "there is no rule \"%.*s\"%s%s%s", STRF(name),
			     near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
	}
	struct yaml_place place = yaml_place(&x->places, at);
	for (; rule != LINT_NO_RULE; rule = lint_rule_after(&p->rules, name, rule)) {
		struct lint_ignore *i = VEC_PUSH(p->arena, &p->ignores);
		*i = *model;
		i->rule = rule;
		i->tag = (uint32_t)p->ignore_places.n;
	}
	*VEC_PUSH(p->arena, &p->ignore_places) =
		(struct lint_ignore_place){ str_dup(p->arena, name), place.line, place.column };
	return 0;
}

static int add_ignores(struct file *x, const struct json *ids, const struct lint_ignore *model,
		       struct fault *f)
{
	const struct json *one = ids->kind == JSON_ARRAY ? ids->child : ids;
	for (; one; one = ids->kind == JSON_ARRAY ? one->next : NULL) {
		if (one->kind != JSON_STRING)
			return wrong(x, one, f, "the name of a rule is expected here");
		TRY(add_ignore(x, one, one->text, model, f));
	}
	return 0;
}

static int read_ignore_terms(struct file *x, const struct json *item, struct fault *f)
{
	struct lint_ignore model = { 0 };
	const struct json *ids = NULL;
	for (const struct json *m = item->child; m; m = m->next) {
		if (str_is(m->key, "id") || str_is(m->key, "ids"))
			ids = m;
		else if (str_is(m->key, "until"))
			model.until = json_text(m);
		else if (str_is(m->key, "files"))
			model.files = json_text(m);
		else if (!str_is(m->key, "because"))
			return wrong(x, m, f,
				     "unknown key \"%.*s\": an ignore has id, until, because and "
				     "files",
				     STRF(m->key));
		if (str_is(m->key, "until") && !pragma_is_date(model.until))
			return wrong(x, m, f, "until is a date, YYYY-MM-DD");
	}
	if (!ids)
		return wrong(x, item, f, "this ignore names no id");
	return add_ignores(x, ids, &model, f);
}

static int read_ignore(struct file *x, const struct json *value, struct fault *f)
{
	if (value->kind == JSON_NULL)
		return 0;
	const struct json *one = value->kind == JSON_ARRAY ? value->child : value;
	for (; one; one = value->kind == JSON_ARRAY ? one->next : NULL) {
		const struct lint_ignore model = { 0 };
		if (one->kind == JSON_OBJECT)
			TRY(read_ignore_terms(x, one, f));
		else
			TRY(add_ignores(x, one, &model, f));
	}
	return 0;
}

/* ---- files ---- */

static const struct key hadolint_keys[] = {
	{ "failure-threshold", read_threshold },
	{ "format", read_format },
	{ "ignored", read_ignored },
	{ "label-schema", read_labels },
	{ "no-color", read_no_color },
	{ "no-fail", read_no_fail },
	{ "override", read_override },
	{ "strict-labels", read_strict },
	{ "disable-ignore-pragma", read_no_pragmas },
	{ "trustedRegistries", read_registries },
};

static const struct key lint_keys[] = {
	{ "failure-threshold", read_threshold },
	{ "format", read_format },
	{ "ignore", read_ignore },
	{ "labels", read_labels },
	{ "no-fail", read_no_fail },
	{ "override", read_override },
	{ "strict-labels", read_strict },
	{ "disable-ignore-pragma", read_no_pragmas },
	{ "trusted-registries", read_registries },
};

static int read_lint(struct file *x, const struct json *value, struct fault *f)
{
	return read_keys(x, value, lint_keys, ARRAY_LEN(lint_keys), f);
}

static int parse(struct file *x, struct str text, const struct json **out, struct fault *f)
{
	struct fault g = { 0 };
	if (yaml_parse_places(x->plan->arena, text, &x->places, out, &g) < 0)
		return fault_set(f, E_USAGE, "%s: %s", x->path, g.text);
	return 0;
}

int lint_yaml_hadolint(struct lint_plan *p, const char *path, struct str text, struct fault *f)
{
	struct file x = { .plan = p, .path = path };
	const struct json *tree;
	TRY(parse(&x, text, &tree, f));
	return read_keys(&x, tree, hadolint_keys, ARRAY_LEN(hadolint_keys), f);
}

/* The sections about scans (judge/policy.h) stand in the same file, and are read by those. */
static int read_own(struct file *x, const struct json *tree, struct fault *f)
{
	static const struct key top[] = { { "lint", read_lint } };
	if (tree->kind != JSON_OBJECT)
		return read_keys(x, tree, top, ARRAY_LEN(top), f);
	for (const struct json *m = tree->child; m; m = m->next) {
		if (str_is(m->key, "lint"))
			TRY(read_lint(x, m, f));
		else if (!policy_has_section(m->key))
			return wrong(x, m, f, "unknown key \"%.*s\"", STRF(m->key));
	}
	return 0;
}

int lint_yaml_own(struct lint_plan *p, const char *path, struct str text, struct fault *f)
{
	struct file x = { .plan = p, .path = path, .own = true };
	const struct json *tree;
	TRY(parse(&x, text, &tree, f));
	p->ignores_path = str_of(path);
	p->ignores_text = text;
	return read_own(&x, tree, f);
}

bool lint_yaml_is_own(struct arena *a, struct str text)
{
	const struct json *tree;
	return yaml_parse(a, text, &tree, NULL) == 0 && json_get(tree, "lint");
}
