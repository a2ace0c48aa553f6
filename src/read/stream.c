/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pull streams: the generic half (giving back, peeking, skipping, sticky failures) and the streams at the
 * bottom of every stack: a range of a file, a descriptor that cannot seek, memory, and the two that hash.
 *
 *     file ──pread──► [range] ──window──► [verify: SHA-256] ──window──► [gzip] ──window──► [tar]
 *
 * A window is lent, never copied: what libcrypto hashes is what the decompressor reads, while it is still in the
 * cache. A range reads at most 256 KiB at a time into one buffer. Someone who walks the headers of an
 * uncompressed archive skips nearly all of it; then reading 256 KiB for each header would read the bodies after
 * all. So a skip that leaves the buffer makes the next read small, and reads that follow each other without a
 * skip grow again.
 *
 * Must stay true:
 *  - At the end and after a failure the implementation is not asked again.
 *  - `left` is what next() returns first, then `behind`; `behind` is only used after a peek over several windows.
 *  - position counts what the consumer has: windows handed out less what was given back.
 */
#define _GNU_SOURCE
#include "read/stream.h"

#include "base/log.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define WINDOW	     (256 * KIB)
#define WINDOW_SMALL (8 * KIB)

/* The first failure is kept, so that whoever asks later learns the reason and not an echo. */
static int keep_failure(struct stream *s, int r, struct fault *f)
{
	s->failed = r;
	if (f && !s->why) {
		s->why = mem_alloc(sizeof(*s->why));
		*s->why = *f;
	}
	return r;
}

static int failed_before(const struct stream *s, struct fault *f)
{
	if (f && s->why)
		*f = *s->why;
	else
		fault_set(f, s->failed, "the stream failed before");
	return s->failed;
}

int stream_next(struct stream *s, struct str *out, struct fault *f)
{
	struct str window;
	if (s->left.n) {
		window = s->left;
		s->left = s->behind;
		s->behind = STR("");
	} else {
		if (UNLIKELY(s->failed))
			return failed_before(s, f);
		if (s->ended)
			return 0;
		int r = s->ops->next(s, &window, f);
		if (UNLIKELY(r < 0))
			return keep_failure(s, r, f);
		if (r == 0) {
			s->ended = true;
			return 0;
		}
		ENSURE(window.n > 0);
	}
	s->position += window.n;
	*out = window;
	return 1;
}

void stream_unread(struct stream *s, struct str rest)
{
	if (!rest.n)
		return;
	ENSURE(rest.n <= s->position);
	s->position -= rest.n;
	if (s->left.n && rest.p + rest.n == s->left.p) { /* a window given back in two steps */
		s->left = str_make(rest.p, rest.n + s->left.n);
		return;
	}
	ENSURE(!s->behind.n);
	s->behind = s->left;
	s->left = rest;
}

int stream_read(struct stream *s, void *p, size_t n, struct fault *f)
{
	for (size_t have = 0; have < n;) {
		struct str window;
		int r = stream_next(s, &window, f);
		if (r < 0)
			return r;
		if (r == 0) {
			if (!have)
				return 0;
			return fault_set(f, E_TRUNCATED, "ends after %zu of %zu bytes", have, n);
		}
		size_t take = size_min(window.n, n - have);
		memcpy((char *)p + have, window.p, take);
		stream_unread(s, str_from(window, take));
		have += take;
	}
	return 1;
}

int stream_peek(struct stream *s, void *p, size_t n, size_t *out_n, struct fault *f)
{
	ENSURE(n <= STREAM_PEEK);
	size_t have = 0;
	while (have < n) {
		struct str window;
		struct fault later; /* kept by the stream; this call may still succeed */
		int r = stream_next(s, &window, &later);
		if (r < 0 && !have)
			return failed_before(s, f);
		if (r <= 0)
			break;
		if (!have && window.n >= n) { /* the usual case: all of it in one window */
			memcpy(p, window.p, n);
			stream_unread(s, window);
			*out_n = n;
			return 1;
		}
		size_t take = size_min(window.n, n - have);
		memcpy((char *)p + have, window.p, take);
		stream_unread(s, str_from(window, take));
		have += take;
	}
	*out_n = have;
	if (!have)
		return 1;
	if (!s->peeked)
		s->peeked = mem_alloc(STREAM_PEEK);
	memcpy(s->peeked, p, have);
	stream_unread(s, str_make(s->peeked, have));
	return 1;
}

