/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What teams write down about secrets: rules of their own through the real engine, exceptions, mistakes.
 */
#include "check.h"

#include "find/secret_plan.h"

struct seen {
	struct arena *arena;
	const struct secret_plan *plan;
	struct str values; /* "rule=value;" of what counts, in order */
};

static void on_hit(void *context, const struct secret_hit *hit)
{
	struct seen *s = context;
	s->values = str_printf(s->arena, "%.*s%s=%.*s;", STRF(s->values), hit->rule->id,
			       STRF(hit->value));
}

static bool leaves_out(void *context, const struct secret_hit *hit, struct str path)
{
	struct seen *s = context;
	struct secret_excuse why;
	struct secret_find find = { .rule = str_of(hit->rule->id),
				    .path = path,
				    .value = hit->value,
				    .match = hit->match,
				    .line_text = hit->line_text,
				    .line = hit->line };
	return secret_plan_excuses(s->plan, &find, &why);
}

/* What the plan finds in a text; only rules of its own. */
static struct str found(struct arena *a, struct secret_plan *p, const char *path, const char *text)
{
	struct seen s = { .arena = a, .plan = p };
	struct secret_engine *e = NULL;
	struct secret_config config = *secret_plan_config(p);
	struct fault f = { 0 };
	config.only = true;
	config.leaves_out = leaves_out;
	config.context = &s;
	if (secret_engine_new(&config, &e, &f) < 0)
		fail_msg("%s", f.text);
	struct secret_reader *r = secret_reader_new(e, on_hit, &s);
	assert_int_equal(secret_text(r, str_of(path), str_of(text), &f), 0);
	secret_reader_free(r);
	secret_engine_free(e);
	return s.values;
}

enum kind { GITLEAKS, TRIVY };

static const struct {
	enum kind kind;
	const char *config, *path, *text, *found;
} finds[] = {
	/* the first group that takes part, a numbered one, a named one, or all of it */
	{ GITLEAKS, "[[rules]]\nid='a'\nregex='k=(x[0-9]+)'", "f", "k=x12", "a=x12;" },
	{ GITLEAKS, "[[rules]]\nid='a'\nregex='(k)=(x[0-9]+)'\nsecretGroup=2", "f", "k=x12",
	  "a=x12;" },
	{ GITLEAKS, "[[rules]]\nid='a'\nregex='(?:k)=(?P<n>x[0-9]+)'", "f", "k=x12", "a=x12;" },
	{ GITLEAKS, "[[rules]]\nid='a'\nregex='k=x[0-9()]+'", "f", "k=x12", "a=k=x12;" },
	{ GITLEAKS, "[[rules]]\nid='a'\nregex='(?i)K=\\(x[(]'", "f", "k=(x(", "a=k=(x(;" },
	{ TRIVY,
	  "rules: [{id: a, category: c, title: t, severity: high, regex: '(k)=(?P<s>x[0-9]+)', "
	  "secret-group-name: s}]",
	  "f", "k=x12", "a=x12;" },
	/* a keyword has to be near */
	{ GITLEAKS, "[[rules]]\nid='a'\nregex='[0-9a-f]{8}'\nkeywords=['ACME']", "f", "deadbeef",
	  "" },
	{ GITLEAKS, "[[rules]]\nid='a'\nregex='[0-9a-f]{8}'\nkeywords=['ACME']", "f",
	  "# Acme\nx deadbeef", "a=deadbeef;" },
	/* entropy has to be higher */
	{ GITLEAKS, "[[rules]]\nid='a'\nregex='k=([a-z]{8})'\nentropy=2.5", "f", "k=aaaabbbb", "" },
	{ GITLEAKS, "[[rules]]\nid='a'\nregex='k=([a-z]{8})'\nentropy=2.5", "f", "k=aqwsedrf",
	  "a=aqwsedrf;" },
	/* only in some files */
	{ GITLEAKS, "[[rules]]\nid='a'\nregex='k=x[0-9]+'\npath='[.]py$'", "./b/f.py", "k=x1",
	  "a=k=x1;" },
	{ GITLEAKS, "[[rules]]\nid='a'\nregex='k=x[0-9]+'\npath='^f'", "./f.c", "k=x1", "a=k=x1;" },
	{ GITLEAKS, "[[rules]]\nid='a'\nregex='k=x[0-9]+'\npath='[.]py$'", "f.c", "k=x1", "" },
	/* exceptions */
	{ GITLEAKS, "[allowlist]\nregexes=['^x1$']\n[[rules]]\nid='a'\nregex='k=(x[0-9]+)'", "f",
	  "k=x1 k=x12", "a=x12;" },
	{ GITLEAKS,
	  "[[rules]]\nid='a'\nregex='k=(x[0-9]+)'\n[[rules.allowlists]]\nregexTarget='match'\n"
	  "regexes=['k=x1$']\n[[rules]]\nid='b'\nregex='j=(x[0-9]+)'",
	  "f", "k=x1 j=x1", "b=x1;" },
	{ GITLEAKS,
	  "[[allowlists]]\ntargetRules=['b']\nregexes=['x']\n[[rules]]\nid='a'\nregex='k=(x[0-9]+)'\n"
	  "[[rules]]\nid='b'\nregex='j=(x[0-9]+)'",
	  "f", "k=x1 j=x1", "a=x1;" },
	{ GITLEAKS,
	  "[[allowlists]]\ncondition='AND'\npaths=['g']\nstopwords=['X']\n[[rules]]\nid='a'\n"
	  "regex='k=(x[0-9]+)'",
	  "f", "k=x1", "a=x1;" },
	{ GITLEAKS,
	  "[[allowlists]]\ncondition='AND'\npaths=['f']\nstopwords=['X']\n[[rules]]\nid='a'\n"
	  "regex='k=(x[0-9]+)'",
	  "f", "k=x1", "" },
	{ TRIVY,
	  "rules: [{id: a, regex: 'k=x[0-9]+', allow-rules: [{id: n, regex: 'x1$'}]}]\n"
	  "allow-rules: [{id: m, path: '^t/'}]",
	  "f", "k=x1 k=x2", "a=k=x2;" },
	{ TRIVY, "rules: [{id: a, regex: 'k=x[0-9]+'}]\nallow-rules: [{id: m, path: '^t/'}]", "t/f",
	  "k=x1", "" },
	{ TRIVY,
	  "rules: [{id: a, regex: 'k=x[0-9]+'}]\nallow-rules: [{id: m, path: '^t/'}]\n"
	  "disable-allow-rules: [m]",
	  "t/f", "k=x1", "a=k=x1;" },
	{ TRIVY, "rules: [{id: a, regex: 'k=x[0-9]+', exclude-block: {regexes: ['BEGIN.*END']}}]",
	  "f", "k=x1\nBEGIN k=x2 END", "a=k=x1;" },
	/* comments */
	{ GITLEAKS, "[[rules]]\nid='a'\nregex='k=x[0-9]+'", "f", "k=x1 # gitleaks:allow\nk=x2",
	  "a=k=x2;" },
	{ GITLEAKS, "[[rules]]\nid='a'\nregex='k=x[0-9]+'", "f",
	  "k=x1 # seaworthy:allow=a\nk=x2 # seaworthy:allow=npm-access-token,a", "" },
	{ GITLEAKS, "[[rules]]\nid='a'\nregex='k=x[0-9]+'\n[[rules]]\nid='b'\nregex='j=x[0-9]+'",
	  "f", "k=x1 # trivy:ignore:b\nj=x2 # trivy:ignore:b", "a=k=x1;" },
};

