/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A bounds-checked cursor over binary input, with sticky failure: reading past the end returns 0
 * (or an empty slice) and sets `bad`; the caller checks once per record. The only way this program
 * reads binary formats.
 */
#pragma once

#include "base/str.h"

struct rd {
	const uint8_t *p, *end;
	bool bad;
};

static inline struct rd rd_of(struct str s)
{
	const uint8_t *p = (const uint8_t *)s.p;
	return (struct rd){ p, s.n ? p + s.n : p, false };
}

static inline size_t rd_left(const struct rd *r)
{
	return r->bad ? 0 : (size_t)(r->end - r->p);
}

/* The next n bytes, or an empty slice and bad. */
static inline struct str rd_take(struct rd *r, size_t n)
{
	if (r->bad || n > (size_t)(r->end - r->p)) {
		r->bad = true;
		return str_make(NULL, 0);
	}
	struct str s = str_make(r->p, n);
	r->p += n;
	return s;
}

static inline void rd_skip(struct rd *r, size_t n)
{
	(void)rd_take(r, n);
}

static inline uint64_t rd_le(struct rd *r, size_t n)
{
	struct str s = rd_take(r, n);
	uint64_t v = 0;
	for (size_t i = s.n; i-- > 0;)
		v = v << 8 | (uint8_t)s.p[i];
	return v;
}

static inline uint64_t rd_be(struct rd *r, size_t n)
{
	struct str s = rd_take(r, n);
	uint64_t v = 0;
	for (size_t i = 0; i < s.n; i++)
		v = v << 8 | (uint8_t)s.p[i];
	return v;
}

static inline uint8_t rd_u8(struct rd *r)
{
	return (uint8_t)rd_le(r, 1);
}

static inline uint16_t rd_u16le(struct rd *r)
{
	return (uint16_t)rd_le(r, 2);
}

static inline uint32_t rd_u32le(struct rd *r)
{
	return (uint32_t)rd_le(r, 4);
}

static inline uint64_t rd_u64le(struct rd *r)
{
	return rd_le(r, 8);
}

static inline uint16_t rd_u16be(struct rd *r)
{
	return (uint16_t)rd_be(r, 2);
}

static inline uint32_t rd_u32be(struct rd *r)
{
	return (uint32_t)rd_be(r, 4);
}

static inline uint64_t rd_u64be(struct rd *r)
{
	return rd_be(r, 8);
}

/* Unsigned LEB128, at most 10 bytes; more, or a value beyond 64 bits, is bad. */
uint64_t rd_varint(struct rd *r);
