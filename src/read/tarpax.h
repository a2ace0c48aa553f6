/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Records of a pax extended header, and the extents of a sparse file, wherever they are written.
 */
#pragma once

#include "base/fault.h"
#include "base/str.h"
#include "base/vec.h"

struct tar_extent {
	uint64_t offset, length;
};

typedef VEC(struct tar_extent) tar_map;

enum tar_sparse {
	TAR_DENSE,
	TAR_SPARSE_LISTED, /* pax 0.0 and 0.1: the map is in the records */
	TAR_SPARSE_INLINE, /* pax 1.0: the map begins the body */
	TAR_SPARSE_HEADER, /* old GNU: the map is in the header and in blocks behind it */
};

/* What a header says about the file behind it. Text is borrowed; empty: not said. */
struct tar_pax {
	struct str path, link;
	struct str capability; /* security.capability as the file system holds it */
	bool has_size, has_uid, has_gid, has_mtime, has_real_size;
	uint64_t size, uid, gid, real_size;
	int64_t mtime;
	enum tar_sparse sparse;
	struct str sparse_name;
	tar_map map;
};

/*
 * Fills *out from the body of an 'x' or 'g' header; text stays in `body`, the map and what had to
 * be decoded in the arena. E_CORRUPT, E_LIMIT.
 */
int tar_pax_parse(struct str body, struct arena *a, struct tar_pax *out, struct fault *f);

/*
 * Extents ascend, do not overlap, stay within the file, and are exactly the bytes stored.
 * E_CORRUPT.
 */
int tar_map_check(const tar_map *map, uint64_t real_size, uint64_t stored, struct fault *f);

/* Appends; E_LIMIT beyond LIMIT_SPARSE. */
int tar_map_add(struct arena *a, tar_map *map, uint64_t offset, uint64_t length, struct fault *f);
