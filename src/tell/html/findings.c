/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All findings, in one table that can be searched.
 *
 * Twenty thousand rows as HTML would make every browser wait, so the rows are data: one compact JSON in the page,
 * of which data/report.js draws as many as are looked at. It may use textContent only: what stands in the JSON is
 * never taken for markup. Keys are one or two letters, enumerations their numbers, what is empty is left out;
 * docs/format/html.md lists them.
 *
 * Without script there is a plain table of the most urgent ones instead.
 */
#include "tell/html/part.h"
#include "tell/words.h"
#include "base/term.h"
#include "text/emit.h"

enum { NOSCRIPT_ROWS = 300, FINDING_TEXT = 1 << 20 };

struct data {
	const struct part *p;
	struct emit e;
	struct arena *a; /* emptied after each row */
};

static void member(struct data *d, const char *key, struct str s)
{
	if (s.n)
		emit_member_str(&d->e, key, text_safe(d->a, s));
}

/* Both languages, the second under its own key when it differs. */
static void member_say(struct data *d, const char *key, const char *key_zh, struct wording w)
{
	member(d, key, w.in[LANG_EN]);
	if (!str_eq(w.in[LANG_EN], w.in[LANG_ZH]))
		member(d, key_zh, w.in[LANG_ZH]);
}

static void member_list(struct data *d, const char *key, const struct str *p, size_t n)
{
	if (n == 0)
		return;
	emit_key(&d->e, key);
	emit_array(&d->e);
	for (size_t i = 0; i < n; i++)
		emit_str(&d->e, text_safe(d->a, p[i]));
	emit_array_end(&d->e);
}

static void member_number(struct data *d, const char *key, double v, unsigned digits)
{
	emit_key(&d->e, key);
	emit_fixed(&d->e, v, digits);
}

static void vulnerability(struct data *d, const struct finding *f)
{
	const struct vulnerability *v = f->vulnerability;
	emit_key(&d->e, "v");
	emit_object(&d->e);
	size_t from = v->ids.n && str_eq(v->ids.p[0], f->id) ? 1 : 0;
	member_list(d, "a", v->ids.p + from, v->ids.n - from);
	emit_member_u64(&d->e, "st", v->status);
	member(d, "in", v->installed);
	member(d, "fx", v->fixed);
	member(d, "ss", v->severity_source);
	if (v->cvss_score >= 0)
		member_number(d, "c", v->cvss_score, 1);
	member(d, "cv", v->cvss_vector);
	member(d, "ka", v->kev_added);
	if (v->kev_ransomware)
		emit_member_u64(&d->e, "kr", 1);
	if (v->has_epss) {
		member_number(d, "e", v->epss, 4);
		member_number(d, "ep", v->epss_percentile, 4);
	}
	member_list(d, "cw", v->cwe.p, v->cwe.n);
	member_list(d, "r", v->references.p, v->references.n);
	member_list(d, "fd", v->feeds.p, v->feeds.n);
	member(d, "pu", str_slice(v->published, 0, 10));
	member(d, "mb", v->matched_by);
	if (v->packages.n) {
		emit_key(&d->e, "pk");
		emit_array(&d->e);
		for (size_t i = 0; i < v->packages.n; i++)
			emit_u64(&d->e, v->packages.p[i]);
		emit_array_end(&d->e);
	}
	emit_object_end(&d->e);
}

static void secret(struct data *d, const struct finding *f)
{
	const struct secret *s = f->secret;
	emit_key(&d->e, "c");
	emit_object(&d->e);
	member(d, "mk", s->value.n ? s->value : s->masked);
	member(d, "dt", s->detail);
	member(d, "rv", s->rotate);
	member(d, "rm", words_removal(f));
	if (s->live)
		emit_member_u64(&d->e, "lv", 1);
	emit_key(&d->e, "pl");
	emit_array(&d->e);
	for (size_t i = 0; i < s->places.n; i++) {
		const struct secret_place *place = &s->places.p[i];
		emit_array(&d->e);
		emit_str(&d->e, text_safe(d->a, words_secret_place(d->p->r, place, d->a)));
		emit_u64(&d->e, place->deleted_by == LAYER_NONE ? 0 : place->deleted_by + 1u);
		emit_array_end(&d->e);
	}
	emit_array_end(&d->e);
	if (s->more)
		emit_member_u64(&d->e, "mo", s->more);
	emit_object_end(&d->e);
}

