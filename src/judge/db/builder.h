/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What build.c collects and layout.c writes. Everything refers to everything by number; numbers
 * depend on the order of arrival and never reach the file.
 *
 *     feeds       name, priority, counts
 *     strings     every id, version, vector once; number 0 is the empty string
 *     partitions  (ecosystem, release)               keys  (partition, name)
 *     lists       u32 strings[], sorted by bytes     ranges  intervals and versions
 *     advisories  one per (feed, id)                 statements  (key, advisory, status, …, range)
 *     cves        one per key                        texts  compressed, in arrival order
 */
#pragma once

#include "judge/db/build.h"
#include "judge/db/format.h"
#include "judge/db/intern.h"
#include "judge/db/spill.h"

#define BUILD_NONE UINT32_MAX

struct build_feed_row {
	uint32_t name, newest; /* strings */
	uint8_t priority;
	uint64_t used, refused;
};

struct build_partition_key {
	uint32_t ecosystem, release; /* enum, string */
};

struct build_name_key {
	uint32_t partition, name;
};

struct build_advisory_key {
	uint32_t feed, id;
};

struct build_advisory_row {
	uint32_t aliases, related, cvss; /* lists */
	uint32_t text;			 /* or BUILD_NONE */
	uint32_t severity;
};

struct build_statement_row {
	uint32_t key, advisory, range;
	uint8_t status, severity;
	uint16_t zero;
};

struct build_cve_row {
	uint32_t epss, percentile; /* epss BUILD_NONE = none */
	uint32_t kev;		   /* string */
	uint32_t cvss, cwe;	   /* lists */
	uint32_t text;
	bool ransomware;
};

/* Decides between texts for one id; equal in all means the same text. */
struct build_text_row {
	uint32_t spill, date, n; /* date: of modification, else of publication */
	uint32_t priority;
	uint64_t hash;
};

struct build_refusal_key {
	uint32_t feed, reason;
};

struct db_build {
	struct arena *scratch;
	struct build_feed_row feeds[DB_FEEDS_MAX];
	uint32_t feeds_n, feed; /* feed: the current one */
	struct buf covered;	/* a byte a partition: 1 when a feed covers it completely */
	struct intern strings, partitions, names, lists, ranges, advisory_keys, cve_keys, refusals;
	struct buf advisories, statements, cves, texts, refusal_counts;
	struct spill *spill;
};

/* Typed views of the arrays. */
static inline struct build_advisory_row *build_advisories(const struct db_build *b)
{
	return (struct build_advisory_row *)(void *)b->advisories.p;
}

static inline struct build_statement_row *build_statements(const struct db_build *b)
{
	return (struct build_statement_row *)(void *)b->statements.p;
}

static inline struct build_cve_row *build_cves(const struct db_build *b)
{
	return (struct build_cve_row *)(void *)b->cves.p;
}

static inline struct build_text_row *build_texts(const struct db_build *b)
{
	return (struct build_text_row *)(void *)b->texts.p;
}

static inline struct str build_str(const struct db_build *b, uint32_t string)
{
	return intern_str(&b->strings, string);
}

/* Item i of an interned array of u32; the bytes need not be aligned. */
static inline uint32_t build_u32(struct str array, size_t i)
{
	uint32_t v;
	memcpy(&v, array.p + 4 * i, 4);
	return v;
}

/* Unsigned LEB128; false when the ceiling would be passed. */
bool build_varint(struct buf *to, uint64_t v);
