/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The language and what is written about it: every key is in docs/format/policy.md, with an example, in the
 * schema for editors and in the manual page; every example is read without complaint.
 */
#include "check.h"

#include "base/fs.h"
#include "base/map.h"
#include "judge/policy.h"
#include "text/json.h"
#include "text/yaml.h"

struct page {
	struct buf text;
};

static struct str load(struct page *p, const char *path)
{
	char full[4096];
	struct fault f = { 0 };
	snprintf(full, sizeof(full), "%s/%s", getenv("ROOT"), path);
	buf_init(&p->text, 4 << 20);
	check_ok(fs_read_file(full, &p->text, &f), &f);
	return buf_str(&p->text);
}

static struct str last_of(struct str key)
{
	size_t dot = str_rfind_char(key, '.');
	return dot == SIZE_MAX ? key : str_from(key, dot + 1);
}

/* The next ```yaml block. */
static bool next_block(struct str *rest, struct str *block)
{
	size_t at = str_find(*rest, STR("\n```yaml\n"));
	if (at == SIZE_MAX)
		return false;
	*rest = str_from(*rest, at + 9);
	at = str_find(*rest, STR("\n```\n"));
	assert_true(at != SIZE_MAX);
	*block = str_slice(*rest, 0, at + 1);
	*rest = str_from(*rest, at + 1);
	return true;
}

static void examples_are_read(void **state)
{
	struct arena *a = arena_new();
	struct page p;
	struct str rest = load(&p, "docs/format/policy.md"), block;
	size_t n = 0;
	(void)state;
	for (; next_block(&rest, &block); n++) {
		struct policy policy;
		struct fault f = { 0 };
		check_ok(policy_parse(a, STR("policy.md"), block, &policy, &f), &f);
	}
	assert_true(n > 8);
	buf_done(&p.text);
	arena_free(a);
}

/* Keys of an example as policy_key() calls them. */
static void note_keys(struct arena *a, struct map *used, const struct json *value,
		      struct str prefix, unsigned depth)
{
	for (const struct json *m = value->child; m && depth < 12; m = m->next) {
		struct str key = prefix, inner = prefix;
		if (value->kind == JSON_OBJECT) {
			key = str_printf(a, "%.*s%.*s", STRF(prefix), STRF(m->key));
			bool gate = str_is(prefix, "gates.");
			bool list = str_is(prefix, "gates.NAME.") && m->kind == JSON_ARRAY &&
				    !str_is(m->key, "without");
			map_put(used, key, NULL);
			inner = gate   ? STR("gates.NAME.")
				: list ? STR("gates.NAME.clauses.")
				       : str_printf(a, "%.*s.", STRF(key));
		}
		note_keys(a, used, m, inner, depth + 1);
	}
}

static void every_key_has_an_example(void **state)
{
	struct arena *a = arena_new();
	struct page p;
	struct map used;
	struct str rest = load(&p, "docs/format/policy.md"), block, key;
	(void)state;
	map_init(&used, a);
	while (next_block(&rest, &block)) {
		const struct json *tree;
		struct fault f = { 0 };
		check_ok(yaml_parse(a, block, &tree, &f), &f);
		note_keys(a, &used, tree, STR(""), 0);
	}
	for (size_t i = 0; (key = policy_key(a, i)).n; i++)
		if (!map_get(&used, key))
			fail_msg("docs/format/policy.md has no example of %.*s", STRF(key));
	buf_done(&p.text);
	arena_free(a);
}

/* Each as often as it is a key of something. */
static size_t count_of(struct str text, struct str needle)
{
	size_t n = 0, at;
	while ((at = str_find(text, needle)) != SIZE_MAX) {
		n++;
		text = str_from(text, at + needle.n);
	}
	return n;
}

