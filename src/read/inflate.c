/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Deflate over ISA-L, or over zlib.
 *
 * ISA-L keeps the last 32 KiB of output inside its state and copies them at every call: calls must be few and the
 * room large. The room's first byte is where its history for this call begins, so each call may write anywhere.
 * At the end of the last block up to 7 whole bytes of what follows sit in its 64-bit bit buffer; they belong to
 * the caller and are handed out by inflate_tail().
 *
 * Format: RFC 1951. Refuses nothing by itself: what is not deflate is E_CORRUPT.
 */
#include "read/inflate.h"

#include "base/log.h"
#include "base/mem.h"

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <zlib.h>
#ifdef SEAWORTHY_TEST_HOOKS
#include <stdlib.h>
#endif

struct inflate {
	bool zlib;
	union {
		struct inflate_state isal;
		z_stream z;
	};
};

static void isal_begin(struct inflate_state *state)
{
	isal_inflate_init(state);
	state->crc_flag = ISAL_DEFLATE;
}

/* "seaworthy seaworthy": literals and one match, in a block with fixed codes. */
static bool isal_works(struct inflate_state *state)
{
	static const uint8_t block[] = { 0x2b, 0x4e, 0x4d, 0x2c, 0xcf, 0x2f, 0x2a,
					 0xc9, 0xa8, 0x54, 0x28, 0x86, 0xb1, 0x00 };
	static const char want[] = "seaworthy seaworthy";
	uint8_t got[64];
	isal_begin(state);
	state->next_in = (uint8_t *)(uintptr_t)block;
	state->avail_in = sizeof(block);
	state->next_out = got;
	state->avail_out = sizeof(got);
	return isal_inflate(state) == ISAL_DECOMP_OK && state->block_state == ISAL_BLOCK_FINISH &&
	       sizeof(got) - state->avail_out == sizeof(want) - 1 &&
	       memcmp(got, want, sizeof(want) - 1) == 0;
}

static bool choose_zlib(struct inflate *z, enum inflate_engine engine)
{
	if (engine == INFLATE_ZLIB)
		return true;
#ifdef SEAWORTHY_TEST_HOOKS
	const char *hook = getenv("SEAWORTHY_TEST_INFLATE");
	if (engine == INFLATE_AUTO && hook && strcmp(hook, "zlib") == 0)
		return true;
#endif
	return !isal_works(&z->isal) && engine == INFLATE_AUTO;
}

struct inflate *inflate_open(enum inflate_engine engine)
{
	struct inflate *z = mem_alloc(sizeof(*z));
	z->zlib = choose_zlib(z, engine);
	if (z->zlib) {
		memset(&z->z, 0, sizeof(z->z));
		if (inflateInit2(&z->z, -MAX_WBITS) != Z_OK)
			die("zlib does not start: %s", z->z.msg ? z->z.msg : "out of memory");
	} else {
		isal_begin(&z->isal);
	}
	return z;
}

void inflate_close(struct inflate *z)
{
	if (!z)
		return;
	if (z->zlib)
		(void)inflateEnd(&z->z);
	mem_free(z);
}

void inflate_reset(struct inflate *z)
{
	if (z->zlib) {
		(void)inflateReset(&z->z);
		return;
	}
	isal_inflate_reset(&z->isal);
	z->isal.crc_flag = ISAL_DEFLATE;
}

static const char *isal_word(int r)
{
	switch (r) {
	case ISAL_INVALID_BLOCK:
		return "invalid block";
	case ISAL_INVALID_SYMBOL:
		return "invalid symbol";
	case ISAL_INVALID_LOOKBACK:
		return "distance too far back";
	default:
		return "invalid data";
	}
}

static int isal_step(struct inflate_state *state, struct str *in, char *to, size_t n, size_t *out_n,
		     struct fault *f)
{
	size_t in_n = size_min(in->n, INT32_MAX);
	state->next_in = (uint8_t *)(uintptr_t)in->p;
	state->avail_in = (uint32_t)in_n;
	state->next_out = (uint8_t *)to;
	state->avail_out = (uint32_t)n;
	int r = isal_inflate(state);
	*in = str_from(*in, in_n - state->avail_in);
	*out_n = n - state->avail_out;
	if (r < 0)
		return fault_set(f, E_CORRUPT, "deflate: %s", isal_word(r));
	return state->block_state == ISAL_BLOCK_FINISH ? 0 : 1;
}

static int zlib_step(z_stream *z, struct str *in, char *to, size_t n, size_t *out_n,
		     struct fault *f)
{
	size_t in_n = size_min(in->n, INT32_MAX);
	z->next_in = (Bytef *)(uintptr_t)in->p;
	z->avail_in = (uInt)in_n;
	z->next_out = (Bytef *)to;
	z->avail_out = (uInt)n;
	int r = inflate(z, Z_NO_FLUSH);
	*in = str_from(*in, in_n - z->avail_in);
	*out_n = n - z->avail_out;
	if (r == Z_STREAM_END)
		return 0;
	if (r == Z_OK || r == Z_BUF_ERROR)
		return 1;
	return fault_set(f, E_CORRUPT, "deflate: %s", z->msg ? z->msg : "invalid data");
}

int inflate_step(struct inflate *z, struct str *in, char *to, size_t n, size_t *out_n,
		 struct fault *f)
{
	n = size_min(n, INT32_MAX);
	return z->zlib ? zlib_step(&z->z, in, to, n, out_n, f)
		       : isal_step(&z->isal, in, to, n, out_n, f);
}

size_t inflate_tail(const struct inflate *z, uint8_t tail[8])
{
	if (z->zlib || z->isal.read_in_length < 8)
		return 0;
	/* The next bit of the input is the lowest; the rest of the last block's byte is padding. */
	uint64_t bits = z->isal.read_in >> (z->isal.read_in_length % 8);
	size_t n = size_min((size_t)z->isal.read_in_length / 8, 8);
	for (size_t i = 0; i < n; i++)
		tail[i] = (uint8_t)(bits >> (8 * i));
	return n;
}

uint32_t crc32_of(uint32_t crc, struct str s)
{
	return crc32_gzip_refl(crc, (const unsigned char *)s.p, s.n);
}
