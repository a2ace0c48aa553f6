/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Raw deflate data (RFC 1951), without a wrapper: what gzip and zip have in common.
 *
 * Two engines give the same bytes. ISA-L is 2.3 times as fast as zlib on real layers. It chooses its code by the
 * processor when it runs, and its assembler is the one part of the program that no sanitizer sees: so every
 * opening first decodes a known block with it (a few hundred nanoseconds) and falls back to zlib when the result
 * is wrong. In builds with test hooks SEAWORTHY_TEST_INFLATE=zlib chooses zlib everywhere.
 */
#pragma once

#include "base/fault.h"
#include "base/str.h"

enum inflate_engine {
	INFLATE_AUTO,
	INFLATE_ISAL,
	INFLATE_ZLIB,
};

struct inflate;

struct inflate *inflate_open(enum inflate_engine engine);
void inflate_close(struct inflate *z); /* accepts NULL */

/* Ready for the first block of another stream. */
void inflate_reset(struct inflate *z);

/*
 * Decodes from the front of *in, taking off what it used, to `to` (room for `n` bytes, best 128 KiB
 * or more; *out_n are written). 1: wants more input, or more room; 0: the last block ended, *in
 * begins behind it except for the bytes of inflate_tail(); E_CORRUPT: what *out_n counts was decoded
 * before the damage, but ISA-L may be one match (258 bytes) ahead of it, depending on the windows.
 */
int inflate_step(struct inflate *z, struct str *in, char *to, size_t n, size_t *out_n,
		 struct fault *f);

/*
 * After the last block: the bytes behind it that the engine had taken into its bit buffer already,
 * at most 8. They come before what *in held.
 */
size_t inflate_tail(const struct inflate *z, uint8_t tail[8]);

/* CRC-32 (RFC 1952, section 8) continued from `crc`; begins with 0. */
uint32_t crc32_of(uint32_t crc, struct str s);
