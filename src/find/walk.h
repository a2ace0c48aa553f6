/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One layer, read once: hands each file to who asked for it, remembers what hides what, and turns local
 * errors into gaps.
 */
#pragma once

#include "find/facts.h"
#include "find/inventory.h"
#include "find/route.h"
#include "read/files.h"

/* Shared by all layers of a scan. */
struct walk {
	const struct route *route;
	struct sym_table *syms;
	unsigned scanners; /* of enum scanner (find/watch.h): which watchers watch */
	const struct secret_engine *secrets;
	const struct miner_patterns *miners;
	bool show_secrets;
	uint64_t rows;		  /* packages so far, all layers; atomic */
	uint64_t inventory_bytes; /* held by all inventories; atomic */
};

/* Something that a layer did at a path which concerns us. */
enum mark_kind {
	MARK_FILE, /* a non-directory is there now: replaces what lower layers had at and below it */
	MARK_DIR,  /* a directory is there: replaces a lower non-directory, keeps lower children */
	MARK_WHITEOUT, /* deleted: hides lower layers at and below it */
	MARK_OPAQUE,   /* emptied: hides lower layers below it */
};

struct mark {
	struct str path;
	enum mark_kind kind;
	uint32_t event; /* position in the layer; of two marks for one path the last one counts */
};

struct layer_package {
	struct package row;
	uint32_t event;
};

struct layer_os {
	struct os_fact os;
	struct str path;
	uint32_t event;
};

struct layer_detail {
	enum detail_kind kind;
	sym package, value;
	struct str path;
	uint32_t count, event;
};

struct layer_gap {
	struct str path; /* empty: the layer as a whole */
	struct fault why;
};

/* What a layer taught us. Owns its arena; strings in it, syms in the scan's table. */
struct layer_result {
	struct arena *arena, *scratch;
	VEC(struct layer_package) packages;
	VEC(struct layer_os) os;
	VEC(struct layer_detail) details;
	VEC(struct mark) marks;
	VEC(struct layer_gap) gaps;
	uint64_t gaps_dropped;
	struct inventory *inventory; /* NULL when no watcher wants it */
	void **states;		     /* by watcher; NULL for one that is switched off */
	uint64_t entries, bytes;
	bool too_many; /* packages or their text passed an image-wide limit: none of them count */
	struct digest blob;    /* of the bytes as stored; DIGEST_NONE when they were not all read */
	struct digest diff_id; /* of the uncompressed tar, when asked for */
};

void layer_result_init(struct layer_result *r);
void layer_result_done(struct layer_result *r);

/* Reads all of `files` (which stays the caller's). Never fails: what goes wrong is a gap in `out`. */
void walk_layer(struct walk *w, struct files *files, struct layer_result *out);

/* Records a gap about the layer (path empty) or a file. */
void layer_gap(struct layer_result *r, struct str path, const struct fault *why);
