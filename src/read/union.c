/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which layer owns a path.
 *
 * An image is a pile of tar files. A later layer may replace a file, delete it (an empty file
 * ".wh.NAME" beside it), or empty a whole folder (".wh..wh..opq" inside it). A scanner has to answer two
 * questions that an unpacker does not have: what does a container see, and which layer brought a file
 * that is now hidden? A secret deleted in layer 5 still ships in layer 2.
 *
 * So nothing is ever unpacked or removed here. Layers are read once, in any order; what they did at the
 * paths that matter becomes one record a path:
 *
 *         path ──► highest layer with a file │ folder │ whiteout │ opaque mark there
 *
 * A file of layer i is hidden when a higher layer has, at the path itself, anything but an opaque mark,
 * or, at a folder above it, a file, a whiteout or an opaque mark. Only the highest layer of each kind can
 * matter, so a record is four numbers however many layers there are.
 *
 * Must stay true:
 *  - A whiteout hides only what lower layers put there, also when its archive lists it after a new file
 *    of that name. Builders disagree on the order; the answer does not depend on it.
 *  - Paths are normalised before they get here (base/path.c).
 *
 * Format: OCI image-spec, layer.md, "Whiteouts".
 */
#include "read/union.h"

#include "base/path.h"

struct record {
	uint32_t top[4]; /* layer + 1 by enum union_kind, 0 = none */
};

struct layer_union {
	struct arena *arena;
	struct map index;
	VEC(struct record) records;
};

struct layer_union *union_new(struct arena *a)
{
	struct layer_union *u = arena_alloc(a, sizeof(*u));
	u->arena = a;
	map_init(&u->index, a);
	return u;
}

void union_add(struct layer_union *u, uint32_t layer, struct str path, enum union_kind kind)
{
	bool is_new;
	uint32_t *slot = map_put(&u->index, path, &is_new);
	if (is_new) {
		*slot = (uint32_t)u->records.n;
		VEC_PUSH(u->arena, &u->records);
	}
	uint32_t *top = &u->records.p[*slot].top[kind];
	if (layer + 1 > *top)
		*top = layer + 1;
}

static bool above(const struct layer_union *u, struct str path, uint32_t layer, unsigned kinds)
{
	const uint32_t *slot = map_get(&u->index, path);
	if (!slot)
		return false;
	for (unsigned k = 0; k < 4; k++)
		if ((kinds & 1u << k) && u->records.p[*slot].top[k] > layer + 1)
			return true;
	return false;
}

bool union_visible(const struct layer_union *u, uint32_t layer, struct str path)
{
	if (above(u, path, layer, 1u << UNION_FILE | 1u << UNION_DIR | 1u << UNION_WHITEOUT))
		return false;
	for (struct str dir = path; dir.n;) {
		dir = path_dir(dir);
		if (above(u, dir, layer,
			  1u << UNION_FILE | 1u << UNION_WHITEOUT | 1u << UNION_OPAQUE))
			return false;
	}
	return true;
}
