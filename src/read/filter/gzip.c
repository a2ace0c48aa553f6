/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gzip: one or more members, each a header, deflate data, and a trailer with CRC-32 and size.
 *
 *     [header][deflate …][crc size] [header][deflate …][crc size] … zero padding
 *
 * Most layers are one member; eStargz and parallel compressors write thousands. The output window is one buffer
 * that is used again and again and stays in the second-level cache: with a buffer as large as a layer, first
 * touches of fresh memory cost more than the decoding.
 *
 * Must stay true:
 *  - Every byte before the damage is delivered before the damage is reported.
 *  - A checksum is compared at the end of every member, before the next one is begun. Bytes of a member are
 *    delivered before its checksum is known; the consumer hears of a mismatch in place of the end.
 *  - Zero bytes behind the last member are padding (tapes, and tools that fill blocks). Anything else there is
 *    E_CORRUPT: an unpacker may read it as something we did not look at.
 *
 * Format: RFC 1952. Refuses reserved flags and methods other than deflate.
 */
#include "base/mem.h"
#include "read/filter.h"
#include "read/inflate.h"
#include "read/window.h"

#define OUT_WINDOW (192 * KIB)

enum gzip_flag {
	FLAG_HCRC = 2,
	FLAG_EXTRA = 4,
	FLAG_NAME = 8,
	FLAG_COMMENT = 16,
	FLAG_RESERVED = 0xe0,
};

struct gzip {
	struct window base;
	struct inflate *inflate;
	struct str input; /* what is left of the last window of `in` */
	bool in_member;	  /* between header and trailer */
	bool any;	  /* a member was begun */
	bool full;	  /* the decoder used all its room: it may hold more without any input */
	uint32_t crc, size;
	uint32_t header_crc;
};

static unsigned gzip_bid(struct str head)
{
	const uint8_t *p = (const uint8_t *)head.p;
	if (head.n < 4 || p[0] != 0x1f || p[1] != 0x8b || p[2] != 8 || (p[3] & FLAG_RESERVED))
		return 0;
	return 27;
}

/* 1, or 0 at the end of the input. */
static int input_fill(struct gzip *s, struct fault *f)
{
	if (s->input.n)
		return 1;
	return stream_next(s->base.in, &s->input, f);
}

static int header_byte(struct gzip *s, uint8_t *out, struct fault *f)
{
	int r = input_fill(s, f);
	if (r < 0)
		return r;
	if (r == 0)
		return fault_set(f, E_TRUNCATED, "gzip: ends inside a header");
	*out = (uint8_t)s->input.p[0];
	s->header_crc = crc32_of(s->header_crc, str_slice(s->input, 0, 1));
	s->input = str_from(s->input, 1);
	return 1;
}

static int header_u16(struct gzip *s, unsigned *out, struct fault *f)
{
	uint8_t low, high;
	TRY(header_byte(s, &low, f));
	TRY(header_byte(s, &high, f));
	*out = (unsigned)low | (unsigned)high << 8;
	return 0;
}

static int header_skip(struct gzip *s, size_t n, struct fault *f)
{
	uint8_t byte;
	for (size_t i = 0; i < n; i++)
		TRY(header_byte(s, &byte, f));
	return 0;
}

/* A name or comment: any length, up to a zero byte. */
static int header_text(struct gzip *s, struct fault *f)
{
	uint8_t byte;
	do {
		TRY(header_byte(s, &byte, f));
	} while (byte);
	return 0;
}

