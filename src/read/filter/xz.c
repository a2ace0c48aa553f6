/* SPDX-License-Identifier: Apache-2.0 */
/*
 * xz: what `docker import` of a distribution's root archive and some feeds arrive in.
 *
 * Streams may follow each other, with padding of four zero bytes. The memory a decoder needs is in the block
 * header, so the input chooses it; LIMIT_XZ_MEMORY covers level 6, the tool's default. More is E_LIMIT.
 *
 * Format: The .xz File Format 1.1.0, over liblzma.
 */
#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "read/filter.h"
#include "read/window.h"

#include <lzma.h>

#define OUT_WINDOW (128 * KIB)

struct xz {
	struct window base;
	lzma_stream decoder;
	uint64_t memory; /* the ceiling */
	bool in_ended, ended;
};

static unsigned xz_bid(struct str head)
{
	return str_starts(head, STR("\xfd"
				    "7zXZ\0"))
		       ? 48
		       : 0;
}

static int decoder_fault(const struct xz *s, lzma_ret r, struct fault *f)
{
	switch ((int)r) {
	case LZMA_MEMLIMIT_ERROR:
		return fault_set(f, E_LIMIT, "xz: needs %llu MiB to decode, limit %llu MiB",
				 (unsigned long long)lzma_memusage(&s->decoder) >> 20,
				 (unsigned long long)s->memory >> 20);
	case LZMA_OPTIONS_ERROR:
		return fault_set(f, E_UNSUPPORTED, "xz: options that are not known here");
	case LZMA_BUF_ERROR:
		return fault_set(f, E_TRUNCATED, "xz: ends inside a stream");
	case LZMA_MEM_ERROR:
		die("xz: out of memory");
	default:
		return fault_set(f, E_CORRUPT, "xz: %s",
				 r == LZMA_FORMAT_ERROR ? "something else follows the last stream"
							: "damaged data");
	}
}

static int window_fill(struct window *base, size_t *n, struct fault *f)
{
	struct xz *s = (struct xz *)base;
	lzma_stream *d = &s->decoder;
	d->next_out = (uint8_t *)s->base.out;
	d->avail_out = OUT_WINDOW;
	while (d->avail_out && !s->ended) {
		if (!d->avail_in && !s->in_ended) {
			if (d->avail_out <= OUT_WINDOW / 2)
				break;
			struct str input;
			int r = stream_next(s->base.in, &input, f);
			if (r < 0)
				return r;
			s->in_ended = r == 0;
			d->next_in = r ? (const uint8_t *)input.p : NULL;
			d->avail_in = r ? input.n : 0;
		}
		lzma_ret r = lzma_code(d, s->in_ended ? LZMA_FINISH : LZMA_RUN);
		*n = OUT_WINDOW - d->avail_out;
		if (r == LZMA_STREAM_END)
			s->ended = true;
		else if (r != LZMA_OK && !(r == LZMA_BUF_ERROR && !s->in_ended))
			return decoder_fault(s, r, f);
	}
	return *n > 0;
}

static void xz_close(struct window *base)
{
	struct xz *s = (struct xz *)base;
	lzma_end(&s->decoder);
}

static const struct window_ops xz_ops = { OUT_WINDOW, window_fill, xz_close };

static struct stream *open_with(struct stream *in, uint64_t memory)
{
	struct xz *s = mem_alloc(sizeof(*s));
	s->memory = memory;
	if (lzma_stream_decoder(&s->decoder, memory, LZMA_CONCATENATED) != LZMA_OK)
		die("xz does not start");
	return window_open(&s->base, &xz_ops, in);
}

static struct stream *xz_open(struct stream *in)
{
	return open_with(in, LIMIT_XZ_MEMORY);
}

static struct stream *xz_open_wide(struct stream *in)
{
	return open_with(in, 1ull << LIMIT_WIDE_WINDOW_LOG);
}

const struct filter filter_xz = {
	.name = "xz",
	.bid = xz_bid,
	.open = xz_open,
	.open_wide = xz_open_wide,
};
