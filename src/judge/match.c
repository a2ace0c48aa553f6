/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Packages × advisories → vulnerabilities.
 *
 *     live packages ──► sources (name, version) ──► statements of all feeds on that source
 *           ──► grouped by vulnerability (its CVE; else its own id) ──► one decision a group
 *
 * Feeds overlap: the same CVE is known to the distribution's tracker, to OSV under the same or another
 * name, to an erratum (DSA, ALSA) that fixes five of them at once. Statements that share a name are one
 * group; an erratum is taken apart into the CVEs it names and lends its name to each.
 *
 * The most trusted feed that speaks of the group decides whether this version is affected. A less trusted
 * one may only add what the first left open: a severity, a fixed version, more names.
 *
 * Must stay true:
 *  - A feed that says "not affected" silences the ones below it, never the ones above it.
 *  - Nothing is skipped in silence: a version that cannot be compared is a gap.
 */
#define _GNU_SOURCE /* qsort_r */
#include "judge/match.h"

#include "base/map.h"
#include "judge/cvss.h"
#include "judge/range.h"
#include "judge/scheme.h"

#include <stdlib.h>

/* All live binaries that one version of a source was built into. */
struct source {
	struct str name, version;
	VEC(uint32_t) packages;
};

struct group {
	struct str key;		  /* CVE where there is one */
	VEC(uint32_t) statements; /* most trusted first: the order of the range */
	VEC(struct str) names;
};

struct matching {
	const struct db *db;
	struct report *report;
	struct arena *arena;   /* for the whole match */
	struct arena *scratch; /* for one source */
	VEC(struct source) sources;
	VEC(struct db_statement) statements;
	VEC(struct group) groups;
	struct map group_of; /* name → group + 1 */
	size_t unmatched;
	struct str unmatched_first;
};

static bool is_cve(struct str id)
{
	return str_starts(id, STR("CVE-"));
}

static bool kind_fits(uint8_t kind, enum ecosystem e)
{
	const char *type = ecosystem_info(e)->purl_type;
	return type && strcmp(type, package_kind_name((enum package_kind)kind)) == 0;
}

static void collect_sources(struct matching *m)
{
	struct report *r = m->report;
	struct map index;
	map_init(&index, m->arena);
	for (uint32_t i = 0; i < r->packages.n; i++) {
		const struct package *p = &r->packages.p[i];
		if (!(p->flags & PACKAGE_LIVE) || !kind_fits(p->kind, r->os.ecosystem))
			continue;
		sym key[2] = { p->source_name, p->source_version };
		struct str bytes = str_make(key, sizeof(key));
		const uint32_t *known = map_get(&index, bytes);
		size_t at = known ? *known : m->sources.n;
		if (!known) {
			*map_put(&index, str_dup(m->arena, bytes), NULL) = (uint32_t)at;
			struct source *s = VEC_PUSH(m->arena, &m->sources);
			s->name = sym_str(r->syms, p->source_name);
			s->version = sym_str(r->syms, p->source_version);
		}
		*VEC_PUSH(m->arena, &m->sources.p[at].packages) = i;
	}
}

static void add_name(struct matching *m, struct group *g, struct str name)
{
	for (size_t i = 0; i < g->names.n; i++)
		if (str_eq(g->names.p[i], name))
			return;
	*VEC_PUSH(m->scratch, &g->names) = name;
}

static size_t group_for(struct matching *m, struct str key)
{
	uint32_t *slot = map_put(&m->group_of, key, NULL);
	if (!*slot) {
		struct group *g = VEC_PUSH(m->scratch, &m->groups);
		g->key = key;
		add_name(m, g, key);
		*slot = (uint32_t)m->groups.n;
	}
	return *slot - 1;
}

static void join(struct matching *m, struct str key, uint32_t statement, struct str id)
{
	struct group *g = &m->groups.p[group_for(m, key)];
	add_name(m, g, id);
	if (g->statements.n == 0 || g->statements.p[g->statements.n - 1] != statement)
		*VEC_PUSH(m->scratch, &g->statements) = statement;
}

/* The CVEs that an advisory with another name is about. */
static void cves_of(struct matching *m, const struct advisory *a, struct map *out)
{
	map_init(out, m->scratch);
	if (is_cve(a->id))
		map_put(out, a->id, NULL);
	for (size_t i = 0; i < a->aliases.n && !is_cve(a->id); i++)
		if (is_cve(a->aliases.p[i]))
			map_put(out, a->aliases.p[i], NULL);
	bool named = out->n > 0;
	for (size_t i = 0; i < a->related.n && !named; i++)
		if (is_cve(a->related.p[i]))
			map_put(out, a->related.p[i], NULL);
}