static void every_key_is_in(const char *path, const char *before, const char *after, bool hyphens)
{
	struct arena *a = arena_new();
	struct page p;
	struct str text = load(&p, path), key;
	struct map wanted;
	map_init(&wanted, a);
	for (size_t i = 0; (key = policy_key(a, i)).n; i++)
		++*map_put(&wanted, last_of(key), NULL);
	for (uint32_t i = 0; i < wanted.n; i++) {
		struct str name = wanted.entries[i].key;
		char *z = arena_bytes(a, 2 * name.n + 1);
		size_t n = 0;
		for (size_t k = 0; k < name.n; k++) {
			if (name.p[k] == '-' && hyphens)
				z[n++] = '\\';
			z[n++] = name.p[k];
		}
		struct str needle = str_printf(a, "%s%.*s%s", before, (int)n, z, after);
		if (count_of(text, needle) < wanted.entries[i].value)
			fail_msg("%s does not have the key %.*s %u times", path, STRF(name),
				 wanted.entries[i].value);
	}
	buf_done(&p.text);
	arena_free(a);
}

static void every_key_is_documented(void **state)
{
	(void)state;
	every_key_is_in("docs/format/policy.md", "\n| `", "` |", false);
	every_key_is_in("docs/man/seaworthy-policy.5", "\n.TP\n\\fB", "\\fR\n", true);
	every_key_is_in("docs/format/policy.schema.json", "\"", "\": {", false);
}

static void sections(void **state)
{
	(void)state;
	assert_true(policy_has_section(STR("gates")));
	assert_true(policy_has_section(STR("lint")));
	assert_false(policy_has_section(STR("gates.NAME.block")));
	assert_false(policy_has_section(STR("severity")));
	assert_false(policy_has_section(STR("")));
}

/* What a file says beside its gates. */
static void settings(void **state)
{
	struct arena *a = arena_new();
	struct policy p;
	struct fault f = { 0 };
	struct str text = STR(
		"exceptions: {require: [owner, until], max-days: 4w, soon-days: 3}\n"
		"vex: a.json\nignore-files: [b, c]\nhistory: 'off'\nbaseline: old.json\n"
		"report: {language: ZH, outputs: html=x=y.html, service-level: {critical: 2w, Low: 9}}\n"
		"ignore:\n  - {id: A, path: [//x, y], layer: app, kind: [gap, secret], until: "
		"2028-02-29, owner: o, reason: r, stage: s, image: i, package: 'pkg:apk/alpine/x'}\n");
	(void)state;
	check_ok(policy_parse(a, STR("p.yaml"), text, &p, &f), &f);
	check_text(p.source, "p.yaml");
	assert_true(str_starts(p.digest, STR("sha256:")) && p.digest.n == 71);
	assert_true(!p.rules.need_reason && p.rules.need_owner && p.rules.need_until);
	assert_int_equal(p.rules.max_days, 28);
	assert_int_equal(p.rules.soon_days, 3);
	assert_int_equal(p.vex.n, 1);
	assert_int_equal(p.ignore_files.n, 2);
	check_text(p.history, "off");
	check_text(p.baseline, "old.json");
	check_text(p.report.language, "zh");
	check_text(p.report.outputs.p[0], "html=x=y.html");
	assert_int_equal(p.report.service_days[SEVERITY_CRITICAL], 14);
	assert_int_equal(p.report.service_days[SEVERITY_LOW], 9);
	assert_int_equal(p.report.service_days[SEVERITY_HIGH], 0);
	check_text(p.default_gate, "default");
	const struct exception *e = &p.ignore.items.p[0];
	assert_int_equal(p.ignore.items.n, 1);
	assert_true(p.ignore.arena == a);
	assert_int_equal(e->by, IGNORED_BY_POLICY);
	assert_int_equal(e->kinds, 1u << FINDING_GAP | 1u << FINDING_SECRET);
	check_text(e->source, "p.yaml:8:5");
	check_text(e->paths.p[0], "x");
	check_text(e->until, "2028-02-29");
	arena_free(a);
}

static void nothing_said(void **state)
{
	struct arena *a = arena_new();
	struct policy p;
	struct fault f = { 0 };
	const struct gate *g;
	(void)state;
	check_ok(policy_parse(a, STR("p.yaml"), STR(""), &p, &f), &f);
	assert_int_equal(p.rules.soon_days, 14);
	assert_int_equal(p.gates.n, 3);
	check_ok(policy_gate(&p, STR(""), &g, &f), &f);
	check_text(g->name, "default");
	check_text(g->source, "built-in");
	assert_true(g->need_complete && g->max_data_days == 0);
	assert_int_equal(policy_gate(&p, STR("x"), &g, &f), E_USAGE);
	assert_int_equal(policy_builtin(a, STR("none"), &p, &f), E_USAGE);
	check_text(str_of(f.text),
		   "there is no built-in policy \"none\"; there are default and trivy");
	arena_free(a);
}

