/* SPDX-License-Identifier: Apache-2.0 */
#include "base/out.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#define PENDING ((size_t)32 * 1024)

void out_init_fd(struct out *o, int fd)
{
	*o = (struct out){ .fd = fd };
	buf_init(&o->pending, PENDING);
}

void out_init_buf(struct out *o, struct buf *into)
{
	*o = (struct out){ .fd = -1, .into = into };
	buf_init(&o->pending, PENDING);
}

void out_done(struct out *o)
{
	buf_done(&o->pending);
}

static void write_all(struct out *o, const char *p, size_t n)
{
	while (n && !o->error) {
		ssize_t w = write(o->fd, p, n);
		if (w < 0 && errno == EINTR)
			continue;
		if (w < 0) {
			o->error = errno;
			return;
		}
		p += w;
		n -= (size_t)w;
	}
}

static void flush(struct out *o)
{
	if (o->pending.n)
		write_all(o, o->pending.p, o->pending.n);
	buf_clear(&o->pending);
}

void out_add(struct out *o, const void *p, size_t n)
{
	struct buf *b = o->into ? o->into : &o->pending;
	if (o->error || n == 0)
		return;
	o->written += n;
	/* nearly always: writers add a few bytes at a time */
	if (!b->over && n <= b->cap - b->n) {
		memcpy(b->p + b->n, p, n);
		b->n += n;
		return;
	}
	if (o->into) {
		if (!buf_add(o->into, p, n))
			o->error = ENOSPC;
		return;
	}
	if (buf_add(&o->pending, p, n))
		return;
	flush(o);
	if (n >= PENDING)
		write_all(o, p, n);
	else
		buf_add(&o->pending, p, n);
}

void out_str(struct out *o, struct str s)
{
	out_add(o, s.p, s.n);
}

void out_text(struct out *o, const char *z)
{
	out_add(o, z, strlen(z));
}

void out_char(struct out *o, char c)
{
	out_add(o, &c, 1);
}

void out_repeat(struct out *o, char c, size_t n)
{
	char block[64];
	memset(block, c, size_min(n, sizeof(block)));
	for (size_t part; n; n -= part) {
		part = size_min(n, sizeof(block));
		out_add(o, block, part);
	}
}

void out_printf(struct out *o, const char *fmt, ...)
{
	char small[512];
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(small, sizeof(small), fmt, ap);
	va_end(ap);
	if (n < 0)
		return;
	if ((size_t)n < sizeof(small)) {
		out_add(o, small, (size_t)n);
		return;
	}
	OWNED(buf_donep) struct buf big;
	buf_init(&big, (size_t)n + 1);
	char *p = buf_room(&big, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	out_add(o, p, (size_t)n);
}

int out_finish(struct out *o, struct fault *f)
{
	if (!o->into)
		flush(o);
	if (o->error)
		return fault_errno(f, o->error, "cannot write the output");
	return 0;
}