static int header_read(struct gzip *s, struct fault *f)
{
	uint8_t fixed[4];
	s->header_crc = 0;
	for (size_t i = 0; i < sizeof(fixed); i++)
		TRY(header_byte(s, &fixed[i], f));
	if (fixed[0] != 0x1f || fixed[1] != 0x8b)
		return fault_set(f, E_CORRUPT, "gzip: %s",
				 s->any ? "something else follows the last member"
					: "no gzip header");
	if (fixed[2] != 8)
		return fault_set(f, E_UNSUPPORTED, "gzip: compression method %u", fixed[2]);
	if (fixed[3] & FLAG_RESERVED)
		return fault_set(f, E_CORRUPT, "gzip: reserved flags 0x%02x", fixed[3]);
	TRY(header_skip(s, 6, f)); /* time, level, system */
	unsigned n = 0;
	if (fixed[3] & FLAG_EXTRA) {
		TRY(header_u16(s, &n, f));
		TRY(header_skip(s, n, f));
	}
	if (fixed[3] & FLAG_NAME)
		TRY(header_text(s, f));
	if (fixed[3] & FLAG_COMMENT)
		TRY(header_text(s, f));
	if (fixed[3] & FLAG_HCRC) {
		unsigned want = s->header_crc & 0xffff;
		TRY(header_u16(s, &n, f));
		if (n != want)
			return fault_set(f, E_CORRUPT, "gzip: header checksum does not hold");
	}
	s->any = s->in_member = true;
	s->full = false;
	s->crc = s->size = 0;
	inflate_reset(s->inflate);
	return 1;
}

/* 1 when another member begins, 0 at the end of the input. Steps over zero padding behind a member. */
static int member_begin(struct gzip *s, struct fault *f)
{
	for (;;) {
		int r = input_fill(s, f);
		if (r <= 0)
			return r;
		if (!s->any || s->input.p[0] != '\0')
			return header_read(s, f);
		size_t i = 0;
		while (i < s->input.n && s->input.p[i] == '\0')
			i++;
		s->input = str_from(s->input, i);
	}
}

static int trailer_read(struct gzip *s, struct fault *f)
{
	uint8_t tail[8] = { 0 };
	size_t have = inflate_tail(s->inflate, tail);
	while (have < sizeof(tail)) {
		int r = input_fill(s, f);
		if (r < 0)
			return r;
		if (r == 0)
			return fault_set(f, E_TRUNCATED, "gzip: ends inside a trailer");
		tail[have++] = (uint8_t)s->input.p[0];
		s->input = str_from(s->input, 1);
	}
	uint32_t crc = 0, size = 0;
	for (size_t i = 4; i-- > 0;) {
		crc = crc << 8 | tail[i];
		size = size << 8 | tail[4 + i];
	}
	s->in_member = false;
	if (crc != s->crc)
		return fault_set(f, E_CORRUPT, "gzip: checksum does not hold");
	if (size != s->size)
		return fault_set(f, E_CORRUPT, "gzip: member has %u bytes, its trailer says %u",
				 s->size, size);
	return 0;
}

/*
 * Decodes until the window is full or the next input would have to be waited for; 0 when there is
 * nothing more.
 */
static int window_fill(struct window *base, size_t *n, struct fault *f)
{
	struct gzip *s = (struct gzip *)base;
	while (*n < OUT_WINDOW) {
		int r = s->in_member ? 1 : member_begin(s, f);
		if (r <= 0)
			return r;
		if (!s->full) {
			if (!s->input.n && *n >= OUT_WINDOW / 2)
				return 1;
			r = input_fill(s, f);
			if (r < 0)
				return r;
			if (r == 0)
				return fault_set(f, E_TRUNCATED, "gzip: ends inside a member");
		}
		size_t got = 0;
		r = inflate_step(s->inflate, &s->input, s->base.out + *n, OUT_WINDOW - *n, &got, f);
		s->full = got == OUT_WINDOW - *n;
		s->crc = crc32_of(s->crc, str_make(s->base.out + *n, got));
		s->size += (uint32_t)got;
		*n += got;
		if (r < 0)
			return r;
		if (r == 0)
			TRY(trailer_read(s, f));
	}
	return 1;
}

static void gzip_close(struct window *base)
{
	struct gzip *s = (struct gzip *)base;
	inflate_close(s->inflate);
}

static const struct window_ops gzip_ops = { OUT_WINDOW, window_fill, gzip_close };

static struct stream *gzip_open(struct stream *in)
{
	struct gzip *s = mem_alloc(sizeof(*s));
	s->inflate = inflate_open(INFLATE_AUTO);
	return window_open(&s->base, &gzip_ops, in);
}

const struct filter filter_gzip = {
	.name = "gzip",
	.bid = gzip_bid,
	.open = gzip_open,
};
