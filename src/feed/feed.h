/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Contract of a feed (src/feed/source/NAME.c exports `feed_NAME`): one native advisory format →
 * struct advisory.
 *
 * feed/input.c walks the folder, opens archives and compressions on the way (zip, tar, gzip, zstd,
 * xz) and offers each file to the feeds by its path and first bytes; the highest bid reads it.
 * Files nobody wants are counted by `db build`. A record that cannot be used is counted with
 * build_refused(): never silently dropped.
 */
#pragma once

#include "base/fault.h"
#include "judge/db/build.h"
#include "read/stream.h"

struct feed_file {
	struct str
		path; /* "alpine/secdb/v3.20/main.json", or "golang/osv.zip/GO-2021-0052.json" inside an archive */
	struct str head;     /* first bytes, up to 1 KiB, uncompressed */
	struct stream *body; /* from the start, uncompressed */
	uint64_t size;	     /* uncompressed, UINT64_MAX when unknown */
};

struct feed {
	const char *name;  /* "osv": the file's name with dashes */
	const char *title; /* "OSV records (osv.dev schema)" */
	uint8_t priority; /* see build_feed(); 100 for a distribution's tracker, 50 for OSV, 10 for headline facts */
	/* How sure it is that the file is its own, 0 = not mine. */
	unsigned (*bid)(const struct feed_file *file);
	/*
	 * Reads one file. A fault refuses the rest of this file only, is counted, and is reported
	 * with its path. `scratch` is reset after each file; a feed that streams many records from
	 * one file resets it between records itself.
	 */
	int (*read)(const struct feed_file *file, struct arena *scratch, struct db_build *out,
		    struct fault *f);
};

extern const struct feed *const all_feeds[];
extern const size_t all_feeds_n;

/* What `db build` prints. */
struct feed_totals {
	uint64_t files, unclaimed, failed; /* failed: a fault ended the file early */
};

/*
 * Reads everything below `dir` in a stable order. E_NOTFOUND, E_IO; a bad feed file is not a
 * failure of the build.
 */
int feed_read_directory(const char *dir, struct db_build *build, struct feed_totals *totals,
			struct fault *f);

/*
 * Whether feed_read_directory() would use the file `path`, named `name`, and read it to its end: 0.
 * E_UNSUPPORTED when no feed wants it or a member of it; else what is damaged. Members of an archive
 * are only decompressed and compared with their checksums, not understood.
 */
int feed_check(const char *path, struct str name, struct fault *f);

/* The built-in headline advisories (data/headline.txt). */
int feed_read_headline(struct db_build *build, struct fault *f);
