/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A difference as a page: the verdict and the numbers on top, what is new below, the rest to unfold. In both
 * languages (tell/html.h); nothing is cut, but long lists are folded.
 */
#include "base/amount.h"
#include "tell/difference.h"
#include "tell/html.h"

static const char style[] =
	".head { margin: 28px 0 8px; }\n"
	".head h1 { font-size: 26px; }\n"
	".was { color: var(--soft); font-weight: 400; }\n"
	".numbers { display: flex; flex-wrap: wrap; gap: 12px; margin: 16px 0 8px; }\n"
	".numbers .card { padding: 10px 16px; min-width: 7.5rem; }\n"
	".numbers b { display: block; font-size: 24px; line-height: 1.2; font-variant-numeric: tabular-nums; }\n"
	".part { margin: 14px 0; }\n"
	".part summary { font-weight: 600; }\n"
	".scroll { overflow-x: auto; margin-top: 8px; }\n"
	"td.what { min-width: 16rem; }\n"
	"td.nowrap { white-space: nowrap; }\n";

static const char *verdict_class(enum verdict v)
{
	return v == VERDICT_SEAWORTHY ? "good" : v == VERDICT_NOT_SEAWORTHY ? "bad" : "unsure";
}

static void verdict(struct html *h, enum verdict v)
{
	out_printf(h->out, "<span class=\"%s\">", verdict_class(v));
	html_say(h, wording_verdict(v));
	out_text(h->out, "</span>");
}

static void number(struct html *h, enum phrase p, struct str n, const char *class)
{
	out_printf(h->out, "<div class=\"card\"><b class=\"%s\">", class);
	html_text(h, n);
	out_text(h->out, "</b>");
	html_phrase(h, p);
	out_text(h->out, "</div>");
}

static void write_head(struct html *h, const struct difference_set *set)
{
	out_text(h->out, "<header class=\"head\"><h1>");
	if (set->verdict_before != set->verdict_after) {
		verdict(h, set->verdict_before);
		out_text(h->out, " → ");
	}
	verdict(h, set->verdict_after);
	out_text(h->out, "</h1>\n<p>");
	html_say(h, WORDING(h->a, PHRASE_DIFF_TITLE, wording_same(set->name_after),
			    wording_same(set->name_before)));
	out_text(h->out, "</p>\n<p>");
	html_say(h, difference_headline(h->a, set));
	out_text(h->out, "</p></header>\n<div class=\"numbers\">");
	number(h, PHRASE_DIFF_NEW, count_text(h->a, set->count[CHANGE_NEW]),
	       set->count[CHANGE_NEW] ? "bad" : "");
	number(h, PHRASE_DIFF_FIXED, count_text(h->a, set->count[CHANGE_FIXED]),
	       set->count[CHANGE_FIXED] ? "good" : "");
	number(h, PHRASE_DIFF_CHANGED, count_text(h->a, set->count[CHANGE_CHANGED]), "");
	number(h, PHRASE_DIFF_SAME, count_text(h->a, set->count[CHANGE_SAME]), "");
	if (!set->is_past) {
		number(h, PHRASE_DIFF_PACKAGES, count_text(h->a, set->packages), "");
		number(h, PHRASE_DIFF_SIZE, bytes_text(h->a, set->size_after), "");
	}
	out_text(h->out, "</div>\n");
}

static void begin(struct html *h, enum phrase title, size_t n, bool open)
{
	out_printf(h->out, "<details class=\"card part\"%s><summary>", open ? " open" : "");
	html_phrase(h, title);
	out_text(h->out, " (");
	html_text(h, count_text(h->a, n));
	out_text(h->out, ")</summary><div class=\"scroll\"><table><thead><tr>");
}

static void column(struct html *h, enum phrase p)
{
	out_text(h->out, "<th scope=\"col\">");
	html_phrase(h, p);
	out_text(h->out, "</th>");
}

static void end(struct html *h)
{
	out_text(h->out, "</tbody></table></div></details>\n");
}

static void write_finding(struct html *h, const struct difference *d,
			  const struct finding_change *c)
{
	const struct report *r;
	const struct finding *f = difference_finding(d, c, &r);
	struct wording details = difference_details(h->a, d, c);
	out_text(h->out, "<tr><td>");
	html_severity(h, f->severity);
	out_text(h->out, "</td><td class=\"mono\">");
	html_text(h, f->id);
	out_text(h->out, "</td><td>");
	html_text(h, difference_subject(h->a, r, f));
	out_text(h->out, "</td><td class=\"what\">");
	html_say(h, finding_title(h->a, f));
	if (!wording_is_empty(&details)) {
		out_text(h->out, " <small>");
		html_say(h, details);
		out_text(h->out, "</small>");
	}
	out_text(h->out, "</td></tr>\n");
	arena_reset(h->a);
}