static void decision(struct data *d, const struct finding *f)
{
	const struct ignored *g = f->ignored;
	if (f->effect != GATE_NOTHING)
		emit_member_u64(&d->e, "ef", f->effect);
	member(d, "cl", f->clause);
	if (f->own_place != f->place)
		emit_member_u64(&d->e, "w", f->own_place);
	if (f->is_new && d->p->r->baseline.n)
		emit_member_u64(&d->e, "nw", 1);
	member(d, "fs", f->first_seen);
	if (!g)
		return;
	emit_key(&d->e, "x");
	emit_object(&d->e);
	emit_member_u64(&d->e, "b", g->by);
	member(d, "s", g->source);
	member(d, "o", g->owner);
	member(d, "r", g->reason);
	member(d, "u", g->until);
	member(d, "st", g->status);
	member(d, "j", g->justification);
	emit_object_end(&d->e);
}

static void finding(struct data *d, const struct finding *f)
{
	emit_object(&d->e);
	emit_member_u64(&d->e, "k", f->kind);
	emit_member_u64(&d->e, "p", f->place);
	emit_member_u64(&d->e, "s", f->severity);
	member(d, "i", f->id);
	member_say(d, "t", "tz", finding_title(d->a, f));
	member_say(d, "m", "mz", finding_why(d->a, f));
	if (!f->secret) /* told in two parts, rv and rm */
		member_say(d, "f", "fz", finding_fix(d->a, f));
	member(d, "h", f->path);
	if (f->line)
		emit_member_u64(&d->e, "n", f->line);
	if (f->layer != LAYER_NONE)
		emit_member_u64(&d->e, "l", f->layer);
	if (f->package < d->p->r->packages.n)
		emit_member_u64(&d->e, "g", f->package);
	if (f->bytes)
		emit_member_u64(&d->e, "b", f->bytes);
	enum origin o = report_finding_origin(d->p->r, f);
	if (o != ORIGIN_UNKNOWN)
		emit_member_u64(&d->e, "o", o);
	if (f->vulnerability)
		vulnerability(d, f);
	if (f->secret)
		secret(d, f);
	decision(d, f);
	emit_object_end(&d->e);
}

/* name, version, kind, source, licence, layer, live */
static void package(struct data *d, const struct package *k)
{
	const struct sym_table *t = d->p->r->syms;
	emit_array(&d->e);
	emit_str(&d->e, text_safe(d->a, sym_str(t, k->name)));
	emit_str(&d->e, text_safe(d->a, sym_str(t, k->version)));
	emit_text(&d->e, package_kind_name((enum package_kind)k->kind));
	struct str source = sym_str(t, k->source_name);
	emit_str(&d->e, str_eq(source, sym_str(t, k->name)) ? STR("") : text_safe(d->a, source));
	emit_str(&d->e, text_safe(d->a, sym_str(t, k->licence)));
	if (k->layer == LAYER_NONE)
		emit_null(&d->e);
	else
		emit_u64(&d->e, k->layer);
	emit_u64(&d->e, (k->flags & PACKAGE_LIVE) != 0);
	emit_array_end(&d->e);
}

