/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A difference as a comment on a merge request: the verdict and one line of numbers, what is new as a table, the
 * rest folded away. Code hosts cut long comments, so lists are cut here, and say by how much; --all cuts nothing.
 */
#include "base/amount.h"
#include "tell/difference.h"
#include "tell/markdown_text.h"

enum { NEW_SHOWN = 100, SHOWN = 50 };

struct telling {
	struct out *out;
	struct arena *a;
	enum lang lang;
	bool all;
};

static struct str in(const struct telling *t, struct wording w)
{
	return w.in[t->lang];
}

static void put(const struct telling *t, struct str text)
{
	out_str(t->out, markdown_line(text, t->a));
}

static void cell(const struct telling *t, struct str text)
{
	out_text(t->out, "| ");
	put(t, text);
	out_char(t->out, ' ');
}

static void row_end(const struct telling *t)
{
	out_text(t->out, "|\n");
}

static void header(const struct telling *t, const enum phrase *columns, size_t n)
{
	for (size_t i = 0; i < n; i++)
		cell(t, columns[i] == PHRASE_COUNT_ ? STR("") : in(t, wording(columns[i])));
	row_end(t);
	for (size_t i = 0; i < n; i++)
		out_text(t->out, "| --- ");
	row_end(t);
}

static void more(const struct telling *t, size_t shown, size_t n)
{
	if (shown >= n)
		return;
	out_char(t->out, '\n');
	put(t, in(t, wording_count(t->a, PHRASE_DIFF_ALL, n - shown)));
	out_char(t->out, '\n');
}

/* A heading, or what unfolds: a blank line is needed before Markdown within HTML. */
static void begin(const struct telling *t, enum phrase title, size_t n, bool folded)
{
	struct str count = count_text(t->a, n), name = in(t, wording(title));
	out_printf(t->out,
		   folded ? "\n<details><summary>%.*s (%.*s)</summary>\n\n"
			  : "\n### %.*s (%.*s)\n\n",
		   STRF(name), STRF(count));
}

static void end(const struct telling *t, bool folded)
{
	if (folded)
		out_text(t->out, "\n</details>\n");
}

static void write_finding(const struct telling *t, const struct difference *d,
			  const struct finding_change *c)
{
	const struct report *r;
	const struct finding *f = difference_finding(d, c, &r);
	struct str title = in(t, finding_title(t->a, f));
	struct str details = in(t, difference_details(t->a, d, c));
	cell(t, in(t, wording_severity(f->severity)));
	out_text(t->out, "| ");
	out_str(t->out, markdown_code(f->id, t->a));
	out_char(t->out, ' ');
	cell(t, difference_subject(t->a, r, f));
	cell(t, title);
	cell(t, details);
	row_end(t);
	arena_reset(t->a);
}

static void write_findings(const struct telling *t, const struct difference *d,
			   enum change_kind kind, enum phrase title, bool folded)
{
	static const enum phrase columns[] = { PHRASE_COUNT_, PHRASE_DIFF_FINDING,
					       PHRASE_DIFF_WHERE, PHRASE_DIFF_WHAT, PHRASE_COUNT_ };
	size_t n = d->count[kind], shown = 0, limit = folded ? SHOWN : NEW_SHOWN;
	if (n == 0)
		return;
	begin(t, title, n, folded);
	header(t, columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < d->findings.n && (t->all || shown < limit); i++)
		if (d->findings.p[i].kind == kind) {
			write_finding(t, d, &d->findings.p[i]);
			shown++;
		}
	more(t, shown, n);
	end(t, folded);
}

static void write_packages(const struct telling *t, const struct difference *d)
{
	static const enum phrase columns[] = { PHRASE_COUNT_, PHRASE_DIFF_PACKAGES,
					       PHRASE_DIFF_BEFORE, PHRASE_DIFF_AFTER };
	size_t n = d->packages.n, shown = t->all ? n : size_min(n, SHOWN);
	if (n == 0)
		return;
	begin(t, PHRASE_DIFF_PACKAGES, n, true);
	header(t, columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < shown; i++) {
		struct package_words w = difference_package(d, &d->packages.p[i]);
		cell(t, in(t, wording_package_change(d->packages.p[i].kind)));
		cell(t, w.name);
		cell(t, w.before);
		cell(t, w.after);
		row_end(t);
	}
	more(t, shown, n);
	end(t, true);
}

static void write_layers(const struct telling *t, const struct difference *d)
{
	static const enum phrase columns[] = { PHRASE_COUNT_, PHRASE_DIFF_LAYERS };
	size_t n = d->layers.n, shown = t->all ? n : size_min(n, SHOWN);
	if (n == 0)
		return;
	begin(t, PHRASE_DIFF_LAYERS, n, true);
	header(t, columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < shown; i++) {
		const struct layer_change *c = &d->layers.p[i];
		struct str size = bytes_text(t->a, c->bytes);
		cell(t,
		     str_printf(t->a, "%c%.*s", c->after != CHANGE_NONE ? '+' : '-', STRF(size)));
		cell(t, difference_layer(t->a, d, c));
		row_end(t);
	}
	more(t, shown, n);
	end(t, true);
}

static void write_image(const struct telling *t, const struct difference *d, bool named)
{
	if (named) {
		struct str what = !d->after    ? in(t, wording(PHRASE_DIFF_ONLY_BEFORE))
				  : !d->before ? in(t, wording(PHRASE_DIFF_ONLY_AFTER))
					       : in(t, difference_headline_of(t->a, d));
		out_text(t->out, "\n## ");
		put(t, difference_image(t->a, d));
		out_text(t->out, "\n\n");
		put(t, what);
		out_char(t->out, '\n');
		if (!d->before || !d->after)
			return;
	}
	write_findings(t, d, CHANGE_NEW, PHRASE_DIFF_NEW, false);
	write_findings(t, d, CHANGE_CHANGED, PHRASE_DIFF_CHANGED, true);
	write_findings(t, d, CHANGE_FIXED, PHRASE_DIFF_FIXED, true);
	write_packages(t, d);
	write_layers(t, d);
}

static int write(const struct difference_set *set, const struct tell_options *options,
		 struct out *out, struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct telling t = { out, a, lang_of(options->lang), options->all };
	struct str verdict = in(&t, wording_verdict(set->verdict_after));
	if (set->verdict_before != set->verdict_after)
		verdict = str_printf(a, "%.*s → %.*s",
				     STRF(in(&t, wording_verdict(set->verdict_before))),
				     STRF(verdict));
	out_printf(out, "**%.*s** · ", STRF(verdict));
	put(&t, in(&t, WORDING(a, PHRASE_DIFF_TITLE, wording_same(set->name_after),
			       wording_same(set->name_before))));
	out_text(out, "\n\n");
	put(&t, in(&t, difference_headline(a, set)));
	out_char(out, '\n');
	for (size_t i = 0; i < set->images.n; i++)
		write_image(&t, &set->images.p[i], set->images.n > 1);
	return out_finish(out, f);
}

const struct difference_format difference_format_markdown = {
	.name = "markdown",
	.write = write,
};
