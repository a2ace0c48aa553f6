/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Collecting advisories for the database.
 *
 * A feed hands over one record at a time and forgets it. What stays here are numbers: a statement is
 * 16 bytes, because the million statements of one distribution's tracker repeat the same few
 * thousand names, versions and ranges. Texts go to the spill, compressed.
 *
 * Must stay true: whatever the order of the calls, the same set is kept.
 *  - The lists of one advisory that arrives in several pieces are united and sorted, its severity is
 *    the highest, its text the one with the newest date, then the longest, then by hash.
 *  - For a CVE, the earliest KEV date, the highest EPSS score and the text of the feed with the
 *    highest priority stay.
 *  - Equal statements are merged when they are written (layout.c).
 *
 * Refused, and counted by reason: records without packages that are not CVEs, packages without name
 * or ecosystem, statements and lists beyond the limits of format.h.
 */
#define _GNU_SOURCE
#include "judge/db/builder.h"

#include "base/log.h"
#include "base/mem.h"

#include <stdlib.h>

#define ROWS_MAX (2048 * MIB)

struct db_build *build_new(void)
{
	struct db_build *b = mem_alloc(sizeof(*b));
	b->scratch = arena_new();
	struct intern *tables[] = { &b->strings, &b->partitions,    &b->names,	  &b->lists,
				    &b->ranges,	 &b->advisory_keys, &b->cve_keys, &b->refusals };
	for (size_t i = 0; i < ARRAY_LEN(tables); i++)
		intern_init(tables[i]);
	struct buf *rows[] = { &b->advisories, &b->statements,	   &b->cves,
			       &b->texts,      &b->refusal_counts, &b->covered };
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		buf_init(rows[i], ROWS_MAX);
	b->spill = spill_new();
	intern(&b->strings, STR(""), NULL);
	intern(&b->lists, STR(""), NULL);
	intern(&b->ranges, STR(""), NULL);
	return b;
}

void build_free(struct db_build *b)
{
	if (!b)
		return;
	struct intern *tables[] = { &b->strings, &b->partitions,    &b->names,	  &b->lists,
				    &b->ranges,	 &b->advisory_keys, &b->cve_keys, &b->refusals };
	for (size_t i = 0; i < ARRAY_LEN(tables); i++)
		intern_done(tables[i]);
	struct buf *rows[] = { &b->advisories, &b->statements,	   &b->cves,
			       &b->texts,      &b->refusal_counts, &b->covered };
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		buf_done(rows[i]);
	spill_free(b->spill);
	arena_free(b->scratch);
	mem_free(b);
}

void build_freep(struct db_build **b)
{
	build_free(*b);
}

bool build_varint(struct buf *to, uint64_t v)
{
	while (v >= 0x80) {
		if (!buf_add_char(to, (char)((v & 0x7f) | 0x80)))
			return false;
		v >>= 7;
	}
	return buf_add_char(to, (char)v);
}

static uint32_t string(struct db_build *b, struct str s)
{
	return intern(&b->strings, s, NULL);
}

void build_feed(struct db_build *b, const char *name, uint8_t priority)
{
	uint32_t id = string(b, str_of(name));
	uint32_t i = 0;
	while (i < b->feeds_n && b->feeds[i].name != id)
		i++;
	if (i == b->feeds_n) {
		ENSURE(b->feeds_n < DB_FEEDS_MAX);
		b->feeds[b->feeds_n++] = (struct build_feed_row){ .name = id };
	}
	b->feeds[i].priority = (uint8_t)size_max(b->feeds[i].priority, priority);
	b->feed = i;
}

static struct build_feed_row *current(struct db_build *b)
{
	ENSURE(b->feed < b->feeds_n); /* build_feed() comes first */
	return &b->feeds[b->feed];
}

void build_refused(struct db_build *b, const char *reason)
{
	current(b)->refused++;
	struct build_refusal_key key = { b->feed, string(b, str_of(reason)) };
	bool is_new;
	uint32_t i = intern(&b->refusals, str_make(&key, sizeof(key)), &is_new);
	uint64_t none = 0;
	if (is_new)
		ENSURE(buf_add(&b->refusal_counts, &none, sizeof(none)));
	((uint64_t *)(void *)b->refusal_counts.p)[i]++;
}

void build_date(struct db_build *b, struct str date)
{
	struct build_feed_row *feed = current(b);
	if (str_cmp(date, build_str(b, feed->newest)) > 0)
		feed->newest = string(b, date);
}

static uint32_t partition(struct db_build *b, enum ecosystem e, struct str release)
{
	struct build_partition_key key = { e, string(b, release) };
	return intern(&b->partitions, str_make(&key, sizeof(key)), NULL);
}

void build_covers(struct db_build *b, enum ecosystem e, struct str release)
{
	if (e <= ECOSYSTEM_NONE || e >= ECOSYSTEM_COUNT_)
		return;
	uint32_t i = partition(b, e, release);
	while (b->covered.n <= i)
		ENSURE(buf_add_char(&b->covered, 0));
	b->covered.p[i] = 1;
}