/* One row as JSON, its '<' escaped. A buffer for one row is all that is kept of the page. */
static void row(const struct part *p, struct buf *b, struct arena *a, const struct finding *f,
		const struct package *k)
{
	struct out out;
	struct fault fault = { 0 };
	struct data d = { .p = p, .a = a };
	arena_reset(a);
	buf_clear(b);
	out_init_buf(&out, b);
	emit_init(&d.e, &out, true);
	if (f)
		finding(&d, f);
	else
		package(&d, k);
	if (out_finish(&out, &fault) == 0)
		html_json(p->h, buf_str(b));
	else /* longer than any finding is: it is not dropped in silence */
		out_text(p->h->out, f ? "{\"k\":4,\"p\":8,\"s\":0,\"i\":\"too-long\"}"
				      : "[\"\",\"\",\"\",\"\",\"\",null,1]");
	out_done(&out);
}

static void data(const struct part *p)
{
	const struct report *r = p->r;
	struct out *out = p->h->out;
	OWNED(buf_donep) struct buf b;
	OWNED(arena_freep) struct arena *a = arena_new();
	buf_init(&b, 64 * FINDING_TEXT);
	out_printf(
		out,
		"<script type=\"application/json\" class=\"data\">{\"baseline\":%s,\"layers\":%zu,\"packages\":[",
		r->baseline.n ? "true" : "false", r->image.layers.n);
	for (size_t i = 0; i < r->packages.n; i++) {
		out_text(out, i ? ",\n" : "\n");
		row(p, &b, a, NULL, &r->packages.p[i]);
	}
	out_text(out, "],\"findings\":[");
	for (size_t i = 0; i < r->findings.n; i++) {
		out_text(out, i ? ",\n" : "\n");
		row(p, &b, a, &r->findings.p[i], NULL);
	}
	out_text(out, "]}</script>\n");
}

/* ---- without script ---- */

static void plain_row(const struct part *p, const struct finding *f)
{
	struct out *out = p->h->out;
	struct arena *a = p->h->a;
	out_text(out, "<tr><td>");
	html_severity(p->h, f->severity);
	out_text(out, "</td><td><b>");
	html_text(p->h, f->id);
	out_text(out, "</b> ");
	html_say(p->h, finding_title(a, f));
	out_text(out, "</td><td>");
	html_text(p->h, f->package < p->r->packages.n ? words_package(p->r, f, a) : f->path);
	out_text(out, "</td><td>");
	html_say(p->h, wording_status(a, f));
	out_text(out, "</td><td>");
	html_say(p->h, wording_place(f->place));
	out_text(out, "</td></tr>\n");
}

static void without_script(const struct part *p)
{
	size_t n = p->r->findings.n, shown = size_min(n, NOSCRIPT_ROWS);
	struct arena *a = p->h->a;
	if (n == 0)
		return;
	out_text(p->h->out, "<noscript><p class=\"soft\">");
	html_say(p->h, WORDING(a, PHRASE_NOSCRIPT, wording_number(a, shown), wording_number(a, n)));
	out_text(p->h->out, "</p><table class=\"findings\"><tbody>\n");
	for (size_t i = 0; i < shown; i++)
		plain_row(p, &p->r->findings.p[i]);
	out_text(p->h->out, "</tbody></table></noscript>\n");
}

/* ---- what the script draws into ---- */

static void select(const struct part *p, const char *name, enum phrase label)
{
	out_text(p->h->out, "<label>");
	html_phrase(p->h, label);
	out_printf(p->h->out, " <select data-filter=\"%s\"></select></label>\n", name);
}

static void toggle(const struct part *p, const char *name, enum phrase label)
{
	out_printf(p->h->out, "<button type=\"button\" data-toggle=\"%s\" aria-pressed=\"false\">",
		   name);
	html_phrase(p->h, label);
	out_text(p->h->out, "</button>\n");
}

