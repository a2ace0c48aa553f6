/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decoding the tar header block.
 *
 *     0 name 100 │ 100 mode 8 │ 108 uid 8 │ 116 gid 8 │ 124 size 12 │ 136 mtime 12 │ 148 checksum 8 │ 156 type 1
 *     157 link 100 │ 257 magic 6 │ 263 version 2 │ 265 user 32 │ 297 group 32 │ 329 major 8 │ 337 minor 8
 *     345: ustar prefix 155 │ star prefix 131, times │ GNU times, sparse map
 *
 * Who writes what behind 345 is told by the magic, as in the reader that container engines use (Go's archive/tar):
 * what counts is what an engine would unpack, not what is elegant. "ustar" and a zero byte is POSIX, with "tar" at
 * 508 it is star, "ustar" and two spaces is GNU, which has no prefix; everything else is v7.
 *
 * Format: POSIX.1-2017, pax, "ustar Interchange Format"; GNU tar manual, "Basic Tar Format".
 */
#include "read/tarheader.h"

bool tar_block_is_zero(const char *block)
{
	static const char zero[64];
	for (size_t i = 0; i < TAR_BLOCK; i += sizeof(zero))
		if (memcmp(block + i, zero, sizeof(zero)) != 0)
			return false;
	return true;
}

static struct str field(const char *block, size_t at, size_t n)
{
	return str_make(block + at, n);
}

/* Up to the first zero byte: a name may fill its field to the last byte. */
static struct str text(const char *block, size_t at, size_t n)
{
	struct str s = field(block, at, n);
	return str_slice(s, 0, size_min(str_find_char(s, '\0'), n));
}

static bool base256(struct str s, int64_t *out)
{
	uint8_t invert = (uint8_t)s.p[0] & 0x40 ? 0xff : 0;
	uint64_t v = 0;
	for (size_t i = 0; i < s.n; i++) {
		uint8_t c = (uint8_t)((uint8_t)s.p[i] ^ invert);
		if (i == 0)
			c &= 0x7f;
		if (v >> 55)
			return false;
		v = v << 8 | c;
	}
	*out = invert ? (int64_t)~v : (int64_t)v;
	return true;
}

bool tar_number(struct str s, int64_t *out)
{
	if (s.n && (uint8_t)s.p[0] & 0x80)
		return base256(s, out);
	size_t i = 0, end = s.n;
	while (i < end && (s.p[i] == ' ' || s.p[i] == '\0'))
		i++;
	while (end > i && (s.p[end - 1] == ' ' || s.p[end - 1] == '\0'))
		end--;
	uint64_t v = 0;
	for (; i < end && s.p[i] != '\0'; i++) {
		if (s.p[i] < '0' || s.p[i] > '7' || v >> 60)
			return false;
		v = v << 3 | (uint64_t)(s.p[i] - '0');
	}
	*out = (int64_t)v;
	return true;
}

bool tar_block_is_header(const char *block)
{
	/* Two loops without a branch: the compiler makes vectors of them. */
	uint32_t plain = 0;
	int32_t as_signed = 0;
	for (size_t i = 0; i < TAR_BLOCK; i++)
		plain += (uint8_t)block[i];
	for (size_t i = 148; i < 156; i++)
		plain -= (uint8_t)block[i];
	plain += 8 * ' ';
	int64_t want;
	if (!tar_number(field(block, 148, 8), &want))
		return false;
	if (LIKELY(want == (int64_t)plain))
		return true;
	for (size_t i = 0; i < TAR_BLOCK; i++)
		as_signed += i < 148 || i >= 156 ? (signed char)block[i] : ' ';
	return want == as_signed;
}

static uint64_t number_or_zero(const char *block, size_t at, size_t n)
{
	int64_t v;
	return tar_number(field(block, at, n), &v) && v > 0 ? (uint64_t)v : 0;
}

/*
 * Go before 1.8 wrote long names into the ustar prefix of a block that it marked as GNU. Its reader undoes that
 * when the GNU times at this place are no numbers; so do we, or a name would differ from what is unpacked.
 */
static struct str misplaced_prefix(const char *block)
{
	int64_t v;
	struct str s = text(block, 345, 155);
	if (block[345] == '\0' ||
	    (tar_number(field(block, 345, 12), &v) && tar_number(field(block, 357, 12), &v)))
		return STR("");
	for (size_t i = 0; i < s.n; i++)
		if ((uint8_t)s.p[i] >= 0x80)
			return STR("");
	return s;
}

int tar_header_parse(const char *block, struct tar_header *out, struct fault *f)
{
	if (!tar_block_is_header(block))
		return fault_set(f, E_CORRUPT, "tar: header checksum does not hold");
	struct tar_header h = {
		.name = text(block, 0, 100),
		.link = text(block, 157, 100),
		.prefix = STR(""),
		.type = block[156],
		.mode = (uint32_t)(number_or_zero(block, 100, 8) & 07777),
		.uid = number_or_zero(block, 108, 8),
		.gid = number_or_zero(block, 116, 8),
	};
	int64_t size;
	if (!tar_number(field(block, 124, 12), &size) || size < 0)
		return fault_set(f, E_CORRUPT, "tar: %.*s: its size is no number", STRF(h.name));
	h.size = (uint64_t)size;
	if (!tar_number(field(block, 136, 12), &h.mtime))
		h.mtime = 0;
	bool ustar = memcmp(block + 257, "ustar", 6) == 0;
	h.gnu = memcmp(block + 257, "ustar  ", 8) == 0;
	if (ustar)
		h.prefix = text(block, 345, memcmp(block + 508, "tar", 4) == 0 ? 131 : 155);
	else if (h.gnu && h.type != 'S')
		h.prefix = misplaced_prefix(block);
	if (ustar || h.gnu) {
		h.device_major = (uint32_t)number_or_zero(block, 329, 8);
		h.device_minor = (uint32_t)number_or_zero(block, 337, 8);
	}
	*out = h;
	return 0;
}
