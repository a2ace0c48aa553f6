/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What open.c, lookup.c, cve.c, text.c and status.c share: the mapped file and its checked
 * accessors.
 */
#pragma once

#include "base/arena.h"
#include "base/fault.h"
#include "base/rd.h"
#include "judge/db/db.h"
#include "judge/db/format.h"

struct db_text_cache;

struct db {
	struct str bytes;
	bool mapped; /* by us: undo at close, give hints to the kernel */
	char *name;
	struct str section[DB_SECTION_COUNT_];
	uint32_t rows[DB_SECTION_COUNT_]; /* of the sections that consist of rows */
	uint8_t *wanted;		  /* per partition: the kernel has been told */
	struct db_text_cache *cache;
};

/* Row i; NULL when there is none. */
static inline const char *db_row(const struct db *db, enum db_section kind, uint32_t i, size_t row)
{
	return i < db->rows[kind] ? db->section[kind].p + (size_t)i * row : NULL;
}

static inline int db_corrupt(const struct db *db, const char *what, struct fault *f)
{
	return fault_set(f, E_CORRUPT, "%s: %s leaves its section", db->name, what);
}

/* The string at an offset of STRINGS. */
int db_string(const struct db *db, uint64_t at, struct str *out, struct fault *f);

/* A cursor at an offset of a section that does not consist of rows. */
struct rd db_cursor(const struct db *db, enum db_section kind, uint64_t at);

/*
 * A counted list of strings at the cursor, the array in `a`. `what` names it in the fault. Step over
 * one with a NULL arena.
 */
int db_list(const struct db *db, struct rd *r, struct arena *a, const char *what, struct str **out,
	    size_t *out_n, struct fault *f);

/* One row of PARTITIONS with its run of INDEX, bounds checked. */
struct db_partition {
	struct str ecosystem, release;
	const char *slots, *keys, *names;
	uint32_t slots_n, keys_n, names_n;
	uint32_t first, n; /* statements */
	bool covered;
};
int db_partition(const struct db *db, uint32_t i, struct db_partition *out, struct fault *f);

/* Name and run of statements of key i of a partition. */
int db_key(const struct db *db, const struct db_partition *p, uint32_t i, struct str *out_name,
	   uint32_t *out_first, uint32_t *out_n, struct fault *f);

/* By the name that a partition has; ECOSYSTEM_NONE for one that this program does not know. */
enum ecosystem db_ecosystem(struct str name);

void db_text_cache_free(struct db_text_cache *cache); /* accepts NULL */
struct db_text_cache *db_text_cache_new(void);