static void write_findings(struct html *h, const struct difference *d, enum change_kind kind,
			   enum phrase title)
{
	if (d->count[kind] == 0)
		return;
	begin(h, title, d->count[kind], kind == CHANGE_NEW || d->count[kind] <= 20);
	out_text(h->out, "<th></th>");
	column(h, PHRASE_DIFF_FINDING);
	column(h, PHRASE_DIFF_WHERE);
	column(h, PHRASE_DIFF_WHAT);
	out_text(h->out, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < d->findings.n; i++)
		if (d->findings.p[i].kind == kind)
			write_finding(h, d, &d->findings.p[i]);
	end(h);
}

static void write_packages(struct html *h, const struct difference *d)
{
	if (d->packages.n == 0)
		return;
	begin(h, PHRASE_DIFF_PACKAGES, d->packages.n, d->packages.n <= 20);
	out_text(h->out, "<th></th>");
	column(h, PHRASE_DIFF_PACKAGES);
	column(h, PHRASE_DIFF_BEFORE);
	column(h, PHRASE_DIFF_AFTER);
	out_text(h->out, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < d->packages.n; i++) {
		struct package_words w = difference_package(d, &d->packages.p[i]);
		out_text(h->out, "<tr><td>");
		html_say(h, wording_package_change(d->packages.p[i].kind));
		out_text(h->out, "</td><td>");
		html_text(h, w.name);
		out_text(h->out, "</td><td class=\"mono\">");
		html_text(h, w.before);
		out_text(h->out, "</td><td class=\"mono\">");
		html_text(h, w.after);
		out_text(h->out, "</td></tr>\n");
	}
	end(h);
}

static void write_layers(struct html *h, const struct difference *d)
{
	if (d->layers.n == 0)
		return;
	begin(h, PHRASE_DIFF_LAYERS, d->layers.n, d->layers.n <= 20);
	column(h, PHRASE_DIFF_SIZE);
	column(h, PHRASE_DIFF_LAYERS);
	out_text(h->out, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < d->layers.n; i++) {
		const struct layer_change *c = &d->layers.p[i];
		out_printf(h->out, "<tr><td class=\"nowrap\">%c",
			   c->after != CHANGE_NONE ? '+' : '-');
		html_text(h, bytes_text(h->a, c->bytes));
		out_text(h->out, "</td><td>");
		html_text(h, difference_layer(h->a, d, c));
		out_text(h->out, "</td></tr>\n");
	}
	end(h);
}

static void write_image(struct html *h, const struct difference *d, bool named)
{
	if (named) {
		out_text(h->out, "<h2>");
		html_text(h, difference_image(h->a, d));
		out_text(h->out, "</h2>\n<p>");
		if (!d->before || !d->after)
			html_phrase(h, d->after ? PHRASE_DIFF_ONLY_AFTER : PHRASE_DIFF_ONLY_BEFORE);
		else
			html_say(h, difference_headline_of(h->a, d));
		out_text(h->out, "</p>\n");
		if (!d->before || !d->after)
			return;
	}
	write_findings(h, d, CHANGE_NEW, PHRASE_DIFF_NEW);
	write_findings(h, d, CHANGE_CHANGED, PHRASE_DIFF_CHANGED);
	write_findings(h, d, CHANGE_FIXED, PHRASE_DIFF_FIXED);
	write_packages(h, d);
	write_layers(h, d);
}

static int write(const struct difference_set *set, const struct tell_options *options,
		 struct out *out, struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(arena_freep) struct arena *row = arena_new(); /* emptied after each finding */
	struct html h = { .out = out, .a = row, .lang = lang_of(options->lang) };
	struct str created = STR("");
	if (set->images.n && set->images.p[0].after)
		created = set->images.p[0].after->created;
	struct html_page page = {
		.title = WORDING(a, PHRASE_DIFF_TITLE, wording_same(set->name_after),
				 wording_same(set->name_before)),
		.style = str_make(style, sizeof(style) - 1),
		.version = options->version,
		.created = created,
	};
	html_page_begin(&h, &page);
	write_head(&h, set);
	for (size_t i = 0; i < set->images.n; i++)
		write_image(&h, &set->images.p[i], set->images.n > 1);
	html_page_end(&h, &page);
	return out_finish(out, f);
}

const struct difference_format difference_format_html = {
	.name = "html",
	.write = write,
};
