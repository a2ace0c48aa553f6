/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The whole linter over random bytes: parser, shell reader, build, all rules, pragmas, repairs.
 * Beside "no crash":
 *
 *  - findings lie in the file, are sorted, and are the same in a second run;
 *  - repaired twice is repaired once;
 *  - the repaired text has no more errors and no more findings.
 *
 * The first byte chooses options: all rules or the usual ones, a build context, labels.
 */
#include "base/log.h"
#include "find/dockerfile/fix.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static const char *const context[] = { ".env",	       ".git/", "Dockerfile", "package-lock.json",
				       "package.json", "src/",	"src/main.c", NULL };
static const char *const registries[] = { "docker.io", "*.example.com", NULL };
static const struct label_schema labels[] = { { "version", "semver" }, { "url", "url" }, { 0 } };

struct linted {
	struct dockerfile file;
	struct df_build build;
	struct lint_findings findings;
};

static bool lint(struct arena *a, const struct fix_request *q, struct linted *out)
{
	struct fault f = { 0 };
	if (dockerfile_parse(a, q->path, q->source, &out->file, &f) < 0)
		return false;
	if (df_build(a, &out->file, q->options, &out->build, &f) < 0)
		return false;
	lint_run(a, &out->file, &out->build, q->config, q->settings, &out->findings);
	return true;
}

static void check_findings(const struct linted *x, const struct linted *y)
{
	ENSURE(x->findings.list.n == y->findings.list.n);
	for (size_t i = 0; i < x->findings.list.n; i++) {
		const struct lint_finding *m = x->findings.list.p[i], *n = y->findings.list.p[i];
		ENSURE(m->rule == n->rule && m->span.begin == n->span.begin);
		ENSURE(str_eq(m->message, n->message));
		ENSURE(m->span.begin <= m->span.end && m->span.end <= x->file.source.n);
		ENSURE(i == 0 || x->findings.list.p[i - 1]->span.begin <= m->span.begin);
	}
}

static void check_repair(struct arena *a, struct fix_request q, const struct linted *before)
{
	struct fix_result once, twice;
	struct linted after;
	struct fault f = { 0 };
	ENSURE(fix_run(a, &q, &once, &f) == 0);
	q.source = once.text;
	if (!once.changes.n)
		return;
	ENSURE(lint(a, &q, &after));
	ENSURE(after.file.errors.n <= before->file.errors.n);
	ENSURE(after.findings.list.n + once.changes.n <= before->findings.list.n);
	ENSURE(fix_run(a, &q, &twice, &f) == 0);
	ENSURE(str_eq(once.text, twice.text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct lint_rules rules;
	struct linted one, two;
	unsigned choice = n ? data[0] : 0;
	if (n < 1 || n > 8 * KIB)
		return 0;
	const struct df_options options = { .has_context = choice & 1,
					    .context = context,
					    .has_ignore = choice & 2,
					    .ignore = STR(".git\n.env\n") };
	const struct lint_config config = { .today = STR("2026-06-01"),
					    .labels = choice & 4 ? labels : NULL,
					    .trusted_registries = choice & 4 ? registries : NULL };
	lint_rules_init(&rules, a);
	const struct lint_settings settings = { .rules = &rules, .all = choice & 8 };
	const struct fix_request q = { STR("Dockerfile"), str_make(data + 1, n - 1), &options,
				       &config, &settings };
	if (!lint(a, &q, &one))
		return 0;
	ENSURE(lint(a, &q, &two));
	check_findings(&one, &two);
	check_repair(a, q, &one);
	return 0;
}
