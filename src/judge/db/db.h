/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The advisory database, read side. One file, mapped, never parsed: the layout is the essay in
 * judge/db/format.h and docs/format/db.md.
 *
 * db_open() checks magic, version, bounds of the section table and (db_verify) the checksum; every
 * lookup checks its own bounds again, because a file can change under a running process. All
 * lookups are safe from several threads and allocate only in the arena they are given (db_text()
 * and db_cve() also keep the last blocks of text, half a MiB in all, until db_close()).
 */
#pragma once

#include "base/fault.h"
#include "model/advisory.h"

struct db;

/* By path, or over memory that must outlive the db (the built-in headline advisories). */
int db_open(const char *path, struct db **out, struct fault *f);
int db_open_bytes(struct str bytes, const char *name, struct db **out, struct fault *f);
void db_close(struct db *db); /* accepts NULL */
void db_closep(struct db **db);

/* Reads the whole file and compares its checksum: `db status` does, a scan does not. */
int db_verify(const struct db *db, struct fault *f);

/*
 * A run of statements about one package name, by descending feed priority, then ascending advisory
 * id.
 */
struct db_range {
	const struct db *db;
	uint32_t first, n;
	enum ecosystem ecosystem;
	struct str release, name; /* as the file spells them */
};

/*
 * The statements on one package. `release` and `name` as in struct advisory_package. 1 when the
 * name is known; 0 when it is not (then *out is empty); E_CORRUPT when a record leaves the file.
 */
int db_lookup(const struct db *db, enum ecosystem e, struct str release, struct str name,
	      struct db_range *out, struct fault *f);

/*
 * How much is known of a release. A handful of advisories that happen to name it is not coverage: a scan
 * may say "no known vulnerabilities" only for a release that some feed speaks of completely.
 */
enum db_coverage {
	DB_NOTHING,   /* no statement at all */
	DB_SCATTERED, /* single statements */
	DB_COVERED,   /* a feed said that it covers the release (build_covers()) */
};
enum db_coverage db_coverage(const struct db *db, enum ecosystem e, struct str release);

/*
 * One statement of the range. `advisory` gets ids and severity, `package` the one package; strings
 * point into the file (or the arena). Text (summary, details, references, cwe, published) is not
 * filled: db_text().
 */
struct db_statement {
	struct advisory advisory;
	struct advisory_package package;
	struct str feed;  /* "debian-tracker", "osv", "headline" */
	uint8_t priority; /* of the feed: the higher one is believed */
	uint32_t text;	  /* handle for db_text */
};
int db_statement(const struct db_range *range, uint32_t i, struct arena *a,
		 struct db_statement *out, struct fault *f);

/*
 * The cold part: decompresses one block. Fills summary, details, references, cwe, published,
 * modified.
 */
int db_text(const struct db *db, uint32_t text, struct arena *a, struct advisory *out,
	    struct fault *f);

/*
 * 1 when something is known of the CVE (KEV, EPSS, CVSS, text), else 0. db_cve_urgency() leaves
 * summary and published out, and so never decompresses: for the many that are judged and not shown.
 */
int db_cve(const struct db *db, struct str cve, struct arena *a, struct cve_facts *out,
	   struct fault *f);
int db_cve_urgency(const struct db *db, struct str cve, struct arena *a, struct cve_facts *out,
		   struct fault *f);

/*
 * Everything that is said under one number, the advisory's own or an alias, in any case: 1, or 0 when nothing
 * is. Reads the whole file: for a person who asks. Only the first statements are kept, all are counted.
 */
enum { DB_ADVISORY_STATEMENTS = 200 };
struct db_advisory {
	VEC(struct db_statement) statements; /* with their texts */
	uint64_t statements_n;
};
int db_advisory(const struct db *db, struct str id, struct arena *a, struct db_advisory *out,
		struct fault *f);

/* Counts by feed and reason, for `db status`. */
struct db_feed_status {
	struct str name;
	struct str newest;	/* newest date in it, RFC 3339; empty when it has none */
	uint64_t used, refused; /* records */
	struct {
		struct str reason;
		uint64_t n;
	} reasons[16];
	size_t reasons_n;
};
struct db_partition_status {
	enum ecosystem ecosystem; /* ECOSYSTEM_NONE: one that this program does not know */
	struct str release;
	uint64_t names, statements;
	bool covered;
};
struct db_status {
	struct str path;
	struct str digest; /* "sha256:…" over the content, as stored in the head */
	struct str built;  /* newest date of all feeds */
	uint64_t size, advisories, statements, names, cves;
	VEC(struct db_feed_status) feeds;
	VEC(struct db_partition_status) partitions;
};
int db_status(const struct db *db, struct arena *a, struct db_status *out, struct fault *f);