static int string_order(const void *x, const void *y, void *context)
{
	const struct db_build *b = context;
	uint32_t i, j;
	memcpy(&i, x, 4);
	memcpy(&j, y, 4);
	return i == j ? 0 : str_cmp(build_str(b, i), build_str(b, j));
}

/* The union of a kept list and new strings, sorted; empty strings are left out. */
static uint32_t unite(struct db_build *b, uint32_t list, const struct str *items, size_t items_n)
{
	if (items_n == 0)
		return list;
	if (items_n > DB_LIST_MAX)
		build_refused(b, "ids beyond the limit of one record");
	struct str old = intern_str(&b->lists, list);
	size_t n = old.n / 4;
	uint32_t *all = arena_array(b->scratch, n + items_n, sizeof(*all));
	if (n)
		memcpy(all, old.p, old.n);
	for (size_t i = 0; i < items_n; i++)
		if (items[i].n)
			all[n++] = string(b, items[i]);
	qsort_r(all, n, sizeof(*all), string_order, b);
	size_t kept = 0;
	for (size_t i = 0; i < n; i++)
		if (i == 0 || all[i] != all[i - 1])
			all[kept++] = all[i];
	/* the least of a set that is too large are the same whatever the order of arrival */
	kept = size_min(kept, DB_LIST_MAX);
	return intern(&b->lists, str_make(all, kept * sizeof(*all)), NULL);
}

static bool text_string(struct buf *to, struct str s)
{
	return build_varint(to, s.n) && buf_add_str(to, s);
}

static bool text_list(struct buf *to, const struct str *items, size_t n)
{
	n = size_min(n, DB_LIST_MAX);
	bool fits = build_varint(to, n);
	for (size_t i = 0; i < n; i++)
		fits = fits && text_string(to, items[i]);
	return fits;
}

/* Cut at a character's first byte, so that what is left is still UTF-8. */
static struct str cut_text(struct str s)
{
	size_t n = size_min(s.n, DB_TEXT_DETAILS_MAX);
	while (n < s.n && n > 0 && ((uint8_t)s.p[n] & 0xc0) == 0x80)
		n--;
	return str_slice(s, 0, n);
}

/* True when x is to be kept instead of y. */
static bool better_text(const struct db_build *b, const struct build_text_row *x,
			const struct build_text_row *y)
{
	if (x->priority != y->priority)
		return x->priority > y->priority;
	int order = str_cmp(build_str(b, x->date), build_str(b, y->date));
	if (order)
		return order > 0;
	return x->n != y->n ? x->n > y->n : x->hash > y->hash;
}

/* Keeps the words of a record, unless those kept before are better; the number of the text. */
static uint32_t keep_text(struct db_build *b, uint32_t old, const struct advisory *v)
{
	if (!v->summary.n && !v->details.n && !v->references.n && !v->cwe.n && !v->published.n)
		return old;
	OWNED(buf_donep) struct buf raw;
	buf_init(&raw, DB_TEXT_BLOCK_MAX / 2);
	bool fits = text_string(&raw, cut_text(v->summary)) &&
		    text_string(&raw, cut_text(v->details)) && text_string(&raw, v->published) &&
		    text_string(&raw, v->modified) &&
		    text_list(&raw, v->references.p, v->references.n) &&
		    text_list(&raw, v->cwe.p, v->cwe.n);
	if (!fits) {
		build_refused(b, "text too long");
		return old;
	}
	struct build_text_row row = {
		.date = string(b, v->modified.n ? v->modified : v->published),
		.n = (uint32_t)raw.n,
		.priority = current(b)->priority,
		.hash = str_hash(buf_str(&raw)),
	};
	if (old != BUILD_NONE && !better_text(b, &row, &build_texts(b)[old]))
		return old;
	row.spill = spill_add(b->spill, buf_str(&raw));
	if (old != BUILD_NONE) {
		build_texts(b)[old] = row;
		return old;
	}
	ENSURE(buf_add(&b->texts, &row, sizeof(row)));
	return (uint32_t)(b->texts.n / sizeof(row)) - 1;
}

static void add_u32(struct buf *to, uint32_t v)
{
	ENSURE(buf_add(to, &v, sizeof(v)));
}

/*
 * u32 intervals, three strings each, strings of the versions: what layout.c turns into the bytes of
 * RANGES. Versions are a set and are sorted; intervals keep their order.
 */
static uint32_t keep_range(struct db_build *b, const struct advisory_package *p)
{
	if (!p->intervals.n && !p->versions.n)
		return 0;
	OWNED(buf_donep) struct buf raw;
	buf_init(&raw, 16 * MIB);
	add_u32(&raw, (uint32_t)p->intervals.n);
	for (size_t i = 0; i < p->intervals.n; i++) {
		add_u32(&raw, string(b, p->intervals.p[i].introduced));
		add_u32(&raw, string(b, p->intervals.p[i].fixed));
		add_u32(&raw, string(b, p->intervals.p[i].last_affected));
	}
	size_t first = raw.n / 4;
	for (size_t i = 0; i < p->versions.n; i++)
		add_u32(&raw, string(b, p->versions.p[i]));
	uint32_t *versions = (uint32_t *)(void *)raw.p + first;
	qsort_r(versions, p->versions.n, sizeof(*versions), string_order, b);
	size_t kept = 0;
	for (size_t i = 0; i < p->versions.n; i++)
		if (i == 0 || versions[i] != versions[i - 1])
			versions[kept++] = versions[i];
	return intern(&b->ranges, str_make(raw.p, 4 * (first + kept)), NULL);
}

