/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hand-written advisories, from the text that is compiled in.
 *
 * A database may be built from one feed, or from none. The vulnerabilities that everybody has heard of
 * must be found all the same, so their facts travel with the program. Whatever a feed says of the same
 * package ranks higher (priority 10 here).
 *
 *         Id: CVE-2014-6271                              record = block of fields
 *         Severity: critical
 *         KEV: 2022-01-28                                 ──► struct cve_facts
 *         Affected: debian:7 bash <4.2+dfsg-0.1+deb7u1    ─┐
 *         Affected: debian:8-13 bash <4.3-9.1              ├► struct advisory, one package a release
 *         NotAffected: alpine:3.16-3.20,edge xz           ─┘
 *
 * Must stay true:
 *  - Nothing is guessed. A line with an unknown field, ecosystem, severity or comparison refuses its
 *    record as a whole, with the number of the line: half a record could miss the package that matters.
 *  - An interval never ends before it begins, by the ecosystem's own order; that and the validity of
 *    every version are checked here as well, so that a slip in the file is seen by the first test run.
 *
 * Format: the head of data/headline.txt.
 */
#include "feed/headline.h"

#include "base/log.h"
#include "feed/record.h"
#include "judge/scheme.h"
#include "text/stanza.h"

/* Alpine has had 24 branches, Ubuntu 44 releases. */
#define RELEASES 32

extern const char data_headline[];
extern const size_t data_headline_n;

static bool is_date(struct str s)
{
	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-')
		return false;
	uint64_t n;
	return str_u64(str_slice(s, 0, 4), 9999, &n) && str_u64(str_slice(s, 5, 7), 12, &n) &&
	       str_u64(str_slice(s, 8, 10), 31, &n);
}

static int bad(struct fault *f, const char *what, struct str text)
{
	return fault_set(f, E_CORRUPT, "%s: %.*s", what, STRF(text));
}

/* "8-13" or "3.16-3.20": all releases between them, both included, counted by their last number. */
static int add_releases(struct arena *a, struct str text, struct str *out, size_t *n,
			struct fault *f)
{
	struct str from, to;
	if (!str_cut(text, '-', &from, &to)) {
		if (text.n == 0 || *n == RELEASES)
			return bad(f, "no release, or too many of them", text);
		out[(*n)++] = text;
		return 0;
	}
	size_t dot = str_rfind_char(from, '.');
	struct str stem = dot == SIZE_MAX ? str_slice(from, 0, 0) : str_slice(from, 0, dot + 1);
	uint64_t first, last;
	if (!str_starts(to, stem) || !str_u64(str_from(from, stem.n), 999, &first) ||
	    !str_u64(str_from(to, stem.n), 999, &last) || last <= first)
		return bad(f, "not a row of releases", text);
	for (uint64_t i = first; i <= last; i++) {
		if (*n == RELEASES)
			return bad(f, "too many releases", text);
		out[(*n)++] = str_printf(a, "%.*s%u", STRF(stem), (unsigned)i);
	}
	return 0;
}

/* "debian:11,12" → the ecosystem and its releases; a registry has one, the empty one. */
static int read_ecosystem(struct arena *a, struct str text, enum ecosystem *e, struct str *releases,
			  size_t *n, struct fault *f)
{
	struct str name, list, ignored, piece;
	bool has_list = str_cut(text, ':', &name, &list);
	if (!ecosystem_parse(a, name, e, &ignored) || ignored.n)
		return bad(f, "unknown ecosystem", name);
	*n = 0;
	if (has_list != ecosystem_info(*e)->has_release)
		return bad(f, "releases belong to distributions, and to them only", text);
	if (!has_list) {
		releases[(*n)++] = STR("");
		return 0;
	}
	while (str_next(&list, ',', &piece))
		TRY(add_releases(a, piece, releases, n, f));
	return 0;
}

/* One comparison, "<1.2" and the like, into the run or the list of versions. */
static int read_bound(struct arena *a, struct str word, struct advisory_interval *run,
		      struct advisory_package *p, bool *listed, struct fault *f)
{
	const struct scheme *scheme = scheme_find(ecosystem_info(p->ecosystem)->scheme);
	bool or_equal = word.n > 1 && word.p[1] == '=';
	struct str version = str_from(word, or_equal ? 2 : 1);
	if (!scheme || !scheme->valid(version))
		return bad(f, "not a version of this ecosystem", word);
	struct str *bound = NULL;
	if (word.p[0] == '<')
		bound = or_equal ? &run->last_affected : &run->fixed;
	else if (word.p[0] == '>' && or_equal)
		bound = &run->introduced;
	if (bound) {
		if (bound->n)
			return bad(f, "two bounds of one kind", word);
		*bound = version;
		return 0;
	}
	if (word.p[0] != '=' || or_equal)
		return bad(f, "not a comparison", word);
	*VEC_PUSH(a, &p->versions) = version;
	*listed = true;
	return 0;
}

