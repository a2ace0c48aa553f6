/* SPDX-License-Identifier: Apache-2.0 */
/*
 * zlib streams (RFC 1950) one right behind the other, among other bytes, from input that comes in windows.
 */
#pragma once

#include "read/inflate.h"

/*
 * Input with a place to put bytes back: the decoder takes some bytes more than the stream has.
 * `offset` counts what was taken off.
 */
struct git_input {
	uint8_t front[16]; /* comes before `rest` */
	size_t front_at, front_n;
	struct str rest;
	uint64_t offset;
};

/* The next bytes, as many as lie together; empty when there are none at all. */
struct str git_input_peek(const struct git_input *in);
void git_input_skip(struct git_input *in, size_t n);

struct git_zlib {
	struct inflate *inflate; /* the caller's */
	int stage;
	uint8_t small[4];
	size_t small_n;
	uint32_t adler;
};

void git_zlib_begin(struct git_zlib *z, struct inflate *inflate);

/* The stream ended, also when its checksum does not hold. */
bool git_zlib_over(const struct git_zlib *z);

/*
 * Decodes to `to` (room for n > 0 bytes; *out_n are written). 1: wants more input, or more room; 0: the
 * stream is over and *in stands right behind it; E_CORRUPT: no zlib stream, or its checksum does not hold
 * (then all of it was decoded).
 */
int git_zlib_step(struct git_zlib *z, struct git_input *in, char *to, size_t n, size_t *out_n,
		  struct fault *f);
