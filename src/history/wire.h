/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Messages between a scan and its recorder (cmd/lib/recorder.h), as bytes. Both ends are the same program;
 * still nothing that arrives is believed: one of them has parsed a hostile image.
 *
 *     [length: 4, little-endian][kind: 1][content: length - 1]
 *
 * Numbers are LEB128, texts are a number and as many bytes.
 */
#pragma once

#include "base/buf.h"
#include "history/record.h"

enum wire_kind {
	WIRE_RECALL, /* what is known of this image? */
	WIRE_STORE,  /* remember this scan */
	WIRE_KNOWN,  /* the answer to the first, */
	WIRE_STORED, /* to the second, */
	WIRE_FAILED, /* and to both: why not */
	WIRE_KIND_COUNT_,
};

enum { WIRE_HEAD = 4 };

struct wire_first {
	uint8_t print[HISTORY_PRINT];
	int64_t first; /* seconds since 1970 */
};

/* What is known of an image. */
struct wire_past {
	VEC(struct wire_first) seen;
	VEC(struct trend_point) trend;
};

/* Each adds one whole message; false when the buffer's ceiling is passed. */
bool wire_put_recall(struct buf *b, struct str image, struct str platform);
bool wire_put_store(struct buf *b, const struct record *r);
bool wire_put_known(struct buf *b, const struct wire_past *past);
bool wire_put_stored(struct buf *b, int64_t id);
bool wire_put_failed(struct buf *b, const struct fault *f);

/* The length behind the head; E_LIMIT when it is 0 or more than LIMIT_HISTORY_MESSAGE. */
int wire_length(const uint8_t head[WIRE_HEAD], size_t *out, struct fault *f);

/* Content of a message, behind its kind. E_CORRUPT for what no _put wrote. Texts are borrowed. */
int wire_get_recall(struct str s, struct str *out_image, struct str *out_platform, struct fault *f);
int wire_get_store(struct str s, struct arena *a, struct record *out, struct fault *f);
int wire_get_known(struct str s, struct arena *a, struct wire_past *out, struct fault *f);
int wire_get_stored(struct str s, int64_t *out_id, struct fault *f);
int wire_get_failed(struct str s, struct fault *f); /* the code that was sent; always negative */