/* ">=1.0 <1.2", "=1.3", "*". */
static int read_run(struct arena *a, struct str text, struct advisory_package *p, struct fault *f)
{
	struct advisory_interval run = { 0 };
	struct str rest = text, word;
	size_t words = 0;
	bool listed = false, everything = false;
	while (str_next_word(&rest, &word)) {
		words++;
		everything = everything || str_is(word, "*");
		if (!everything)
			TRY(read_bound(a, word, &run, p, &listed, f));
	}
	if (words == 0 || (words > 1 && (listed || everything)) ||
	    (run.fixed.n && run.last_affected.n))
		return bad(f, "not a range", text);
	if (listed)
		return 0;
	const struct scheme *scheme = scheme_find(ecosystem_info(p->ecosystem)->scheme);
	if (run.introduced.n && run.fixed.n && scheme->compare(run.introduced, run.fixed) >= 0)
		return bad(f, "a range that ends before it begins", text);
	if (run.introduced.n && run.last_affected.n &&
	    scheme->compare(run.introduced, run.last_affected) > 0)
		return bad(f, "a range that ends before it begins", text);
	*VEC_PUSH(a, &p->intervals) = run;
	return 0;
}

static int read_ranges(struct arena *a, struct str text, struct advisory_package *p,
		       struct fault *f)
{
	struct str piece;
	while (str_next(&text, '|', &piece))
		TRY(read_run(a, str_trim(piece), p, f));
	/* A distribution that names the repair says "upgrade"; a registry's statement is a plain range, as in OSV. */
	bool repaired = ecosystem_info(p->ecosystem)->has_release && p->versions.n == 0;
	for (size_t i = 0; i < p->intervals.n; i++)
		repaired = repaired && p->intervals.p[i].fixed.n;
	p->status = repaired ? ADVISORY_FIXED : ADVISORY_AFFECTED;
	return 0;
}

static int read_package(struct arena *a, struct str value, bool affected, struct advisory *out,
			struct fault *f)
{
	struct str where = value, name, releases[RELEASES];
	struct advisory_package p = { .status = ADVISORY_NOT_AFFECTED };
	size_t n = 0;
	if (!str_next_word(&value, &where) || !str_next_word(&value, &name))
		return bad(f, "without a package", where);
	TRY(read_ecosystem(a, where, &p.ecosystem, releases, &n, f));
	p.name = ecosystem_name(a, p.ecosystem, name);
	value = str_trim(value);
	if (affected)
		TRY(read_ranges(a, value, &p, f));
	else if (value.n)
		return bad(f, "a range where none belongs", value);
	for (size_t i = 0; i < n; i++) {
		p.release = releases[i];
		*VEC_PUSH(a, &out->packages) = p;
	}
	return 0;
}

/* "2021-12-10" or "2021-12-10 ransomware". */
static int read_kev(struct str value, struct cve_facts *out, struct fault *f)
{
	struct str date = value, word = { 0 };
	if (out->kev_added.n || !str_next_word(&value, &date) || !is_date(date))
		return bad(f, "not a date", date);
	if (str_next_word(&value, &word) && !str_is(word, "ransomware"))
		return bad(f, "unknown word", word);
	out->kev_added = date;
	out->kev_ransomware = word.n > 0;
	return 0;
}

static int read_once(struct str *field, struct str value, struct fault *f)
{
	if (field->n)
		return bad(f, "a second one", value);
	*field = value;
	return 0;
}

static int read_severity(struct str value, struct advisory *out, struct fault *f)
{
	if (out->severity != SEVERITY_UNKNOWN || !severity_parse(value, &out->severity))
		return bad(f, "not a severity, or a second one", value);
	return 0;
}

static int read_published(struct str value, struct advisory *out, struct fault *f)
{
	if (!is_date(value))
		return bad(f, "not a date", value);
	return read_once(&out->published, value, f);
}

