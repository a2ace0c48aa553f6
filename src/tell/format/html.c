/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The report as one file to open in a browser: may I ship, what do I do first, what will that change.
 *
 *         verdict     the answer, why, the clause that decided, what the plan makes of the numbers
 *         plan        one card for each step, with the command and what is left after it
 *         charts      severity by origin and by layer; the past, when a history is there
 *         layers      what each brought
 *         findings    one table: search, filters, order, evidence of each (data/report.js draws the rows)
 *         decided     what is ignored, on whose word, until when
 *         gaps, packages, image and data
 *
 * Must stay true:
 *  - No request leaves the page, and no string of an image becomes markup or script (tell/html.h); the page's own
 *    policy forbids what a mistake would do.
 *  - Without script everything but search and order is there: cards, charts, layers, the urgent findings.
 *  - Nothing is kept of the page but one row: a report of any length is written as it is made.
 *
 * docs/format/html.md describes the data in the page and states sizes.
 */
#include "tell/html/part.h"

extern const char data_report_css[];
extern const size_t data_report_css_n;
extern const char data_report_js[];
extern const size_t data_report_js_n;

static bool always(const struct report *r)
{
	return true;
}

static bool has_layers(const struct report *r)
{
	return r->image.layers.n > 0;
}

static bool has_packages(const struct report *r)
{
	return r->packages.n > 0;
}

static void contents(const struct part *p)
{
	static const struct {
		const char *name;
		enum phrase title;
		bool (*there)(const struct report *r);
	} parts[] = {
		{ "plan", PHRASE_SECTION_PLAN, always },
		{ "charts", PHRASE_SECTION_CHARTS, part_has_charts },
		{ "layers", PHRASE_SECTION_LAYERS, has_layers },
		{ "findings", PHRASE_SECTION_FINDINGS, always },
		{ "decided", PHRASE_SECTION_DECIDED, always },
		{ "gaps", PHRASE_SECTION_GAPS, always },
		{ "packages", PHRASE_SECTION_PACKAGES, has_packages },
		{ "image", PHRASE_SECTION_IMAGE, always },
	};
	out_text(p->h->out, "<nav class=\"contents\"");
	html_label(p->h, "aria-label", wording(PHRASE_CONTENTS));
	out_text(p->h->out, "><ul>");
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		if (!parts[i].there(p->r))
			continue;
		out_printf(p->h->out, "<li><a href=\"#i%zu-%s\">", p->number, parts[i].name);
		html_phrase(p->h, parts[i].title);
		out_text(p->h->out, "</a></li>");
	}
	out_text(p->h->out, "</ul></nav>\n");
}

static void (*const all_parts[])(const struct part *p) = {
	part_verdict,  contents,     part_plan, part_charts,   part_layers,
	part_findings, part_decided, part_gaps, part_packages, part_image,
};

/* Several images: which of them may ship, before the details. */
static void images(struct html *h, const struct report_set *set)
{
	static const char *const classes[] = { "good", "bad", "unsure" };
	out_text(h->out, "<nav class=\"images card\"><p>");
	html_say(h, wording_count(h->a, PHRASE_N_IMAGES_WORST, set->n));
	out_text(h->out, "</p><ul>\n");
	for (size_t i = 0; i < set->n; i++) {
		const struct report *r = set->reports[i];
		size_t v = r->verdict <= VERDICT_INCOMPLETE ? r->verdict : VERDICT_INCOMPLETE;
		struct str subject = part_subject(r);
		out_printf(h->out, "<li><a href=\"#i%zu\"><b class=\"%s\">", i + 1, classes[v]);
		html_say(h, wording_verdict(r->verdict));
		out_text(h->out, "</b> <span class=\"mono\">");
		if (subject.n)
			html_text(h, subject);
		else
			html_phrase(h, PHRASE_NO_NAME);
		out_text(h->out, "</span> <span class=\"soft\">");
		html_text(h, platform_text(h->a, &r->image.platform));
		out_text(h->out, "</span></a></li>\n");
	}
	out_text(h->out, "</ul></nav>\n");
}

static struct wording title_of(struct html *h, const struct report_set *set)
{
	if (set->n != 1)
		return wording_count(h->a, PHRASE_OVERVIEW_TITLE, set->n);
	struct str subject = part_subject(set->reports[0]);
	return WORDING(h->a, PHRASE_REPORT_TITLE,
		       subject.n ? wording_same(subject) : wording(PHRASE_NO_NAME));
}

static int write(const struct report_set *set, const struct tell_options *options, struct out *out,
		 struct fault *f)
{
	OWNED(arena_freep) struct arena *page_arena = arena_new();
	struct html h = { .out = out, .a = page_arena, .lang = lang_of(options->lang) };
	struct html_page page = {
		.title = title_of(&h, set),
		.style = str_make(data_report_css, data_report_css_n),
		.script = str_make(data_report_js, data_report_js_n),
		.version = options->version,
		.created = set->n ? set->reports[0]->created : STR(""),
	};
	html_page_begin(&h, &page);
	if (set->n != 1)
		images(&h, set);
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < set->n; i++) {
		const struct part p = { &h, set->reports[i], options, i + 1 };
		out_printf(out, "<article class=\"image\" id=\"i%zu\">\n", i + 1);
		for (size_t k = 0; k < ARRAY_LEN(all_parts); k++) {
			h.a = a;
			arena_reset(a);
			all_parts[k](&p);
		}
		out_text(out, "</article>\n");
	}
	h.a = page_arena;
	part_phrases(&h);
	html_page_end(&h, &page);
	return out_finish(out, f);
}

const struct format format_html = {
	.name = "html",
	.title = "one page to read in a browser, in English and Chinese",
	.write = write,
};
