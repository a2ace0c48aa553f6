/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A pull stream: every source of bytes and every filter is one.
 *
 * stream_next() gives the next window of bytes, borrowed until the next call on the stream: no copy
 * between file, hash, decompressor and tar reader. A consumer that stops in the middle of a window
 * gives the rest back with stream_unread(). Streams stack: an outer one owns the one it reads from
 * and closes it.
 *
 * After a failure every further call returns the same code and the same text.
 */
#pragma once

#include "base/digest.h"
#include "base/fault.h"
#include "base/str.h"

struct stream;

struct stream_ops {
	/* 1 and a non-empty window; 0 at the end; < 0 a fault. */
	int (*next)(struct stream *s, struct str *out, struct fault *f);
	/*
	 * Optional: steps over exactly n bytes without reading them. 1 done, 0 cannot (then nothing
	 * was consumed).
	 */
	int (*skip)(struct stream *s, uint64_t n, struct fault *f);
	/* Releases the implementation's part and `s` itself. */
	void (*close)(struct stream *s);
};

/* First member of every implementation. */
struct stream {
	const struct stream_ops *ops;
	struct str left;   /* given back by the consumer */
	struct str behind; /* what follows `left` in the implementation's last window */
	uint64_t position; /* bytes consumed so far */
	int failed;	   /* sticky code */
	bool ended;	   /* next() said 0: it is not asked again */
	char *peeked;	   /* joins what stream_peek() had to read in several windows */
	struct fault *why; /* of the first failure, NULL before */
};

/* 1 and a non-empty window, 0 at the end. */
int stream_next(struct stream *s, struct str *out, struct fault *f);

/* Gives back the tail of the last window: `rest` must end where that window ended. */
void stream_unread(struct stream *s, struct str rest);

/*
 * Exactly n bytes into p: 1. 0 when the stream was at its end already; E_TRUNCATED when it ends in
 * between.
 */
int stream_read(struct stream *s, void *p, size_t n, struct fault *f);

/*
 * Up to n bytes (at most STREAM_PEEK) into p without consuming them; *out_n tells how many there
 * are: fewer only at the end of the stream, or before a failure, which the next call reports.
 */
#define STREAM_PEEK ((size_t)4096)

int stream_peek(struct stream *s, void *p, size_t n, size_t *out_n, struct fault *f);

/* Steps over n bytes, by seeking where the stream can; E_TRUNCATED when it ends before. */
int stream_skip(struct stream *s, uint64_t n, struct fault *f);

/* Reads to the end and throws it away (so that a digest is complete). */
int stream_drain(struct stream *s, struct fault *f);

void stream_close(struct stream *s); /* accepts NULL */
void stream_closep(struct stream **s);

/*
 * `size` bytes of fd from `offset`, by pread, so that several threads may share fd; skips by
 * arithmetic. fd stays the caller's. size UINT64_MAX reads to the end of the file; a file that ends
 * before `size` bytes gives E_TRUNCATED. `name` is borrowed, for the fault.
 */
struct stream *stream_of_range(int fd, uint64_t offset, uint64_t size, const char *name);

/* read(2) from a descriptor that may not seek. fd stays the caller's. */
struct stream *stream_of_fd(int fd, const char *name);

/*
 * Borrowed memory, handed out in windows of at most `step` bytes (0: all at once): also for tests
 * and fuzzing.
 */
struct stream *stream_of_bytes(struct str bytes, size_t step);

/*
 * Passes `in` through and hashes it. At its end the digest is compared with `expected`: on a
 * mismatch next() returns E_MISMATCH instead of 0. `size` is checked too unless it is UINT64_MAX.
 * Cannot skip. Owns `in`.
 */
struct stream *stream_verify(struct stream *in, const struct digest *expected, uint64_t size);

/*
 * Passes `in` through and hashes it; the digest is written to *out at the end of the stream. Owns
 * `in`.
 */
struct stream *stream_hash(struct stream *in, struct digest *out, uint64_t *out_size);
