/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Walks the table of Dockerfile rules: names, texts, examples, repairs. Rules need no other test to
 * be accepted; what else they promise stands in tests/find/dockerfile/rule/.
 *
 * RULE=apt-unpinned in the environment looks at that rule only.
 */
#include "fix_property.h"

#include "base/map.h"
#include "find/dockerfile/fix.h"
#include "find/dockerfile/lint.h"

static const char *const registries[] = { "docker.io", "registry.example.com", NULL };
static const struct label_schema labels[] = {
	{ "org.opencontainers.image.title", "text" },
	{ "org.opencontainers.image.source", "url" },
	{ "org.opencontainers.image.created", "rfc3339" },
	{ "org.opencontainers.image.licenses", "spdx" },
	{ "org.opencontainers.image.revision", "hash" },
	{ "org.opencontainers.image.version", "semver" },
	{ "org.opencontainers.image.authors", "email" },
	{ NULL, NULL },
};

/* Labels and registries are configured only for the rules that ask for them. */
static bool has_name(const struct dockerfile_rule *rule, const char *word)
{
	return str_has(str_of(rule->id), str_of(word));
}

static struct lint_config config_for(const struct dockerfile_rule *rule)
{
	return (struct lint_config){
		.trusted_registries =
			has_name(rule, "registry") || has_name(rule, "trusted") ? registries : NULL,
		.labels = has_name(rule, "label") ? labels : NULL,
		.strict_labels = has_name(rule, "label"),
		.today = STR("2026-06-01"),
	};
}

static bool is_wanted(const struct dockerfile_rule *rule)
{
	const char *only = getenv("RULE");
	return !only || !*only || strcmp(only, rule->id) == 0;
}

struct linted {
	struct dockerfile file;
	struct df_build build;
	struct lint_findings findings;
};

static void lint(struct arena *a, const struct dockerfile_rule *rule, struct str text,
		 struct linted *out)
{
	struct fault f = { 0 };
	struct lint_rules rules;
	const struct df_options options = {
		.has_ignore = has_name(rule, "ignored"),
		.ignore = STR("*.log\nignored-but-some\n!ignored-but-some/this\n")
	};
	const struct lint_config config = config_for(rule);
	lint_rules_init(&rules, a);
	const struct lint_settings settings = { .rules = &rules, .all = true };
	check_ok(dockerfile_parse(a, STR("Dockerfile"), text, &out->file, &f), &f);
	check_ok(df_build(a, &out->file, &options, &out->build, &f), &f);
	lint_run(a, &out->file, &out->build, &config, &settings, &out->findings);
}

static unsigned count(const struct linted *l, const struct dockerfile_rule *rule)
{
	unsigned n = 0;
	for (size_t i = 0; i < l->findings.list.n; i++)
		n += l->findings.list.p[i]->rule == rule;
	return n;
}

static bool bad_title(const char *text)
{
	size_t n = text ? strlen(text) : 0;
	return n == 0 || text[n - 1] == '.' || text[0] == ' ' || strchr(text, '\n');
}

static bool bad_sentence(const char *text)
{
	size_t n = text ? strlen(text) : 0;
	return n == 0 || text[n - 1] != '.' || text[0] == ' ' || strchr(text, '\n');
}

static bool bad_id(const char *id)
{
	size_t n = id ? strlen(id) : 0;
	for (size_t i = 0; i < n; i++)
		if (!char_is_lower(id[i]) && !char_is_digit(id[i]) && id[i] != '-')
			return true;
	return n == 0 || n > 40;
}

static void texts(void **state)
{
	unsigned bad = 0;
	assert_true(all_dockerfile_rules_n > 0);
	for (size_t i = 0; i < all_dockerfile_rules_n; i++) {
		const struct dockerfile_rule *r = all_dockerfile_rules[i];
		const char *wrong =
			bad_id(r->id)			  ? "id"
			: bad_title(r->title)		  ? "title (text without full stop)"
			: bad_sentence(r->why)		  ? "why (sentences)"
			: bad_sentence(r->fix)		  ? "fix (sentences)"
			: !r->bad || !r->bad[0]		  ? "bad example"
			: !r->good			  ? "good example"
			: r->level > LINT_STYLE		  ? "level"
			: r->severity == SEVERITY_UNKNOWN ? "severity"
			: r->reference && !str_starts(str_of(r->reference), STR("https://"))
				? "reference"
			: !!r->check != !!r->on ? "check and on belong together"
						: NULL;
		if (wrong) {
			print_error("%s: %s\n", r->id ? r->id : "?", wrong);
			bad++;
		}
	}
	assert_int_equal(bad, 0);
}

/* The table's order is that of the file names, and an id is the file's name with dashes. */
static void order(void **state)
{
	for (size_t i = 1; i < all_dockerfile_rules_n; i++) {
		const char *a = all_dockerfile_rules[i - 1]->id, *b = all_dockerfile_rules[i]->id;
		char x[64], y[64];
		assert_true(strlen(a) < sizeof(x) && strlen(b) < sizeof(y));
		for (size_t k = 0; k <= strlen(a); k++)
			x[k] = a[k] == '-' ? '_' : a[k];
		for (size_t k = 0; k <= strlen(b); k++)
			y[k] = b[k] == '-' ? '_' : b[k];
		if (strcmp(x, y) >= 0) {
			print_error("%s before %s: an id differs from its file's name\n", a, b);
			fail();
		}
	}
}

