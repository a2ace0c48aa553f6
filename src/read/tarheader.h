/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One 512-byte tar header, decoded: v7, ustar, star and GNU. Names are borrowed from the block.
 */
#pragma once

#include "base/fault.h"
#include "base/str.h"

#define TAR_BLOCK ((size_t)512)

struct tar_header {
	struct str prefix, name,
		link; /* the path is prefix '/' name when the prefix is not empty */
	char type;    /* typeflag as written */
	bool gnu;
	uint64_t size;
	uint32_t mode, device_major, device_minor;
	uint64_t uid, gid;
	int64_t mtime;
};

/* 512 zero bytes: two of them end an archive. */
bool tar_block_is_zero(const char *block);

/* The checksum holds, added as unsigned or (old Sun and HP tars) as signed bytes. */
bool tar_block_is_header(const char *block);

/* E_CORRUPT for a wrong checksum or a size that is none. Other numbers that are none become 0. */
int tar_header_parse(const char *block, struct tar_header *out, struct fault *f);

/*
 * A numeric field: octal with spaces or zero bytes around it, or base 256 (GNU: the highest bit of
 * the first byte set, two's complement). False when it is neither, or needs more than 63 bits.
 */
bool tar_number(struct str field, int64_t *out);