static void add_statement(struct db_build *b, uint32_t advisory, const struct advisory_package *p)
{
	if (p->ecosystem <= ECOSYSTEM_NONE || p->ecosystem >= ECOSYSTEM_COUNT_) {
		build_refused(b, "package of an unknown ecosystem");
		return;
	}
	if (!p->name.n || p->name.n > DB_NAME_MAX) {
		build_refused(b, "package without a usable name");
		return;
	}
	if (p->intervals.n > DB_RANGE_MAX || p->versions.n > DB_RANGE_MAX) {
		build_refused(b, "package with too many versions");
		return;
	}
	struct build_name_key key = { partition(b, p->ecosystem, p->release), string(b, p->name) };
	struct build_statement_row row = {
		.key = intern(&b->names, str_make(&key, sizeof(key)), NULL),
		.advisory = advisory,
		.range = keep_range(b, p),
		.status = (uint8_t)p->status,
		.severity = (uint8_t)p->severity,
	};
	ENSURE(buf_add(&b->statements, &row, sizeof(row)));
}

void build_advisory(struct db_build *b, const struct advisory *v)
{
	arena_reset(b->scratch);
	uint32_t cve;
	if (!v->packages.n && db_cve_key(v->id, &cve)) {
		struct cve_facts facts = {
			.id = v->id,
			.summary = v->summary.n ? v->summary : v->details,
			.published = v->published,
		};
		facts.cvss.p = v->cvss.p;
		facts.cvss.n = v->cvss.n;
		facts.cwe.p = v->cwe.p;
		facts.cwe.n = v->cwe.n;
		build_cve(b, &facts);
		return;
	}
	if (!v->packages.n || !v->id.n) {
		build_refused(b, v->id.n ? "names no package" : "without an id");
		return;
	}
	struct build_advisory_key key = { b->feed, string(b, v->id) };
	bool is_new;
	uint32_t i = intern(&b->advisory_keys, str_make(&key, sizeof(key)), &is_new);
	if (is_new) {
		struct build_advisory_row empty = { .text = BUILD_NONE };
		ENSURE(buf_add(&b->advisories, &empty, sizeof(empty)));
	}
	struct build_advisory_row row = build_advisories(b)[i];
	row.aliases = unite(b, row.aliases, v->aliases.p, v->aliases.n);
	row.related = unite(b, row.related, v->related.p, v->related.n);
	row.cvss = unite(b, row.cvss, v->cvss.p, v->cvss.n);
	row.severity = (uint32_t)size_max(row.severity, v->severity);
	row.text = keep_text(b, row.text, v);
	build_advisories(b)[i] = row;
	for (size_t k = 0; k < v->packages.n; k++)
		add_statement(b, i, &v->packages.p[k]);
	current(b)->used++;
}

void build_cve(struct db_build *b, const struct cve_facts *facts)
{
	arena_reset(b->scratch);
	uint32_t key;
	if (!db_cve_key(facts->id, &key)) {
		build_refused(b, "not a CVE number");
		return;
	}
	bool is_new;
	uint32_t i = intern(&b->cve_keys, str_make(&key, sizeof(key)), &is_new);
	if (is_new) {
		struct build_cve_row empty = { .epss = BUILD_NONE, .text = BUILD_NONE };
		ENSURE(buf_add(&b->cves, &empty, sizeof(empty)));
	}
	struct build_cve_row row = build_cves(b)[i];
	if (facts->has_epss) {
		uint32_t score = (uint32_t)size_min(facts->epss, 100000);
		uint32_t percentile = (uint32_t)size_min(facts->epss_percentile, 100000);
		bool higher = row.epss == BUILD_NONE || score > row.epss ||
			      (score == row.epss && percentile > row.percentile);
		if (higher) {
			row.epss = score;
			row.percentile = percentile;
		}
	}
	if (facts->kev_added.n &&
	    (!row.kev || str_cmp(facts->kev_added, build_str(b, row.kev)) < 0))
		row.kev = string(b, facts->kev_added);
	row.ransomware |= facts->kev_ransomware;
	row.cvss = unite(b, row.cvss, facts->cvss.p, facts->cvss.n);
	row.cwe = unite(b, row.cwe, facts->cwe.p, facts->cwe.n);
	struct advisory words = { .summary = facts->summary, .published = facts->published };
	row.text = keep_text(b, row.text, &words);
	build_cves(b)[i] = row;
	current(b)->used++;
}
