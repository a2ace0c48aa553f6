/* SPDX-License-Identifier: Apache-2.0 */
#include "find/lib/git_window.h"

#include "base/mem.h"

#define PIECE (256 * KIB)

void git_window_init(struct git_window *w, uint64_t bytes)
{
	*w = (struct git_window){ .piece_n = (size_t)(bytes / PIECE) + 1 };
	w->pieces = mem_alloc(w->piece_n * sizeof(*w->pieces));
}

void git_window_done(struct git_window *w)
{
	for (size_t i = 0; i < w->piece_n; i++)
		mem_free(w->pieces[i]);
	mem_free(w->pieces);
	*w = (struct git_window){ 0 };
}

void git_window_clear(struct git_window *w)
{
	w->begin = w->end = 0;
}

void git_window_add(struct git_window *w, struct str bytes)
{
	while (bytes.n > 0) {
		size_t within = (size_t)(w->end % PIECE);
		char **piece = &w->pieces[w->end / PIECE % w->piece_n];
		if (!*piece)
			*piece = mem_alloc(PIECE);
		size_t n = size_min(bytes.n, PIECE - within);
		/* A piece that is begun anew loses what it held. */
		if (within == 0 && w->end - w->begin >= w->piece_n * PIECE)
			w->begin += PIECE;
		memcpy(*piece + within, bytes.p, n);
		w->end += n;
		bytes = str_from(bytes, n);
	}
}

struct str git_window_at(const struct git_window *w, uint64_t offset)
{
	if (offset < w->begin || offset >= w->end)
		return str_make(NULL, 0);
	size_t within = (size_t)(offset % PIECE);
	uint64_t left = w->end - offset;
	return str_make(w->pieces[offset / PIECE % w->piece_n] + within,
			left < PIECE - within ? (size_t)left : PIECE - within);
}
