/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stands in for the database's writer: what a feed hands over becomes text, or is only counted.
 *
 * The linker sends build_advisory() and its siblings here (--wrap, see meson.build); a `struct recorder *` is
 * passed where the feed expects its `struct db_build *`. Every test below tests/feed/ includes this once.
 */
#pragma once

#include "base/vec.h"
#include "judge/db/build.h"

#define RECORDER_FEEDS	 32
#define RECORDER_REASONS 32

struct recorder {
	struct buf *text; /* NULL: only count */
	const char *feed;
	struct {
		const char *name;
		uint64_t used, refused, statements;
		struct {
			const char *reason;
			uint64_t n;
		} reasons[RECORDER_REASONS];
		char newest[11];
	} feeds[RECORDER_FEEDS];
	uint64_t covered;
};

void __wrap_build_feed(struct recorder *r, const char *name, uint8_t priority);
void __wrap_build_advisory(struct recorder *r, const struct advisory *v);
void __wrap_build_cve(struct recorder *r, const struct cve_facts *v);
void __wrap_build_covers(struct recorder *r, enum ecosystem e, struct str release);
void __wrap_build_refused(struct recorder *r, const char *reason);
void __wrap_build_date(struct recorder *r, struct str date);

static inline size_t recorder_slot(struct recorder *r)
{
	size_t i = 0;
	while (i < RECORDER_FEEDS && r->feeds[i].name && strcmp(r->feeds[i].name, r->feed) != 0)
		i++;
	assert_true(i < RECORDER_FEEDS);
	r->feeds[i].name = r->feed;
	return i;
}

static inline void recorder_list(struct buf *to, const char *name, const struct str *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_printf(to, "%s%s%.*s%s", i ? " " : "    ", i ? "" : name, STRF(p[i]),
			   i + 1 == n ? "\n" : "");
}

static inline void recorder_line(struct buf *to, const char *name, struct str value)
{
	if (value.n)
		buf_printf(to, "    %s%.*s\n", name, STRF(value));
}

static inline void recorder_package(struct buf *to, const struct advisory_package *p)
{
	static const char *const statuses[] = { "affected",	      "fixed",	  "not-affected",
						"will-not-fix",	      "deferred", "end-of-life",
						"under-investigation" };
	buf_printf(to, "    %s %.*s / %.*s: %s", ecosystem_info(p->ecosystem)->name,
		   STRF(p->release), STRF(p->name), statuses[p->status]);
	if (p->severity != SEVERITY_UNKNOWN)
		buf_printf(to, ", %s", severity_name(p->severity));
	for (size_t i = 0; i < p->intervals.n; i++) {
		const struct advisory_interval *v = &p->intervals.p[i];
		buf_printf(to, " [%.*s, %.*s%s", STRF(v->introduced),
			   STRF(v->last_affected.n ? v->last_affected : v->fixed),
			   v->last_affected.n ? "]" : ")");
		assert_true(!v->fixed.n || !v->last_affected.n);
	}
	for (size_t i = 0; i < p->versions.n; i++)
		buf_printf(to, " =%.*s", STRF(p->versions.p[i]));
	buf_add_char(to, '\n');
}

void __wrap_build_feed(struct recorder *r, const char *name, uint8_t priority)
{
	assert_true(priority > 0);
	r->feed = name;
	recorder_slot(r);
}

void __wrap_build_advisory(struct recorder *r, const struct advisory *v)
{
	size_t slot = recorder_slot(r);
	r->feeds[slot].used++;
	r->feeds[slot].statements += v->packages.n;
	assert_true(v->id.n > 0 && v->packages.n > 0);
	for (size_t i = 0; i < v->packages.n; i++) {
		const struct advisory_package *p = &v->packages.p[i];
		assert_true(p->name.n > 0 && p->ecosystem != ECOSYSTEM_NONE);
		/* a fixed version means that one can upgrade to it */
		for (size_t k = 0; k < p->intervals.n; k++)
			assert_true(!p->intervals.p[k].fixed.n || p->status == ADVISORY_FIXED);
		assert_true(p->status == ADVISORY_NOT_AFFECTED || p->intervals.n || p->versions.n);
	}
	if (!r->text)
		return;
	buf_printf(r->text, "%s: %.*s", r->feed, STRF(v->id));
	if (v->severity != SEVERITY_UNKNOWN)
		buf_printf(r->text, ", %s", severity_name(v->severity));
	buf_add_char(r->text, '\n');
	recorder_list(r->text, "aliases ", v->aliases.p, v->aliases.n);
	recorder_list(r->text, "related ", v->related.p, v->related.n);
	recorder_list(r->text, "cvss ", v->cvss.p, v->cvss.n);
	recorder_list(r->text, "cwe ", v->cwe.p, v->cwe.n);
	recorder_list(r->text, "see ", v->references.p, v->references.n);
	recorder_line(r->text, "summary ", v->summary);
	recorder_line(r->text, "details ", v->details);
	recorder_line(r->text, "published ", v->published);
	recorder_line(r->text, "modified ", v->modified);
	for (size_t i = 0; i < v->packages.n; i++)
		recorder_package(r->text, &v->packages.p[i]);
}

void __wrap_build_cve(struct recorder *r, const struct cve_facts *v)
{
	r->feeds[recorder_slot(r)].used++;
	assert_true(str_starts(v->id, STR("CVE-")));
	if (!r->text)
		return;
	buf_printf(r->text, "%s: facts on %.*s\n", r->feed, STRF(v->id));
	if (v->kev_added.n)
		buf_printf(r->text, "    exploited since %.*s%s\n", STRF(v->kev_added),
			   v->kev_ransomware ? ", ransomware" : "");
	if (v->has_epss)
		buf_printf(r->text, "    epss %u, percentile %u\n", v->epss, v->epss_percentile);
	recorder_list(r->text, "cvss ", v->cvss.p, v->cvss.n);
	recorder_list(r->text, "cwe ", v->cwe.p, v->cwe.n);
	recorder_line(r->text, "summary ", v->summary);
	recorder_line(r->text, "published ", v->published);
}

void __wrap_build_covers(struct recorder *r, enum ecosystem e, struct str release)
{
	r->covered++;
	if (r->text)
		buf_printf(r->text, "%s: covers %s %.*s\n", r->feed, ecosystem_info(e)->name,
			   STRF(release));
}

void __wrap_build_refused(struct recorder *r, const char *reason)
{
	size_t slot = recorder_slot(r), i = 0;
	r->feeds[slot].refused++;
	while (i < RECORDER_REASONS && r->feeds[slot].reasons[i].reason &&
	       strcmp(r->feeds[slot].reasons[i].reason, reason) != 0)
		i++;
	assert_true(i < 16); /* `db status` prints no more */
	r->feeds[slot].reasons[i].reason = reason;
	r->feeds[slot].reasons[i].n++;
	if (r->text)
		buf_printf(r->text, "%s: refused: %s\n", r->feed, reason);
}

void __wrap_build_date(struct recorder *r, struct str date)
{
	size_t slot = recorder_slot(r);
	assert_true(date.n == 10);
	if (str_cmp(date, str_of(r->feeds[slot].newest)) > 0)
		memcpy(r->feeds[slot].newest, date.p, 10);
}
