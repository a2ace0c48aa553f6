/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bytes of the advisory database.
 *
 * A scan asks "what is known of openssl in Debian 12?" a few thousand times and throws the process
 * away. So the file is made to be mapped and asked, never loaded: opening reads the head, a question
 * touches the part of the file that belongs to one release, and the long texts lie elsewhere,
 * compressed, until somebody wants to print one.
 *
 *     head ─┬─► FEEDS, REASONS      who said it, what could not be used
 *           ├─► PARTITIONS          sorted by ecosystem, release
 *           │      │
 *           │      ▼ one contiguous run each
 *           ├─► INDEX               [hash slots][keys: name, first statement][names, sorted]
 *           │                                            │
 *           ├─► STATEMENTS          12 bytes each ◄──────┘ a run for each name
 *           │      │       │
 *           │      ▼       ▼
 *           ├─► RANGES   ADVISORIES ──► LISTS            versions; ids, aliases, CVSS vectors
 *           │      └───────┴──────────────┴──► STRINGS   every string once
 *           ├─► CVE_KEYS, CVE_ROWS  urgency by CVE: binary search over 32-bit keys
 *           └─► TEXT_BLOCKS, TEXT   zstd, about 64 KiB a block: summaries, details, links
 *
 * Must stay true:
 *  - Little-endian, whatever the machine. Sections begin at multiples of 8.
 *  - Everything is a function of what was added: rows, strings and text blocks are ordered by
 *    content or by first use from content-ordered rows.
 *  - A reader trusts nothing: a reference is checked against its section at each use.
 *  - Ecosystems are stored by name, so that the numbers of the enum may change.
 *  - A section of an unknown kind is stepped over: new ones may be added without a new version.
 *    A change of a row's meaning is a new version.
 *
 * docs/format/db.md describes the same for readers in other languages.
 */
#pragma once

#include "base/str.h"

#define DB_MAGIC "SEAWDB\x1a\n" /* the control characters catch copies made in text mode */

enum {
	DB_VERSION = 1,

	/* the head */
	DB_AT_MAGIC = 0,
	DB_AT_VERSION = 8,
	DB_AT_HEAD_SIZE = 12,
	DB_AT_FILE_SIZE = 16,
	DB_AT_SECTIONS_N = 24,
	DB_AT_CRC = 28,	   /* CRC-32 (zlib's) over the head with this field zero */
	DB_AT_DIGEST = 32, /* SHA-256 over the file with this and the CRC field zero */
	DB_AT_SECTIONS = 64,
	DB_HEAD_SIZE = 512,
	DB_SECTION_ROW = 24, /* u32 kind, u32 bytes of a row, u64 offset, u64 size */
	DB_SECTIONS_MAX = (DB_HEAD_SIZE - DB_AT_SECTIONS) / DB_SECTION_ROW,
	DB_ALIGN = 8,

	/* values */
	DB_NO_TEXT = -1,	/* text handle of a record without text, as uint32_t */
	DB_TEXT_ITEM_BITS = 10, /* handle = block << 10 | item */
	DB_TEXT_ITEMS = 1 << DB_TEXT_ITEM_BITS,
	DB_TEXT_BLOCK = 64 * 1024,	      /* a block is closed when it holds so many bytes */
	DB_TEXT_BLOCK_MAX = 32 * 1024 * 1024, /* and never holds more than this */
	DB_TEXT_DETAILS_MAX = 1024 * 1024,
	DB_SLOT_KEY_BITS = 24, /* slot = tag << 24 | key + 1; the tag is the top byte of the hash */
	DB_KEYS_MAX = (1 << DB_SLOT_KEY_BITS) - 2,
	DB_RANGE_MAX = 100 * 1000, /* intervals, and versions, of one statement */
	DB_NAME_MAX = 4096,	   /* bytes of a package name */
	DB_LIST_MAX = 4096, /* aliases, related ids, vectors, CWEs, references of one record */
	DB_FEEDS_MAX = 255,

	/* a CVE key is (year - DB_CVE_YEAR) << DB_CVE_NUMBER_BITS | number */
	DB_CVE_YEAR = 1980,
	DB_CVE_NUMBER_BITS = 25,
	DB_CVE_YEAR_MAX = DB_CVE_YEAR + 127,

