/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Contract of a watcher (src/find/watch/NAME.c exports `watcher_NAME`): who looks at all files of all
 * layers as they pass, not only at files of known names (those are analyzers).
 *
 * For each layer a watcher has a state of its own, filled while the layer streams by (in any thread, one
 * thread a layer). When all layers are known and it is clear what a container sees, settle() turns
 * the states into findings.
 *
 *     begin ─► entry ─► data* ─► body_end ─► … ─► end                        (each layer)
 *                                                  └─► settle(all layers) ─► findings     ─► done
 *
 * Must stay true: nothing is opened, written or executed; memory stays within limits whatever the layer
 * holds; what could not be read is said with watch_gap().
 */
#pragma once

#include "find/inventory.h"
#include "find/view.h"
#include "model/report.h"
#include "read/stream.h"

struct owned;
struct secret_fact;
struct miner_patterns;
struct secret_engine;
struct layer_result;

/* Bits of scan_options.scanners and watcher.scanner: what --scanners names. */
enum scanner {
	SCANNER_VULNERABILITY =
		1, /* packages are listed always; this matches them with advisories */
	SCANNER_SECRET = 2,
	SCANNER_INTEGRITY = 4, /* tampering and implants */
	SCANNER_LEFTOVER = 8,
	SCANNER_ALL = 15,
};

/* What a watcher knows of the layer it watches. Lives as long as the layer's result. */
struct watch_layer {
	struct arena *arena;		     /* of the layer's result: for what is kept */
	struct inventory *inventory;	     /* entries so far; complete at end() */
	const struct secret_engine *secrets; /* NULL when secrets are not looked for */
	const struct miner_patterns *miners; /* NULL without SCANNER_INTEGRITY */
	struct layer_result *result;	     /* for watch_gap() */
	bool show_secrets;
};

/* Something in `path` (empty: in the layer) could not be read. `why` as fault_set() filled it. */
void watch_gap(const struct watch_layer *layer, struct str path, const struct fault *why);

/* The content of an attestation of the image; its size and digest are checked as it is read. */
typedef int attestation_open(void *context, const struct attestation *what, struct stream **out,
			     struct fault *f);

/* Did the user say that what was found there does not count? Of places in git, when their commit is known. */
typedef bool place_excused(void *context, const struct secret_fact *fact,
			   const struct secret_place *place);

/* All layers of an image, bottom first. */
struct watch_image {
	struct report *report; /* packages and os are settled: owned files are in package.files */
	struct view *view;     /* what a container sees; holds the inventories */
	struct owned *owned;   /* which package a visible file is of: find/lib/owned.h */
	void *const
		*states; /* by layer: what begin() gave; NULL for a layer that could not be read */
	size_t n;
	struct arena *arena;		     /* for the time of settling */
	const struct secret_engine *secrets; /* NULL when secrets are not looked for */
	const struct miner_patterns *miners; /* NULL without SCANNER_INTEGRITY */
	struct str today;		     /* YYYY-MM-DD */
	attestation_open *open;		     /* NULL when there are no attestations */
	void *open_context;
	place_excused *excused; /* NULL when nobody says so of any */
	void *excused_context;
	bool show_secrets;
};

struct watcher {
	const char *name;     /* "secret": the file's name */
	enum scanner scanner; /* what switches it on */
	/* The state for one layer. */
	void *(*begin)(const struct watch_layer *layer);
	/*
	 * An entry (with number `index` in the inventory, ENTRY_NONE when that is full), also
	 * folders, links and whiteouts. True: give me its bytes. Only regular files have any.
	 */
	bool (*entry)(void *state, const struct file_head *head, uint32_t index);
	/* The bytes that entry() asked for, in windows. May be NULL when entry() never asks. */
	void (*data)(void *state, struct str window);
	/* After the last window; `complete` is false when the body broke off. */
	void (*body_end)(void *state, bool complete);
	/* The layer is over: what is not in the arena and not needed by settle() goes. May be NULL. */
	void (*end)(void *state);
	/* Findings. Reads the states, does not change them: layers are shared by images. */
	void (*settle)(const struct watch_image *image);
	/* The state's own memory outside of the arena, if any. May be NULL. */
	void (*done)(void *state);
};

extern const struct watcher *const all_watchers[]; /* find/watch/ */
extern const size_t all_watchers_n;
