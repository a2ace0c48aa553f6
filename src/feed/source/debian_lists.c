/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lists that Debian's security team writes by hand (data/{DSA,DLA,DTSA}/list and data/CVE/list of the
 * tracker's repository). They share one grammar: a heading at the left margin, indented lines below it.
 *
 *     [29 Mar 2023] DSA-5380-1 xorg-server - security update
 *             {CVE-2023-1393}
 *             [bullseye] - xorg-server 2:1.20.11-1+deb11u6
 *
 *     CVE-2021-36373 (When reading a specially crafted TAR archive …)
 *             {DLA-2741-1}
 *             - ant 1.10.11-1 (bug #991191; low)
 *             [bullseye] - ant <no-dsa> (Minor issue)
 *
 * A line for a release says what happened there; a line without one speaks of unstable, and of every release
 * that has no line of its own and an older version. Whether that version is in a stable release cannot be
 * known from the list, so it bounds what is affected and promises no fix. When an advisory is named in braces,
 * its own list says which releases it fixed, and releases without a line here are left to it: better to say
 * nothing than to call a fixed package vulnerable.
 *
 * The JSON of the tracker knows more and has a higher priority. An advisory is an erratum: its CVEs are
 * `related`. One that names no CVE is kept, for in early years that was usual, unless it only repairs an
 * earlier update. Lists say nothing of completeness: build_covers() only for CVE/list.
 */
#include "base/limits.h"
#include "feed/feed.h"
#include "feed/record.h"

struct reading {
	struct arena *scratch;
	struct db_build *out;
	bool cve_list;
	/* the record that is being collected */
	bool active;
	struct advisory advisory;
	bool has_bulletin;
	const char *refusal; /* "reserved", "not for Debian" */
	VEC(size_t) general; /* packages of lines without a release */
};

static bool is_advisory_heading(struct str line)
{
	struct str rest;
	if (!str_starts(line, STR("[")) || !str_cut(line, ']', NULL, &rest))
		return false;
	rest = str_trim(rest);
	return str_starts(rest, STR("DSA-")) || str_starts(rest, STR("DLA-")) ||
	       str_starts(rest, STR("DTSA-"));
}

static bool is_cve_heading(struct str line)
{
	return str_starts(line, STR("CVE-")) && line.n >= 13 && line.p[8] == '-';
}

static unsigned bid(const struct feed_file *file)
{
	struct str head = file->head, line;
	while (str_next_line(&head, &line)) {
		line = str_trim(line);
		if (!line.n)
			continue;
		if (is_advisory_heading(line))
			return 80;
		struct str next;
		return is_cve_heading(line) && str_next_line(&head, &next) && next.n &&
				       (next.p[0] == '\t' || next.p[0] == ' ')
			       ? 80
			       : 0;
	}
	return 0;
}

static bool has_release(const struct advisory *v, struct str name, struct str release)
{
	for (size_t i = 0; i < v->packages.n; i++)
		if (str_eq(v->packages.p[i].name, name) &&
		    str_eq(v->packages.p[i].release, release))
			return true;
	return false;
}

/* What a line without a release means for the releases that have none of their own. */
static void spread(struct reading *r, const struct advisory_package *general)
{
	struct advisory_package p = *general;
	for (const char *const *live = record_debian_live; *live; live++) {
		p.release = str_of(*live);
		if (str_is(p.release, "sid") || has_release(&r->advisory, p.name, p.release))
			continue;
		if (general->status == ADVISORY_FIXED) {
			p.status = ADVISORY_AFFECTED;
			p.intervals.p = NULL;
			p.intervals.n = p.intervals.cap = 0;
			record_below(r->scratch, &p, general->intervals.p[0].fixed);
		}
		*VEC_PUSH(r->scratch, &r->advisory.packages) = p;
	}
}

static void finish(struct reading *r)
{
	struct advisory *v = &r->advisory;
	if (!r->active)
		return;
	r->active = false;
	for (size_t i = 0; i < r->general.n && r->cve_list && !r->has_bulletin; i++) {
		struct advisory_package general = v->packages.p[r->general.p[i]];
		spread(r, &general);
	}
	if (r->refusal)
		build_refused(r->out, r->refusal);
	else if (!v->packages.n)
		build_refused(r->out, "no package");
	else if (!r->cve_list && !v->related.n && str_has(v->summary, STR("regression")))
		build_refused(r->out, "regression update");
	else
		build_advisory(r->out, v);
	memset(v, 0, sizeof(*v));
	memset(&r->general, 0, sizeof(r->general));
	r->has_bulletin = false;
	r->refusal = NULL;
	arena_reset(r->scratch);
}

static void begin_advisory(struct reading *r, struct str line)
{
	struct str date, rest, id;
	str_cut(str_from(line, 1), ']', &date, &rest);
	if (!str_next_word(&rest, &id))
		return;
	r->active = true;
	r->cve_list = false;
	r->advisory.id = str_dup(r->scratch, id);
	r->advisory.published = record_date_of_words(r->scratch, date);
	r->advisory.summary = str_dup(r->scratch, str_trim(rest));
	record_date(r->out, r->advisory.published);
}

static void begin_cve(struct reading *r, struct str line)
{
	struct str id, rest;
	str_cut(line, ' ', &id, &rest);
	rest = str_trim(rest);
	r->active = true;
	r->cve_list = true;
	r->advisory.id = str_dup(r->scratch, str_trim(id));
	if (!record_is_cve(r->advisory.id))
		r->refusal = "no number yet"; /* CVE-2023-XXXX */
	if (rest.n > 2)
		r->advisory.details = str_dup(r->scratch, str_slice(rest, 1, rest.n - 1));
}

/* "{CVE-2023-1393 CVE-2023-0494}" or "{DSA-1-1 DLA-2-1}". */
static void read_names(struct reading *r, struct str line)
{
	struct str word;
	str_cut(str_from(line, 1), '}', &line, NULL);
	while (str_next_word(&line, &word))
		if (!r->cve_list && record_is_cve(word))
			record_add(r->scratch, &r->advisory.related, str_dup(r->scratch, word));
		else if (r->cve_list)
			r->has_bulletin = true;
}

/* "(bug #991191; low)": the word that is a severity. */
static enum severity remark_severity(struct str remark)
{
	enum severity s = SEVERITY_UNKNOWN;
	struct str piece;
	if (!str_starts(remark, STR("(")))
		return s;
	remark = str_from(remark, 1);
	str_cut(remark, ')', &remark, NULL);
	while (str_next(&remark, ';', &piece))
		if (severity_parse(str_trim(piece), &s))
			return s;
	return SEVERITY_UNKNOWN;
}

static bool read_verdict(struct reading *r, struct str word, struct advisory_package *p)
{
	static const struct {
		const char *word;
		enum advisory_status status;
	} verdicts[] = {
		{ "<not-affected>", ADVISORY_NOT_AFFECTED },
		{ "<unfixed>", ADVISORY_AFFECTED },
		{ "<no-dsa>", ADVISORY_DEFERRED },
		{ "<postponed>", ADVISORY_DEFERRED },
		{ "<ignored>", ADVISORY_WILL_NOT_FIX },
		{ "<end-of-life>", ADVISORY_END_OF_LIFE },
		{ "<undetermined>", ADVISORY_UNDER_INVESTIGATION },
	};
	if (char_is_digit(word.p[0])) {
		p->status = ADVISORY_FIXED;
		record_interval(r->scratch, p, STR(""), str_dup(r->scratch, word));
		return true;
	}
	for (size_t i = 0; i < ARRAY_LEN(verdicts); i++)
		if (str_is(word, verdicts[i].word)) {
			p->status = verdicts[i].status;
			if (p->status != ADVISORY_NOT_AFFECTED)
				record_interval(r->scratch, p, STR(""), STR(""));
			return true;
		}
	return false;
}

/* "[bullseye] - ant 1.10.9-4 (…)" or "- ant <unfixed> (unimportant)". */
static void read_package(struct reading *r, struct str line)
{
	struct advisory_package p = { .ecosystem = ECOSYSTEM_DEBIAN, .release = STR("sid") };
	struct str codename = STR(""), dash, name, word;
	if (str_starts(line, STR("[")))
		str_cut(str_from(line, 1), ']', &codename, &line);
	if (!str_next_word(&line, &dash) || !str_is(dash, "-") || !str_next_word(&line, &name))
		return;
	if (!str_next_word(&line, &word)) {
		build_refused(r->out, "line without a version");
		return;
	}
	/* the package was renamed, dropped or never there: <removed>, <itp>, <not-for-us> */
	if (str_is(word, "<removed>") || str_is(word, "<itp>"))
		return;
	if (codename.n && !record_debian_release(codename, &p.release)) {
		build_refused(r->out, "unknown release");
		return;
	}
	p.name = str_dup(r->scratch, name);
	p.severity = remark_severity(str_trim(line));
	if (!read_verdict(r, word, &p)) {
		build_refused(r->out, "unknown status");
		return;
	}
	if (p.severity == SEVERITY_NEGLIGIBLE && p.status == ADVISORY_AFFECTED)
		p.status = ADVISORY_WILL_NOT_FIX;
	if (!codename.n)
		*VEC_PUSH(r->scratch, &r->general) = r->advisory.packages.n;
	*VEC_PUSH(r->scratch, &r->advisory.packages) = p;
}

static void read_line(struct reading *r, struct str line)
{
	if (is_advisory_heading(line) || is_cve_heading(line)) {
		finish(r);
		if (line.p[0] == '[')
			begin_advisory(r, line);
		else
			begin_cve(r, line);
	} else if (!r->active) {
		return;
	} else if (line.p[0] == '{') {
		read_names(r, line);
	} else if (line.p[0] == '[' || line.p[0] == '-') {
		read_package(r, line);
	} else if (str_starts(line, STR("REJECTED")) || str_starts(line, STR("RESERVED"))) {
		r->refusal = "reserved or rejected";
	} else if (str_starts(line, STR("NOT-FOR-US"))) {
		r->refusal = "not in Debian";
	}
}

static int read(const struct feed_file *file, struct arena *scratch, struct db_build *out,
		struct fault *f)
{
	OWNED(record_lines_donep) struct record_lines lines;
	record_lines_init(&lines, file->body, LIMIT_FEED_LINE);
	struct reading r = { .scratch = scratch, .out = out };
	struct str line;
	int code;
	while ((code = record_lines_next(&lines, &line, f)) > 0) {
		line = str_trim(line);
		if (line.n)
			read_line(&r, line);
		if (arena_used(scratch) > LIMIT_FEED_RECORD)
			return fault_set(f, E_LIMIT, "line %llu: the record is too long",
					 (unsigned long long)lines.line);
	}
	TRY(code);
	bool covers = r.cve_list;
	finish(&r);
	for (const char *const *live = record_debian_live; covers && *live; live++)
		build_covers(out, ECOSYSTEM_DEBIAN, str_of(*live));
	return 0;
}

const struct feed feed_debian_lists = {
	.name = "debian-lists",
	.title = "Debian security tracker (DSA, DLA and CVE lists)",
	.priority = 90,
	.bid = bid,
	.read = read,
};
