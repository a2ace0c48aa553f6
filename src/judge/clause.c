/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does a clause speak of a finding?
 *
 * Conditions are asked from the cheap to the dear: bits, then numbers and dates, then texts. Most findings
 * leave at the first bit. Texts that have to be made for a comparison (lower case, package URLs, digests) are
 * made in a scratch arena.
 *
 * Must stay true: the answer depends on the clause, the finding, and what the report says of its package and
 * layer, never on other findings or their order.
 */
#include "judge/clause.h"

#include "base/date.h"
#include "model/purl.h"

bool clause_asks_vulnerability(const struct clause *c)
{
	return c->fixable || c->exploited || c->ransomware || c->epss.set ||
	       c->epss_percentile.set || c->cvss.set || c->published_days.set || c->statuses ||
	       c->cwe.n || c->feeds.n;
}

bool clause_asks_secret(const struct clause *c)
{
	return c->live || c->proven;
}

/* ---- bits, numbers, dates ---- */

static bool in(unsigned bits, unsigned i)
{
	return bits == 0 || bits >> i & 1;
}

static bool as_asked(enum asked asked, bool is)
{
	return asked == ASKED_NOTHING || (asked == ASKED_YES) == is;
}

/* Scores are decimals that were divided into binary ones: what is written alike is alike. */
static bool reaches(struct at_least least, bool known, double value)
{
	return !least.set || (known && value + 1e-9 >= least.value);
}

static bool old_enough(struct at_least least, struct str date, int64_t today)
{
	int64_t day;
	if (!least.set)
		return true;
	if (today < 0 || !date_parse(date, &day))
		return true;
	return (double)(today > day ? today - day : 0) >= least.value;
}

static bool speaks_of_gaps(const struct clause *c, const struct finding *f)
{
	return (c->kinds >> f->kind & 1) || (c->places >> PLACE_GAP & 1) || c->ids.n > 0;
}

static bool is_eol(const struct finding *f)
{
	return str_ends(f->id, STR("-eol"));
}

static bool vulnerability_fits(const struct clause *c, const struct vulnerability *v, int64_t today)
{
	if (!clause_asks_vulnerability(c))
		return true;
	return v && in(c->statuses, v->status) && as_asked(c->fixable, v->fixed.n > 0) &&
	       as_asked(c->exploited, v->kev_added.n > 0) &&
	       as_asked(c->ransomware, v->kev_ransomware) &&
	       reaches(c->epss, v->has_epss, v->epss) &&
	       reaches(c->epss_percentile, v->has_epss, v->epss_percentile) &&
	       reaches(c->cvss, v->cvss_score >= 0, v->cvss_score) &&
	       old_enough(c->published_days, v->published, today);
}

static bool secret_fits(const struct clause *c, const struct secret *s)
{
	if (!clause_asks_secret(c))
		return true;
	return s && as_asked(c->live, s->live) && as_asked(c->proven, s->proven);
}

/* ---- texts ---- */

static bool any_glob(const struct str *patterns, size_t n, struct str text)
{
	for (size_t i = 0; i < n; i++)
		if (str_glob(patterns[i], text))
			return true;
	return false;
}

static bool id_fits(const struct clause *c, struct str id, struct arena *scratch)
{
	struct str lower = str_lower(scratch, id);
	for (size_t i = 0; i < c->ids.n; i++)
		if (str_glob(c->ids.p[i], lower))
			return true;
	return false;
}

/* By any of its names. */
static bool ids_fit(const struct clause *c, const struct finding *f, struct arena *scratch)
{
	if (c->ids.n == 0 || id_fits(c, f->id, scratch))
		return true;
	for (size_t i = 0; f->vulnerability && i < f->vulnerability->ids.n; i++)
		if (id_fits(c, f->vulnerability->ids.p[i], scratch))
			return true;
	return false;
}

static bool cwe_fits(const struct clause *c, const struct vulnerability *v)
{
	for (size_t i = 0; i < c->cwe.n; i++)
		for (size_t k = 0; v && k < v->cwe.n; k++)
			if (str_eq_nocase(c->cwe.p[i], v->cwe.p[k]))
				return true;
	return c->cwe.n == 0;
}

static bool feeds_fit(const struct clause *c, const struct vulnerability *v)
{
	for (size_t i = 0; v && i < v->feeds.n; i++)
		if (any_glob(c->feeds.p, c->feeds.n, v->feeds.p[i]))
			return true;
	return c->feeds.n == 0;
}

/* ---- what there may be several of ---- */

struct count {
	size_t fit, all;
};

static void count(struct count *n, bool fits)
{
	n->fit += fits;
	n->all++;
}

static bool enough(const struct clause *c, struct count n)
{
	return n.fit > 0 && (c->effect == GATE_BLOCK || n.fit == n.all);
}