	/* the first word of a CVE row */
	DB_CVE_EPSS_MASK = (1 << 17) - 1, /* units of 1/100,000 */
	DB_CVE_HAS_EPSS = 1 << 17,
	DB_CVE_KEV = 1 << 18,
	DB_CVE_RANSOMWARE = 1 << 19,

	/* the byte before an interval says which of its three strings follow */
	DB_INTERVAL_INTRODUCED = 1,
	DB_INTERVAL_FIXED = 2,
	DB_INTERVAL_LAST = 4,
};

/*  kind          number  bytes of a row; 0 = not rows */
#define DB_SECTIONS(X)         \
	X(FEEDS, 1, 32)        \
	X(REASONS, 2, 16)      \
	X(PARTITIONS, 3, 40)   \
	X(INDEX, 4, 0)         \
	X(STATEMENTS, 5, 12)   \
	X(RANGES, 6, 0)        \
	X(ADVISORIES, 7, 16)   \
	X(LISTS, 8, 0)         \
	X(CVE_KEYS, 9, 4)      \
	X(CVE_ROWS, 10, 12)    \
	X(STRINGS, 11, 0)      \
	X(TEXT_BLOCKS, 12, 16) \
	X(TEXT, 13, 0)

enum db_section {
#define X(name, number, row) DB_##name = number,
	DB_SECTIONS(X)
#undef X
		DB_SECTION_COUNT_,
};

/*
 * Rows, by offset of their fields. Strings are byte offsets into STRINGS, where a varint length and
 * the bytes stand; offset 0 is the empty string.
 *
 * FEEDS        0 u32 name, 4 u32 newest date, 8 u64 used, 16 u64 refused, 24 u8 priority
 * REASONS      0 u32 feed, 4 u32 reason, 8 u64 count
 * PARTITIONS   0 u32 ecosystem, 4 u32 release, 8 u64 offset in INDEX, 16 u32 slots (a power of two
 *              or 0), 20 u32 keys, 24 u32 bytes of names, 28 u32 first statement, 32 u32 statements,
 *              36 u32 1 = a feed covers this release completely
 * INDEX        a partition: u32 slots[], { u32 name, u32 first statement } keys[], names[]; both
 *              relative to the partition; a name ends where the next begins
 * STATEMENTS   0 u32 advisory, 4 u32 offset in RANGES, 8 u8 status, 9 u8 severity
 * RANGES       varint intervals, { u8 which, varint string × which }, varint versions, varint string
 *              each; offset 0 is the range without either
 * ADVISORIES   0 u32 id, 4 u32 offset in LISTS (0 = none), 8 u32 text, 12 u8 feed, 13 u8 severity;
 *              sorted by descending priority of the feed, id, name of the feed
 * LISTS        of an advisory: aliases, related, vectors; of a CVE: varint KEV date, vectors, CWEs,
 *              varint text + 1; a list is a varint count and varint strings
 * CVE_KEYS     u32, ascending
 * CVE_ROWS     0 u32 score and flags, 4 u32 percentile, 8 u32 offset in LISTS (0 = none)
 * TEXT_BLOCKS  0 u64 offset in TEXT, 8 u32 bytes compressed, 12 u32 bytes uncompressed
 * TEXT         zstd frames: u32 items, u32 end of each item, items. An item: summary, details,
 *              published, modified (varint length, bytes each), list of references, list of CWEs
 */

static inline uint32_t db_load32(const char *p)
{
	const uint8_t *q = (const uint8_t *)p;
	return q[0] | (uint32_t)q[1] << 8 | (uint32_t)q[2] << 16 | (uint32_t)q[3] << 24;
}

static inline uint64_t db_load64(const char *p)
{
	return db_load32(p) | (uint64_t)db_load32(p + 4) << 32;
}

static inline void db_store32(char *p, uint32_t v)
{
	for (unsigned i = 0; i < 4; i++)
		p[i] = (char)(v >> 8 * i & 0xff);
}

static inline void db_store64(char *p, uint64_t v)
{
	db_store32(p, (uint32_t)v);
	db_store32(p + 4, (uint32_t)(v >> 32));
}

/* The key of "CVE-2024-3094" in its one canonical spelling (upper case); false for anything else. */
bool db_cve_key(struct str id, uint32_t *out);

/* The spelling of a key, in `a`. */
struct str db_cve_id(struct arena *a, uint32_t key);