static void filters(const struct part *p)
{
	struct out *out = p->h->out;
	out_text(out, "<div class=\"filters js\">\n<input type=\"search\" class=\"search\" "
		      "autocomplete=\"off\" spellcheck=\"false\"");
	html_label(p->h, "placeholder", wording(PHRASE_SEARCH));
	out_printf(out, " aria-describedby=\"i%zu-help\">\n", p->number);
	select(p, "p", PHRASE_FILTER_PLACE);
	select(p, "s", PHRASE_FILTER_SEVERITY);
	select(p, "k", PHRASE_FILTER_KIND);
	if (p->r->base.name.n)
		select(p, "o", PHRASE_FILTER_ORIGIN);
	if (p->r->image.layers.n > 1)
		select(p, "l", PHRASE_FILTER_LAYER);
	toggle(p, "fixable", PHRASE_FIXABLE);
	toggle(p, "exploited", PHRASE_EXPLOITED);
	if (p->r->baseline.n)
		toggle(p, "new", PHRASE_NEW);
	out_text(out, "<button type=\"button\" class=\"clear\">");
	html_phrase(p->h, PHRASE_CLEAR);
	out_printf(
		out,
		"</button>\n</div>\n<p class=\"status soft js\"><span class=\"count\" aria-live=\"polite\"></span> "
		"<span class=\"help\" id=\"i%zu-help\">",
		p->number);
	html_phrase(p->h, PHRASE_SEARCH_HELP);
	out_text(out, "</span></p>\n");
}

static void heads(const struct part *p)
{
	static const struct {
		const char *key;
		enum phrase label;
	} columns[] = {
		{ "severity", PHRASE_COL_SEVERITY }, { "id", PHRASE_COL_FINDING },
		{ "where", PHRASE_COL_WHERE },	     { "fix", PHRASE_COL_FIX },
		{ "place", PHRASE_COL_PLACE },	     { "layer", PHRASE_COL_LAYER },
	};
	out_text(p->h->out, "<table class=\"findings js\"><thead><tr>");
	for (size_t i = 0; i < ARRAY_LEN(columns); i++) {
		out_printf(p->h->out, "<th scope=\"col\"><button type=\"button\" data-sort=\"%s\">",
			   columns[i].key);
		html_phrase(p->h, columns[i].label);
		out_text(p->h->out, "</button></th>");
	}
	out_text(p->h->out, "</tr></thead><tbody></tbody></table>\n"
			    "<button type=\"button\" class=\"show-more js\" hidden></button>\n");
}

void part_findings(const struct part *p)
{
	part_begin(p, "findings", PHRASE_SECTION_FINDINGS);
	filters(p);
	heads(p);
	without_script(p);
	data(p);
	part_end(p);
}

/* ---- words for the script ---- */

static void names(struct emit *e, enum lang l, const char *key, size_t n,
		  struct wording (*of)(unsigned))
{
	emit_key(e, key);
	emit_array(e);
	for (unsigned i = 0; i < n; i++)
		emit_str(e, of(i).in[l]);
	emit_array_end(e);
}

static struct wording severity_of(unsigned i)
{
	return wording_severity((enum severity)i);
}

static struct wording kind_of(unsigned i)
{
	return wording_kind((enum finding_kind)i);
}

static struct wording place_of(unsigned i)
{
	return wording_place((enum finding_place)i);
}

static struct wording origin_of(unsigned i)
{
	return wording_origin((enum origin)i);
}

static struct wording effect_of(unsigned i)
{
	return wording_effect((enum gate_effect)i);
}

static struct wording by_of(unsigned i)
{
	return wording_ignored_by((enum ignored_by)i);
}

static struct wording status_of(unsigned i)
{
	const struct vulnerability v = { .status = (enum advisory_status)i };
	const struct finding f = { .vulnerability = (struct vulnerability *)(uintptr_t)&v };
	return wording_status(NULL, &f); /* without a fixed version nothing is made */
}

