/* SPDX-License-Identifier: Apache-2.0 */
#include "read/window.h"

#include "base/mem.h"

static int next(struct stream *base, struct str *out, struct fault *f)
{
	struct window *w = (struct window *)base;
	size_t n = 0;
	if (!w->pending) {
		int r = w->ops->fill(w, &n, &w->reason);
		if (r < 0)
			w->pending = r;
	}
	if (n) {
		*out = str_make(w->out, n);
		return 1;
	}
	if (w->pending && f)
		*f = w->reason;
	return w->pending;
}

static void close(struct stream *base)
{
	struct window *w = (struct window *)base;
	stream_close(w->in);
	w->ops->close(w);
	mem_free(w->out);
	mem_free(w);
}

static const struct stream_ops stream_ops = { next, NULL, close };

struct stream *window_open(struct window *w, const struct window_ops *ops, struct stream *in)
{
	w->base.ops = &stream_ops;
	w->ops = ops;
	w->in = in;
	w->out = mem_alloc(ops->room);
	return &w->base;
}
