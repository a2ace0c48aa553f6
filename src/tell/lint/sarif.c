/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SARIF 2.1.0 for code hosts: one run; the rules that found something, each once; regions in
 * characters; repairs as fixes.
 *
 * Specification: OASIS SARIF 2.1.0 (section numbers below).
 */
#include "tell/lint_format.h"
#include "tell/sarif.h"

struct writer {
	struct emit e;
	struct arena *a;
	const struct lint_report *r;
	const struct lint_tell *options;
	struct lint_seen *seen;
	uint32_t *place; /* of each rule in the run's list, plus one; 0: not there */
};

static const char *level_of(enum lint_level level)
{
	return level == LINT_ERROR ? "error" : level == LINT_WARNING ? "warning" : "note";
}

static void put_rule(struct writer *w, const struct lint_rule_text *rule)
{
	struct emit *e = &w->e;
	emit_object(e);
	emit_member_str(e, "id", rule->code);
	emit_member_text(e, "name", rule->id);
	sarif_put_text(e, "shortDescription", str_of(rule->title));
	sarif_put_text(e, "fullDescription", str_of(rule->why));
	sarif_put_text(e, "help", str_printf(w->a, "%s %s", rule->why, rule->fix));
	if (rule->reference)
		emit_member_text(e, "helpUri", rule->reference);
	emit_key(e, "defaultConfiguration");
	emit_object(e);
	emit_member_text(e, "level", level_of(rule->level));
	emit_object_end(e);
	emit_key(e, "properties");
	emit_object(e);
	emit_member_text(e, "security-severity", sarif_score(rule->severity));
	emit_key(e, "tags");
	emit_array(e);
	emit_text(e, "dockerfile");
	struct str rest = str_of(rule->aliases), word;
	while (str_next_word(&rest, &word))
		emit_str(e, word);
	emit_array_end(e);
	emit_object_end(e);
	emit_object_end(e);
}

static void put_rules(struct writer *w)
{
	const struct lint_report *r = w->r;
	uint32_t n = 0;
	for (size_t i = 0; i < r->files.n; i++)
		for (size_t k = 0; k < r->files.p[i].issues.n; k++)
			w->place[r->files.p[i].issues.p[k].rule] = 1;
	for (size_t i = 0; i < r->rules_n; i++)
		if (w->place[i]) {
			w->place[i] = ++n;
			put_rule(w, &r->rules[i]);
		}
}

static void put_region(struct emit *e, const char *key, struct lint_place from,
		       struct lint_place to)
{
	emit_key(e, key);
	emit_object(e);
	emit_member_u64(e, "startLine", from.line);
	emit_member_u64(e, "startColumn", from.column);
	emit_member_u64(e, "endLine", to.line);
	emit_member_u64(e, "endColumn", to.column);
	emit_object_end(e);
}

/* 3.55 */
static void put_fixes(struct writer *w, const struct lint_file *file,
		      const struct lint_issue *issue)
{
	struct emit *e = &w->e;
	emit_key(e, "fixes");
	emit_array(e);
	emit_object(e);
	sarif_put_text(e, "description", issue->repair.n ? issue->repair : issue->message);
	emit_key(e, "artifactChanges");
	emit_array(e);
	emit_object(e);
	sarif_put_artifact(e, w->a, file->path);
	emit_key(e, "replacements");
	emit_array(e);
	for (size_t i = 0; i < issue->replacements.n; i++) {
		const struct lint_replacement *p = &issue->replacements.p[i];
		emit_object(e);
		put_region(e, "deletedRegion", p->from, p->to);
		sarif_put_text(e, "insertedContent", p->text);
		emit_object_end(e);
	}
	emit_array_end(e);
	emit_object_end(e);
	emit_array_end(e);
	emit_object_end(e);
	emit_array_end(e);
}

static void put_result(struct writer *w, const struct lint_file *file,
		       const struct lint_issue *issue)
{
	struct emit *e = &w->e;
	emit_object(e);
	emit_member_str(e, "ruleId", w->r->rules[issue->rule].code);
	emit_member_u64(e, "ruleIndex", w->place[issue->rule] - 1);
	emit_member_text(e, "level", level_of(issue->level));
	sarif_put_text(e, "message", issue->message);
	emit_key(e, "locations");
	emit_array(e);
	emit_object(e);
	emit_key(e, "physicalLocation");
	emit_object(e);
	sarif_put_artifact(e, w->a, file->path);
	put_region(e, "region", issue->from, issue->to);
	emit_object_end(e);
	emit_object_end(e);
	emit_array_end(e);
	emit_key(e, "partialFingerprints");
	emit_object(e);
	emit_member_str(e, "lineAndRule/v1", lint_fingerprint(w->seen, w->r, file, issue));
	emit_object_end(e);
	if (issue->replacements.n)
		put_fixes(w, file, issue);
	emit_object_end(e);
}

static int write(const struct lint_report *r, const struct lint_tell *options, struct out *out,
		 struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct writer w = { .a = a, .r = r, .options = options, .seen = lint_seen_new(a) };
	w.place = arena_array(a, r->rules_n + 1, sizeof(uint32_t));
	emit_init(&w.e, out, false);
	struct emit *e = &w.e;
	sarif_begin(e, "seaworthy lint", options->version);
	put_rules(&w);
	sarif_rules_end(e);
	emit_member_text(e, "columnKind", "unicodeCodePoints");
	emit_key(e, "results");
	emit_array(e);
	for (size_t i = 0; i < r->files.n; i++)
		for (size_t k = 0; k < r->files.p[i].issues.n; k++)
			put_result(&w, &r->files.p[i], &r->files.p[i].issues.p[k]);
	emit_array_end(e);
	sarif_end(e);
	return out_finish(out, f);
}

const struct lint_format lint_format_sarif = {
	.name = "sarif",
	.title = "SARIF 2.1.0, for code hosts",
	.write = write,
};
