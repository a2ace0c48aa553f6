/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a container sees, by going down from the top layer.
 *
 * Every path that has been met is a record: the topmost entry there, and the lowest layer so far that
 * covers the path. Going down, the layers met so far are the ones above; so an entry is visible when its
 * path has no record yet and no folder on its way is covered:
 *
 *     layer 3   etc/           .wh.motd               record etc/motd: covered by 3
 *     layer 2   etc/motd                              hidden by 3
 *               usr  (a file)                         record usr: a file, covers what is below
 *     layer 1   usr/bin/ls                            folder usr/bin is covered by 2: hidden by 2
 *
 * Must stay true:
 *  - Whiteouts and opaque marks hide what lower layers put there, never what their own layer does; so they
 *    are applied when their layer is done.
 *  - Each layer costs two look-ups an entry and one walk up a folder: linear, whatever the image.
 *
 * Format: OCI image-spec, layer.md, "Whiteouts".
 */
#include "find/view.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/map.h"
#include "base/path.h"
#include "base/vec.h"

#define DEPTH	    4096 /* folders on the way to a path: fewer than its bytes, LIMIT_PATH */
#define RECORD_NONE UINT32_MAX
#define DELETED	    0x8000u /* in a `by` value: not replaced but deleted */

/* Everything that has been met at one path. */
struct record {
	uint32_t folder; /* node */
	uint32_t entry;	 /* the topmost one; ENTRY_NONE: nothing but a whiteout */
	uint16_t layer;
	uint16_t by;	   /* lowest layer that replaces or deletes what is here, with DELETED */
	uint32_t by_entry; /* what replaces it */
	uint16_t gone; /* the same for what is below: a folder keeps it, anything else does not */
};

/* A folder that some layer puts something into. */
struct node {
	uint32_t parent; /* the root is its own */
	uint16_t opaque; /* lowest layer that empties it */
	uint16_t memo;	 /* what covers its content, as of layer `memo_layer` */
	uint16_t memo_layer;
};

struct view {
	struct arena *arena;
	const struct inventory *const *layers;
	size_t n;
	uint16_t **hidden;  /* by layer and entry: like `by` */
	bool **replaces;    /* by layer and entry */
	struct map folders; /* path → node */
	VEC(struct node) nodes;
	VEC(struct record) records;
	uint32_t *slots; /* record + 1 by hash of folder and name */
	size_t slot_n;	 /* a power of two */
};

static uint64_t slot_hash(uint32_t folder, struct str name)
{
	return (str_hash(name) ^ folder) * 0x9e3779b97f4a7c15u;
}

static struct str record_name(const struct view *v, const struct record *r)
{
	return entry_name(inventory_at(v->layers[r->layer], r->entry));
}

/* The record's number, or RECORD_NONE with the slot where it would go. */
static uint32_t record_find(const struct view *v, uint32_t folder, struct str name,
			    size_t *out_slot)
{
	size_t i = (size_t)(slot_hash(folder, name) >> 20) & (v->slot_n - 1);
	for (;; i = (i + 1) & (v->slot_n - 1)) {
		if (out_slot)
			*out_slot = i;
		if (v->slots[i] == 0)
			return RECORD_NONE;
		const struct record *r = &v->records.p[v->slots[i] - 1];
		if (r->folder == folder && str_eq(record_name(v, r), name))
			return v->slots[i] - 1;
	}
}

/* Lower layers come later, so the newer of two is the lower; "none" is above all. */
static uint16_t lower(uint16_t a, uint16_t b)
{
	if (a == LAYER_NONE || b == LAYER_NONE)
		return a == LAYER_NONE ? b : a;
	return (a & ~DELETED) <= (b & ~DELETED) ? a : b;
}

static uint32_t node_of(struct view *v, struct str path)
{
	const uint32_t *known = map_get(&v->folders, path);
	if (known)
		return *known;
	/* The way up until something is known; paths have at most LIMIT_PATH_DEPTH parts. */
	uint32_t below = RECORD_NONE, first = RECORD_NONE;
	for (struct str at = path;; at = path_dir(at)) {
		bool is_new;
		uint32_t *number = map_put(&v->folders, at, &is_new);
		if (is_new) {
			*number = (uint32_t)v->nodes.n;
			*VEC_PUSH(v->arena, &v->nodes) = (struct node){
				.parent = *number,
				.opaque = LAYER_NONE,
				.memo_layer = LAYER_NONE,
			};
		}
		if (below != RECORD_NONE)
			v->nodes.p[below].parent = *number;
		if (first == RECORD_NONE)
			first = *number;
		below = *number;
		if (!is_new || at.n == 0)
			return first;
	}
}

