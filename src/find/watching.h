/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The watchers of a layer, all at once: what find/walk.c calls while the layer streams by, and scan.c when
 * all layers are known.
 */
#pragma once

#include "find/walk.h"
#include "find/watch.h"

struct watching {
	struct layer_result *out;
	bool *asked; /* by watcher: it wants the bytes of this entry */
};

/* Makes the layer's inventory and the watchers' states, when any scanner of `walk` needs one. */
void watching_begin(struct watching *w, struct walk *walk, struct layer_result *out);

/* True when somebody wants the entry's bytes: then data and body_end follow. */
bool watching_entry(struct watching *w, const struct file_head *head);
void watching_data(struct watching *w, struct str window);
void watching_body_end(struct watching *w, bool complete);
void watching_end(struct watching *w);

/* Releases the states of a layer. */
void watching_done(struct layer_result *r);

struct watch_options {
	struct str today;	/* YYYY-MM-DD */
	attestation_open *open; /* NULL: there are no attestations */
	void *open_context;
	place_excused *excused; /* NULL: none is */
	void *excused_context;
	bool show_secrets;
};

/*
 * Settles all watchers, those of secrets first, and then takes the secrets out of what the report knows of the
 * image (find/redact.h), also when no watcher is on. After settle(): packages and os of the report are known.
 * When the image has more files than can be remembered, that is a gap and nobody is asked.
 */
void watching_settle(const struct walk *walk, struct report *report,
		     struct layer_result *const *results, size_t n,
		     const struct watch_options *opt);