/* An alias may stand for several rules, an id is one rule's alone. */
static void names(void **state)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct map seen;
	unsigned bad = 0;
	map_init(&seen, a);
	for (uint32_t i = 0; i < all_dockerfile_rules_n; i++) {
		const struct dockerfile_rule *r = all_dockerfile_rules[i];
		struct str all = str_printf(a, "%s %s", r->id, r->aliases ? r->aliases : ""), word;
		while (str_next_word(&all, &word)) {
			bool fresh;
			uint32_t *owner = map_put(&seen, str_lower(a, word), &fresh);
			const char *other = all_dockerfile_rules[*owner]->id;
			bool is_id = str_eq_nocase(word, str_of(r->id)) ||
				     str_eq_nocase(word, str_of(other));
			if (!fresh && (is_id || *owner == i)) {
				print_error("%.*s names %s and %s\n", STRF(word), other, r->id);
				bad++;
			}
			*owner = i;
		}
	}
	assert_int_equal(bad, 0);
}

static void show(const struct linted *l)
{
	for (size_t i = 0; i < l->findings.list.n; i++) {
		const struct lint_finding *n = l->findings.list.p[i];
		print_error("  %u: %s: %.*s\n", df_position(&l->file, n->span.begin).line,
			    n->rule->id, STRF(n->message));
	}
}

static bool message_is_good(const struct lint_finding *n)
{
	struct str m = n->message;
	return m.n && m.p[m.n - 1] != '.' && str_find_char(m, '\n') == SIZE_MAX &&
	       n->span.begin <= n->span.end;
}

/* A broken instruction that another rule explains is not one of them. */
static unsigned parse_errors(const struct linted *l)
{
	unsigned n = 0;
	for (size_t i = 0; i < l->findings.list.n; i++)
		n += strcmp(l->findings.list.p[i]->rule->id, "parse-error") == 0;
	return n;
}

static bool examples_of(const struct dockerfile_rule *r)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct linted bad = { 0 }, good = { 0 };
	lint(a, r, str_of(r->bad), &bad);
	lint(a, r, str_of(r->good), &good);
	bool fine = true;
	if (count(&bad, r) == 0) {
		print_error("%s: the bad example is not found; found is:\n", r->id);
		show(&bad);
		fine = false;
	}
	if (count(&good, r) != 0) {
		print_error("%s: the good example is found:\n", r->id);
		show(&good);
		fine = false;
	}
	if (good.file.errors.n || (parse_errors(&bad) && strcmp(r->id, "parse-error") != 0)) {
		print_error("%s: an example does not parse\n", r->id);
		show(good.file.errors.n ? &good : &bad);
		fine = false;
	}
	for (size_t i = 0; i < bad.findings.list.n; i++)
		if (bad.findings.list.p[i]->rule == r && !message_is_good(bad.findings.list.p[i])) {
			print_error("%s: message or span: %.*s\n", r->id,
				    STRF(bad.findings.list.p[i]->message));
			fine = false;
		}
	return fine;
}

static void examples(void **state)
{
	unsigned bad = 0;
	for (size_t i = 0; i < all_dockerfile_rules_n; i++)
		if (is_wanted(all_dockerfile_rules[i]))
			bad += !examples_of(all_dockerfile_rules[i]);
	assert_int_equal(bad, 0);
}

/* What the rule repairs in its bad example is repaired for good, with all that must be true of a repair. */
static bool repair_of(const struct dockerfile_rule *r)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct linted bad = { 0 }, after = { 0 };
	struct lint_rules rules;
	struct fix_result once = { 0 };
	static const struct df_options options = { 0 };
	const struct lint_config config = config_for(r);
	unsigned certain = 0, left = 0;
	lint(a, r, str_of(r->bad), &bad);
	for (size_t i = 0; i < bad.findings.list.n; i++)
		certain += bad.findings.list.p[i]->rule == r && bad.findings.list.p[i]->edits.n;
	lint_rules_init(&rules, a);
	const struct lint_settings settings = { .rules = &rules, .all = true };
	struct fix_request q = { STR("Dockerfile"), str_of(r->bad), &options, &config, &settings };
	const char *wrong = fix_property(a, &q, &once);
	lint(a, r, once.text, &after);
	for (size_t i = 0; i < after.findings.list.n; i++)
		left += after.findings.list.p[i]->rule == r && after.findings.list.p[i]->edits.n;
	if (wrong) {
		print_error("%s: repaired, but: %s; the text is\n%.*s", r->id, wrong,
			    STRF(once.text));
		return false;
	}
	if (certain && left) {
		print_error("%s: %u repairs cannot be proved; the text is\n%.*s", r->id, left,
			    STRF(once.text));
		show(&after);
		return false;
	}
	return true;
}

static void repairs(void **state)
{
	unsigned bad = 0;
	for (size_t i = 0; i < all_dockerfile_rules_n; i++)
		if (is_wanted(all_dockerfile_rules[i]))
			bad += !repair_of(all_dockerfile_rules[i]);
	assert_int_equal(bad, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts),    cmocka_unit_test(order),   cmocka_unit_test(names),
		cmocka_unit_test(examples), cmocka_unit_test(repairs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