int stream_skip(struct stream *s, uint64_t n, struct fault *f)
{
	const uint64_t all = n;
	while (n > 0) {
		if (!s->left.n && !s->failed && !s->ended && s->ops->skip) {
			int r = s->ops->skip(s, n, f);
			if (r < 0)
				return keep_failure(s, r, f);
			if (r > 0) {
				s->position += n;
				return 0;
			}
		}
		struct str window;
		int r = stream_next(s, &window, f);
		if (r < 0)
			return r;
		if (r == 0)
			return fault_set(f, E_TRUNCATED,
					 "ends %llu bytes before the end of a part of %llu",
					 (unsigned long long)n, (unsigned long long)all);
		size_t take = (size_t)(n < window.n ? n : window.n);
		stream_unread(s, str_from(window, take));
		n -= take;
	}
	return 0;
}

int stream_drain(struct stream *s, struct fault *f)
{
	struct str window;
	int r;
	while ((r = stream_next(s, &window, f)) > 0)
		;
	return r;
}

void stream_close(struct stream *s)
{
	if (!s)
		return;
	mem_free(s->peeked);
	mem_free(s->why);
	s->peeked = NULL;
	s->why = NULL;
	s->ops->close(s);
}

void stream_closep(struct stream **s)
{
	stream_close(*s);
}

/* A range of a file, and a descriptor that only reads forward. */

struct file_stream {
	struct stream base;
	int fd;
	const char *name;
	uint64_t at, end; /* offsets in the file; end UINT64_MAX: unknown */
	uint64_t size;	  /* of the file as opened; UINT64_MAX when it is not a regular file */
	size_t want;	  /* bytes of the next read */
	char *buffer;	  /* WINDOW bytes */
};

