/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"

#include "base/log.h"
#include "base/mem.h"

#include <stdio.h>

void buf_init(struct buf *b, size_t max)
{
	ENSURE(max > 0);
	*b = (struct buf){ .max = max };
}

void buf_done(struct buf *b)
{
	mem_free(b->p);
	*b = (struct buf){ .max = b->max };
}

void buf_donep(struct buf *b)
{
	buf_done(b);
}

void buf_clear(struct buf *b)
{
	b->n = 0;
	b->over = false;
}

char *buf_room(struct buf *b, size_t n)
{
	ENSURE(b->max > 0);
	if (b->over || n > b->max - b->n) {
		b->over = true;
		return NULL;
	}
	if (!b->p || n > b->cap - b->n) {
		size_t want = size_max(b->n + n, size_min(b->max, size_max(64, b->cap * 2)));
		/* one byte more than is counted, for the NUL of buf_printf() */
		b->p = mem_resize(b->p, want < SIZE_MAX ? want + 1 : want);
		b->cap = want;
	}
	return b->p + b->n;
}

void buf_filled(struct buf *b, size_t n)
{
	ENSURE(n <= b->cap - b->n);
	b->n += n;
}

bool buf_add(struct buf *b, const void *p, size_t n)
{
	if (n == 0)
		return !b->over; /* also while the buffer holds no memory */
	char *to = buf_room(b, n);
	if (!to)
		return false;
	memcpy(to, p, n);
	b->n += n;
	return true;
}

bool buf_add_str(struct buf *b, struct str s)
{
	return buf_add(b, s.p, s.n);
}

bool buf_add_char(struct buf *b, char c)
{
	return buf_add(b, &c, 1);
}

bool buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	ENSURE(n >= 0);
	char *to = buf_room(b, (size_t)n);
	if (!to)
		return false;
	va_start(ap, fmt);
	vsnprintf(to, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->n += (size_t)n;
	return true;
}
