/* SPDX-License-Identifier: Apache-2.0 */
/* Codacy: one object a line. */
#include "tell/lint_format.h"
#include "text/emit.h"

static int write(const struct lint_report *r, const struct lint_tell *options, struct out *out,
		 struct fault *f)
{
	for (size_t i = 0; i < r->files.n; i++)
		for (size_t k = 0; k < r->files.p[i].issues.n; k++) {
			const struct lint_issue *issue = &r->files.p[i].issues.p[k];
			struct emit e;
			emit_init(&e, out, true);
			emit_object(&e);
			emit_member_str(&e, "filename", r->files.p[i].path);
			emit_member_u64(&e, "line", issue->from.line);
			emit_member_str(&e, "message", issue->message);
			emit_member_str(&e, "patternId", r->rules[issue->rule].code);
			emit_object_end(&e);
			out_char(out, '\n');
		}
	return out_finish(out, f);
}

const struct lint_format lint_format_codacy = {
	.name = "codacy",
	.title = "Codacy's issues, one a line",
	.write = write,
};
