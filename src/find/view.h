/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a container sees of all entries of all layers, and which layer hid the others.
 *
 * An entry is hidden by the lowest layer above its own that replaces, deletes or empties it or a folder on
 * its way (OCI image-spec layer.md, "Whiteouts"); by its own layer, when that names the path
 * again later. Built from the top layer down in linear time.
 */
#pragma once

#include "find/inventory.h"
#include "model/package.h" /* LAYER_NONE */

struct view;

/* `layers[i]` may be NULL. Both live as long as the view. */
struct view *view_new(struct arena *a, const struct inventory *const *layers, size_t n);

size_t view_layers(const struct view *v);
const struct inventory *view_inventory(const struct view *v, size_t layer); /* NULL: not read */

/* The layer that hides the entry, or LAYER_NONE when a container sees it. Whiteouts are never seen. */
uint16_t view_hidden_by(const struct view *v, size_t layer, uint32_t entry);

/* Does that layer delete it (whiteout, opaque folder), or replace it? Only for a hidden entry. */
bool view_deleted(const struct view *v, size_t layer, uint32_t entry);

/* Does it take the place of a file of a lower layer, that was there until then? */
bool view_replaces(const struct view *v, size_t layer, uint32_t entry);

/* The visible entry at a path, no link followed; not for the root itself. False when there is none. */
bool view_find(const struct view *v, struct str path, size_t *out_layer, uint32_t *out_entry);

/*
 * The same, following symbolic links in all components but, unless `last`, the last one; as a container
 * would resolve it. False too after 40 links.
 */
bool view_resolve(const struct view *v, struct str path, bool last, size_t *out_layer,
		  uint32_t *out_entry);

/*
 * Where a folder's path leads: links followed, though nothing but its files may stand in the archives. `path`
 * itself when it leads nowhere.
 */
struct str view_folder(const struct view *v, struct str path, struct arena *a);

/* Every visible entry: for (struct view_each each = { 0 }; view_next(v, &each);) */
struct view_each {
	size_t layer;
	uint32_t entry;
	uint32_t next_;
};

bool view_next(const struct view *v, struct view_each *each);
