/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One line for each layer: what made it, what it weighs, what came with it. Opened it shows its digests, what it
 * changed, and its largest files.
 */
#include "tell/html/part.h"

struct counts {
	uint64_t packages, findings, by_severity[SEVERITY_COUNT_];
};

static struct counts *count(const struct part *p)
{
	const struct report *r = p->r;
	struct counts *all = arena_array(p->h->a, r->image.layers.n, sizeof(*all));
	for (size_t i = 0; i < r->packages.n; i++)
		if (r->packages.p[i].layer < r->image.layers.n)
			all[r->packages.p[i].layer].packages++;
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.p[i];
		if (!part_counts(f) || f->layer >= r->image.layers.n)
			continue;
		all[f->layer].findings++;
		all[f->layer].by_severity[f->severity]++;
	}
	return all;
}

static void numbers(const struct part *p, size_t i, const struct counts *c)
{
	const struct report *r = p->r;
	struct arena *a = p->h->a;
	struct out *out = p->h->out;
	out_text(out, "<span class=\"layer-numbers soft\">");
	if (i < r->layers.n) {
		html_say(p->h, wording_bytes(a, r->layers.p[i].bytes));
		out_text(out, " · ");
	}
	html_say(p->h, wording_count(a, PHRASE_N_PACKAGES, c->packages));
	if (i < r->layers.n && r->has_changes && r->layers.p[i].changes.wasted_bytes) {
		out_text(out, " · ");
		html_say(p->h, wording_bytes(a, r->layers.p[i].changes.wasted_bytes));
		out_char(out, ' ');
		html_phrase(p->h, PHRASE_WASTED);
	}
	enum origin o = report_origin(r, (uint16_t)i);
	if (o != ORIGIN_UNKNOWN) {
		out_text(out, " · ");
		html_say(p->h, wording_origin(o));
	}
	out_text(out, "</span><span class=\"layer-findings\">");
	for (size_t s = SEVERITY_COUNT_; s-- > 0;) {
		if (!c->by_severity[s])
			continue;
		out_printf(out, "<span class=\"tag %s\"", severity_name((enum severity)s));
		html_label(p->h, "title", wording_severity((enum severity)s));
		out_char(out, '>');
		html_say(p->h, wording_number(a, c->by_severity[s]));
		out_text(out, "</span> ");
	}
	out_text(out, "</span>");
}

static void largest(const struct part *p, const struct layer_changes *c)
{
	struct out *out = p->h->out;
	if (!c->top[0].bytes)
		return;
	out_text(out, "<h4>");
	html_phrase(p->h, PHRASE_LARGEST);
	out_text(out, "</h4><table class=\"files\">\n");
	for (size_t i = 0; i < LAYER_TOP && c->top[i].bytes; i++) {
		out_text(out, "<tr><td class=\"n\">");
		html_say(p->h, wording_bytes(p->h->a, c->top[i].bytes));
		out_text(out, "</td><td><code>");
		html_text(p->h, c->top[i].path);
		out_text(out, "</code>");
		if (c->top[i].hidden_by != LAYER_NONE) {
			out_text(out, " <span class=\"unsure\">");
			html_say(p->h, WORDING(p->h->a, PHRASE_HIDDEN_BY,
					       wording_number(p->h->a, c->top[i].hidden_by + 1u)));
			out_text(out, "</span>");
		}
		out_text(out, "</td></tr>\n");
	}
	out_text(out, "</table>\n");
}

static void inside(const struct part *p, size_t i, const struct counts *c)
{
	const struct report *r = p->r;
	const struct layer *l = &r->image.layers.p[i];
	struct arena *a = p->h->a;
	struct out *out = p->h->out;
	if (l->history < r->image.history.n) {
		out_text(out, "<pre class=\"instruction\">");
		html_lines(p->h, r->image.history.p[l->history].created_by);
		out_text(out, "</pre>\n");
	}
	if (c->findings)
		out_printf(out,
			   "<button type=\"button\" class=\"js show-layer\" data-layer=\"%zu\">",
			   i);
	if (c->findings) {
		html_phrase(p->h, PHRASE_SHOW_FINDINGS);
		out_text(out, "</button>\n");
	}
	out_text(out, "<dl>\n");
	part_fact_code(p, PHRASE_LAYER_BLOB, digest_text(a, &l->digest));
	part_fact_code(p, PHRASE_LAYER_CONTENT, digest_text(a, &l->diff_id));
	if (i < r->layers.n && r->has_changes) {
		const struct layer_changes *k = &r->layers.p[i].changes;
		part_fact(p, PHRASE_FACT_HOLDS,
			  WORDING(a, PHRASE_CHANGES, wording_count(a, PHRASE_N_FILES, k->added),
				  wording_number(a, k->changed), wording_number(a, k->deleted)));
	}
	out_text(out, "</dl>\n");
	if (i < r->layers.n && r->has_changes)
		largest(p, &r->layers.p[i].changes);
}

void part_layers(const struct part *p)
{
	const struct report *r = p->r;
	struct out *out = p->h->out;
	if (r->image.layers.n == 0)
		return;
	struct counts *all = count(p);
	part_begin(p, "layers", PHRASE_SECTION_LAYERS);
	out_text(out, "<div class=\"card layers\">\n");
	for (size_t i = 0; i < r->image.layers.n; i++) {
		struct str text = part_instruction(p, (uint16_t)i);
		out_printf(
			out,
			"<details id=\"i%zu-layer-%zu\" class=\"layer\"><summary><b>%zu</b><code>",
			p->number, i + 1, i + 1);
		if (text.n)
			html_text(p->h, text);
		else
			html_phrase(p->h, PHRASE_NO_INSTRUCTION);
		out_text(out, "</code>");
		numbers(p, i, &all[i]);
		out_text(out, "</summary>\n<div class=\"inside\">");
		inside(p, i, &all[i]);
		out_text(out, "</div></details>\n");
	}
	out_text(out, "</div>\n");
	part_end(p);
}
