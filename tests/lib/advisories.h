/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Made-up advisories from a seed: the same on every machine. Everything that the database stores
 * occurs: several feeds, releases, statuses, intervals, version lists, texts, duplicates.
 */
#pragma once

#include "judge/db/build.h"

#define FAKE_FEEDS 3

static const struct {
	const char *name;
	uint8_t priority;
} fake_feeds[FAKE_FEEDS] = { { "tracker", 100 }, { "osv", 50 }, { "headline", 10 } };

struct fake {
	struct arena *arena;
	uint64_t state;
};

struct fake_record {
	unsigned feed;
	struct advisory advisory;
};

static inline uint32_t fake_u32(struct fake *k)
{
	k->state = k->state * 6364136223846793005ull + 1442695040888963407ull;
	uint32_t x = (uint32_t)(k->state >> 32);
	return x ^ x >> 15;
}

static inline uint32_t fake_below(struct fake *k, uint32_t n)
{
	return (uint32_t)((uint64_t)fake_u32(k) * n >> 32);
}

static inline struct str fake_version(struct fake *k)
{
	return str_printf(k->arena, "%u.%u.%u-%u", fake_below(k, 4), fake_below(k, 20),
			  fake_below(k, 9), fake_below(k, 3));
}

static inline void fake_package(struct fake *k, struct advisory_package *p, unsigned names)
{
	static const struct {
		enum ecosystem ecosystem;
		const char *release;
	} where[] = { { ECOSYSTEM_DEBIAN, "11" },
		      { ECOSYSTEM_DEBIAN, "12" },
		      { ECOSYSTEM_ALPINE, "3.20" },
		      { ECOSYSTEM_ALPINE, "edge" },
		      { ECOSYSTEM_NPM, "" } };
	unsigned w = fake_below(k, ARRAY_LEN(where));
	p->ecosystem = where[w].ecosystem;
	p->release = str_of(where[w].release);
	p->name = str_printf(k->arena, "%sname-%u", fake_below(k, 3) ? "" : "lib",
			     fake_below(k, names));
	p->status = (enum advisory_status)fake_below(k, ADVISORY_STATUS_COUNT_);
	p->severity = (enum severity)fake_below(k, SEVERITY_COUNT_);
	for (unsigned n = fake_below(k, 4); n > 0; n--) {
		struct advisory_interval *v = VEC_PUSH(k->arena, &p->intervals);
		if (fake_below(k, 2))
			v->introduced = fake_version(k);
		if (fake_below(k, 2))
			v->fixed = fake_version(k);
		else if (fake_below(k, 2))
			v->last_affected = fake_version(k);
	}
	for (unsigned n = fake_below(k, 8) ? 0 : fake_below(k, 30); n > 0; n--)
		*VEC_PUSH(k->arena, &p->versions) = fake_version(k);
}

static inline struct str fake_words(struct fake *k, unsigned n)
{
	static const char *const words[] = { "a",      "remote", "user",   "may",  "read",
					     "memory", "beyond", "buffer", "when", "parsing" };
	struct str s = STR("");
	while (n-- > 0)
		s = str_printf(k->arena, "%.*s%s%s", STRF(s), s.n ? " " : "",
			       words[fake_below(k, ARRAY_LEN(words))]);
	return s;
}

/* Ids repeat within a feed, as when a tracker speaks of one CVE in several files. */
static inline struct fake_record fake_advisory(struct fake *k, unsigned ids, unsigned names)
{
	struct fake_record r = { .feed = fake_below(k, FAKE_FEEDS) };
	struct advisory *v = &r.advisory;
	unsigned number = fake_below(k, ids);
	v->id = str_printf(k->arena, "CVE-%u-%04u", 2000 + number % 25, number);
	v->severity = (enum severity)fake_below(k, SEVERITY_COUNT_);
	for (unsigned n = fake_below(k, 3); n > 0; n--)
		*VEC_PUSH(k->arena, &v->aliases) =
			str_printf(k->arena, "GHSA-%04x", fake_below(k, 1000));
	for (unsigned n = fake_below(k, 2); n > 0; n--)
		*VEC_PUSH(k->arena, &v->related) =
			str_printf(k->arena, "CVE-2020-%04u", fake_below(k, 5000));
	if (fake_below(k, 2))
		*VEC_PUSH(k->arena, &v->cvss) =
			str_printf(k->arena, "CVSS:3.1/AV:N/AC:L/PR:%c/UI:N/S:U/C:H/I:H/A:H",
				   "NLH"[fake_below(k, 3)]);
	*VEC_PUSH(k->arena, &v->cwe) = str_printf(k->arena, "CWE-%u", fake_below(k, 900));
	*VEC_PUSH(k->arena, &v->references) =
		str_printf(k->arena, "https://example.org/%u", fake_u32(k));
	v->summary = fake_words(k, 1 + fake_below(k, 8));
	v->details = fake_words(k, fake_below(k, 60));
	v->published = str_printf(k->arena, "20%02u-01-02", fake_below(k, 26));
	v->modified = str_printf(k->arena, "20%02u-03-04T05:06:07Z", fake_below(k, 26));
	for (unsigned n = 1 + fake_below(k, 4); n > 0; n--)
		fake_package(k, VEC_PUSH(k->arena, &v->packages), names);
	return r;
}

static inline void fake_add(struct db_build *b, const struct fake_record *r)
{
	build_feed(b, fake_feeds[r->feed].name, fake_feeds[r->feed].priority);
	build_advisory(b, &r->advisory);
}