static int range_next(struct stream *base, struct str *out, struct fault *f)
{
	struct file_stream *s = (struct file_stream *)base;
	uint64_t left = s->end - s->at;
	if (left == 0)
		return 0;
	size_t want = left < s->want ? (size_t)left : s->want;
	ssize_t n;
	do {
		n = pread(s->fd, s->buffer, want, (off_t)s->at);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return fault_errno(f, errno, "%s", s->name);
	if (n == 0) {
		if (s->end == UINT64_MAX)
			return 0;
		return fault_set(f, E_TRUNCATED, "%s: ends %llu bytes early", s->name,
				 (unsigned long long)left);
	}
	s->at += (uint64_t)n;
	s->want = size_min(s->want * 2, WINDOW);
	*out = str_make(s->buffer, (size_t)n);
	return 1;
}

static int range_skip(struct stream *base, uint64_t n, struct fault *f)
{
	struct file_stream *s = (struct file_stream *)base;
	uint64_t end = s->end < s->size ? s->end : s->size;
	if (end == UINT64_MAX)
		return 0; /* a device: only reading finds the end */
	if (s->at > end || n > end - s->at)
		return fault_set(f, E_TRUNCATED, "%s: ends before the part that is skipped",
				 s->name);
	s->at += n;
	s->want = WINDOW_SMALL;
	return 1;
}

static void file_close(struct stream *base)
{
	struct file_stream *s = (struct file_stream *)base;
	mem_free(s->buffer);
	mem_free(s);
}

static const struct stream_ops range_ops = { range_next, range_skip, file_close };

struct stream *stream_of_range(int fd, uint64_t offset, uint64_t size, const char *name)
{
	struct file_stream *s = mem_alloc(sizeof(*s));
	struct stat st;
	s->base.ops = &range_ops;
	s->fd = fd;
	s->name = name;
	s->at = offset;
	/* An offset that off_t cannot hold lies beyond any file: such a range is cut, so reading it says so. */
	if (!u64_add(offset, size, &s->end) || s->end > INT64_MAX)
		s->end = size == UINT64_MAX ? UINT64_MAX : INT64_MAX;
	if (s->at > INT64_MAX)
		s->at = INT64_MAX;
	s->size = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? (uint64_t)st.st_size : UINT64_MAX;
	s->want = WINDOW;
	s->buffer = mem_alloc(WINDOW);
	(void)posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
	return &s->base;
}

static int fd_next(struct stream *base, struct str *out, struct fault *f)
{
	struct file_stream *s = (struct file_stream *)base;
	ssize_t n;
	do {
		n = read(s->fd, s->buffer, WINDOW);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return fault_errno(f, errno, "%s", s->name);
	*out = str_make(s->buffer, (size_t)n);
	return n > 0;
}

static const struct stream_ops fd_ops = { fd_next, NULL, file_close };

struct stream *stream_of_fd(int fd, const char *name)
{
	struct file_stream *s = mem_alloc(sizeof(*s));
	s->base.ops = &fd_ops;
	s->fd = fd;
	s->name = name;
	s->buffer = mem_alloc(WINDOW);
	return &s->base;
}

/* Memory. */

struct bytes_stream {
	struct stream base;
	struct str rest;
	size_t step;
};

static int bytes_next(struct stream *base, struct str *out, struct fault *f)
{
	struct bytes_stream *s = (struct bytes_stream *)base;
	(void)f;
	size_t n = s->step ? size_min(s->step, s->rest.n) : s->rest.n;
	if (!n)
		return 0;
	*out = str_slice(s->rest, 0, n);
	s->rest = str_from(s->rest, n);
	return 1;
}

static int bytes_skip(struct stream *base, uint64_t n, struct fault *f)
{
	struct bytes_stream *s = (struct bytes_stream *)base;
	if (n > s->rest.n)
		return fault_set(f, E_TRUNCATED, "ends before the part that is skipped");
	s->rest = str_from(s->rest, (size_t)n);
	return 1;
}

static void bytes_close(struct stream *base)
{
	mem_free(base);
}

static const struct stream_ops bytes_ops = { bytes_next, bytes_skip, bytes_close };

struct stream *stream_of_bytes(struct str bytes, size_t step)
{
	struct bytes_stream *s = mem_alloc(sizeof(*s));
	s->base.ops = &bytes_ops;
	s->rest = bytes;
	s->step = step;
	return &s->base;
}

/* Hashing on the way. */

struct hash_stream {
	struct stream base;
	struct stream *in;
	struct hasher *hasher;
	struct digest expected; /* of the verifying one */
	uint64_t size, expected_size;
	struct digest *out; /* of the telling one, else NULL */
	uint64_t *out_size;
};

static int hash_end(struct hash_stream *s, struct fault *f)
{
	struct digest got;
	hasher_finish(s->hasher, &got);
	if (s->out) {
		*s->out = got;
		if (s->out_size)
			*s->out_size = s->size;
		return 0;
	}
	if (s->expected_size != UINT64_MAX && s->size != s->expected_size)
		return fault_set(f, E_MISMATCH, "%llu bytes, its descriptor says %llu",
				 (unsigned long long)s->size, (unsigned long long)s->expected_size);
	if (digest_eq(&got, &s->expected))
		return 0;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct str want_text = digest_text(a, &s->expected), got_text = digest_text(a, &got);
	return fault_set(f, E_MISMATCH, "content has %.*s, but is named %.*s", STRF(got_text),
			 STRF(want_text));
}

static int hash_next(struct stream *base, struct str *out, struct fault *f)
{
	struct hash_stream *s = (struct hash_stream *)base;
	struct str window;
	int r = stream_next(s->in, &window, f);
	if (r < 0)
		return r;
	if (r == 0)
		return hash_end(s, f);
	s->size += window.n;
	if (s->size > s->expected_size)
		return fault_set(f, E_MISMATCH, "more than the %llu bytes its descriptor says",
				 (unsigned long long)s->expected_size);
	hasher_add(s->hasher, window.p, window.n);
	*out = window;
	return 1;
}

static void hash_close(struct stream *base)
{
	struct hash_stream *s = (struct hash_stream *)base;
	stream_close(s->in);
	hasher_free(s->hasher);
	mem_free(s);
}

static const struct stream_ops hash_ops = { hash_next, NULL, hash_close };

static struct hash_stream *hash_new(struct stream *in, enum digest_kind kind)
{
	struct hash_stream *s = mem_alloc(sizeof(*s));
	s->base.ops = &hash_ops;
	s->in = in;
	s->hasher = hasher_new(kind);
	s->expected_size = UINT64_MAX;
	return s;
}

struct stream *stream_verify(struct stream *in, const struct digest *expected, uint64_t size)
{
	struct hash_stream *s = hash_new(in, expected->kind);
	s->expected = *expected;
	s->expected_size = size;
	return &s->base;
}

struct stream *stream_hash(struct stream *in, struct digest *out, uint64_t *out_size)
{
	struct hash_stream *s = hash_new(in, DIGEST_SHA256);
	s->out = out;
	s->out_size = out_size;
	return &s->base;
}