/* What covers the content of a folder, by the layers above `layer`. */
static uint16_t covered(struct view *v, uint32_t node, uint16_t layer)
{
	uint32_t way[DEPTH];
	size_t n = 0;
	uint16_t by = LAYER_NONE;
	for (uint32_t at = node;; at = v->nodes.p[at].parent) {
		if (v->nodes.p[at].memo_layer == layer) {
			by = v->nodes.p[at].memo;
			break;
		}
		way[n++] = at;
		if (v->nodes.p[at].parent == at || n == ARRAY_LEN(way))
			break;
	}
	while (n > 0) {
		struct node *at = &v->nodes.p[way[--n]];
		by = lower(by, at->opaque);
		if (at->parent != way[n]) {
			struct str path = v->folders.entries[way[n]].key;
			uint32_t r = record_find(v, at->parent, path_base(path), NULL);
			if (r != RECORD_NONE)
				by = lower(by, v->records.p[r].gone);
		}
		at->memo = by;
		at->memo_layer = layer;
	}
	return by;
}

static struct record *record_put(struct view *v, uint32_t folder, uint16_t layer, uint32_t entry,
				 bool *out_new)
{
	size_t slot;
	struct str name = entry_name(inventory_at(v->layers[layer], entry));
	uint32_t known = record_find(v, folder, name, &slot);
	*out_new = known == RECORD_NONE;
	if (!*out_new)
		return &v->records.p[known];
	struct record *r = VEC_PUSH(v->arena, &v->records);
	*r = (struct record){
		.folder = folder,
		.entry = entry,
		.layer = layer,
		.by = LAYER_NONE,
		.gone = LAYER_NONE,
	};
	v->slots[slot] = (uint32_t)v->records.n;
	return r;
}

static void see(struct view *v, uint16_t layer, uint32_t i, uint32_t node)
{
	const struct entry *e = inventory_at(v->layers[layer], i);
	bool is_new;
	struct record *r = record_put(v, node, layer, i, &is_new);
	uint16_t by = lower(r->by, covered(v, node, layer));
	v->hidden[layer][i] = by;
	if (by != LAYER_NONE && by == r->by && !(by & DELETED) && by != layer &&
	    e->type != FILE_DIRECTORY)
		v->replaces[by][r->by_entry] = true;
	r->by = layer;
	r->by_entry = i;
	if (e->type != FILE_DIRECTORY)
		r->gone = layer;
}

static void apply_mark(struct view *v, uint16_t layer, uint32_t i, uint32_t node)
{
	const struct entry *e = inventory_at(v->layers[layer], i);
	uint16_t by = (uint16_t)(layer | DELETED);
	v->hidden[layer][i] = layer;
	if (e->flags & FILE_OPAQUE) {
		uint32_t emptied = node_of(v, inventory_path(v->layers[layer], i, v->arena));
		v->nodes.p[emptied].opaque = by;
		return;
	}
	bool is_new;
	struct record *r = record_put(v, node, layer, i, &is_new);
	/* Beside a new entry of that name the whiteout only adds that the lower content goes, too. */
	if (!is_new && r->by == layer) {
		r->gone = layer;
		return;
	}
	r->by = r->gone = by;
}

static void add_layer(struct view *v, uint16_t layer)
{
	const struct inventory *in = v->layers[layer];
	uint32_t folders = inventory_folders(in), n = inventory_n(in);
	uint32_t *node = arena_array(v->arena, size_max(1, folders), sizeof(*node));
	v->hidden[layer] = arena_array(v->arena, size_max(1, n), sizeof(**v->hidden));
	v->replaces[layer] = arena_array(v->arena, size_max(1, n), sizeof(**v->replaces));
	for (uint32_t i = 0; i < folders; i++)
		node[i] = node_of(v, inventory_folder(in, i));
	/* From the end: of two entries for one path the later one counts. */
	for (uint32_t i = n; i-- > 0;) {
		const struct entry *e = inventory_at(in, i);
		if (!(e->flags & (FILE_WHITEOUT | FILE_OPAQUE)))
			see(v, layer, i, node[e->folder]);
	}
	for (uint32_t i = 0; i < n; i++) {
		const struct entry *e = inventory_at(in, i);
		if (e->flags & (FILE_WHITEOUT | FILE_OPAQUE))
			apply_mark(v, layer, i, node[e->folder]);
	}
}

struct view *view_new(struct arena *a, const struct inventory *const *layers, size_t n)
{
	ENSURE(n < DELETED);
	struct view *v = arena_alloc(a, sizeof(*v));
	*v = (struct view){ .arena = a, .layers = layers, .n = n };
	map_init(&v->folders, a);
	v->hidden = arena_array(a, size_max(1, n), sizeof(*v->hidden));
	v->replaces = arena_array(a, size_max(1, n), sizeof(*v->replaces));
	size_t entries = 0;
	for (size_t i = 0; i < n; i++)
		entries += layers[i] ? inventory_n(layers[i]) : 0;
	for (v->slot_n = 64; v->slot_n < entries + entries / 2;)
		v->slot_n *= 2;
	/* Room for a record an entry: growing would leave as much again behind. */
	v->records.p = arena_array(a, size_max(1, entries), sizeof(*v->records.p));
	v->records.cap = size_max(1, entries);
	v->slots = arena_array(a, v->slot_n, sizeof(*v->slots));
	for (size_t i = n; i-- > 0;)
		if (layers[i])
			add_layer(v, (uint16_t)i);
	return v;
}

