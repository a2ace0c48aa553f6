/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/lib/lint_config.h"

#include "base/fs.h"
#include "base/limits.h"
#include "base/log.h"
#include "cmd/lib/judging.h"

#include <stdlib.h>
#include <unistd.h>

/* ---- single settings ---- */

int lint_plan_rule(struct lint_plan *p, enum lint_list list, struct str name, bool strict,
		   struct fault *f)
{
	name = str_trim(name);
	uint32_t rule = lint_rule_find(&p->rules, name);
	if (rule == LINT_NO_RULE && !strict)
		return 0; /* shellcheck's, or one that hadolint has and we do not know yet */
	if (rule == LINT_NO_RULE) {
		const char *near = lint_rule_nearest(&p->rules, name);
		return fault_set(f, E_USAGE, "there is no rule \"%.*s\"%s%s%s", STRF(name),
				 near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
	}
	for (; rule != LINT_NO_RULE; rule = lint_rule_after(&p->rules, name, rule)) {
		struct lint_setting *s = &p->rule[rule];
		if (list == LINT_LIST_IGNORE) {
			s->off = true;
			continue;
		}
		s->on = s->has_level = true;
		s->level = (enum lint_level)list;
	}
	return 0;
}

int lint_plan_threshold(struct lint_plan *p, struct str word, struct fault *f)
{
	/* hadolint's "ignore" and "none" mean: any finding fails */
	if (str_eq_nocase(word, STR("none")) || str_eq_nocase(word, STR("ignore")))
		p->threshold = LINT_STYLE;
	else if (!lint_level_parse(word, &p->threshold))
		return fault_set(f, E_USAGE,
				 "the threshold is error, warning, info, style or none, not "
				 "\"%.*s\"",
				 STRF(word));
	return 0;
}

int lint_plan_label(struct lint_plan *p, struct str name, struct str type, struct fault *f)
{
	static const char *const types[] = { "text", "rawText", "url",	 "uri",	 "rfc3339", "spdx",
					     "hash", "semver",	"email", "mail", NULL };
	size_t i = 0;
	name = str_trim(name);
	type = str_trim(type);
	while (types[i] && !str_eq_nocase(type, str_of(types[i])))
		i++;
	if (!types[i])
		return fault_set(f, E_USAGE,
				 "label %.*s: the type is text, url, rfc3339, spdx, hash, semver "
				 "or email, not \"%.*s\"",
				 STRF(name), STRF(type));
	if (!name.n)
		return fault_set(f, E_USAGE, "a label without a name");
	const char *kind = i == 1 ? "text" : i == 3 ? "url" : i == 9 ? "email" : types[i];
	for (size_t k = 0; k < p->labels.n; k++)
		if (str_is(name, p->labels.p[k].name)) {
			p->labels.p[k].type = kind;
			return 0;
		}
	*VEC_PUSH(p->arena, &p->labels) =
		(struct label_schema){ .name = str_cstr(p->arena, name), .type = kind };
	return 0;
}

int lint_plan_registries(struct lint_plan *p, struct str words)
{
	struct str one;
	while (str_next(&words, ',', &one)) {
		one = str_trim(one);
		if (one.n)
			*VEC_PUSH(p->arena, &p->registries) = str_cstr(p->arena, one);
	}
	return 0;
}

/* ---- files ---- */

static int read_text(struct lint_plan *p, const char *path, struct str *out, struct fault *f)
{
	OWNED(buf_donep) struct buf b;
	buf_init(&b, LIMIT_SMALL_FILE);
	TRY(fs_read_file(path, &b, f));
	*out = str_dup(p->arena, buf_str(&b));
	return 0;
}

static int read_hadolint(struct lint_plan *p, const char *path, struct fault *f)
{
	struct str text;
	TRY(read_text(p, path, &text, f));
	log_info("configuration: %s", path);
	return lint_yaml_hadolint(p, path, text, f);
}

static int read_own(struct lint_plan *p, const char *path, struct fault *f)
{
	struct str text;
	TRY(read_text(p, path, &text, f));
	log_info("configuration: %s", path);
	return lint_yaml_own(p, path, text, f);
}

static const char *under(struct lint_plan *p, const char *variable, const char *rest)
{
	const char *folder = getenv(variable);
	return folder && *folder ? str_cstr(p->arena, str_printf(p->arena, "%s/%s", folder, rest))
				 : NULL;
}

static int find_hadolint(struct lint_plan *p, struct fault *f)
{
	const char *const places[] = {
		".hadolint.yaml",
		".hadolint.yml",
		under(p, "XDG_CONFIG_HOME", "hadolint.yaml"),
		under(p, "HOME", ".config/hadolint.yaml"),
		under(p, "HOME", ".hadolint/hadolint.yaml"),
		under(p, "HOME", "hadolint/config.yaml"),
		under(p, "HOME", ".hadolint.yaml"),
	};
	for (size_t i = 0; i < ARRAY_LEN(places); i++)
		if (places[i] && access(places[i], F_OK) == 0)
			return read_hadolint(p, places[i], f);
	return 0;
}

static int read_files(struct lint_plan *p, const char *config, struct fault *f)
{
	if (config) {
		struct str text;
		TRY(read_text(p, config, &text, f));
		log_info("configuration: %s", config);
		return lint_yaml_is_own(p->arena, text) ? lint_yaml_own(p, config, text, f)
							: lint_yaml_hadolint(p, config, text, f);
	}
	TRY(find_hadolint(p, f));
	const char *own = judging_find_policy(NULL, p->arena);
	return own ? read_own(p, own, f) : 0;
}

/* ---- environment ---- */

static int read_rules_of(struct lint_plan *p, enum lint_list list, struct str words, bool strict,
			 struct fault *f)
{
	struct str one;
	while (str_next(&words, ',', &one))
		if (str_trim(one).n)
			TRY(lint_plan_rule(p, list, one, strict, f));
	return 0;
}

/* "name:type,name:type" */
static int read_labels_of(struct lint_plan *p, struct str words, struct fault *f)
{
	struct str one, name, type;
	while (str_next(&words, ',', &one)) {
		if (!str_trim(one).n)
			continue;
		if (!str_cut(one, ':', &name, &type))
			return fault_set(f, E_USAGE, "\"%.*s\": write LABEL:TYPE", STRF(one));
		TRY(lint_plan_label(p, name, type, f));
	}
	return 0;
}

static bool is_set(const char *variable)
{
	static const char *const yes[] = { "1", "y", "yes", "on", "true", "enable", "enabled" };
	const char *value = getenv(variable);
	for (size_t i = 0; value && i < ARRAY_LEN(yes); i++)
		if (str_eq_nocase(str_of(value), str_of(yes[i])))
			return true;
	return false;
}

static int read_environment(struct lint_plan *p, struct fault *f)
{
	static const char *const lists[LINT_LIST_COUNT_] = {
		"HADOLINT_OVERRIDE_ERROR", "HADOLINT_OVERRIDE_WARNING", "HADOLINT_OVERRIDE_INFO",
		"HADOLINT_OVERRIDE_STYLE", "HADOLINT_IGNORE",
	};
	for (unsigned i = 0; i < LINT_LIST_COUNT_; i++) {
		const char *value = getenv(lists[i]);
		int r = value ? read_rules_of(p, (enum lint_list)i, str_of(value), false, f) : 0;
		TRY(fault_in(f, r, "%s", lists[i]));
	}
	const char *value = getenv("HADOLINT_FAILURE_THRESHOLD");
	if (value && *value)
		TRY(fault_in(f, lint_plan_threshold(p, str_of(value), f),
			     "HADOLINT_FAILURE_THRESHOLD"));
	value = getenv("HADOLINT_FORMAT");
	if (value && *value)
		p->format = str_of(value);
	value = getenv("HADOLINT_TRUSTED_REGISTRIES");
	if (value)
		TRY(lint_plan_registries(p, str_of(value)));
	value = getenv("HADOLINT_REQUIRE_LABELS");
	if (value)
		TRY(fault_in(f, read_labels_of(p, str_of(value), f), "HADOLINT_REQUIRE_LABELS"));
	p->no_fail |= is_set("HADOLINT_NOFAIL");
	p->strict_labels |= is_set("HADOLINT_STRICT_LABELS");
	p->no_pragmas |= is_set("HADOLINT_DISABLE_IGNORE_PRAGMA");
	p->verbose |= is_set("HADOLINT_VERBOSE");
	return 0;
}

/* ---- command line ---- */

static int read_flags(struct lint_plan *p, const struct lint_flags *flags, struct fault *f)
{
	static const char *const names[LINT_LIST_COUNT_] = { "--error", "--warning", "--info",
							     "--style", "--ignore" };
	for (unsigned i = 0; i < LINT_LIST_COUNT_; i++)
		for (size_t k = 0; k < flags->lists[i].n; k++) {
			/* SC2086 is hadolint's to know; a misspelt id of ours is a mistake */
			struct str name = str_of(flags->lists[i].p[k]);
			uint64_t number;
			bool foreign = name.n > 2 && str_u64(str_from(name, 2), 99999, &number);
			TRY(fault_in(f, lint_plan_rule(p, (enum lint_list)i, name, !foreign, f),
				     "%s", names[i]));
		}
	if (flags->threshold)
		TRY(fault_in(f, lint_plan_threshold(p, str_of(flags->threshold), f),
			     "--failure-threshold"));
	if (flags->format)
		p->format = str_of(flags->format);
	for (size_t i = 0; i < flags->registries.n; i++)
		TRY(lint_plan_registries(p, str_of(flags->registries.p[i])));
	for (size_t i = 0; i < flags->labels.n; i++)
		TRY(fault_in(f, read_labels_of(p, str_of(flags->labels.p[i]), f),
			     "--require-label"));
	p->no_fail |= flags->no_fail;
	p->strict_labels |= flags->strict_labels;
	p->no_pragmas |= flags->no_pragmas;
	p->verbose |= flags->verbose;
	return 0;
}

/* --only: these, also when they are off by default, and no others; an ignore still counts. */
static int read_only_rules(struct lint_plan *p, const struct opt_list *only, struct fault *f)
{
	bool *kept = arena_array(p->arena, all_dockerfile_rules_n + 1, sizeof(bool));
	for (size_t i = 0; i < only->n; i++) {
		struct str name = str_trim(str_of(only->p[i]));
		uint32_t rule = lint_rule_find(&p->rules, name);
		if (rule == LINT_NO_RULE)
			return fault_in(f, lint_plan_rule(p, LINT_LIST_IGNORE, name, true, f),
					"--only");
		for (; rule != LINT_NO_RULE; rule = lint_rule_after(&p->rules, name, rule))
			kept[rule] = true;
	}
	for (size_t i = 0; only->n && i < all_dockerfile_rules_n; i++) {
		p->rule[i].on |= kept[i];
		p->rule[i].off = !kept[i] || p->rule[i].off;
	}
	return 0;
}

static void finish(struct lint_plan *p)
{
	if (p->registries.n) {
		*VEC_PUSH(p->arena, &p->registries) = NULL;
		p->config.trusted_registries = p->registries.p;
	}
	if (p->labels.n) {
		VEC_PUSH(p->arena, &p->labels);
		p->config.labels = p->labels.p;
	}
	p->config.strict_labels = p->strict_labels;
}

int lint_plan_read(struct arena *a, const struct lint_flags *flags, struct lint_plan *out,
		   struct fault *f)
{
	struct lint_plan *p = out;
	*p = (struct lint_plan){ .arena = a, .threshold = LINT_INFO };
	lint_rules_init(&p->rules, a);
	p->rule = arena_array(a, all_dockerfile_rules_n + 1, sizeof(*p->rule));
	TRY(read_files(p, flags->config, f));
	TRY(read_environment(p, f));
	TRY(read_flags(p, flags, f));
	TRY(read_only_rules(p, &flags->only, f));
	finish(p);
	return 0;
}