static int read_field(struct arena *a, struct str name, struct str value, struct headline *out,
		      struct fault *f)
{
	struct advisory *to = &out->advisory;
	if (value.n == 0 || str_find_char(value, '\n') != SIZE_MAX)
		return bad(f, "empty, or of several lines", name);
	if (str_is(name, "Affected") || str_is(name, "NotAffected"))
		return read_package(a, value, str_is(name, "Affected"), to, f);
	if (str_is(name, "Id"))
		return read_once(&to->id, value, f);
	if (str_is(name, "Name"))
		return read_once(&out->name, value, f);
	if (str_is(name, "Summary"))
		return read_once(&to->summary, value, f);
	if (str_is(name, "Severity"))
		return read_severity(value, to, f);
	if (str_is(name, "Published"))
		return read_published(value, to, f);
	if (str_is(name, "KEV"))
		return read_kev(value, &out->cve, f);
	if (str_is(name, "CVSS"))
		*VEC_PUSH(a, &to->cvss) = value;
	else if (str_is(name, "CWE"))
		*VEC_PUSH(a, &to->cwe) = value;
	else if (str_is(name, "Alias"))
		*VEC_PUSH(a, &to->aliases) = value;
	else if (str_is(name, "Ref"))
		*VEC_PUSH(a, &to->references) = value;
	else
		return bad(f, "unknown field", name);
	return 0;
}

/* What only the whole record can tell. */
static int finish(struct arena *a, struct headline *out, struct fault *f)
{
	struct advisory *to = &out->advisory;
	if (!to->id.n || !to->summary.n || to->severity == SEVERITY_UNKNOWN || !to->packages.n)
		return fault_set(f, E_CORRUPT,
				 "a record needs Id, Severity, Summary, and one Affected or more");
	if (out->name.n)
		to->summary = str_printf(a, "%.*s: %.*s", STRF(out->name), STRF(to->summary));
	if (!out->cve.kev_added.n)
		return 0;
	if (!record_is_cve(to->id))
		return bad(f, "KEV of something that is not a CVE", to->id);
	out->cve.id = to->id;
	return 0;
}

void headline_init(struct headline_text *t, struct str text)
{
	*t = (struct headline_text){ text, 1 };
}

int headline_next(struct headline_text *t, struct arena *a, struct headline *out, struct fault *f)
{
	struct stanza s;
	stanza_init(&s, t->rest);
	s.line = t->line;
	struct headline record = { 0 };
	if (!stanza_next(&s)) {
		t->rest = str_slice(t->rest, t->rest.n, t->rest.n);
		return 0;
	}
	struct fault first = { 0 }, now = { 0 };
	struct str name, value;
	int r = 0, got;
	record.line = s.line;
	/* To the end of the block in any case, so that the next call begins with the next record. */
	while ((got = stanza_field(&s, &name, &value, &now)) != 0) {
		if (got > 0)
			got = read_field(a, name, value, &record, &now);
		if (got > 0 || r < 0 || got == 0)
			continue;
		r = got;
		if (str_starts(str_of(now.text), STR("line ")))
			first = now;
		else
			fault_set(&first, r, "line %zu: %.*s: %s", s.at, STRF(name), now.text);
	}
	t->rest = s.rest;
	t->line = s.line;
	if (r >= 0) {
		r = finish(a, &record, &now);
		if (r < 0)
			fault_set(&first, r, "line %zu: %s", record.line, now.text);
	}
	if (r < 0)
		return fault_set(f, r, "%s", first.text);
	*out = record;
	return 1;
}

void headline_read(struct str text, struct arena *scratch, struct db_build *build)
{
	struct headline_text t;
	struct headline record;
	struct fault f;
	int r;
	headline_init(&t, text);
	while ((r = headline_next(&t, scratch, &record, &f)) != 0) {
		if (r < 0) {
			log_warn("headline advisories: %s", f.text);
			build_refused(build, "malformed");
		} else {
			build_advisory(build, &record.advisory);
			if (record.cve.id.n)
				build_cve(build, &record.cve);
			build_date(build, record.advisory.published);
		}
		arena_reset(scratch);
	}
}

int feed_read_headline(struct db_build *build, struct fault *f)
{
	(void)f;
	OWNED(arena_freep) struct arena *scratch = arena_new();
	build_feed(build, feed_headline.name, feed_headline.priority);
	headline_read(str_make(data_headline, data_headline_n), scratch, build);
	return 0;
}