/* A statement that knows no CVE joins the group that any of its names belongs to, or begins one. */
static void join_by_names(struct matching *m, const struct advisory *a, uint32_t statement)
{
	struct str key = a->id;
	for (size_t i = 0; i < a->aliases.n && !map_get(&m->group_of, key); i++)
		if (map_get(&m->group_of, a->aliases.p[i]))
			key = a->aliases.p[i];
	join(m, key, statement, a->id);
	uint32_t group = *map_get(&m->group_of, key);
	*map_put(&m->group_of, a->id, NULL) = group;
	for (size_t i = 0; i < a->aliases.n; i++) {
		*map_put(&m->group_of, a->aliases.p[i], NULL) = group;
		add_name(m, &m->groups.p[group - 1], a->aliases.p[i]);
	}
}

/*
 * Two passes: names that stand for one CVE are learned first, so that a statement which knows only the
 * other name (a GHSA) joins the CVE's group whatever the order.
 */
static void group_statements(struct matching *m)
{
	map_init(&m->group_of, m->scratch);
	for (size_t i = 0; i < m->statements.n; i++) {
		const struct advisory *a = &m->statements.p[i].advisory;
		struct map cves;
		cves_of(m, a, &cves);
		if (cves.n != 1)
			continue;
		size_t g = group_for(m, cves.entries[0].key);
		bool erratum = a->related.n > 0 && !is_cve(a->id);
		for (size_t k = 0; k < a->aliases.n && !erratum; k++) {
			*map_put(&m->group_of, a->aliases.p[k], NULL) = (uint32_t)g + 1;
			add_name(m, &m->groups.p[g], a->aliases.p[k]);
		}
		if (!erratum)
			*map_put(&m->group_of, a->id, NULL) = (uint32_t)g + 1;
	}
	for (uint32_t i = 0; i < m->statements.n; i++) {
		const struct advisory *a = &m->statements.p[i].advisory;
		struct map cves;
		cves_of(m, a, &cves);
		for (uint32_t k = 0; k < cves.n; k++)
			join(m, cves.entries[k].key, i, a->id);
		if (cves.n == 0)
			join_by_names(m, a, i);
	}
}

/* What the feeds together say of one version. */
struct decision {
	enum range_answer answer;
	const struct db_statement *by; /* the statement that decided; NULL when none could */
	struct str fixed;
};

/* What one statement says; false when it does not speak of this version at all. */
static bool ask(const struct db_statement *s, struct str version, struct range_result *out)
{
	*out = range_affected(&s->package, version);
	if (s->package.status != ADVISORY_NOT_AFFECTED)
		return true;
	const struct scheme *scheme = scheme_find(ecosystem_info(s->package.ecosystem)->scheme);
	return range_contains(scheme, &s->package, version).answer == RANGE_YES;
}

static struct decision decide(struct matching *m, const struct group *g, struct str version)
{
	struct decision d = { .answer = RANGE_NO };
	uint8_t deciding = 0;
	for (size_t i = 0; i < g->statements.n; i++) {
		const struct db_statement *s = &m->statements.p[g->statements.p[i]];
		struct range_result said;
		if (d.by && s->priority < deciding && d.answer == RANGE_NO)
			break; /* a more trusted feed spoke, and did not say affected */
		if (!ask(s, version, &said))
			continue;
		if (said.answer == RANGE_UNKNOWN) {
			if (!d.by)
				d.answer = RANGE_UNKNOWN;
			continue;
		}
		/* Several statements of one feed on one vulnerability (one a branch): any hit counts. */
		if (!d.by ||
		    (s->priority == deciding && said.answer == RANGE_YES && d.answer == RANGE_NO)) {
			d.answer = said.answer;
			d.by = s;
			deciding = s->priority;
		}
		if (said.answer == RANGE_YES && d.fixed.n == 0)
			d.fixed = said.fixed;
	}
	return d;
}

