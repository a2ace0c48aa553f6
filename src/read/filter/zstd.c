/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Zstandard: any number of frames, skippable frames between them (zstd:chunked keeps its table of contents in
 * one), checksums where a frame has them.
 *
 * A frame says how far back it refers, its window. The decoder must hold that much, so it is the one filter whose
 * memory the input chooses. The ceiling LIMIT_ZSTD_WINDOW_LOG covers what the levels up to 19 of the reference
 * tool write and the ordinary levels of the builders; a frame made with --ultra or --long=24 and more is E_LIMIT,
 * which says so: a gap, never a silent pass. Pages of the window are touched only as they are filled.
 *
 * Format: RFC 8878. Refuses dictionaries and the formats before version 0.8.
 */
#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "read/filter.h"
#include "read/window.h"

#include <zstd.h>
#include <zstd_errors.h>

#define OUT_WINDOW   (128 * KIB) /* one block: the decoder never has more at hand */
#define BLOCK_HEADER ((size_t)3) /* RFC 8878, section 3.1.1.2 */
#define FIRST_STEP   ((size_t)5) /* the magic and the byte that tells how long the header is */

struct zstd {
	struct window base;
	ZSTD_DStream *decoder;
	struct str input; /* what is left of the last window of `in` */
	int window_log;	  /* the ceiling */
	bool in_frame;
	size_t want; /* bytes of the next step: a header, a block, a checksum */
	bool full;   /* the decoder used all its room: it may hold more without any input */
};

static unsigned zstd_bid(struct str head)
{
	const uint8_t *p = (const uint8_t *)head.p;
	if (head.n < 4)
		return 0;
	uint32_t magic =
		(uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
	if (magic == ZSTD_MAGICNUMBER)
		return 32;
	return (magic & ZSTD_MAGIC_SKIPPABLE_MASK) == ZSTD_MAGIC_SKIPPABLE_START ? 28 : 0;
}

static int decoder_fault(const struct zstd *s, size_t code, struct fault *f)
{
	const char *name = ZSTD_getErrorName(code);
	switch ((int)ZSTD_getErrorCode(code)) {
	case ZSTD_error_frameParameter_windowTooLarge:
		return fault_set(f, E_LIMIT,
				 "zstd: needs a window of more than %llu MiB to decode (--ultra or "
				 "--long)",
				 (1ull << s->window_log) >> 20);
	case ZSTD_error_dictionary_wrong:
	case ZSTD_error_version_unsupported:
	case ZSTD_error_frameParameter_unsupported:
		return fault_set(f, E_UNSUPPORTED, "zstd: %s", name);
	case ZSTD_error_memory_allocation:
		die("zstd: out of memory");
	default:
		return fault_set(f, E_CORRUPT, "zstd: %s", name);
	}
}

static int window_fill(struct window *base, size_t *n, struct fault *f)
{
	struct zstd *s = (struct zstd *)base;
	while (*n < OUT_WINDOW) {
		if (!s->input.n && !s->full) {
			if (*n >= OUT_WINDOW / 2)
				return 1;
			int r = stream_next(s->base.in, &s->input, f);
			if (r < 0)
				return r;
			if (r == 0 && s->in_frame)
				return fault_set(f, E_TRUNCATED, "zstd: ends inside a frame");
			if (r == 0)
				return 0;
		}
		/*
		 * One step at a time: a call that fails does not say what it wrote before the damage. A
		 * step takes a whole block, so there are as few calls as windows.
		 */
		ZSTD_inBuffer in = { s->input.p, s->full ? 0 : size_min(s->input.n, s->want), 0 };
		ZSTD_outBuffer out = { s->base.out, OUT_WINDOW, *n };
		size_t r = ZSTD_decompressStream(s->decoder, &out, &in);
		*n = out.pos;
		s->full = out.pos == out.size;
		s->input = str_from(s->input, in.pos);
		if (ZSTD_isError(r))
			return decoder_fault(s, r, f);
		s->in_frame = r != 0;
		/* the hint counts the next block's header in, where the damage may be */
		s->want = !s->in_frame ? FIRST_STEP : r > BLOCK_HEADER ? r - BLOCK_HEADER : r;
		if (!s->in_frame)
			s->full = false;
	}
	return 1;
}

static void zstd_close(struct window *base)
{
	struct zstd *s = (struct zstd *)base;
	ZSTD_freeDStream(s->decoder);
}

static const struct window_ops zstd_ops = { OUT_WINDOW, window_fill, zstd_close };

static struct stream *open_with(struct stream *in, uint64_t window_log)
{
	struct zstd *s = mem_alloc(sizeof(*s));
	s->window_log = (int)window_log;
	s->decoder = ZSTD_createDStream();
	if (!s->decoder ||
	    ZSTD_isError(ZSTD_DCtx_setParameter(s->decoder, ZSTD_d_windowLogMax, s->window_log)))
		die("zstd does not start");
	s->want = FIRST_STEP;
	return window_open(&s->base, &zstd_ops, in);
}

static struct stream *zstd_open(struct stream *in)
{
	return open_with(in, LIMIT_ZSTD_WINDOW_LOG);
}

static struct stream *zstd_open_wide(struct stream *in)
{
	return open_with(in, LIMIT_WIDE_WINDOW_LOG);
}

const struct filter filter_zstd = {
	.name = "zstd",
	.bid = zstd_bid,
	.open = zstd_open,
	.open_wide = zstd_open_wide,
};
