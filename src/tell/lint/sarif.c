/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SARIF 2.1.0 for code hosts: one run; the rules that found something, each once; regions in
 * characters; repairs as fixes.
 *
 * Specification: OASIS SARIF 2.1.0 (section numbers below).
 */
#include "tell/lint_format.h"
#include "text/emit.h"

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

struct writer {
	struct emit e;
	struct arena *a;
	const struct lint_report *r;
	const struct lint_tell *options;
	struct lint_seen *seen;
	uint32_t *place; /* of each rule in the run's list, plus one; 0: not there */
};

/* 3.4.3: a valid URI reference; everything but what a path is made of is escaped. */
static struct str uri_of(struct arena *a, struct str path)
{
	static const char digits[] = "0123456789ABCDEF";
	char *p = arena_bytes(a, path.n * 3 + 1);
	size_t n = 0;
	while (path.n > 2 && str_starts(path, STR("./")))
		path = str_from(path, 2);
	for (size_t i = 0; i < path.n; i++) {
		unsigned char c = (unsigned char)path.p[i];
		if (char_is_alnum((char)c) || (c && strchr("/-._~", c))) {
			p[n++] = (char)c;
			continue;
		}
		p[n++] = '%';
		p[n++] = digits[c >> 4];
		p[n++] = digits[c & 15];
	}
	return str_make(p, n);
}

static const char *level_of(enum lint_level level)
{
	return level == LINT_ERROR ? "error" : level == LINT_WARNING ? "warning" : "note";
}

static const char *score_of(enum severity s)
{
	static const char *const scores[SEVERITY_COUNT_] = {
		[SEVERITY_UNKNOWN] = "0.0", [SEVERITY_NEGLIGIBLE] = "0.5",
		[SEVERITY_LOW] = "2.0",	    [SEVERITY_MEDIUM] = "5.5",
		[SEVERITY_HIGH] = "8.0",    [SEVERITY_CRITICAL] = "9.5",
	};
	return scores[s < SEVERITY_COUNT_ ? s : SEVERITY_UNKNOWN];
}

static void put_message(struct emit *e, const char *key, struct str text)
{
	emit_key(e, key);
	emit_object(e);
	emit_member_str(e, "text", text);
	emit_object_end(e);
}

static void put_rule(struct writer *w, const struct lint_rule_text *rule)
{
	struct emit *e = &w->e;
	emit_object(e);
	emit_member_str(e, "id", rule->code);
	emit_member_text(e, "name", rule->id);
	put_message(e, "shortDescription", str_of(rule->title));
	put_message(e, "fullDescription", str_of(rule->why));
	put_message(e, "help", str_printf(w->a, "%s %s", rule->why, rule->fix));
	if (rule->reference)
		emit_member_text(e, "helpUri", rule->reference);
	emit_key(e, "defaultConfiguration");
	emit_object(e);
	emit_member_text(e, "level", level_of(rule->level));
	emit_object_end(e);
	emit_key(e, "properties");
	emit_object(e);
	emit_member_text(e, "security-severity", score_of(rule->severity));
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
	emit_key(&w->e, "rules");
	emit_array(&w->e);
	for (size_t i = 0; i < r->rules_n; i++)
		if (w->place[i]) {
			w->place[i] = ++n;
			put_rule(w, &r->rules[i]);
		}
	emit_array_end(&w->e);
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

static void put_artifact(struct writer *w, struct str path)
{
	emit_key(&w->e, "artifactLocation");
	emit_object(&w->e);
	emit_member_str(&w->e, "uri", uri_of(w->a, path));
	emit_object_end(&w->e);
}

/* 3.55 */
static void put_fixes(struct writer *w, const struct lint_file *file,
		      const struct lint_issue *issue)
{
	struct emit *e = &w->e;
	emit_key(e, "fixes");
	emit_array(e);
	emit_object(e);
	put_message(e, "description", issue->repair.n ? issue->repair : issue->message);
	emit_key(e, "artifactChanges");
	emit_array(e);
	emit_object(e);
	put_artifact(w, file->path);
	emit_key(e, "replacements");
	emit_array(e);
	for (size_t i = 0; i < issue->replacements.n; i++) {
		const struct lint_replacement *p = &issue->replacements.p[i];
		emit_object(e);
		put_region(e, "deletedRegion", p->from, p->to);
		put_message(e, "insertedContent", p->text);
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
	put_message(e, "message", issue->message);
	emit_key(e, "locations");
	emit_array(e);
	emit_object(e);
	emit_key(e, "physicalLocation");
	emit_object(e);
	put_artifact(w, file->path);
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

static void put_run(struct writer *w)
{
	struct emit *e = &w->e;
	emit_object(e);
	emit_key(e, "tool");
	emit_object(e);
	emit_key(e, "driver");
	emit_object(e);
	emit_member_text(e, "name", "seaworthy");
	emit_member_text(e, "fullName", "seaworthy lint");
	emit_member_text(e, "version", w->options->version);
	put_rules(w);
	emit_object_end(e);
	emit_object_end(e);
	emit_member_text(e, "columnKind", "unicodeCodePoints");
	emit_key(e, "results");
	emit_array(e);
	for (size_t i = 0; i < w->r->files.n; i++)
		for (size_t k = 0; k < w->r->files.p[i].issues.n; k++)
			put_result(w, &w->r->files.p[i], &w->r->files.p[i].issues.p[k]);
	emit_array_end(e);
	emit_object_end(e);
}

static int write(const struct lint_report *r, const struct lint_tell *options, struct out *out,
		 struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct writer w = { .a = a, .r = r, .options = options, .seen = lint_seen_new(a) };
	w.place = arena_array(a, r->rules_n + 1, sizeof(uint32_t));
	emit_init(&w.e, out, false);
	emit_object(&w.e);
	emit_member_text(&w.e, "$schema", SCHEMA);
	emit_member_text(&w.e, "version", "2.1.0");
	emit_key(&w.e, "runs");
	emit_array(&w.e);
	put_run(&w);
	emit_array_end(&w.e);
	emit_object_end(&w.e);
	out_char(out, '\n');
	return out_finish(out, f);
}

const struct lint_format lint_format_sarif = {
	.name = "sarif",
	.title = "SARIF 2.1.0, for code hosts",
	.write = write,
};
