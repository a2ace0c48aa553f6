/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The body of an object, whole or passing by.
 *
 * Bases of deltas, trees and commits have to be held whole; a blob of four gigabytes need not be, so an
 * object above LIMIT_GIT_OBJECT is hashed and handed on window by window.
 *
 * Must stay true: no byte is held for an object before it was decoded, whatever size its head promises; an
 * object that is longer than promised stops being held there.
 */
#include "find/lib/git_object.h"

#include "base/limits.h"

#define WINDOW (64 * KIB)

const char *git_type_name(int type)
{
	static const char *const names[] = { "?", "commit", "tree", "blob", "tag" };
	return type > 0 && (size_t)type < ARRAY_LEN(names) ? names[type] : "?";
}

void git_body_init(struct git_body *b, const struct git_events *events)
{
	*b = (struct git_body){ .events = events };
	buf_init(&b->bytes, LIMIT_GIT_OBJECT);
	buf_init(&b->window, WINDOW);
}

void git_body_done(struct git_body *b)
{
	buf_done(&b->bytes);
	buf_done(&b->window);
	hasher_free(STEAL(b->hasher));
}

static void hash_head(struct hasher *h, int type, uint64_t size)
{
	OWNED(buf_donep) struct buf head;
	buf_init(&head, 64);
	(void)buf_printf(&head, "%s %llu", git_type_name(type), (unsigned long long)size);
	(void)buf_add_char(&head, '\0');
	hasher_add(h, head.p, head.n);
}

struct digest git_object_id(bool sha256, int type, struct str bytes)
{
	OWNED(hasher_freep)
	struct hasher *h = hasher_new(sha256 ? DIGEST_SHA256 : DIGEST_SHA1);
	hash_head(h, type, bytes.n);
	if (bytes.n)
		hasher_add(h, bytes.p, bytes.n);
	struct digest d;
	hasher_finish(h, &d);
	return d;
}

struct git_key git_object_emit(const struct git_events *events, bool sha256, int type,
			       struct str bytes, struct digest *out_id)
{
	*out_id = git_object_id(sha256, type, bytes);
	struct git_key key;
	memcpy(key.bytes, out_id->bytes, sizeof(key.bytes));
	events->object(events->context, type, str_make(out_id->bytes, digest_size(out_id->kind)),
		       bytes);
	return key;
}

static bool is_large(const struct git_body *b)
{
	return b->size > LIMIT_GIT_OBJECT;
}

static void prepare(struct git_body *b, int type, uint64_t size)
{
	hasher_free(STEAL(b->hasher));
	b->type = type;
	b->size = size;
	b->n = 0;
	b->discard = false;
	buf_clear(&b->bytes);
	/* A large delta is of no use: what it makes could not be held either. */
	if (is_large(b) && (type == GIT_OFFSET_DELTA || type == GIT_KEY_DELTA)) {
		b->discard = true;
	} else if (is_large(b)) {
		b->hasher = hasher_new(b->sha256 ? DIGEST_SHA256 : DIGEST_SHA1);
		hash_head(b->hasher, type, size);
		b->events->large(b->events->context, type, size);
	}
}

void git_body_begin(struct git_body *b, struct inflate *z, int type, uint64_t size)
{
	prepare(b, type, size);
	git_zlib_begin(&b->zlib, z);
}

/* Decoded bytes of a large object, at most as many as were promised. */
static void pass_by(struct git_body *b, struct str s)
{
	if (b->n < b->size)
		s = str_slice(s, 0, (size_t)(b->size - b->n < s.n ? b->size - b->n : s.n));
	else
		s.n = 0;
	if (b->discard || s.n == 0)
		return;
	hasher_add(b->hasher, s.p, s.n);
	b->events->large_data(b->events->context, s);
}

void git_body_resume(struct git_body *b, const struct git_zlib *zlib, int type, uint64_t size,
		     struct str decoded)
{
	prepare(b, type, size);
	b->zlib = *zlib;
	if (is_large(b))
		pass_by(b, decoded);
	else
		(void)buf_add_str(&b->bytes, decoded);
	b->n = decoded.n;
}

/* Room for what is decoded next: grows with what came, not with what was promised. */
static char *room(struct git_body *b, bool held, size_t *out_n)
{
	if (!held) {
		buf_clear(&b->window);
		*out_n = WINDOW;
		return buf_room(&b->window, WINDOW);
	}
	*out_n = size_min((size_t)b->size - b->bytes.n, size_max(WINDOW, b->bytes.n));
	return buf_room(&b->bytes, *out_n);
}

static int finish(struct git_body *b, int r, struct fault *f)
{
	struct digest id = { 0 };
	if (r == 0 && b->n != b->size)
		r = fault_set(f, E_CORRUPT, "object of %llu bytes instead of %llu",
			      (unsigned long long)b->n, (unsigned long long)b->size);
	if (b->hasher) {
		hasher_finish(b->hasher, &id);
		hasher_free(STEAL(b->hasher));
		size_t n = r == 0 ? digest_size(id.kind) : 0;
		b->events->large_end(b->events->context, str_make(id.bytes, n));
	}
	return r;
}

int git_body_step(struct git_body *b, struct git_input *in, bool *out_over, struct fault *f)
{
	*out_over = false;
	for (;;) {
		size_t n, got;
		bool held = !is_large(b) && b->bytes.n < b->size;
		char *to = room(b, held, &n);
		int r = git_zlib_step(&b->zlib, in, to, n, &got, f);
		if (held)
			buf_filled(&b->bytes, got);
		else if (is_large(b))
			pass_by(b, str_make(to, got));
		b->n += got;
		*out_over = git_zlib_over(&b->zlib);
		if (r <= 0)
			return finish(b, r, f);
		/* A stream that goes on behind its promised end is read no further. */
		if (b->n > b->size && b->n - b->size > WINDOW)
			return finish(b, fault_set(f, E_CORRUPT, "object is longer than promised"),
				      f);
		if (got == 0 && git_input_peek(in).n == 0)
			return 1;
	}
}
