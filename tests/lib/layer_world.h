/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Layers made by hand: names and sizes, without any bytes.
 */
#pragma once

#include "check.h"

#include "find/changes.h"
#include "find/watch.h"

#define WORLD_LAYERS 4

struct layer_world {
	struct arena *arena;
	struct report *report;
	struct inventory *layers[WORLD_LAYERS];
	struct view *view;
	uint64_t bytes;
};

static inline void layer_world_init(struct layer_world *w)
{
	*w = (struct layer_world){ .arena = arena_new(), .report = report_new() };
	for (size_t i = 0; i < WORLD_LAYERS; i++) {
		w->layers[i] = inventory_new(w->arena, &w->bytes);
		VEC_PUSH(w->report->arena, &w->report->layers);
		VEC_PUSH(w->report->arena, &w->report->image.layers)->history = HISTORY_NONE;
	}
}

static inline void layer_world_done(struct layer_world *w)
{
	report_free(w->report);
	arena_free(w->arena);
}

static inline void layer_world_add(struct layer_world *w, size_t layer, const char *path,
				   enum file_type type, unsigned flags, uint64_t size)
{
	struct file_head head = {
		.path = str_of(path), .type = type, .flags = flags, .size = size
	};
	inventory_add(w->layers[layer], &head);
}

// "-path" is a whiteout, "path/" a folder, "path/" and a star an opaque folder
static inline void layer_world_put(struct layer_world *w, size_t layer, const char *text,
				   uint64_t size)
{
	struct str s = str_of(text);
	if (str_starts(s, STR("-")))
		layer_world_add(w, layer, text + 1, FILE_REGULAR, FILE_WHITEOUT, 0);
	else if (str_ends(s, STR("/*")))
		layer_world_add(w, layer, str_cstr(w->arena, str_slice(s, 0, s.n - 2)),
				FILE_DIRECTORY, FILE_OPAQUE, 0);
	else if (str_ends(s, STR("/")))
		layer_world_add(w, layer, str_cstr(w->arena, str_slice(s, 0, s.n - 1)),
				FILE_DIRECTORY, 0, 0);
	else
		layer_world_add(w, layer, text, FILE_REGULAR, 0, size);
}

static inline void layer_world_settle(struct layer_world *w)
{
	w->view = view_new(w->arena, (const struct inventory *const *)w->layers, WORLD_LAYERS);
	changes_count(w->report, w->view);
}
