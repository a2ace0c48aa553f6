/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Walks tests/judge/policy/NAME.case (tests/lib/policy_world.h says how they are written), and holds every one of
 * them against what must be true of all:
 *
 *  - the order of findings and of the policy's exceptions changes nothing;
 *  - deciding again changes nothing;
 *  - a further blocking clause never turns red into green;
 *  - every finding has at most one clause, and the counts are right.
 *
 * With BLESS=1 the expectations are rewritten.
 */
#define _GNU_SOURCE
#include "policy_world.h"

#include <dirent.h>

struct file {
	char *path;
	struct buf text;
	struct buf blessed;
};

struct one {
	struct file *file;
	struct str title, input, expected;
};

static struct one cases[2000];
static size_t cases_n;

/* ---- the properties ---- */

static uint32_t random_of(uint32_t *state, size_t n)
{
	*state = *state * 1664525u + 1013904223u;
	return (uint32_t)(((uint64_t)*state * n) >> 32);
}

static void tell(const struct world *w, struct buf *to)
{
	struct out o;
	buf_init(to, 1 << 20);
	out_init_buf(&o, to);
	world_tell(w, &o);
	out_done(&o);
}

static void check_same(const struct world *w, struct str before, const char *what)
{
	OWNED(buf_donep) struct buf now;
	tell(w, &now);
	if (!str_eq(buf_str(&now), before))
		fail_msg("%s\nbefore:\n%.*safter:\n%.*s", what, STRF(before), STRF(buf_str(&now)));
}

static void shuffle_findings(struct report *r, uint32_t *random)
{
	for (size_t i = r->findings.n; i > 1; i--) {
		size_t k = random_of(random, i);
		struct finding x = r->findings.p[i - 1];
		r->findings.p[i - 1] = r->findings.p[k];
		r->findings.p[k] = x;
	}
}

static void check_order(const struct one *c, struct str expected)
{
	for (uint32_t seed = 1; seed <= 4; seed++) {
		struct world w;
		uint32_t random = seed;
		world_read(&w, c->input);
		shuffle_findings(w.report, &random);
		gate_decide(w.report, &w.options);
		check_same(&w, expected, "the order of findings matters");
		world_done(&w);
	}
}

/* Which of several exceptions is named may differ; what becomes of a finding may not. */
static void check_exception_order(const struct one *c)
{
	struct world v, w;
	world_read(&v, c->input);
	world_read(&w, c->input);
	for (size_t i = 0, n = w.policy.ignore.items.n; i < n / 2; i++) {
		struct exception x = w.policy.ignore.items.p[i];
		w.policy.ignore.items.p[i] = w.policy.ignore.items.p[n - 1 - i];
		w.policy.ignore.items.p[n - 1 - i] = x;
	}
	gate_decide(v.report, &v.options);
	gate_decide(w.report, &w.options);
	assert_int_equal(v.report->verdict, w.report->verdict);
	assert_int_equal(v.report->findings.n, w.report->findings.n);
	for (size_t i = 0; i < v.report->findings.n; i++) {
		check_str(v.report->findings.p[i].id, w.report->findings.p[i].id);
		check_str(v.report->findings.p[i].clause, w.report->findings.p[i].clause);
		assert_int_equal(v.report->findings.p[i].place, w.report->findings.p[i].place);
	}
	world_done(&v);
	world_done(&w);
}

/* Clauses that others could write, put anywhere. */
static void check_monotony(const struct one *c, bool failed)
{
	for (uint32_t seed = 1; failed && seed <= 12; seed++) {
		struct world w;
		uint32_t random = seed * 77;
		struct clause more = { .name = STR("more"), .effect = GATE_BLOCK };
		world_read(&w, c->input);
		struct gate g = *w.gate;
		VEC(struct clause) all = { 0 };
		if (random_of(&random, 2))
			more.severities = 1u + random_of(&random, 63);
		if (random_of(&random, 2))
			more.kinds = 1u + random_of(&random, 31);
		if (random_of(&random, 3) == 0)
			more.fixable = ASKED_YES;
		size_t at = random_of(&random, g.clauses.n + 1);
		for (size_t i = 0; i <= g.clauses.n; i++) {
			if (i == at)
				*VEC_PUSH(w.arena, &all) = more;
			if (i < g.clauses.n)
				*VEC_PUSH(w.arena, &all) = g.clauses.p[i];
		}
		g.clauses.p = all.p;
		g.clauses.n = g.clauses.cap = all.n;
		w.options.gate = &g;
		gate_decide(w.report, &w.options);
		assert_true(w.report->gate_failed);
		world_done(&w);
	}
}

