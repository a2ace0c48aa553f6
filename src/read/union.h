/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which layer owns a path: the question of the file system that a container sees, answered without unpacking.
 */
#pragma once

#include "base/map.h"
#include "base/vec.h"

enum union_kind {
	UNION_FILE,
	UNION_DIR,
	UNION_WHITEOUT,
	UNION_OPAQUE,
};

struct layer_union;

struct layer_union *union_new(struct arena *a);

/* Layers may come in any order. Within one layer the last call for a path and kind counts. `path` is borrowed. */
void union_add(struct layer_union *u, uint32_t layer, struct str path, enum union_kind kind);

/* Does a container see what `layer` put at `path`? Looks at higher layers only. */
bool union_visible(const struct layer_union *u, uint32_t layer, struct str path);
