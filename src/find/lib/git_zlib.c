/* SPDX-License-Identifier: Apache-2.0 */
#include "find/lib/git_zlib.h"

#include "base/log.h"

#include <zlib.h>

enum stage {
	STAGE_HEAD,
	STAGE_BODY,
	STAGE_CHECK,
	STAGE_OVER,
};

struct str git_input_peek(const struct git_input *in)
{
	return in->front_n ? str_make(in->front + in->front_at, in->front_n) : in->rest;
}

void git_input_skip(struct git_input *in, size_t n)
{
	in->offset += n;
	if (in->front_n) {
		ENSURE(n <= in->front_n);
		in->front_at += n;
		in->front_n -= n;
		return;
	}
	in->rest = str_from(in->rest, n);
}

/* The bytes were taken off before: they are never more than the front had, or came from one call's input. */
static void put_back(struct git_input *in, const uint8_t *p, size_t n)
{
	ENSURE(n + in->front_n <= sizeof(in->front));
	memmove(in->front + n, in->front + in->front_at, in->front_n);
	memcpy(in->front, p, n);
	in->front_at = 0;
	in->front_n += n;
	in->offset -= n;
}

void git_zlib_begin(struct git_zlib *z, struct inflate *inflate)
{
	*z = (struct git_zlib){ .inflate = inflate, .adler = 1 };
	inflate_reset(inflate);
}

bool git_zlib_over(const struct git_zlib *z)
{
	return z->stage == STAGE_OVER;
}

/* True when `want` bytes have been gathered. */
static bool gather(struct git_zlib *z, struct git_input *in, size_t want)
{
	while (z->small_n < want) {
		struct str s = git_input_peek(in);
		if (s.n == 0)
			return false;
		size_t n = size_min(s.n, want - z->small_n);
		memcpy(z->small + z->small_n, s.p, n);
		z->small_n += n;
		git_input_skip(in, n);
	}
	z->small_n = 0;
	return true;
}

static int step_body(struct git_zlib *z, struct git_input *in, char *to, size_t n, size_t *out_n,
		     struct fault *f)
{
	while (*out_n < n) {
		struct str s = git_input_peek(in);
		size_t had = s.n, got = 0;
		int r = inflate_step(z->inflate, &s, to + *out_n, n - *out_n, &got, f);
		if (r < 0)
			return r;
		git_input_skip(in, had - s.n);
		z->adler = (uint32_t)adler32(z->adler, (const Bytef *)to + *out_n, (uInt)got);
		*out_n += got;
		if (r == 0) {
			uint8_t tail[8];
			put_back(in, tail, inflate_tail(z->inflate, tail));
			z->stage = STAGE_CHECK;
			return 0;
		}
		if (got == 0 && s.n == had)
			break;
	}
	return 1;
}

int git_zlib_step(struct git_zlib *z, struct git_input *in, char *to, size_t n, size_t *out_n,
		  struct fault *f)
{
	*out_n = 0;
	if (z->stage == STAGE_HEAD) {
		if (!gather(z, in, 2))
			return 1;
		/* RFC 1950 section 2.2: method 8, no dictionary, a multiple of 31. */
		if ((z->small[0] & 15) != 8 || (z->small[1] & 0x20) ||
		    (z->small[0] << 8 | z->small[1]) % 31 != 0)
			return fault_set(f, E_CORRUPT, "no zlib stream");
		z->stage = STAGE_BODY;
	}
	if (z->stage == STAGE_BODY) {
		int r = step_body(z, in, to, n, out_n, f);
		if (r != 0)
			return r;
	}
	if (z->stage == STAGE_CHECK) {
		if (!gather(z, in, 4))
			return 1;
		z->stage = STAGE_OVER;
		uint32_t want = (uint32_t)z->small[0] << 24 | (uint32_t)z->small[1] << 16 |
				(uint32_t)z->small[2] << 8 | z->small[3];
		if (want != z->adler)
			return fault_set(f, E_CORRUPT, "checksum of the compressed bytes differs");
	}
	return 0;
}
