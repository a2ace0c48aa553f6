/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tar archives, byte by byte, right or wrong, into a struct buf; and compressed forms of bytes.
 */
#pragma once

#include "base/buf.h"
#include "base/str.h"

#include <stdio.h>
#include <string.h>

#define BLOCK ((size_t)512)

/* What a header says; zero fields are left out of it. */
struct tar_spec {
	const char *name, *link, *prefix;
	char type;	   /* 0 is written as a zero byte */
	const char *magic; /* NULL: "ustar\0" "00" */
	uint64_t size;
	const char *raw_size; /* 12 bytes instead of `size` */
	const char *raw_mtime;
	unsigned mode;
	uint64_t mtime;
};

static inline void tar_fix_checksum(char *block)
{
	unsigned sum = 0;
	memset(block + 148, ' ', 8);
	for (size_t i = 0; i < BLOCK; i++)
		sum += (unsigned char)block[i];
	snprintf(block + 148, 8, "%06o", sum);
}

/* Gives the offset of the block, for tests that change it afterwards and call tar_fix_checksum(). */
static inline size_t tar_put_header(struct buf *b, const struct tar_spec *s)
{
	char *p = buf_room(b, BLOCK);
	memset(p, 0, BLOCK);
	if (s->name)
		memcpy(p, s->name, size_min(strlen(s->name), 100));
	snprintf(p + 100, 8, "%07o", s->mode ? s->mode & 07777 : 0644);
	snprintf(p + 108, 8, "%07o", 0);
	snprintf(p + 116, 8, "%07o", 0);
	if (s->raw_size)
		memcpy(p + 124, s->raw_size, 12);
	else
		snprintf(p + 124, 12, "%011llo", (unsigned long long)s->size);
	if (s->raw_mtime)
		memcpy(p + 136, s->raw_mtime, 12);
	else
		snprintf(p + 136, 12, "%011llo", (unsigned long long)s->mtime);
	p[156] = s->type;
	if (s->link)
		memcpy(p + 157, s->link, size_min(strlen(s->link), 100));
	memcpy(p + 257, s->magic ? s->magic : "ustar\00000", 8);
	if (s->prefix)
		memcpy(p + 345, s->prefix, size_min(strlen(s->prefix), 155));
	tar_fix_checksum(p);
	buf_filled(b, BLOCK);
	return b->n - BLOCK;
}

static inline void tar_put_zeros(struct buf *b, size_t n)
{
	memset(buf_room(b, n), 0, n);
	buf_filled(b, n);
}

static inline void tar_put_body(struct buf *b, struct str body)
{
	buf_add_str(b, body);
	tar_put_zeros(b, -body.n % BLOCK);
}

/* A header and its body; `size` is the body's unless raw_size says otherwise. */
static inline void tar_put(struct buf *b, struct tar_spec s, struct str body)
{
	if (!s.size)
		s.size = body.n;
	tar_put_header(b, &s);
	tar_put_body(b, body);
}

static inline void tar_put_file(struct buf *b, const char *name, const char *body)
{
	tar_put(b, (struct tar_spec){ .name = name, .type = '0' }, str_of(body));
}

static inline void tar_put_end(struct buf *b)
{
	tar_put_zeros(b, 2 * BLOCK);
}

/* One pax record with its own length in front. */
static inline void tar_put_record(struct buf *records, const char *key, struct str value)
{
	size_t n = strlen(key) + value.n + 3, digits = 1;
	char length[32];
	while ((size_t)snprintf(length, sizeof(length), "%zu", n + digits) != digits)
		digits++;
	buf_printf(records, "%zu %s=", n + digits, key);
	buf_add_str(records, value);
	buf_add_char(records, '\n');
}
