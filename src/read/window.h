/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A stream whose windows come from one buffer that a decoder fills: what all filters share.
 *
 * Bytes that stand before damage are delivered before the damage is reported: a fill that fails may
 * have put some into the buffer; they are handed out first, and the failure at the next call and at
 * each one after it.
 */
#pragma once

#include "read/stream.h"

struct window {
	struct stream base;
	struct stream *in; /* closed with this one */
	char *out;	   /* the buffer */
	const struct window_ops *ops;
	int pending;	     /* failure to report once the bytes before it are consumed */
	struct fault reason; /* of `pending` */
};

struct window_ops {
	size_t room; /* of the buffer, in bytes */
	/* Puts *n bytes (0 at the call) into the buffer: > 0, 0 at the end, or why there are no more. */
	int (*fill)(struct window *w, size_t *n, struct fault *f);
	void (*close)(struct window *w); /* frees the decoder */
};

/* *w is the first member of an object from mem_alloc(), which is freed with the stream. */
struct stream *window_open(struct window *w, const struct window_ops *ops, struct stream *in);
