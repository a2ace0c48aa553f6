/* SPDX-License-Identifier: Apache-2.0 */
/*
 * hadolint:FILE:LINE: CODE LEVEL: MESSAGE, which editors jump by (GNU coding standards, "Formatting
 * Error Messages"). The name in front is part of the pattern in the configuration of those who read this
 * format, so it is the one that they wait for.
 */
#include "base/term.h"
#include "tell/lint_format.h"

static int write(const struct lint_report *r, const struct lint_tell *options, struct out *out,
		 struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < r->files.n; i++) {
		const struct lint_file *file = &r->files.p[i];
		for (size_t k = 0; k < file->issues.n; k++) {
			const struct lint_issue *issue = &file->issues.p[k];
			arena_reset(a);
			out_text(out, "hadolint:");
			out_str(out, text_safe(a, file->path));
			out_printf(out, ":%u: ", issue->from.line);
			out_str(out, r->rules[issue->rule].code);
			out_printf(out, " %s: ", lint_level_name(issue->level));
			out_str(out, text_safe(a, issue->message));
			out_char(out, '\n');
		}
	}
	return out_finish(out, f);
}

const struct lint_format lint_format_gnu = {
	.name = "gnu",
	.title = "one line a finding, for editors",
	.terminal = true,
	.write = write,
};
