/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SonarQube's generic issues. Its columns count from 0, and a range without a character is refused:
 * then the line alone is named.
 */
#include "tell/lint_format.h"
#include "text/emit.h"

static void put_range(struct emit *e, const struct lint_issue *issue)
{
	emit_key(e, "textRange");
	emit_object(e);
	emit_member_u64(e, "startLine", issue->from.line);
	if (issue->end > issue->begin && issue->to.column > 1) {
		emit_member_u64(e, "endLine", issue->to.line);
		emit_member_u64(e, "startColumn", issue->from.column - 1);
		emit_member_u64(e, "endColumn", issue->to.column - 1);
	}
	emit_object_end(e);
}

static void put_issue(struct emit *e, const struct lint_report *r, const struct lint_file *file,
		      const struct lint_issue *issue)
{
	static const char *const severities[LINT_LEVEL_COUNT] = {
		[LINT_ERROR] = "CRITICAL",
		[LINT_WARNING] = "MAJOR",
		[LINT_INFO] = "MINOR",
		[LINT_STYLE] = "INFO",
	};
	emit_object(e);
	emit_member_text(e, "engineId", "seaworthy");
	emit_member_str(e, "ruleId", r->rules[issue->rule].code);
	emit_member_text(e, "severity", severities[issue->level]);
	emit_member_text(e, "type", issue->level == LINT_ERROR ? "BUG" : "CODE_SMELL");
	emit_key(e, "primaryLocation");
	emit_object(e);
	emit_member_str(e, "message", issue->message);
	emit_member_str(e, "filePath", file->path);
	put_range(e, issue);
	emit_object_end(e);
	emit_object_end(e);
}

static int write(const struct lint_report *r, const struct lint_tell *options, struct out *out,
		 struct fault *f)
{
	struct emit e;
	emit_init(&e, out, true);
	emit_object(&e);
	emit_key(&e, "issues");
	emit_array(&e);
	for (size_t i = 0; i < r->files.n; i++)
		for (size_t k = 0; k < r->files.p[i].issues.n; k++)
			put_issue(&e, r, &r->files.p[i], &r->files.p[i].issues.p[k]);
	emit_array_end(&e);
	emit_object_end(&e);
	out_char(out, '\n');
	return out_finish(out, f);
}

const struct lint_format lint_format_sonarqube = {
	.name = "sonarqube",
	.title = "SonarQube's generic issues",
	.write = write,
};