/* Places of a secret beyond the limit are not listed: nobody knows where they are. */
static void count_unlisted(struct count *n, const struct secret *s)
{
	n->all += s->more;
}

static bool paths_fit(const struct clause *c, const struct finding *f)
{
	const struct secret *s = f->secret;
	struct count n = { 0 };
	if (c->paths.n == 0)
		return true;
	for (size_t i = 0; s && i < s->places.n; i++)
		count(&n, any_glob(c->paths.p, c->paths.n, s->places.p[i].path));
	if (s)
		count_unlisted(&n, s);
	if (n.all == 0)
		count(&n, f->path.n && any_glob(c->paths.p, c->paths.n, f->path));
	return enough(c, n);
}

/* "pkg:deb/debian/openssl" is any version; qualifiers are not compared. */
static bool purl_fits(struct str pattern, struct str purl)
{
	str_cut(purl, '?', &purl, NULL);
	if (str_find_char(pattern, '@') == SIZE_MAX)
		str_cut(purl, '@', &purl, NULL);
	return str_glob(pattern, purl);
}

static bool package_fits(const struct clause *c, uint32_t i, const struct clause_context *x)
{
	const struct report *r = x->report;
	if (i >= r->packages.n)
		return false;
	const struct package *p = &r->packages.p[i];
	for (size_t k = 0; k < c->packages.n; k++) {
		struct str pattern = c->packages.p[k];
		if (str_starts(pattern, STR("pkg:"))
			    ? purl_fits(pattern, purl_of(x->scratch, r, p))
			    : str_glob(pattern, sym_str(r->syms, p->name)) ||
				      str_glob(pattern, sym_str(r->syms, p->source_name)))
			return true;
	}
	return false;
}

static bool packages_fit(const struct clause *c, const struct finding *f,
			 const struct clause_context *x)
{
	struct count n = { 0 };
	if (c->packages.n == 0)
		return true;
	for (size_t i = 0; f->vulnerability && i < f->vulnerability->packages.n; i++)
		count(&n, package_fits(c, f->vulnerability->packages.p[i], x));
	for (size_t i = 0; f->secret && i < f->secret->places.n; i++) {
		struct str name = f->secret->places.p[i].package;
		count(&n, name.n && any_glob(c->packages.p, c->packages.n, name));
	}
	if (f->secret)
		count_unlisted(&n, f->secret);
	if (n.all == 0)
		count(&n, package_fits(c, f->package, x));
	return enough(c, n);
}

static bool layer_fits(const struct clause *c, uint16_t i, const struct clause_context *x)
{
	const struct image *image = &x->report->image;
	if (i >= image->layers.n)
		return false;
	struct str digest = digest_text(x->scratch, &image->layers.p[i].digest);
	struct str diff_id = digest_text(x->scratch, &image->layers.p[i].diff_id);
	for (size_t k = 0; k < c->layers.n; k++)
		if (str_eq(c->layers.p[k], digest) || str_eq(c->layers.p[k], diff_id))
			return true;
	return false;
}

static bool layers_fit(const struct clause *c, const struct finding *f,
		       const struct clause_context *x)
{
	const struct report *r = x->report;
	struct count n = { 0 };
	if (c->layers.n == 0)
		return true;
	for (size_t i = 0; f->vulnerability && i < f->vulnerability->packages.n; i++) {
		uint32_t p = f->vulnerability->packages.p[i];
		count(&n, p < r->packages.n && layer_fits(c, r->packages.p[p].layer, x));
	}
	for (size_t i = 0; f->secret && i < f->secret->places.n; i++)
		count(&n, layer_fits(c, f->secret->places.p[i].layer, x));
	if (f->secret)
		count_unlisted(&n, f->secret);
	if (n.all == 0)
		count(&n, layer_fits(c, f->layer, x));
	return enough(c, n);
}

/* ---- all of it ---- */

bool clause_fits(const struct clause *c, const struct finding *f, const struct clause_context *x)
{
	if ((f->kind == FINDING_GAP || f->own_place == PLACE_GAP) && !speaks_of_gaps(c, f))
		return false;
	return in(c->kinds, f->kind) && in(c->severities, f->severity) &&
	       in(c->places, f->own_place) && as_asked(c->eol, is_eol(f)) &&
	       as_asked(c->is_new, !x->has_baseline || f->is_new) &&
	       vulnerability_fits(c, f->vulnerability, x->today) && secret_fits(c, f->secret) &&
	       old_enough(c->seen_days, f->first_seen, x->today) &&
	       in(c->origins, report_finding_origin(x->report, f)) && ids_fit(c, f, x->scratch) &&
	       cwe_fits(c, f->vulnerability) && feeds_fit(c, f->vulnerability) && paths_fit(c, f) &&
	       packages_fit(c, f, x) && layers_fit(c, f, x);
}
