/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A difference on a terminal: two lines that say it all, then what is new, because that is what somebody has to look
 * at; then what is gone, what is different, and why the image is larger.
 *
 *          SEAWORTHY   was not seaworthy   payment:1.2
 *         34 fixed, 1 new, 2 unchanged; 12 packages changed; -71.2 MB
 *         NEW  …  FIXED OR GONE  …  CHANGED  …  PACKAGES  …  LAYERS
 *
 * No list is longer than a screen unless --all asks for it; what is cut says how much.
 */
#include "tell/difference.h"
#include "tell/paint.h"

enum { INDENT = 2, SHOWN = 20, SEVERITY_COLUMNS = 12, CHANGE_COLUMNS = 12 };

struct telling {
	struct paint p;
	struct arena *a; /* emptied after each finding */
	enum lang lang;
	bool all;
};

static struct str in(const struct telling *t, struct wording w)
{
	return w.in[t->lang];
}

static void write_verdict(const struct telling *t, enum verdict v)
{
	static const enum style styles[] = {
		[VERDICT_SEAWORTHY] = STYLE_GOOD,
		[VERDICT_NOT_SEAWORTHY] = STYLE_BAD,
		[VERDICT_INCOMPLETE] = STYLE_UNSURE,
	};
	struct str words = in(t, wording_verdict(v));
	paint(&t->p, styles[v], t->p.colour ? str_printf(t->a, " %.*s ", STRF(words)) : words);
}

/* "Seaworthy, was: Not seaworthy", and between what. */
static void write_head(const struct telling *t, const struct difference_set *set)
{
	struct str title = in(t, WORDING(t->a, PHRASE_DIFF_TITLE, wording_same(set->name_after),
					 wording_same(set->name_before)));
	if (set->verdict_before != set->verdict_after) {
		write_verdict(t, set->verdict_before);
		out_text(t->p.out, " → ");
	}
	write_verdict(t, set->verdict_after);
	struct str verdicts =
		set->verdict_before == set->verdict_after
			? in(t, wording_verdict(set->verdict_after))
			: str_printf(t->a, "%.*s → %.*s",
				     STRF(in(t, wording_verdict(set->verdict_before))),
				     STRF(in(t, wording_verdict(set->verdict_after))));
	size_t at = text_columns(verdicts) +
		    (t->p.colour ? (set->verdict_before == set->verdict_after ? 2 : 4) : 0);
	paint_behind(&t->p, STYLE_STRONG, title, at, INDENT);
	paint_wrapped(&t->p, STYLE_PLAIN, in(t, difference_headline(t->a, set)), 0, INDENT);
}

static void write_title(const struct telling *t, enum phrase p, uint64_t n)
{
	out_char(t->p.out, '\n');
	paint(&t->p, STYLE_STRONG, in(t, wording(p)));
	paint(&t->p, STYLE_FAINT, str_printf(t->a, " (%.*s)", STRF(count_text(t->a, n))));
	out_char(t->p.out, '\n');
}

static void write_finding(const struct telling *t, const struct difference *d,
			  const struct finding_change *c)
{
	const struct report *r;
	const struct finding *f = difference_finding(d, c, &r);
	enum style style = f->place == PLACE_IGNORED || c->kind == CHANGE_FIXED
				   ? STYLE_FAINT
				   : style_of(f->severity);
	struct str subject = difference_subject(t->a, r, f);
	struct str title = in(t, finding_title(t->a, f));
	struct str details = in(t, difference_details(t->a, d, c));
	const char *colon = t->lang == LANG_ZH ? "：" : ": ";
	out_repeat(t->p.out, ' ', INDENT);
	paint_pad(&t->p, style, in(t, wording_severity(f->severity)), SEVERITY_COLUMNS);
	size_t at = paint_word(&t->p, STYLE_STRONG, f->id, INDENT + SEVERITY_COLUMNS,
			       INDENT + SEVERITY_COLUMNS);
	struct str text = str_printf(t->a, "%.*s%s%.*s", STRF(subject),
				     subject.n && title.n ? colon : "", STRF(title));
	if (details.n)
		text = str_printf(t->a, "%.*s%s(%.*s)", STRF(text), text.n ? " " : "",
				  STRF(details));
	paint_behind(&t->p, STYLE_PLAIN, text, at, INDENT + SEVERITY_COLUMNS);
	arena_reset(t->a);
}

static void write_more(const struct telling *t, uint64_t n)
{
	out_repeat(t->p.out, ' ', INDENT);
	paint_wrapped(&t->p, STYLE_FAINT, in(t, wording_count(t->a, PHRASE_DIFF_ALL, n)), INDENT,
		      INDENT);
}