size_t view_layers(const struct view *v)
{
	return v->n;
}

const struct inventory *view_inventory(const struct view *v, size_t layer)
{
	ENSURE(layer < v->n);
	return v->layers[layer];
}

uint16_t view_hidden_by(const struct view *v, size_t layer, uint32_t entry)
{
	uint16_t by = v->hidden[layer][entry];
	return by == LAYER_NONE ? by : (uint16_t)(by & ~DELETED);
}

bool view_deleted(const struct view *v, size_t layer, uint32_t entry)
{
	uint16_t by = v->hidden[layer][entry];
	return by != LAYER_NONE && (by & DELETED);
}

bool view_replaces(const struct view *v, size_t layer, uint32_t entry)
{
	return v->replaces[layer][entry];
}

static bool record_visible(const struct view *v, const struct record *r)
{
	return v->hidden[r->layer][r->entry] == LAYER_NONE;
}

bool view_find(const struct view *v, struct str path, size_t *out_layer, uint32_t *out_entry)
{
	const uint32_t *folder = map_get(&v->folders, path_dir(path));
	uint32_t i = folder ? record_find(v, *folder, path_base(path), NULL) : RECORD_NONE;
	if (i == RECORD_NONE || !record_visible(v, &v->records.p[i]))
		return false;
	*out_layer = v->records.p[i].layer;
	*out_entry = v->records.p[i].entry;
	return true;
}

/* Where a link at the end of `at` leads, with `rest` behind it; its length, 0 when that is too long. */
static size_t follow(struct str at, struct str target, struct str rest, char *to)
{
	struct str folder = str_starts(target, STR("/")) ? STR("") : path_dir(at);
	struct str part[3] = { folder, target, rest };
	char joined[3 * 4096 + 3];
	size_t n = 0;
	for (size_t i = 0; i < ARRAY_LEN(part); i++) {
		if (part[i].n > LIMIT_PATH)
			return 0;
		if (part[i].n)
			memcpy(joined + n, part[i].p, part[i].n);
		n += part[i].n;
		joined[n++] = '/';
	}
	n = path_normalise(str_make(joined, n), joined, NULL);
	if (n > LIMIT_PATH)
		return 0;
	memcpy(to, joined, n);
	return n;
}

/* Follows the links of now[0, *n) in place. */
static bool resolve(const struct view *v, bool last, char *now, size_t *n)
{
	size_t links = 0;
	for (size_t end = 0; end < *n;) {
		/* now[0, end) has no links in it; one component more */
		size_t next = end + (end > 0), layer;
		uint32_t entry;
		while (next < *n && now[next] != '/')
			next++;
		struct str at = str_make(now, next);
		const struct entry *e = NULL;
		if (view_find(v, at, &layer, &entry))
			e = inventory_at(v->layers[layer], entry);
		else if (!map_get(&v->folders,
				  at)) /* archives need not list the folders on the way */
			return false;
		if (!e || e->type != FILE_SYMLINK || (next == *n && !last)) {
			end = next;
			continue;
		}
		char to[4096];
		if (++links > 40)
			return false;
		*n = follow(at, entry_link(e), str_from(str_make(now, *n), next), to);
		memcpy(now, to, *n);
		end = 0;
	}
	return *n > 0;
}

bool view_resolve(const struct view *v, struct str path, bool last, size_t *out_layer,
		  uint32_t *out_entry)
{
	char now[4096]; /* LIMIT_PATH */
	size_t n = path.n;
	if (n > sizeof(now))
		return false;
	memcpy(now, n ? path.p : "", n);
	return resolve(v, last, now, &n) && view_find(v, str_make(now, n), out_layer, out_entry);
}

struct str view_folder(const struct view *v, struct str path, struct arena *a)
{
	char now[4096]; /* LIMIT_PATH */
	size_t n = path.n;
	if (n == 0 || n > sizeof(now))
		return path;
	memcpy(now, path.p, n);
	return resolve(v, true, now, &n) ? str_dup(a, str_make(now, n)) : path;
}

bool view_next(const struct view *v, struct view_each *each)
{
	while (each->next_ < v->records.n) {
		const struct record *r = &v->records.p[each->next_++];
		if (!record_visible(v, r))
			continue;
		each->layer = r->layer;
		each->entry = r->entry;
		return true;
	}
	return false;
}