static void check_counts(const struct report *r)
{
	size_t met = 0, has = 0, blocked = 0, now = 0;
	for (size_t i = 0; i < r->gate.clauses.n; i++)
		met += r->gate.clauses.p[i].met;
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.p[i];
		assert_int_equal(f->clause.n > 0, f->effect != GATE_NOTHING);
		assert_int_equal(f->ignored != NULL, f->place == PLACE_IGNORED);
		assert_true(!f->ignored || f->effect == GATE_NOTHING);
		has += f->effect != GATE_NOTHING;
		blocked += f->effect == GATE_BLOCK;
		now += f->place == PLACE_ACT_NOW;
	}
	assert_int_equal(met, has);
	assert_int_equal(blocked, now);
	assert_int_equal(r->gate_failed, blocked > 0);
	assert_int_equal(r->gate.decided_by.n > 0, blocked > 0);
	assert_int_equal(r->plan.now.blocking, blocked);
}

/* ---- the cases ---- */

static void one_case(void **state)
{
	const struct one *c = *state;
	OWNED(buf_donep) struct buf got;
	struct world w;
	world_read(&w, c->input);
	if (!w.broken)
		gate_decide(w.report, &w.options);
	tell(&w, &got);
	if (c->file->blessed.max) {
		buf_printf(&c->file->blessed, "=== %.*s\n%.*sexpect\n%.*s\n", STRF(c->title),
			   STRF(c->input), STRF(buf_str(&got)));
	} else {
		check_str(buf_str(&got), c->expected);
	}
	if (!w.broken) {
		check_counts(w.report);
		gate_decide(w.report, &w.options);
		check_same(&w, buf_str(&got), "deciding again matters");
		check_counts(w.report);
		check_order(c, buf_str(&got));
		check_exception_order(c);
		check_monotony(c, w.report->gate_failed);
	}
	world_done(&w);
}

/* "=== title", lines, "expect", lines up to a blank one in front of the next case. */
static void split(struct file *file)
{
	struct str rest = buf_str(&file->text);
	size_t at;
	while ((at = str_find(rest, STR("=== "))) != SIZE_MAX) {
		struct one *c = &cases[cases_n++];
		assert_true(cases_n < sizeof(cases) / sizeof(cases[0]));
		rest = str_from(rest, at + 4);
		size_t next = str_find(rest, STR("\n=== "));
		struct str body = str_slice(rest, 0, next == SIZE_MAX ? rest.n : next + 1);
		rest = str_from(rest, body.n);
		c->file = file;
		assert_true(str_cut(body, '\n', &c->title, &body));
		at = str_find(body, STR("\nexpect\n"));
		if (at == SIZE_MAX)
			fail_msg("%s: %.*s: no line \"expect\"", file->path, STRF(c->title));
		c->input = str_slice(body, 0, at + 1);
		c->expected = str_from(body, at + 8);
		while (str_ends(c->expected, STR("\n\n")))
			c->expected.n--;
	}
}

static void load(struct file *file, bool bless)
{
	struct fault f = { 0 };
	buf_init(&file->text, 1 << 20);
	if (bless)
		buf_init(&file->blessed, 1 << 20);
	check_ok(fs_read_file(file->path, &file->text, &f), &f);
	split(file);
}

static void write_blessed(const struct file *file)
{
	struct fs_file to;
	struct fault f = { 0 };
	struct out o;
	struct str text = buf_str(&file->text);
	size_t head = str_find(text, STR("=== "));
	check_ok(fs_file_create(&to, file->path, &f), &f);
	out_init_fd(&o, to.fd);
	out_str(&o, str_slice(text, 0, head));
	out_str(&o, str_slice(buf_str(&file->blessed), 0, file->blessed.n - 1));
	check_ok(out_finish(&o, &f), &f);
	out_done(&o);
	check_ok(fs_file_commit(&to, &f), &f);
}

int main(void)
{
	static struct file files[64];
	static struct CMUnitTest tests[2000];
	const char *b = getenv("BLESS");
	bool bless = b && *b;
	char root[4096];
	struct dirent **names;
	size_t n = 0;
	snprintf(root, sizeof(root), "%s/tests/judge/policy", getenv("ROOT"));
	int count = scandir(root, &names, NULL, alphasort);
	for (int i = 0; i < count; i++) {
		if (n < 64 && str_ends(str_of(names[i]->d_name), STR(".case")) &&
		    asprintf(&files[n].path, "%s/%s", root, names[i]->d_name) > 0)
			load(&files[n++], bless);
		free(names[i]);
	}
	if (count >= 0)
		free(names);
	for (size_t i = 0; i < cases_n; i++) {
		char *title = NULL;
		if (asprintf(&title, "%s: %.*s", strrchr(cases[i].file->path, '/') + 1,
			     STRF(cases[i].title)) > 0)
			tests[i] = (struct CMUnitTest){ title, one_case, NULL, NULL, &cases[i] };
	}
	int failed = _cmocka_run_group_tests("policy cases", tests, cases_n, NULL, NULL);
	for (size_t i = 0; i < n; i++) {
		if (bless)
			write_blessed(&files[i]);
		buf_done(&files[i].text);
		buf_done(&files[i].blessed);
	}
	return failed || cases_n < 150;
}