/* The runs of versions that the statement names, at most three of them. */
static struct str intervals_text(struct arena *a, const struct advisory_package *p)
{
	struct str text = p->intervals.n ? STR("") : STR("the versions listed");
	for (size_t i = 0; i < p->intervals.n && i < 3; i++) {
		const struct advisory_interval *v = &p->intervals.p[i];
		bool from = v->introduced.n && !str_is(v->introduced, "0");
		const char *join = i ? " or " : "";
		if (v->last_affected.n)
			text = str_printf(a, "%.*s%s%.*s ... %.*s", STRF(text), join,
					  STRF(from ? v->introduced : STR("")),
					  STRF(v->last_affected));
		else if (v->fixed.n && from)
			text = str_printf(a, "%.*s%s%.*s up to before %.*s", STRF(text), join,
					  STRF(v->introduced), STRF(v->fixed));
		else if (v->fixed.n)
			text = str_printf(a, "%.*s%sbefore %.*s", STRF(text), join, STRF(v->fixed));
		else
			text = str_printf(a, "%.*s%s%s%.*s", STRF(text), join,
					  from ? "from " : "all",
					  STRF(from ? v->introduced : STR("")));
	}
	if (p->intervals.n > 3)
		text = str_printf(a, "%.*s or ...", STRF(text));
	return text;
}

static struct str copy(struct matching *m, struct str s)
{
	return str_dup(m->report->arena, s);
}

/*
 * The distribution's word first: it knows how its build is used. Then the highest version of CVSS, computed
 * from the vector; then the word of the record.
 */
static void fill_severity(struct matching *m, const struct group *g, const struct cve_facts *facts,
			  struct finding *n)
{
	struct vulnerability *v = n->vulnerability;
	struct arena *a = m->report->arena;
	struct cvss best = { 0 };
	bool have = false;
	enum severity word = SEVERITY_UNKNOWN;
	struct str word_feed = STR("");
	for (size_t i = 0; i < g->statements.n; i++) {
		const struct db_statement *s = &m->statements.p[g->statements.p[i]];
		if (n->severity == SEVERITY_UNKNOWN && s->package.severity != SEVERITY_UNKNOWN) {
			n->severity = s->package.severity;
			v->severity_source = copy(m, s->feed);
		}
		if (word == SEVERITY_UNKNOWN && s->advisory.severity != SEVERITY_UNKNOWN) {
			word = s->advisory.severity;
			word_feed = s->feed;
		}
		if (!have)
			have = cvss_best(s->advisory.cvss.p, s->advisory.cvss.n, &best);
	}
	if (!have)
		have = cvss_best(facts->cvss.p, facts->cvss.n, &best);
	v->cvss_score = -1;
	if (have) {
		v->cvss_score = best.score;
		v->cvss_vector = copy(m, best.vector);
	}
	if (n->severity != SEVERITY_UNKNOWN)
		return;
	if (have) {
		n->severity = best.severity;
		v->severity_source = str_printf(a, "cvss%s", cvss_version_name(best.version));
	} else if (word != SEVERITY_UNKNOWN) {
		n->severity = word;
		v->severity_source = copy(m, word_feed);
	}
}

static void fill_facts(struct matching *m, const struct cve_facts *facts, struct vulnerability *v)
{
	struct arena *a = m->report->arena;
	v->kev_added = copy(m, facts->kev_added);
	v->kev_ransomware = facts->kev_ransomware;
	v->has_epss = facts->has_epss;
	v->epss = facts->epss / 1e5;
	v->epss_percentile = facts->epss_percentile / 1e5;
	for (size_t i = 0; i < facts->cwe.n; i++)
		*VEC_PUSH(a, &v->cwe) = copy(m, facts->cwe.p[i]);
	v->published = copy(m, facts->published);
}

static void fill_names(struct matching *m, const struct group *g, struct vulnerability *v)
{
	struct arena *a = m->report->arena;
	*VEC_PUSH(a, &v->ids) = copy(m, g->key);
	for (size_t i = 0; i < g->names.n; i++)
		if (!str_eq(g->names.p[i], g->key))
			*VEC_PUSH(a, &v->ids) = copy(m, g->names.p[i]);
	str_sort(v->ids.p + 1, v->ids.n - 1);
	for (size_t i = 0; i < g->statements.n; i++) {
		struct str feed = m->statements.p[g->statements.p[i]].feed;
		bool known = false;
		for (size_t k = 0; k < v->feeds.n; k++)
			known |= str_eq(v->feeds.p[k], feed);
		if (!known)
			*VEC_PUSH(a, &v->feeds) = copy(m, feed);
	}
	str_sort(v->feeds.p, v->feeds.n);
}

