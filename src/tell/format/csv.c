/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comma-separated values, for spreadsheets: one finding a row, ignored ones and gaps too, in the columns below. Columns
 * are only ever added at the end.
 *
 * RFC 4180: lines end in CR LF, a cell that holds a quote, a comma or a line end stands in quotes. Cells hold one
 * line each; what is not UTF-8 and what moves cursors comes out as text ("<U+202E>").
 *
 * Spreadsheets run cells that begin like a formula, and names of files and packages are anybody's: a cell whose first
 * character is = + - @ (also in full width), or was a tab or a line end, gets an apostrophe before it, which they do
 * not show.
 */
#include "base/term.h"
#include "model/identity.h"
#include "tell/describe.h"
#include "tell/links.h"
#include "tell/telling.h"

static const char *const columns[] = {
	"image",	 "platform",
	"kind",		 "place",
	"severity",	 "id",
	"aliases",	 "package",
	"installed",	 "fixed",
	"status",	 "path",
	"line",		 "layer",
	"instruction",	 "origin",
	"cvss",		 "epss",
	"exploited",	 "ransomware",
	"published",	 "first_seen",
	"new",		 "clause",
	"title",	 "message",
	"fix",		 "ignored_by",
	"ignored_owner", "ignored_reason",
	"ignored_until", "link",
	"fingerprint",	 "dockerfile_line",
};

struct writer {
	struct out *out;
	struct telling t;
	size_t cells; /* of this row */
};

static bool is_formula(struct str raw, struct str shown)
{
	static const char *const wide[] = { "\uff1d", "\uff0b", "\uff0d", "\uff20" };
	struct str begin = shown;
	if (raw.n && (raw.p[0] == '\t' || raw.p[0] == '\r' || raw.p[0] == '\n'))
		return true;
	while (begin.n && begin.p[0] == ' ')
		begin = str_from(begin, 1);
	for (size_t i = 0; i < ARRAY_LEN(wide); i++)
		if (str_starts(begin, str_of(wide[i])))
			return true;
	return begin.n && strchr("=+-@", begin.p[0]) != NULL && begin.p[0];
}

static void put(struct writer *w, struct str raw)
{
	struct str s = text_safe(w->t.a, raw);
	if (w->cells++)
		out_char(w->out, ',');
	bool formula = is_formula(raw, s), quoted = s.n && (s.p[0] == ' ' || s.p[s.n - 1] == ' ');
	for (size_t i = 0; i < s.n; i++)
		quoted |= s.p[i] == '"' || s.p[i] == ',' || s.p[i] == '\'' || s.p[i] == ';';
	if (quoted)
		out_char(w->out, '"');
	if (formula)
		out_char(w->out, '\'');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			out_char(w->out, '"');
		out_char(w->out, s.p[i]);
	}
	if (quoted)
		out_char(w->out, '"');
}

static void put_text(struct writer *w, const char *z)
{
	put(w, str_of(z));
}

static void put_number(struct writer *w, uint64_t n)
{
	put(w, n ? str_printf(w->t.a, "%llu", (unsigned long long)n) : STR(""));
}

static void put_flag(struct writer *w, bool known, bool yes)
{
	put_text(w, !known ? "" : yes ? "yes" : "no");
}

static struct str aliases_of(const struct writer *w, const struct finding *f)
{
	struct str all = STR("");
	for (size_t i = 0; f->vulnerability && i < f->vulnerability->ids.n; i++) {
		struct str id = f->vulnerability->ids.p[i];
		if (!str_eq(id, f->id))
			all = str_printf(w->t.a, "%.*s%s%.*s", STRF(all), all.n ? " " : "",
					 STRF(id));
	}
	return all;
}

static void put_subject(struct writer *w, const struct report *r, const struct finding *f)
{
	const struct vulnerability *v = f->vulnerability;
	const struct package *p = f->package < r->packages.n ? &r->packages.p[f->package] : NULL;
	put(w, f->id);
	put(w, aliases_of(w, f));
	put(w, p ? sym_str(r->syms, p->name) : STR(""));
	put(w, p ? sym_str(r->syms, p->version) : STR(""));
	put(w, v ? v->fixed : STR(""));
	put_text(w, v ? advisory_status_name(v->status) : "");
}

static void put_place(struct writer *w, const struct report *r, const struct finding *f)
{
	const struct secret_place *s =
		f->secret && f->secret->places.n ? &f->secret->places.p[0] : NULL;
	uint16_t layer = s ? s->layer : f->layer;
	put(w, s ? s->path : f->path);
	put_number(w, s ? s->line : f->line);
	put_number(w, layer < r->image.layers.n ? layer + 1u : 0);
	put(w, telling_layer(&w->t, layer));
	const char *origin = origin_name(report_finding_origin(r, f));
	put_text(w, origin ? origin : "");
}

static void put_urgency(struct writer *w, const struct finding *f)
{
	const struct vulnerability *v = f->vulnerability;
	put(w, v && v->cvss_score >= 0 ? str_printf(w->t.a, "%.1f", v->cvss_score) : STR(""));
	put(w, v && v->has_epss ? str_printf(w->t.a, "%.5f", v->epss) : STR(""));
	put(w, v ? v->kev_added : STR(""));
	put_flag(w, v && v->kev_added.n, v && v->kev_ransomware);
	put(w, v ? str_slice(v->published, 0, 10) : STR(""));
}

static void put_ignored(struct writer *w, const struct finding *f)
{
	static const struct ignored nobody;
	const struct ignored *g = f->ignored ? f->ignored : &nobody;
	put_text(w, f->ignored ? ignored_by_name(g->by) : "");
	put(w, g->owner);
	put(w, g->reason.n ? g->reason : g->justification);
	put(w, g->until);
}

static void put_row(struct writer *w, const struct report *r, const struct finding *f)
{
	struct str path;
	uint32_t line;
	bool known = finding_place(r, f, &path, &line);
	w->cells = 0;
	put(w, image_title(r));
	put(w, platform_text(w->t.a, &r->image.platform));
	put_text(w, finding_kind_name(f->kind));
	put_text(w, finding_place_name(f->place));
	put_text(w, severity_name(f->severity));
	put_subject(w, r, f);
	put_place(w, r, f);
	put_urgency(w, f);
	put(w, f->first_seen);
	put_flag(w, r->baseline.n, f->is_new);
	put(w, f->clause);
	put(w, f->title);
	put(w, f->message);
	put(w, f->fix);
	put_ignored(w, f);
	put(w, finding_link(f, w->t.a));
	put(w, finding_ids_next(&w->t.ids, r, f, w->t.a));
	put_number(w, known ? line : 0);
	out_text(w->out, "\r\n");
}

static int write(const struct report_set *set, const struct tell_options *options, struct out *out,
		 struct fault *f)
{
	struct writer w = { .out = out };
	telling_init(&w.t, set, NULL);
	for (size_t i = 0; i < ARRAY_LEN(columns); i++)
		out_printf(out, "%s%s", columns[i], i + 1 < ARRAY_LEN(columns) ? "," : "\r\n");
	while (telling_image(&w.t))
		while (telling_finding(&w.t))
			put_row(&w, w.t.r, w.t.finding);
	telling_done(&w.t);
	return out_finish(out, f);
}

const struct format format_csv = {
	.name = "csv",
	.title = "one finding a row, for spreadsheets",
	.write = write,
};