/* Same text, same digest; and the options of a command line are part of it. */
static void digests(void **state)
{
	struct arena *a = arena_new();
	struct policy p, q, r;
	(void)state;
	policy_trivy(a, &(struct policy_trivy){ .severities = 1u << SEVERITY_HIGH }, &p);
	policy_trivy(a, &(struct policy_trivy){ .severities = 1u << SEVERITY_HIGH }, &q);
	policy_trivy(a, &(struct policy_trivy){ .severities = 1u << SEVERITY_LOW }, &r);
	check_str(p.digest, q.digest);
	assert_false(str_eq(p.digest, r.digest));
	arena_free(a);
}

static void limits(void **state)
{
	struct arena *a = arena_new();
	struct policy p;
	struct fault f = { 0 };
	OWNED(buf_donep) struct buf b;
	(void)state;
	buf_init(&b, 4 << 20);
	buf_add_str(&b, STR("gates:\n"));
	for (unsigned i = 0; i < 65; i++)
		buf_printf(&b, "  g%u:\n", i);
	assert_int_equal(policy_parse(a, STR("p"), buf_str(&b), &p, &f), E_LIMIT);
	check_text(str_of(f.text), "p:66:3: more than 64 gates");

	buf_clear(&b);
	buf_add_str(&b, STR("gates:\n  b:\n    extends: a\n    block: [{id: x}]\n"
			    "  a:\n    extends: nothing\n    block:\n"));
	for (unsigned i = 0; i < 500; i++)
		buf_add_str(&b, STR("    - id: y\n"));
	assert_int_equal(policy_parse(a, STR("p"), buf_str(&b), &p, &f), E_LIMIT);
	check_text(str_of(f.text), "p:2:3: more than 500 clauses, inherited ones included");
	buf_add_str(&b, STR("    - id: y\n"));
	assert_int_equal(policy_parse(a, STR("p"), buf_str(&b), &p, &f), E_LIMIT);
	check_text(str_of(f.text), "p:508:7: more than 500 clauses in one gate");

	buf_clear(&b);
	while (b.n <= 1 << 20)
		buf_add_str(&b, STR("# a long remark\n"));
	assert_int_equal(policy_parse(a, STR("p"), buf_str(&b), &p, &f), E_LIMIT);
	check_text(str_of(f.text), "p:1:1: larger than 1048576 bytes");

	/* a chain of all the gates that there may be */
	buf_clear(&b);
	buf_add_str(&b, STR("gates:\n"));
	for (unsigned i = 0; i < 64; i++)
		buf_printf(&b, "  g%u: {extends: %s, allow: [{id: x%u}]}\n", i,
			   i < 63 ? str_cstr(a, str_printf(a, "g%u", i + 1)) : "default", i);
	check_ok(policy_parse(a, STR("p"), buf_str(&b), &p, &f), &f);
	assert_true(p.gates.p[0].clauses.n > 64);
	arena_free(a);
}

/* A place survives whatever the file is called. */
static void long_names(void **state)
{
	struct arena *a = arena_new();
	struct policy p;
	struct fault f = { 0 };
	char name[4000];
	(void)state;
	memset(name, 'n', sizeof(name));
	assert_int_equal(policy_parse(a, str_make(name, sizeof(name)), STR("a: 1"), &p, &f),
			 E_CORRUPT);
	assert_true(str_has(str_of(f.text), STR("n:1:1: unknown key")));
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(examples_are_read),
		cmocka_unit_test(every_key_has_an_example),
		cmocka_unit_test(every_key_is_documented),
		cmocka_unit_test(sections),
		cmocka_unit_test(settings),
		cmocka_unit_test(nothing_said),
		cmocka_unit_test(digests),
		cmocka_unit_test(limits),
		cmocka_unit_test(long_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