/* Summary, references, CWE and date: of the first statement that has a summary; else of the CVE record. */
static int fill_text(struct matching *m, const struct group *g, const struct cve_facts *facts,
		     struct finding *n, struct fault *f)
{
	struct vulnerability *v = n->vulnerability;
	struct arena *a = m->report->arena;
	for (size_t i = 0; i < g->statements.n; i++) {
		const struct db_statement *s = &m->statements.p[g->statements.p[i]];
		struct advisory text = { 0 };
		TRY(db_text(m->db, s->text, m->scratch, &text, f));
		if (n->title.n == 0)
			n->title = copy(m, text.summary);
		if (v->published.n == 0)
			v->published = copy(m, text.published);
		for (size_t k = 0; v->references.n == 0 && k < text.references.n && k < 10; k++)
			*VEC_PUSH(a, &v->references) = copy(m, text.references.p[k]);
		for (size_t k = 0; v->cwe.n == 0 && k < text.cwe.n; k++)
			*VEC_PUSH(a, &v->cwe) = copy(m, text.cwe.p[k]);
		if (n->title.n && v->references.n)
			break;
	}
	if (n->title.n == 0)
		n->title = copy(m, facts->summary);
	return 0;
}

static struct str fix_text(struct matching *m, const struct source *s, const struct finding *n)
{
	const struct vulnerability *v = n->vulnerability;
	struct arena *a = m->report->arena;
	struct str name = sym_str(m->report->syms, m->report->packages.p[n->package].name);
	if (v->fixed.n == 0)
		return STR("");
	switch ((enum package_kind)m->report->packages.p[n->package].kind) {
	case PACKAGE_APK:
		return str_printf(a, "apk upgrade %.*s  (%.*s %.*s or later)", STRF(name),
				  STRF(s->name), STRF(v->fixed));
	case PACKAGE_DEB:
		return str_printf(a, "apt-get install --only-upgrade %.*s  (%.*s %.*s or later)",
				  STRF(name), STRF(s->name), STRF(v->fixed));
	case PACKAGE_OTHER:
	case PACKAGE_KIND_COUNT_:
		break;
	}
	return STR("");
}

static int add_finding(struct matching *m, const struct source *s, const struct group *g,
		       const struct decision *d, struct fault *f)
{
	struct report *r = m->report;
	struct arena *a = r->arena;
	struct cve_facts facts = { 0 };
	TRY(db_cve(m->db, g->key, m->scratch, &facts, f));
	struct finding *n = report_add(r, FINDING_VULNERABILITY);
	struct vulnerability *v = arena_alloc(a, sizeof(*v));
	n->vulnerability = v;
	n->id = copy(m, g->key);
	v->installed = s->version;
	v->fixed = copy(m, d->fixed);
	v->status = d->by->package.status;
	if (v->fixed.n == 0 && v->status == ADVISORY_FIXED)
		v->status = ADVISORY_AFFECTED;
	if (v->fixed.n && v->status == ADVISORY_AFFECTED)
		v->status = ADVISORY_FIXED;
	n->package = s->packages.p[0];
	n->layer = r->packages.p[n->package].layer;
	n->path = sym_str(r->syms, r->packages.p[n->package].location);
	for (size_t i = 0; i < s->packages.n; i++)
		*VEC_PUSH(a, &v->packages) = s->packages.p[i];
	fill_names(m, g, v);
	fill_facts(m, &facts, v);
	fill_severity(m, g, &facts, n);
	TRY(fill_text(m, g, &facts, n, f));
	v->matched_by = str_printf(a, "source %.*s %.*s; %.*s says %.*s%s%.*s: %.*s", STRF(s->name),
				   STRF(s->version), STRF(d->by->feed), STRF(r->os.id),
				   r->os.release.n ? " " : "", STRF(r->os.release),
				   STRF(intervals_text(m->scratch, &d->by->package)));
	n->fix = fix_text(m, s, n);
	return 0;
}

static int by_fixed(const void *a, const void *b, void *context)
{
	const struct scheme *order = context;
	return order->compare((*(struct vulnerability *const *)a)->fixed,
			      (*(struct vulnerability *const *)b)->fixed);
}

/*
 * Formats group findings by upgrade and name the highest version asked for; they do not know version
 * orders, so the fixed versions of a source are ranked here.
 */