void part_phrases(struct html *h)
{
	static const struct {
		const char *key;
		enum phrase phrase;
	} words[] = {
		{ "any", PHRASE_ANY },
		{ "showing", PHRASE_SHOWING },
		{ "noMatch", PHRASE_NO_MATCH },
		{ "showMore", PHRASE_SHOW_MORE },
		{ "printCut", PHRASE_PRINT_CUT },
		{ "layer", PHRASE_LAYER_N },
		{ "configuration", PHRASE_CONFIGURATION },
		{ "exploited", PHRASE_EXPLOITED },
		{ "ransomware", PHRASE_RANSOMWARE },
		{ "isNew", PHRASE_NEW },
		{ "fixedIn", PHRASE_STATUS_FIXED },
		{ "evidence", PHRASE_EVIDENCE },
		{ "matched", PHRASE_HOW_MATCHED },
		{ "also", PHRASE_ALSO_CALLED },
		{ "installed", PHRASE_INSTALLED },
		{ "fixed", PHRASE_FIXED_IN },
		{ "state", PHRASE_STATE },
		{ "references", PHRASE_REFERENCES },
		{ "cvss", PHRASE_CVSS },
		{ "epss", PHRASE_EPSS },
		{ "epssText", PHRASE_EPSS_TEXT },
		{ "kev", PHRASE_KEV },
		{ "weakness", PHRASE_WEAKNESS },
		{ "feeds", PHRASE_FEEDS },
		{ "severityBy", PHRASE_SEVERITY_BY },
		{ "published", PHRASE_PUBLISHED },
		{ "firstSeen", PHRASE_FIRST_SEEN },
		{ "places", PHRASE_PLACES },
		{ "packages", PHRASE_AFFECTED_PACKAGES },
		{ "gate", PHRASE_GATE_CLAUSE },
		{ "ignoredBy", PHRASE_IGNORED_BY },
		{ "reason", PHRASE_IGNORED_REASON },
		{ "owner", PHRASE_IGNORED_OWNER },
		{ "until", PHRASE_IGNORED_UNTIL },
		{ "morePlaces", PHRASE_N_MORE },
		{ "ownPlace", PHRASE_OWN_PLACE },
		{ "details", PHRASE_DETAILS },
		{ "where", PHRASE_WHERE },
		{ "fix", PHRASE_COL_FIX },
		{ "value", PHRASE_VALUE },
		{ "revoke", PHRASE_REVOKE },
		{ "remove", PHRASE_REMOVE },
		{ "deletedBy", PHRASE_DELETED_SHIPS },
		{ "live", PHRASE_LIVE },
		{ "package", PHRASE_COL_PACKAGE },
		{ "version", PHRASE_COL_VERSION },
		{ "source", PHRASE_COL_SOURCE },
		{ "licence", PHRASE_COL_LICENCE },
		{ "findings", PHRASE_COL_FINDINGS },
		{ "layerColumn", PHRASE_COL_LAYER },
		{ "removedLater", PHRASE_REMOVED_LATER },
		{ "size", PHRASE_SIZE },
	};
	struct emit e;
	out_text(h->out, "<script type=\"application/json\" id=\"phrases\">");
	emit_init(&e, h->out, true);
	emit_object(&e);
	for (size_t l = 0; l < LANG_COUNT_; l++) {
		emit_key(&e, lang_name((enum lang)l));
		emit_object(&e);
		names(&e, (enum lang)l, "severity", SEVERITY_COUNT_, severity_of);
		names(&e, (enum lang)l, "kind", FINDING_KIND_COUNT_, kind_of);
		names(&e, (enum lang)l, "place", PLACE_COUNT_, place_of);
		names(&e, (enum lang)l, "origin", ORIGIN_APP + 1, origin_of);
		names(&e, (enum lang)l, "effect", GATE_EFFECT_COUNT_, effect_of);
		names(&e, (enum lang)l, "by", IGNORED_BY_COUNT_, by_of);
		names(&e, (enum lang)l, "status", ADVISORY_STATUS_COUNT_, status_of);
		for (size_t i = 0; i < ARRAY_LEN(words); i++)
			emit_member_text(&e, words[i].key, phrase((enum lang)l, words[i].phrase));
		emit_object_end(&e);
	}
	emit_object_end(&e);
	out_text(h->out, "</script>\n");
}
