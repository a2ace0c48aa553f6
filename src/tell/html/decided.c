/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What somebody decided: the findings that do not count, and the exceptions that need a look. And what nobody can
 * decide upon, because it was not seen: the gaps.
 */
#include "tell/html/part.h"

enum { SHOWN = 500 };

static void cell(const struct part *p, struct str text)
{
	out_text(p->h->out, "<td>");
	html_text(p->h, text);
	out_text(p->h->out, "</td>");
}

static void heads(const struct part *p, const enum phrase *all, size_t n)
{
	out_text(p->h->out, "<table class=\"wide\"><thead><tr>");
	for (size_t i = 0; i < n; i++) {
		out_text(p->h->out, "<th>");
		html_phrase(p->h, all[i]);
		out_text(p->h->out, "</th>");
	}
	out_text(p->h->out, "</tr></thead><tbody>\n");
}

static void more(const struct part *p, size_t n)
{
	out_text(p->h->out, "</tbody></table>\n");
	if (n <= SHOWN)
		return;
	out_text(p->h->out, "<p>");
	html_say(p->h, wording_count(p->h->a, PHRASE_N_MORE, n - SHOWN));
	out_text(p->h->out, "</p>\n");
}

static void ignored_row(const struct part *p, const struct finding *f)
{
	static const struct ignored nobody;
	const struct ignored *g = f->ignored ? f->ignored : &nobody;
	struct out *out = p->h->out;
	out_text(out, "<tr><td>");
	html_severity(p->h, f->severity);
	out_text(out, " <b>");
	html_text(p->h, f->id);
	out_text(out, "</b> ");
	if (f->package < p->r->packages.n)
		html_text(p->h, sym_str(p->r->syms, p->r->packages.p[f->package].name));
	else
		html_text(p->h, f->path);
	out_text(out, "</td>");
	struct str why = g->reason;
	if (!why.n && (g->status.n || g->justification.n))
		why = str_printf(p->h->a, "%.*s %.*s", STRF(g->status), STRF(g->justification));
	cell(p, why);
	cell(p, g->owner);
	cell(p, g->until);
	out_text(out, "<td>");
	if (f->ignored)
		html_say(p->h, wording_ignored_by(g->by));
	out_text(out, " <code>");
	html_text(p->h, g->source);
	out_text(out, "</code></td></tr>\n");
}

static void ignored(const struct part *p, size_t n)
{
	static const enum phrase columns[] = { PHRASE_COL_FINDING, PHRASE_IGNORED_REASON,
					       PHRASE_IGNORED_OWNER, PHRASE_IGNORED_UNTIL,
					       PHRASE_IGNORED_BY };
	if (n == 0)
		return;
	out_text(p->h->out, "<p>");
	html_say(p->h, wording_count(p->h->a, PHRASE_IGNORED_N, n));
	out_text(p->h->out, "</p>\n");
	heads(p, columns, ARRAY_LEN(columns));
	size_t shown = 0;
	for (size_t i = 0; i < p->r->findings.n && shown < SHOWN; i++)
		if (p->r->findings.p[i].place == PLACE_IGNORED) {
			ignored_row(p, &p->r->findings.p[i]);
			shown++;
		}
	more(p, n);
}

static bool is_due(const struct exception_note *e)
{
	return e->expires_soon || e->state != EXCEPTION_USED;
}

static void exception_row(const struct part *p, const struct exception_note *e)
{
	struct out *out = p->h->out;
	out_printf(out, "<tr><td><span class=\"tag outline %s\">",
		   e->state == EXCEPTION_USED && !e->expires_soon ? "" : "bad");
	if (e->state == EXCEPTION_USED && e->expires_soon)
		html_phrase(p->h, PHRASE_EXPIRES_SOON);
	else
		html_say(p->h, wording_exception(e->state));
	out_text(out, "</span> ");
	for (size_t i = 0; i < e->ids.n && i < 5; i++) {
		out_text(out, i ? ", <b>" : "<b>");
		html_text(p->h, e->ids.p[i]);
		out_text(out, "</b>");
	}
	if (e->ids.n > 5) {
		out_char(out, ' ');
		html_say(p->h, wording_count(p->h->a, PHRASE_N_MORE, e->ids.n - 5));
	}
	out_text(out, "</td>");
	struct str why = e->why;
	if (e->reason.n)
		why = str_printf(p->h->a, "%.*s%s%.*s", STRF(e->reason), e->why.n ? " — " : "",
				 STRF(e->why));
	cell(p, why);
	cell(p, e->owner);
	cell(p, e->until);
	out_text(out, "<td>");
	html_say(p->h, wording_ignored_by(e->by));
	out_text(out, " <code>");
	html_text(p->h, e->source);
	out_text(out, "</code></td></tr>\n");
}

