/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Image paths: bytes, '/' separated, relative to the image root, no leading slash, no empty, "." or
 * ".." parts.
 */
#pragma once

#include "base/str.h"

/* What normalising had to do; a layer that needs it is suspicious but readable. */
enum path_note {
	PATH_CLEAN = 0,
	PATH_ABSOLUTE = 1, /* began with '/': ordinary in some builders */
	PATH_DOTS = 2,	   /* had "." parts, doubled or trailing slashes: ordinary */
	PATH_CLIMBS = 4,   /* had "..": never written by a builder */
	PATH_NUL = 8,	   /* had a NUL byte: cut there */
};

/*
 * Writes the normal form of `raw` to `to` (room for raw.n bytes; may be raw.p itself) and gives its
 * length; the root itself is 0. ".." steps up and stops at the root, as the kernel does at "/".
 * Never lengthens.
 */
size_t path_normalise(struct str raw, char *to, unsigned *out_notes);

struct str path_base(struct str path); /* behind the last slash */
struct str path_dir(struct str path);  /* before it; empty at the root */

/* In the folder or in one below it; the folder itself is not. All but the root is below the root, "". */
bool path_is_below(struct str path, struct str folder);
