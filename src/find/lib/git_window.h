/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The last bytes of a stream, kept so that they can be read again by their offset: a small pack whole, of a
 * large one the end. In pieces, so that nothing is ever moved.
 */
#pragma once

#include "base/str.h"

struct git_window {
	char **pieces; /* a ring */
	size_t piece_n;
	uint64_t begin, end; /* offsets in the stream that are held */
};

/* Holds about `bytes`. Memory is taken as it is needed. */
void git_window_init(struct git_window *w, uint64_t bytes);
void git_window_done(struct git_window *w);

void git_window_clear(struct git_window *w); /* another stream begins at offset 0 */
void git_window_add(struct git_window *w, struct str bytes);

/* Some bytes from `offset` on; empty when they are gone or did not come yet. */
struct str git_window_at(const struct git_window *w, uint64_t offset);