static void exceptions(const struct part *p, bool due, enum phrase title)
{
	static const enum phrase columns[] = { PHRASE_STATE, PHRASE_IGNORED_REASON,
					       PHRASE_IGNORED_OWNER, PHRASE_IGNORED_UNTIL,
					       PHRASE_IGNORED_BY };
	size_t n = 0, shown = 0;
	for (size_t i = 0; i < p->r->exceptions.n; i++)
		n += is_due(&p->r->exceptions.p[i]) == due;
	if (n == 0)
		return;
	out_text(p->h->out, due ? "<details open><summary>" : "<details><summary>");
	html_phrase(p->h, title);
	out_text(p->h->out, " (");
	html_say(p->h, wording_number(p->h->a, n));
	out_text(p->h->out, ")</summary>\n");
	heads(p, columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < p->r->exceptions.n && shown < SHOWN; i++)
		if (is_due(&p->r->exceptions.p[i]) == due) {
			exception_row(p, &p->r->exceptions.p[i]);
			shown++;
		}
	more(p, n);
	out_text(p->h->out, "</details>\n");
}

void part_decided(const struct part *p)
{
	size_t n = report_count_place(p->r, PLACE_IGNORED);
	part_begin(p, "decided", PHRASE_SECTION_DECIDED);
	out_text(p->h->out, "<div class=\"card\">\n");
	if (n == 0 && p->r->exceptions.n == 0) {
		out_text(p->h->out, "<p>");
		html_phrase(p->h, PHRASE_IGNORED_NONE);
		out_text(p->h->out, "</p>");
	}
	ignored(p, n);
	exceptions(p, true, PHRASE_EXCEPTIONS_DUE);
	exceptions(p, false, PHRASE_EXCEPTIONS_ALL);
	out_text(p->h->out, "</div>\n");
	part_end(p);
}

static void gap(const struct part *p, const struct finding *f)
{
	struct out *out = p->h->out;
	out_text(out, "<li><b>");
	html_say(p->h, finding_title(p->h->a, f));
	out_text(out, "</b> ");
	if (f->path.n) {
		out_text(out, "<code>");
		html_text(p->h, f->path);
		out_text(out, "</code> ");
	}
	if (f->layer < p->r->image.layers.n) {
		out_text(out, "<span class=\"soft\">");
		html_say(p->h, part_layer(p, f->layer));
		out_text(out, "</span>");
	}
	if (f->message.n) {
		out_text(out, "<div>");
		html_say(p->h, finding_why(p->h->a, f));
		out_text(out, "</div>");
	}
	if (f->fix.n) {
		out_text(out, "<div>");
		html_say(p->h, finding_fix(p->h->a, f));
		out_text(out, "</div>");
	}
	out_text(out, "</li>\n");
}

void part_gaps(const struct part *p)
{
	size_t n = report_count_place(p->r, PLACE_GAP), shown = 0;
	part_begin(p, "gaps", PHRASE_SECTION_GAPS);
	out_text(p->h->out, "<div class=\"card\"><p>");
	html_phrase(p->h, n ? PHRASE_GAPS_SOME : PHRASE_GAPS_NONE);
	out_text(p->h->out, "</p>\n");
	if (n)
		out_text(p->h->out, "<ul class=\"gap-list\">\n");
	for (size_t i = 0; i < p->r->findings.n && shown < SHOWN; i++)
		if (p->r->findings.p[i].place == PLACE_GAP) {
			gap(p, &p->r->findings.p[i]);
			shown++;
		}
	if (n)
		out_text(p->h->out, "</ul>\n");
	if (n > SHOWN) {
		out_text(p->h->out, "<p>");
		html_say(p->h, wording_count(p->h->a, PHRASE_N_MORE, n - SHOWN));
		out_text(p->h->out, "</p>\n");
	}
	out_text(p->h->out, "</div>\n");
	part_end(p);
}