static int read_plan(struct secret_plan *p, enum kind kind, const char *text, struct fault *f)
{
	return kind == TRIVY ? secret_plan_trivy(p, "c", str_of(text), f)
			     : secret_plan_gitleaks(p, "c", str_of(text), f);
}

static void rules(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(finds); i++) {
		OWNED(secret_plan_freep) struct secret_plan *p = secret_plan_new();
		struct fault f = { 0 };
		if (read_plan(p, finds[i].kind, finds[i].config, &f) < 0)
			fail_msg("%s: %s", finds[i].config, f.text);
		struct str got = found(a, p, finds[i].path, finds[i].text);
		if (!str_is(got, finds[i].found))
			fail_msg("%s\nin %s\nfound %.*s\nnot   %s", finds[i].config, finds[i].text,
				 STRF(got), finds[i].found);
	}
}

static const struct {
	enum kind kind;
	const char *config, *why;
} mistakes[] = {
	{ GITLEAKS, "a = ", "c: line 1, column 5: a value is missing" },
	{ GITLEAKS, "[[rules]]\nregex='a'", "c:1: a rule needs an id" },
	{ GITLEAKS, "[[rules]]\nid='a'\nregex='x('", "c:3: " },
	{ GITLEAKS, "[[rules]]\nid='a'\nregex='(?<!a)xyz'",
	  "c:3: rule a: regular expression: look-around" },
	{ GITLEAKS, "[[rules]]\nid='a'\nregex='(a)\\1'",
	  "c:3: rule a: regular expression: back references" },
	{ GITLEAKS, "[[rules]]\nid='a'\nregex='a*'", "c:3: rule a: " },
	{ GITLEAKS, "[[rules]]\nid='a'\nregex='(abc)'\nsecretGroup=3",
	  "c:3: rule a: regular expression: there is no group 3" },
	{ GITLEAKS, "[[rules]]\nid='a'\nregex='abc'\n[[rules]]\nid='a'\nregex='abd'",
	  "c:4: rule a is there already" },
	{ GITLEAKS, "[[rules]]\nid='a'\nregex=['abc']", "c:3: regex: a text is expected" },
	{ GITLEAKS, "[allowlist]\nregexTarget='all'", "c:2: regexTarget is secret, match or line" },
	{ GITLEAKS, "[allowlist]\ncondition='XOR'", "c:2: condition is AND or OR" },
	{ GITLEAKS, "[allowlist]\npaths=['a',\n '[']", "c:3: regular expression \"[\": " },
	{ GITLEAKS, "rules = 1", "c:1: rules are written [[rules]]" },
	{ TRIVY, "- a", "c:1: the file is a table of settings" },
	{ TRIVY, "rules:\n- id: a", "c:2: rule a needs a regex" },
	{ TRIVY, "rules:\n- id: a\n  regex: abc\n  severity: awful",
	  "c:4: \"awful\" is no severity" },
	{ TRIVY, "rules: {", "c: line " },
	{ TRIVY, "allow-rules: 1", "c:1: allow-rules is a list" },
};

