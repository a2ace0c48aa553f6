/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Owned growing bytes with a mandatory ceiling.
 *
 * A buffer that would pass its ceiling keeps what it has and sets `over`: sticky, checked once at
 * the end. Doubling, so appending is linear. buf_done() releases; an empty buffer holds nothing.
 */
#pragma once

#include "base/str.h"

struct buf {
	char *p;
	size_t n, cap; /* bytes used and held */
	size_t max;    /* bytes; never 0 in a used buffer */
	bool over;
};

void buf_init(struct buf *b, size_t max);
void buf_done(struct buf *b);
void buf_donep(struct buf *b); /* for OWNED(buf_donep) struct buf b */
void buf_clear(struct buf *b); /* keeps the memory, clears `over` */

/* All return false, and add nothing, when the ceiling would be passed. */
bool buf_add(struct buf *b, const void *p, size_t n);
bool buf_add_str(struct buf *b, struct str s);
bool buf_add_char(struct buf *b, char c);
bool buf_printf(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);

/*
 * Room for n more bytes at the end, for a reader to fill; NULL when the ceiling would be passed.
 * Then buf_filled(n).
 */
char *buf_room(struct buf *b, size_t n);
void buf_filled(struct buf *b, size_t n);

static inline struct str buf_str(const struct buf *b)
{
	return str_make(b->p, b->n);
}