static void write_findings(const struct telling *t, const struct difference *d,
			   enum change_kind kind, enum phrase title)
{
	size_t shown = 0, n = d->count[kind];
	if (n == 0)
		return;
	write_title(t, title, n);
	for (size_t i = 0; i < d->findings.n; i++) {
		if (d->findings.p[i].kind != kind)
			continue;
		if (!t->all && shown == SHOWN && n > SHOWN + 1)
			break;
		write_finding(t, d, &d->findings.p[i]);
		shown++;
	}
	if (shown < n)
		write_more(t, n - shown);
}

static size_t name_columns(const struct telling *t, const struct difference *d, size_t n)
{
	size_t columns = 0;
	for (size_t i = 0; i < n; i++) {
		struct package_words w = difference_package(d, &d->packages.p[i]);
		columns = size_max(columns, text_columns(text_safe(t->a, w.name)));
	}
	return size_min(columns, 24);
}

static void write_packages(const struct telling *t, const struct difference *d)
{
	size_t n = d->packages.n, shown = t->all || n <= SHOWN + 1 ? n : SHOWN;
	if (n == 0)
		return;
	write_title(t, PHRASE_DIFF_PACKAGES, n);
	size_t columns = name_columns(t, d, shown);
	for (size_t i = 0; i < shown; i++) {
		const struct package_change *c = &d->packages.p[i];
		struct package_words w = difference_package(d, c);
		out_repeat(t->p.out, ' ', INDENT);
		paint_pad(&t->p, c->kind == PACKAGE_DOWNGRADED ? STYLE_MEDIUM : STYLE_PLAIN,
			  in(t, wording_package_change(c->kind)), CHANGE_COLUMNS);
		size_t from = INDENT + CHANGE_COLUMNS;
		size_t at = paint_word(&t->p, STYLE_STRONG, w.name, from, from);
		for (; at < from + columns; at++)
			out_char(t->p.out, ' ');
		struct str versions =
			str_printf(t->a, "%.*s%s%.*s", STRF(w.before),
				   w.before.n && w.after.n ? " → " : "", STRF(w.after));
		paint_behind(&t->p, STYLE_PLAIN, versions, at, INDENT + CHANGE_COLUMNS);
	}
	if (shown < n)
		write_more(t, n - shown);
}

static void write_layers(const struct telling *t, const struct difference *d)
{
	size_t n = d->layers.n, shown = t->all || n <= SHOWN + 1 ? n : SHOWN;
	if (n == 0)
		return;
	write_title(t, PHRASE_DIFF_LAYERS, n);
	for (size_t i = 0; i < shown; i++) {
		const struct layer_change *c = &d->layers.p[i];
		bool is_after = c->after != CHANGE_NONE;
		struct str size = in(
			t, difference_size(t->a, is_after ? 0 : c->bytes, is_after ? c->bytes : 0));
		if (c->bytes == 0)
			size = is_after ? STR("+0") : STR("-0");
		out_repeat(t->p.out, ' ', INDENT);
		paint_pad(&t->p, STYLE_STRONG, size, CHANGE_COLUMNS);
		paint_wrapped(&t->p, STYLE_PLAIN, difference_layer(t->a, d, c),
			      INDENT + CHANGE_COLUMNS, INDENT + CHANGE_COLUMNS);
	}
	if (shown < n)
		write_more(t, n - shown);
}

static void write_image(const struct telling *t, const struct difference *d, bool named)
{
	if (named) {
		struct str only = !d->after    ? in(t, wording(PHRASE_DIFF_ONLY_BEFORE))
				  : !d->before ? in(t, wording(PHRASE_DIFF_ONLY_AFTER))
					       : in(t, difference_headline_of(t->a, d));
		struct str name = difference_image(t->a, d);
		out_char(t->p.out, '\n');
		paint_wrapped(&t->p, STYLE_STRONG, name, 0, INDENT);
		out_repeat(t->p.out, ' ', INDENT);
		paint_wrapped(&t->p, STYLE_PLAIN, only, INDENT, INDENT);
		if (!d->before || !d->after)
			return; /* all of it is new, or gone */
	}
	write_findings(t, d, CHANGE_NEW, PHRASE_DIFF_NEW);
	write_findings(t, d, CHANGE_FIXED, PHRASE_DIFF_FIXED);
	write_findings(t, d, CHANGE_CHANGED, PHRASE_DIFF_CHANGED);
	write_packages(t, d);
	write_layers(t, d);
}

static int write(const struct difference_set *set, const struct tell_options *options,
		 struct out *out, struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct telling t = {
		{ out, a, options->width, options->colour }, a, lang_of(options->lang), options->all
	};
	write_head(&t, set);
	for (size_t i = 0; i < set->images.n; i++)
		write_image(&t, &set->images.p[i], set->images.n > 1);
	return out_finish(out, f);
}

const struct difference_format difference_format_table = {
	.name = "table",
	.terminal = true,
	.write = write,
};