static void errors(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(mistakes); i++) {
		OWNED(secret_plan_freep) struct secret_plan *p = secret_plan_new();
		struct fault f = { 0 };
		int r = read_plan(p, mistakes[i].kind, mistakes[i].config, &f);
		if (r != E_USAGE || !str_starts(str_of(f.text), str_of(mistakes[i].why)))
			fail_msg("%s\ngives %d: %s\nnot   %s", mistakes[i].config, r, f.text,
				 mistakes[i].why);
	}
}

static const struct {
	enum kind kind;
	const char *config, *why;
} doubts[] = {
	{ GITLEAKS, "[extend]\ndisabledRules=['nobody-has-this']",
	  "c:2: there is no rule \"nobody-has-this\"" },
	{ GITLEAKS, "[extend]\npath='x.toml'", "c:2: extend.path is not followed" },
	{ GITLEAKS, "[[rules]]\nid='a'\npath='[.]pem$'",
	  "c:1: rule a is about names of files only" },
	{ GITLEAKS, "[[rules]]\nid='nobody-has-this'",
	  "c:1: there is no rule \"nobody-has-this\" here to extend" },
	{ GITLEAKS, "[allowlist]\nfoo=1", "c:2: allowlist.foo is not known" },
	{ GITLEAKS, "[[allowlists]]\ncondition='and'\ncommits=['a1']\nregexes=['x']",
	  "c:1: commits AND regexes or stopwords never holds" },
	{ TRIVY, "disable-rules: [nobody-has-this]", "c:1: there is no rule \"nobody-has-this\"" },
	{ TRIVY, "enable-builtin-rules:\n- nobody-has-this",
	  "c:2: there is no rule \"nobody-has-this\" here: all" },
	{ TRIVY, "foo: 1", "c:1: foo is not known" },
};

static void warnings(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(doubts); i++) {
		OWNED(secret_plan_freep) struct secret_plan *p = secret_plan_new();
		struct fault f = { 0 };
		size_t n;
		assert_int_equal(read_plan(p, doubts[i].kind, doubts[i].config, &f), 0);
		const struct str *w = secret_plan_warnings(p, &n);
		if (n != 1 || !str_starts(w[0], str_of(doubts[i].why)))
			fail_msg("%s\nwarns %.*s\nnot   %s", doubts[i].config,
				 STRF(n ? w[0] : STR("of nothing")), doubts[i].why);
	}
}

static bool excused(const struct secret_plan *p, const char *path, const char *rule, uint32_t line,
		    const char *commit, uint32_t by)
{
	struct secret_excuse why = { 0 };
	struct secret_find find = { .path = str_of(path),
				    .rule = str_of(rule),
				    .line = line,
				    .commit = str_of(commit),
				    .fingerprint = STR("0123456789abcdef0123456789abcdef") };
	bool yes = secret_plan_excuses(p, &find, &why);
	return yes && str_is(why.file, ".gi") && why.line == by;
}

static void ignores(void **state)
{
	(void)state;
	OWNED(secret_plan_freep) struct secret_plan *p = secret_plan_new();
	const char *commit = "0123456789abcdef0123456789abcdef01234567";
	struct fault f = { 0 };
	size_t n;
	const char *known = all_secrets[0]->rules[0].id;
	struct buf b;
	buf_init(&b, MIB);
	buf_printf(&b, "# c\n\na.py:%s:3\r\n  ./b/c:d.py:theirs:1\n%s:e:theirs:7\nbad\na:b\n",
		   known, commit);
	assert_int_equal(secret_plan_ignores(p, ".gi", buf_str(&b), &f), 0);
	secret_plan_warnings(p, &n);
	assert_int_equal(n, 2);
	assert_true(excused(p, "a.py", known, 3, "", 3));
	assert_false(excused(p, "a.py", known, 4, "", 3));
	assert_false(excused(p, "a.py", "another", 3, "", 3));
	assert_false(excused(p, "b.py", known, 3, "", 3));
	/* a rule of others means what is found there */
	assert_true(excused(p, "b/c:d.py", known, 1, "", 4));
	assert_true(excused(p, "e", known, 7, commit, 5));
	assert_false(excused(p, "e", known, 7, "", 5));
	assert_int_equal(secret_plan_ignores(p, ".gi", STR("0123456789abcdef0123456789abcdef"), &f),
			 0);
	assert_true(excused(p, "anything", known, 99, "", 1));
	buf_done(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules),
		cmocka_unit_test(errors),
		cmocka_unit_test(warnings),
		cmocka_unit_test(ignores),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
