/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/lib/lint_diff.h"

#include "base/term.h"
#include "text/diff.h"

enum { CONTEXT = 3 };

/* Offsets at which the lines of a text begin, and behind the last. */
struct starts {
	VEC(uint32_t) at;
};

static void starts_of(struct arena *a, struct str text, struct starts *out)
{
	*VEC_PUSH(a, &out->at) = 0;
	for (uint32_t i = 0; i < text.n; i++)
		if (text.p[i] == '\n')
			*VEC_PUSH(a, &out->at) = i + 1;
	*VEC_PUSH(a, &out->at) = UINT32_MAX;
}

/* Do the edits of a change touch the new lines of this hunk? */
static bool is_in(const struct fix_change *c, const struct diff_hunk *h, const struct starts *s)
{
	size_t first = h->new_begin ? h->new_begin - 1 : 0;
	size_t last = first + h->new_n; /* one behind; a pure deletion touches the line before */
	uint32_t begin = s->at.p[size_min(first, s->at.n - 1)];
	uint32_t end = s->at.p[size_min(size_max(last, first + 1), s->at.n - 1)];
	for (size_t i = 0; i < c->now.n; i++)
		if (c->now.p[i].begin <= end && c->now.p[i].end >= begin)
			return true;
	return false;
}

static void write_heading(const struct fix_result *result, const struct diff_hunk *h,
			  const struct starts *s, struct out *out)
{
	const struct dockerfile_rule *told[8] = { 0 };
	size_t n = 0;
	out_printf(out, "@@ -%u", h->old_begin);
	if (h->old_n != 1)
		out_printf(out, ",%u", h->old_n);
	out_printf(out, " +%u", h->new_begin);
	if (h->new_n != 1)
		out_printf(out, ",%u", h->new_n);
	out_text(out, " @@");
	for (size_t i = 0; i < result->changes.n && n < ARRAY_LEN(told); i++) {
		const struct fix_change *c = &result->changes.p[i];
		size_t k = 0;
		while (k < n && told[k] != c->rule)
			k++;
		if (k < n || !is_in(c, h, s))
			continue;
		told[n++] = c->rule;
		out_printf(out, "%s %s", n > 1 ? "," : "", c->rule->id);
	}
	out_char(out, '\n');
}

static void write_reasons(struct arena *a, const struct fix_result *result, struct out *out)
{
	struct map told;
	map_init(&told, a);
	for (size_t i = 0; i < result->changes.n; i++) {
		const struct fix_change *c = &result->changes.p[i];
		struct str code = lint_rule_code(c->rule);
		struct str line = str_printf(
			a, "# %s%s%.*s%s: %.*s", c->rule->id, str_is(code, c->rule->id) ? "" : " (",
			STRF(str_is(code, c->rule->id) ? STR("") : code),
			str_is(code, c->rule->id) ? "" : ")", STRF(text_safe(a, c->reason)));
		bool fresh;
		map_put(&told, line, &fresh);
		if (fresh) {
			out_str(out, line);
			out_char(out, '\n');
		}
	}
}

static void write_lines(const struct diff *d, const struct diff_hunk *h, struct out *out)
{
	for (size_t k = 0; k < h->n; k++) {
		const struct diff_line *l = &d->lines.p[h->first + k];
		out_char(out, l->mark);
		out_str(out, l->text);
		out_text(out, l->no_newline ? "\n\\ No newline at end of file\n" : "\n");
	}
}

/* As it stands behind a/ and b/. */
static struct str name_of(struct arena *a, struct str path)
{
	/* git takes neither "a//x" nor "a/./x" */
	while (str_starts(path, STR("/")) || str_starts(path, STR("./")))
		path = str_from(path, path.p[0] == '/' ? 1 : 2);
	return text_safe(a, path);
}

void lint_diff_write(struct arena *a, struct str path, struct str old,
		     const struct fix_result *result, struct out *out)
{
	struct diff d;
	struct starts s = { 0 };
	diff_texts(a, old, result->text, CONTEXT, &d);
	if (d.hunks.n == 0)
		return;
	starts_of(a, result->text, &s);
	path = name_of(a, path);
	write_reasons(a, result, out);
	out_printf(out, "--- a/%.*s\n+++ b/%.*s\n", STRF(path), STRF(path));
	for (size_t i = 0; i < d.hunks.n; i++) {
		write_heading(result, &d.hunks.p[i], &s, out);
		write_lines(&d, &d.hunks.p[i], out);
	}
}

void lint_diff_ignore(struct arena *a, struct str path, bool exists, struct str old, struct str new,
		      struct out *out)
{
	struct diff d;
	struct starts s = { 0 };
	const struct fix_result nothing = { 0 };
	diff_texts(a, old, new, CONTEXT, &d);
	path = name_of(a, path);
	out_text(out, "# copy-everything: leaves out what no image needs\n");
	if (exists)
		out_printf(out, "--- a/%.*s\n", STRF(path));
	else
		out_text(out, "--- /dev/null\n");
	out_printf(out, "+++ b/%.*s\n", STRF(path));
	for (size_t i = 0; i < d.hunks.n; i++) {
		write_heading(&nothing, &d.hunks.p[i], &s, out);
		write_lines(&d, &d.hunks.p[i], out);
	}
}
