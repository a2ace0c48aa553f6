/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One array of objects, as hadolint prints it (file, line, column, level, code, message), with more
 * members: rule, aliases, severity, endLine, endColumn, stage, buildStageOnly, suggestion, fix. A
 * member that has nothing to say is left out.
 */
#include "tell/lint_format.h"
#include "text/emit.h"

static void put_aliases(struct emit *e, const char *aliases)
{
	struct str rest = str_of(aliases), word;
	emit_key(e, "aliases");
	emit_array(e);
	while (str_next_word(&rest, &word))
		emit_str(e, word);
	emit_array_end(e);
}

static void put_fix(struct emit *e, const struct lint_issue *issue)
{
	emit_key(e, "fix");
	emit_object(e);
	emit_member_set(e, "reason", issue->repair);
	emit_key(e, "edits");
	emit_array(e);
	for (size_t i = 0; i < issue->replacements.n; i++) {
		const struct lint_replacement *p = &issue->replacements.p[i];
		emit_object(e);
		emit_member_u64(e, "begin", p->begin);
		emit_member_u64(e, "end", p->end);
		emit_member_u64(e, "line", p->from.line);
		emit_member_u64(e, "column", p->from.column);
		emit_member_u64(e, "endLine", p->to.line);
		emit_member_u64(e, "endColumn", p->to.column);
		emit_member_str(e, "text", p->text);
		emit_object_end(e);
	}
	emit_array_end(e);
	emit_object_end(e);
}

static void put_issue(struct emit *e, const struct lint_report *r, const struct lint_file *file,
		      const struct lint_issue *issue)
{
	const struct lint_rule_text *rule = &r->rules[issue->rule];
	emit_object(e);
	emit_member_str(e, "code", rule->code);
	emit_member_u64(e, "column", issue->from.column);
	emit_member_str(e, "file", file->path);
	emit_member_text(e, "level", lint_level_name(issue->level));
	emit_member_u64(e, "line", issue->from.line);
	emit_member_str(e, "message", issue->message);
	emit_member_text(e, "rule", rule->id);
	put_aliases(e, rule->aliases);
	emit_member_text(e, "severity", severity_name(rule->severity));
	emit_member_u64(e, "endLine", issue->to.line);
	emit_member_u64(e, "endColumn", issue->to.column);
	emit_member_set(e, "stage", issue->stage);
	if (issue->build_stage_only)
		emit_member_bool(e, "buildStageOnly", true);
	emit_member_set(e, "suggestion", issue->suggestion);
	if (issue->replacements.n)
		put_fix(e, issue);
	emit_object_end(e);
}

static int write(const struct lint_report *r, const struct lint_tell *options, struct out *out,
		 struct fault *f)
{
	struct emit e;
	emit_init(&e, out, true);
	emit_array(&e);
	for (size_t i = 0; i < r->files.n; i++)
		for (size_t k = 0; k < r->files.p[i].issues.n; k++)
			put_issue(&e, r, &r->files.p[i], &r->files.p[i].issues.p[k]);
	emit_array_end(&e);
	out_char(out, '\n');
	return out_finish(out, f);
}

const struct lint_format lint_format_json = {
	.name = "json",
	.title = "hadolint's array, with more members",
	.write = write,
};
