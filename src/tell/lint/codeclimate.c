/* SPDX-License-Identifier: Apache-2.0 */
/* Code Climate engines: one object a finding, each ended by a NUL byte. */
#include "tell/lint_format.h"
#include "text/emit.h"

static int write(const struct lint_report *r, const struct lint_tell *options, struct out *out,
		 struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct lint_seen *seen = lint_seen_new(a);
	for (size_t i = 0; i < r->files.n; i++)
		for (size_t k = 0; k < r->files.p[i].issues.n; k++) {
			struct emit e;
			emit_init(&e, out, true);
			lint_put_code_climate(&e, seen, r, &r->files.p[i],
					      &r->files.p[i].issues.p[k]);
			out_char(out, '\0');
		}
	return out_finish(out, f);
}

const struct lint_format lint_format_codeclimate = {
	.name = "codeclimate",
	.title = "Code Climate, for its engines",
	.write = write,
};
