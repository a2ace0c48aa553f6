/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The history: what every scan found, in one SQLite file (docs/format/history.md).
 *
 * Findings are kept as intervals, from the first scan that saw one to the first that looked and did not:
 * a file grows with what changes, not with the number of scans. Any number of processes may write; each
 * waits for its turn.
 */
#pragma once

#include "history/record.h"
#include "history/wire.h"

struct store;

/* Bytes that a history may take before the oldest of it is forgotten, unless told otherwise. */
#define STORE_BYTES (64 * MIB)

enum { STORE_VERSION = 1 };

/*
 * `write`: makes the file when it is not there or empty, and brings an older one to this version. Faults
 * name the path. Refuses what is not a history, and one of a later version.
 */
int store_open(const char *path, bool write, struct store **out, struct fault *f);
void store_close(struct store *s); /* accepts NULL */
void store_closep(struct store **s);

/* Another ceiling than STORE_BYTES; for tests and prune. At least 64 KiB. */
void store_limit(struct store *s, uint64_t bytes);

/*
 * Remembers a scan. When it returns 0 the scan is on disk and survives the end of this process and of the
 * machine; otherwise nothing of it is there. *out_id is the row that holds it: a new one, or that of the
 * same image scanned with the same result.
 */
int store_scan(struct store *s, const struct record *r, int64_t *out_id, struct fault *f);

/* What is known of an image; an unknown one has no past, which is no failure. */
int store_recall(struct store *s, struct str image, struct str platform, struct arena *a,
		 struct wire_past *out, struct fault *f);

struct prune_result {
	uint64_t scans, images, findings; /* forgotten */
	uint64_t bytes_before, bytes_after;
};

/*
 * Forgets scans before `before` (seconds), findings that were gone by then, images that were not scanned since;
 * then more, oldest first, until the file takes at most `max_bytes` (0: any). Gives the space back.
 */
int store_prune(struct store *s, int64_t before, uint64_t max_bytes, struct prune_result *out,
		struct fault *f);

struct store_status {
	uint64_t bytes, free_bytes;
	uint64_t images, scans, runs, findings, seen, open;
	int64_t oldest, newest; /* seconds; 0 when there is no scan */
	int version;
};

/* Reads the whole file and checks its structure: E_CORRUPT says what is wrong. */
int store_status(struct store *s, struct store_status *out, struct fault *f);

/* One scan, or several of one image with the same result. */
struct store_scan_row {
	struct str image, platform, reference, gate, clause;
	struct str manifest, config; /* "sha256:…" or empty */
	int64_t id, since, time;     /* the first and the last run of it */
	uint64_t runs;
	enum verdict verdict;
	uint32_t blocking, fixable, packages;
	uint32_t by_severity[SEVERITY_COUNT_];
	uint64_t size;
};

struct store_scan_list {
	VEC(struct store_scan_row) rows;
};

/* Newest first, at most `max`; empty `image`: the latest of each image, by name. */
int store_list(struct store *s, struct str image, size_t max, struct arena *a,
	       struct store_scan_list *out, struct fault *f);