static void rank_fixed(struct matching *m, size_t first)
{
	struct report *r = m->report;
	const struct scheme *order = scheme_find(ecosystem_info(r->os.ecosystem)->scheme);
	VEC(struct vulnerability *) with = { 0 };
	for (size_t i = first; i < r->findings.n; i++)
		if (r->findings.p[i].vulnerability->fixed.n)
			*VEC_PUSH(m->scratch, &with) = r->findings.p[i].vulnerability;
	if (!order || with.n == 0)
		return;
	qsort_r(with.p, with.n, sizeof(*with.p), by_fixed, (void *)(uintptr_t)order);
	for (size_t i = 0; i < with.n; i++) {
		bool same = i > 0 && order->compare(with.p[i - 1]->fixed, with.p[i]->fixed) == 0;
		with.p[i]->fixed_rank = i == 0 ? 1 : with.p[i - 1]->fixed_rank + !same;
	}
}

static int match_source(struct matching *m, const struct source *s, struct fault *f)
{
	const struct os_release *os = &m->report->os;
	struct db_range range;
	struct str name = ecosystem_name(m->scratch, os->ecosystem, s->name);
	int r = db_lookup(m->db, os->ecosystem, os->release, name, &range, f);
	if (r <= 0)
		return r;
	m->statements.n = m->statements.cap = 0;
	m->groups.n = m->groups.cap = 0;
	for (uint32_t i = 0; i < range.n; i++)
		TRY(db_statement(&range, i, m->scratch, VEC_PUSH(m->scratch, &m->statements), f));
	group_statements(m);
	bool unknown = false;
	size_t first = m->report->findings.n;
	for (size_t i = 0; i < m->groups.n; i++) {
		struct decision d = decide(m, &m->groups.p[i], s->version);
		unknown |= d.answer == RANGE_UNKNOWN;
		if (d.answer == RANGE_YES)
			TRY(add_finding(m, s, &m->groups.p[i], &d, f));
	}
	rank_fixed(m, first);
	if (unknown && m->unmatched++ == 0)
		m->unmatched_first =
			str_printf(m->report->arena, "%.*s %.*s", STRF(s->name), STRF(s->version));
	return 0;
}

static void gap_no_data(struct report *r)
{
	struct fault why = { 0 };
	fault_set(&why, E_UNSUPPORTED,
		  "the advisories used know nothing of %.*s %.*s: its packages were not "
		  "judged",
		  STRF(r->os.id), STRF(r->os.release.n ? r->os.release : r->os.version_id));
	struct finding *g = report_gap(r, E_UNSUPPORTED, "no advisories for this release", &why);
	g->id = STR("gap-no-advisories");
	g->fix = STR("seaworthy db update");
}

static void gap_no_packages(struct report *r)
{
	for (size_t i = 0; i < r->findings.n; i++)
		if (r->findings.p[i].kind == FINDING_GAP)
			return; /* a database that could not be read says more */
	struct fault why = { 0 };
	fault_set(&why, E_UNSUPPORTED,
		  "%.*s without a package database: it was removed, or is kept in an unusual "
		  "place",
		  STRF(r->os.pretty.n ? r->os.pretty : r->os.id));
	report_gap(r, E_UNSUPPORTED, "no packages found", &why)->id = STR("gap-no-packages");
}

static void gap_versions(struct matching *m)
{
	struct fault why = { 0 };
	fault_set(&why, E_UNSUPPORTED, "%zu source version%s cannot be compared, the first is %.*s",
		  m->unmatched, m->unmatched == 1 ? "" : "s", STRF(m->unmatched_first));
	report_gap(m->report, E_UNSUPPORTED, "versions that are none", &why)->id =
		STR("gap-version");
}

int match_packages(const struct db *db, struct report *r, struct fault *f)
{
	OWNED(arena_freep) struct arena *arena = arena_new();
	OWNED(arena_freep) struct arena *scratch = arena_new();
	struct matching m = { .db = db, .report = r, .arena = arena, .scratch = scratch };
	if (r->os.ecosystem == ECOSYSTEM_NONE)
		return 0; /* judge/eol.c says so */
	collect_sources(&m);
	if (m.sources.n == 0) {
		gap_no_packages(r);
		return 0;
	}
	/* The headline advisories cover nothing completely; the gate says so, once, for all of them. */
	enum db_coverage least = r->database.headline_only ? DB_SCATTERED : DB_COVERED;
	r->database.has_release = db_coverage(db, r->os.ecosystem, r->os.release) >= least;
	if (!r->database.has_release) {
		gap_no_data(r);
		return 0;
	}
	for (size_t i = 0; i < m.sources.n; i++) {
		TRY(match_source(&m, &m.sources.p[i], f));
		arena_reset(scratch);
	}
	if (m.unmatched)
		gap_versions(&m);
	return 0;
}
