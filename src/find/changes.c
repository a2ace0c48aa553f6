/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One pass over all entries: each tells what its own layer did with it, and, when a higher layer hides it,
 * what that one did.
 *
 * Bytes of a hard link count with the file it names. A file that its own layer names twice is counted once.
 */
#include "find/changes.h"

static void keep_top(struct layer_changes *c, const struct inventory *v, uint32_t i, uint16_t by,
		     struct arena *a)
{
	uint64_t bytes = inventory_at(v, i)->size;
	size_t at = LAYER_TOP;
	while (at > 0 && c->top[at - 1].bytes < bytes)
		at--;
	if (at == LAYER_TOP)
		return;
	memmove(&c->top[at + 1], &c->top[at], (LAYER_TOP - at - 1) * sizeof(*c->top));
	c->top[at] = (struct layer_item){ inventory_path(v, i, a), bytes, by };
}

static void count_layer(struct report *report, const struct view *view, uint16_t layer)
{
	const struct inventory *v = view_inventory(view, layer);
	struct layer_changes *c = &report->layers.p[layer].changes;
	for (uint32_t i = 0; i < inventory_n(v); i++) {
		const struct entry *e = inventory_at(v, i);
		uint16_t by = view_hidden_by(view, layer, i);
		if (e->type == FILE_DIRECTORY || by == layer)
			continue;
		bool changes = view_replaces(view, layer, i);
		*(changes ? &c->changed : &c->added) += 1;
		*(changes ? &c->changed_bytes : &c->added_bytes) += e->size;
		keep_top(c, v, i, by, report->arena);
		if (by == LAYER_NONE)
			continue;
		c->wasted++;
		c->wasted_bytes += e->size;
		if (view_deleted(view, layer, i)) {
			report->layers.p[by].changes.deleted++;
			report->layers.p[by].changes.deleted_bytes += e->size;
		}
	}
}

void changes_count(struct report *report, const struct view *view)
{
	report->has_changes = true;
	for (size_t i = 0; i < view_layers(view); i++)
		if (view_inventory(view, i))
			count_layer(report, view, (uint16_t)i);
}
