/* SPDX-License-Identifier: Apache-2.0 */
/* GitLab's code quality report: the objects of Code Climate in one array. */
#include "tell/lint_format.h"
#include "text/emit.h"

static int write(const struct lint_report *r, const struct lint_tell *options, struct out *out,
		 struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct lint_seen *seen = lint_seen_new(a);
	struct emit e;
	emit_init(&e, out, true);
	emit_array(&e);
	for (size_t i = 0; i < r->files.n; i++)
		for (size_t k = 0; k < r->files.p[i].issues.n; k++)
			lint_put_code_climate(&e, seen, r, &r->files.p[i],
					      &r->files.p[i].issues.p[k]);
	emit_array_end(&e);
	out_char(out, '\n');
	return out_finish(out, f);
}

const struct lint_format lint_format_gitlab_codeclimate = {
	.name = "gitlab_codeclimate",
	.title = "GitLab's code quality report",
	.write = write,
};
