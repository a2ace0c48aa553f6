/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text as a terminal shows it.
 *
 * wcwidth(3) answers by locale, and a container in CI has none, so the two tables below are our own:
 * Unicode 15.1, EastAsianWidth.txt classes W and F (plus the unassigned parts of the ideographic
 * planes, which its header declares wide), and general categories Mn and Me with the joiners and
 * the conjoining Hangul vowels and finals. Neighbours that are parted only by unassigned code points
 * are joined. Searched by bisection.
 *
 * The other half is distrust. Names in an image are chosen by whoever built it, and a terminal obeys
 * escape sequences in whatever it prints: it can be made to wipe the line above, to write the
 * clipboard, or to show "libssl" for something else by reversing the direction of writing.
 * text_safe() is the only way from a report to a terminal. What is refused is shown as its code, not
 * dropped: a hostile name is worth seeing.
 */
#define _GNU_SOURCE
#include "base/term.h"

#include "base/limits.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct range {
	uint32_t first, last;
};

/* clang-format off */
static const struct range wide[] = {
	{ 0x1100, 0x115f }, { 0x231a, 0x231b }, { 0x2329, 0x232a }, { 0x23e9, 0x23ec },
	{ 0x23f0, 0x23f0 }, { 0x23f3, 0x23f3 }, { 0x25fd, 0x25fe }, { 0x2614, 0x2615 },
	{ 0x2648, 0x2653 }, { 0x267f, 0x267f }, { 0x2693, 0x2693 }, { 0x26a1, 0x26a1 },
	{ 0x26aa, 0x26ab }, { 0x26bd, 0x26be }, { 0x26c4, 0x26c5 }, { 0x26ce, 0x26ce },
	{ 0x26d4, 0x26d4 }, { 0x26ea, 0x26ea }, { 0x26f2, 0x26f3 }, { 0x26f5, 0x26f5 },
	{ 0x26fa, 0x26fa }, { 0x26fd, 0x26fd }, { 0x2705, 0x2705 }, { 0x270a, 0x270b },
	{ 0x2728, 0x2728 }, { 0x274c, 0x274c }, { 0x274e, 0x274e }, { 0x2753, 0x2755 },
	{ 0x2757, 0x2757 }, { 0x2795, 0x2797 }, { 0x27b0, 0x27b0 }, { 0x27bf, 0x27bf },
	{ 0x2b1b, 0x2b1c }, { 0x2b50, 0x2b50 }, { 0x2b55, 0x2b55 }, { 0x2e80, 0x3029 },
	{ 0x302e, 0x303e }, { 0x3041, 0x3096 }, { 0x309b, 0x3247 }, { 0x3250, 0x4dbf },
	{ 0x4e00, 0xa4c6 }, { 0xa960, 0xa97c }, { 0xac00, 0xd7a3 }, { 0xf900, 0xfaff },
	{ 0xfe10, 0xfe19 }, { 0xfe30, 0xfe6b }, { 0xff01, 0xff60 }, { 0xffe0, 0xffe6 },
	{ 0x16fe0, 0x16fe3 }, { 0x16ff0, 0x1b2fb }, { 0x1f004, 0x1f004 },
	{ 0x1f0cf, 0x1f0cf }, { 0x1f18e, 0x1f18e }, { 0x1f191, 0x1f19a },
	{ 0x1f200, 0x1f320 }, { 0x1f32d, 0x1f335 }, { 0x1f337, 0x1f37c },
	{ 0x1f37e, 0x1f393 }, { 0x1f3a0, 0x1f3ca }, { 0x1f3cf, 0x1f3d3 },
	{ 0x1f3e0, 0x1f3f0 }, { 0x1f3f4, 0x1f3f4 }, { 0x1f3f8, 0x1f43e },
	{ 0x1f440, 0x1f440 }, { 0x1f442, 0x1f4fc }, { 0x1f4ff, 0x1f53d },
	{ 0x1f54b, 0x1f54e }, { 0x1f550, 0x1f567 }, { 0x1f57a, 0x1f57a },
	{ 0x1f595, 0x1f596 }, { 0x1f5a4, 0x1f5a4 }, { 0x1f5fb, 0x1f64f },
	{ 0x1f680, 0x1f6c5 }, { 0x1f6cc, 0x1f6cc }, { 0x1f6d0, 0x1f6d2 },
	{ 0x1f6d5, 0x1f6df }, { 0x1f6eb, 0x1f6ec }, { 0x1f6f4, 0x1f6fc },
	{ 0x1f7e0, 0x1f7f0 }, { 0x1f90c, 0x1f93a }, { 0x1f93c, 0x1f945 },
	{ 0x1f947, 0x1f9ff }, { 0x1fa70, 0x1faf8 }, { 0x20000, 0x3fffd },
};
static const struct range zero[] = {
	{ 0x0300, 0x036f }, { 0x0483, 0x0489 }, { 0x0591, 0x05bd }, { 0x05bf, 0x05bf },
	{ 0x05c1, 0x05c2 }, { 0x05c4, 0x05c5 }, { 0x05c7, 0x05c7 }, { 0x0610, 0x061a },
	{ 0x064b, 0x065f }, { 0x0670, 0x0670 }, { 0x06d6, 0x06dc }, { 0x06df, 0x06e4 },
	{ 0x06e7, 0x06e8 }, { 0x06ea, 0x06ed }, { 0x0711, 0x0711 }, { 0x0730, 0x074a },
	{ 0x07a6, 0x07b0 }, { 0x07eb, 0x07f3 }, { 0x07fd, 0x07fd }, { 0x0816, 0x0819 },
	{ 0x081b, 0x0823 }, { 0x0825, 0x0827 }, { 0x0829, 0x082d }, { 0x0859, 0x085b },
	{ 0x0898, 0x089f }, { 0x08ca, 0x08e1 }, { 0x08e3, 0x0902 }, { 0x093a, 0x093a },
	{ 0x093c, 0x093c }, { 0x0941, 0x0948 }, { 0x094d, 0x094d }, { 0x0951, 0x0957 },
	{ 0x0962, 0x0963 }, { 0x0981, 0x0981 }, { 0x09bc, 0x09bc }, { 0x09c1, 0x09c4 },
	{ 0x09cd, 0x09cd }, { 0x09e2, 0x09e3 }, { 0x09fe, 0x0a02 }, { 0x0a3c, 0x0a3c },
	{ 0x0a41, 0x0a51 }, { 0x0a70, 0x0a71 }, { 0x0a75, 0x0a75 }, { 0x0a81, 0x0a82 },
	{ 0x0abc, 0x0abc }, { 0x0ac1, 0x0ac8 }, { 0x0acd, 0x0acd }, { 0x0ae2, 0x0ae3 },
	{ 0x0afa, 0x0b01 }, { 0x0b3c, 0x0b3c }, { 0x0b3f, 0x0b3f }, { 0x0b41, 0x0b44 },
	{ 0x0b4d, 0x0b56 }, { 0x0b62, 0x0b63 }, { 0x0b82, 0x0b82 }, { 0x0bc0, 0x0bc0 },
	{ 0x0bcd, 0x0bcd }, { 0x0c00, 0x0c00 }, { 0x0c04, 0x0c04 }, { 0x0c3c, 0x0c3c },
	{ 0x0c3e, 0x0c40 }, { 0x0c46, 0x0c56 }, { 0x0c62, 0x0c63 }, { 0x0c81, 0x0c81 },
	{ 0x0cbc, 0x0cbc }, { 0x0cbf, 0x0cbf }, { 0x0cc6, 0x0cc6 }, { 0x0ccc, 0x0ccd },
	{ 0x0ce2, 0x0ce3 }, { 0x0d00, 0x0d01 }, { 0x0d3b, 0x0d3c }, { 0x0d41, 0x0d44 },
	{ 0x0d4d, 0x0d4d }, { 0x0d62, 0x0d63 }, { 0x0d81, 0x0d81 }, { 0x0dca, 0x0dca },
	{ 0x0dd2, 0x0dd6 }, { 0x0e31, 0x0e31 }, { 0x0e34, 0x0e3a }, { 0x0e47, 0x0e4e },
	{ 0x0eb1, 0x0eb1 }, { 0x0eb4, 0x0ebc }, { 0x0ec8, 0x0ece }, { 0x0f18, 0x0f19 },
	{ 0x0f35, 0x0f35 }, { 0x0f37, 0x0f37 }, { 0x0f39, 0x0f39 }, { 0x0f71, 0x0f7e },
	{ 0x0f80, 0x0f84 }, { 0x0f86, 0x0f87 }, { 0x0f8d, 0x0fbc }, { 0x0fc6, 0x0fc6 },
	{ 0x102d, 0x1030 }, { 0x1032, 0x1037 }, { 0x1039, 0x103a }, { 0x103d, 0x103e },
	{ 0x1058, 0x1059 }, { 0x105e, 0x1060 }, { 0x1071, 0x1074 }, { 0x1082, 0x1082 },
	{ 0x1085, 0x1086 }, { 0x108d, 0x108d }, { 0x109d, 0x109d }, { 0x1160, 0x11ff },
	{ 0x135d, 0x135f }, { 0x1712, 0x1714 }, { 0x1732, 0x1733 }, { 0x1752, 0x1753 },
	{ 0x1772, 0x1773 }, { 0x17b4, 0x17b5 }, { 0x17b7, 0x17bd }, { 0x17c6, 0x17c6 },
	{ 0x17c9, 0x17d3 }, { 0x17dd, 0x17dd }, { 0x180b, 0x180d }, { 0x180f, 0x180f },
	{ 0x1885, 0x1886 }, { 0x18a9, 0x18a9 }, { 0x1920, 0x1922 }, { 0x1927, 0x1928 },
	{ 0x1932, 0x1932 }, { 0x1939, 0x193b }, { 0x1a17, 0x1a18 }, { 0x1a1b, 0x1a1b },
	{ 0x1a56, 0x1a56 }, { 0x1a58, 0x1a60 }, { 0x1a62, 0x1a62 }, { 0x1a65, 0x1a6c },
	{ 0x1a73, 0x1a7f }, { 0x1ab0, 0x1b03 }, { 0x1b34, 0x1b34 }, { 0x1b36, 0x1b3a },
	{ 0x1b3c, 0x1b3c }, { 0x1b42, 0x1b42 }, { 0x1b6b, 0x1b73 }, { 0x1b80, 0x1b81 },
	{ 0x1ba2, 0x1ba5 }, { 0x1ba8, 0x1ba9 }, { 0x1bab, 0x1bad }, { 0x1be6, 0x1be6 },
	{ 0x1be8, 0x1be9 }, { 0x1bed, 0x1bed }, { 0x1bef, 0x1bf1 }, { 0x1c2c, 0x1c33 },
	{ 0x1c36, 0x1c37 }, { 0x1cd0, 0x1cd2 }, { 0x1cd4, 0x1ce0 }, { 0x1ce2, 0x1ce8 },
	{ 0x1ced, 0x1ced }, { 0x1cf4, 0x1cf4 }, { 0x1cf8, 0x1cf9 }, { 0x1dc0, 0x1dff },
	{ 0x200b, 0x200f }, { 0x2060, 0x2064 }, { 0x20d0, 0x20f0 }, { 0x2cef, 0x2cf1 },
	{ 0x2d7f, 0x2d7f }, { 0x2de0, 0x2dff }, { 0x302a, 0x302d }, { 0x3099, 0x309a },
	{ 0xa66f, 0xa672 }, { 0xa674, 0xa67d }, { 0xa69e, 0xa69f }, { 0xa6f0, 0xa6f1 },
	{ 0xa802, 0xa802 }, { 0xa806, 0xa806 }, { 0xa80b, 0xa80b }, { 0xa825, 0xa826 },
	{ 0xa82c, 0xa82c }, { 0xa8c4, 0xa8c5 }, { 0xa8e0, 0xa8f1 }, { 0xa8ff, 0xa8ff },
	{ 0xa926, 0xa92d }, { 0xa947, 0xa951 }, { 0xa980, 0xa982 }, { 0xa9b3, 0xa9b3 },
	{ 0xa9b6, 0xa9b9 }, { 0xa9bc, 0xa9bd }, { 0xa9e5, 0xa9e5 }, { 0xaa29, 0xaa2e },
	{ 0xaa31, 0xaa32 }, { 0xaa35, 0xaa36 }, { 0xaa43, 0xaa43 }, { 0xaa4c, 0xaa4c },
	{ 0xaa7c, 0xaa7c }, { 0xaab0, 0xaab0 }, { 0xaab2, 0xaab4 }, { 0xaab7, 0xaab8 },
	{ 0xaabe, 0xaabf }, { 0xaac1, 0xaac1 }, { 0xaaec, 0xaaed }, { 0xaaf6, 0xaaf6 },
	{ 0xabe5, 0xabe5 }, { 0xabe8, 0xabe8 }, { 0xabed, 0xabed }, { 0xd7b0, 0xd7fb },
	{ 0xfb1e, 0xfb1e }, { 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f }, { 0xfeff, 0xfeff },
	{ 0x101fd, 0x101fd }, { 0x102e0, 0x102e0 }, { 0x10376, 0x1037a },
	{ 0x10a01, 0x10a0f }, { 0x10a38, 0x10a3f }, { 0x10ae5, 0x10ae6 },
	{ 0x10d24, 0x10d27 }, { 0x10eab, 0x10eac }, { 0x10efd, 0x10eff },
	{ 0x10f46, 0x10f50 }, { 0x10f82, 0x10f85 }, { 0x11001, 0x11001 },
	{ 0x11038, 0x11046 }, { 0x11070, 0x11070 }, { 0x11073, 0x11074 },
	{ 0x1107f, 0x11081 }, { 0x110b3, 0x110b6 }, { 0x110b9, 0x110ba },
	{ 0x110c2, 0x110c2 }, { 0x11100, 0x11102 }, { 0x11127, 0x1112b },
	{ 0x1112d, 0x11134 }, { 0x11173, 0x11173 }, { 0x11180, 0x11181 },
	{ 0x111b6, 0x111be }, { 0x111c9, 0x111cc }, { 0x111cf, 0x111cf },
	{ 0x1122f, 0x11231 }, { 0x11234, 0x11234 }, { 0x11236, 0x11237 },
	{ 0x1123e, 0x1123e }, { 0x11241, 0x11241 }, { 0x112df, 0x112df },
	{ 0x112e3, 0x112ea }, { 0x11300, 0x11301 }, { 0x1133b, 0x1133c },
	{ 0x11340, 0x11340 }, { 0x11366, 0x11374 }, { 0x11438, 0x1143f },
	{ 0x11442, 0x11444 }, { 0x11446, 0x11446 }, { 0x1145e, 0x1145e },
	{ 0x114b3, 0x114b8 }, { 0x114ba, 0x114ba }, { 0x114bf, 0x114c0 },
	{ 0x114c2, 0x114c3 }, { 0x115b2, 0x115b5 }, { 0x115bc, 0x115bd },
	{ 0x115bf, 0x115c0 }, { 0x115dc, 0x115dd }, { 0x11633, 0x1163a },
	{ 0x1163d, 0x1163d }, { 0x1163f, 0x11640 }, { 0x116ab, 0x116ab },
	{ 0x116ad, 0x116ad }, { 0x116b0, 0x116b5 }, { 0x116b7, 0x116b7 },
	{ 0x1171d, 0x1171f }, { 0x11722, 0x11725 }, { 0x11727, 0x1172b },
	{ 0x1182f, 0x11837 }, { 0x11839, 0x1183a }, { 0x1193b, 0x1193c },
	{ 0x1193e, 0x1193e }, { 0x11943, 0x11943 }, { 0x119d4, 0x119db },
	{ 0x119e0, 0x119e0 }, { 0x11a01, 0x11a0a }, { 0x11a33, 0x11a38 },
	{ 0x11a3b, 0x11a3e }, { 0x11a47, 0x11a47 }, { 0x11a51, 0x11a56 },
	{ 0x11a59, 0x11a5b }, { 0x11a8a, 0x11a96 }, { 0x11a98, 0x11a99 },
	{ 0x11c30, 0x11c3d }, { 0x11c3f, 0x11c3f }, { 0x11c92, 0x11ca7 },
	{ 0x11caa, 0x11cb0 }, { 0x11cb2, 0x11cb3 }, { 0x11cb5, 0x11cb6 },
	{ 0x11d31, 0x11d45 }, { 0x11d47, 0x11d47 }, { 0x11d90, 0x11d91 },
	{ 0x11d95, 0x11d95 }, { 0x11d97, 0x11d97 }, { 0x11ef3, 0x11ef4 },
	{ 0x11f00, 0x11f01 }, { 0x11f36, 0x11f3a }, { 0x11f40, 0x11f40 },
	{ 0x11f42, 0x11f42 }, { 0x13440, 0x13440 }, { 0x13447, 0x13455 },
	{ 0x16af0, 0x16af4 }, { 0x16b30, 0x16b36 }, { 0x16f4f, 0x16f4f },
	{ 0x16f8f, 0x16f92 }, { 0x16fe4, 0x16fe4 }, { 0x1bc9d, 0x1bc9e },
	{ 0x1cf00, 0x1cf46 }, { 0x1d167, 0x1d169 }, { 0x1d17b, 0x1d182 },
	{ 0x1d185, 0x1d18b }, { 0x1d1aa, 0x1d1ad }, { 0x1d242, 0x1d244 },
	{ 0x1da00, 0x1da36 }, { 0x1da3b, 0x1da6c }, { 0x1da75, 0x1da75 },
	{ 0x1da84, 0x1da84 }, { 0x1da9b, 0x1daaf }, { 0x1e000, 0x1e02a },
	{ 0x1e08f, 0x1e08f }, { 0x1e130, 0x1e136 }, { 0x1e2ae, 0x1e2ae },
	{ 0x1e2ec, 0x1e2ef }, { 0x1e4ec, 0x1e4ef }, { 0x1e8d0, 0x1e8d6 },
	{ 0x1e944, 0x1e94a }, { 0xe0100, 0xe01ef },
};

/*
 * Shown as a code: no honest name needs them. Line and paragraph separators, bidirectional marks,
 * embeddings, overrides and isolates, soft hyphen, fillers that look like nothing, invisible
 * operators, variation of annotation, language tags.
 */
static const struct range refused[] = {
	{ 0x0000, 0x001f }, { 0x007f, 0x009f }, { 0x00ad, 0x00ad }, { 0x061c, 0x061c },
	{ 0x115f, 0x1160 }, { 0x17b4, 0x17b5 }, { 0x180e, 0x180e }, { 0x200b, 0x200b },
	{ 0x200e, 0x200f }, { 0x2028, 0x202e }, { 0x2060, 0x206f }, { 0x3164, 0x3164 },
	{ 0xfeff, 0xfeff }, { 0xffa0, 0xffa0 }, { 0xfff0, 0xfffb }, { 0x1bca0, 0x1bca3 },
	{ 0x1d173, 0x1d17a }, { 0xe0000, 0xe0fff },
};
/* clang-format on */

enum { MARKS_MAX = 6 }; /* on one character; Vietnamese needs two, Tibetan four */

static bool in_table(const struct range *table, size_t n, uint32_t c)
{
	size_t low = 0;
	while (n > low) {
		size_t mid = low + (n - low) / 2;
		if (c > table[mid].last)
			low = mid + 1;
		else if (c < table[mid].first)
			n = mid;
		else
			return true;
	}
	return false;
}

bool utf8_next(struct str *rest, uint32_t *out)
{
	static const uint32_t least[] = { 0, 0x80, 0x800, 0x10000 };
	if (rest->n == 0)
		return false;
	const unsigned char *p = (const unsigned char *)rest->p;
	uint32_t c = p[0];
	size_t more = c < 0x80 ? 0 : c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : 1;
	bool good = c < 0x80 || (c >= 0xc2 && c <= 0xf4 && more < rest->n);
	if (good && more) {
		c &= 0x3fu >> more;
		for (size_t i = 1; i <= more; i++) {
			good = good && (p[i] & 0xc0) == 0x80;
			c = c << 6 | (p[i] & 0x3fu);
		}
		good = good && c >= least[more] && c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);
	}
	*out = good ? c : UINT32_MAX;
	*rest = str_from(*rest, good ? more + 1 : 1);
	return true;
}

unsigned char_columns(uint32_t c)
{
	if (c < 0x300)
		return 1;
	if (in_table(zero, ARRAY_LEN(zero), c))
		return 0;
	return in_table(wide, ARRAY_LEN(wide), c) ? 2 : 1;
}

size_t text_columns(struct str s)
{
	size_t n = 0;
	uint32_t c;
	while (utf8_next(&s, &c))
		n += char_columns(c);
	return n;
}

struct str text_fit(struct str s, size_t columns, size_t *out_columns)
{
	struct str rest = s;
	size_t used = 0, bytes = 0;
	uint32_t c;
	while (utf8_next(&rest, &c)) {
		unsigned w = char_columns(c);
		if (used + w > columns)
			break;
		used += w;
		bytes = s.n - rest.n;
	}
	if (out_columns)
		*out_columns = used;
	return str_slice(s, 0, bytes);
}

/* How one character is shown; `marks` counts the combining ones since the last base. */
enum showing { SHOW_AS_IT_IS, SHOW_SPACE, SHOW_CODE, SHOW_BYTE };

static enum showing showing(uint32_t c, unsigned *marks)
{
	if (c == UINT32_MAX)
		return SHOW_BYTE;
	if (c == '\n' || c == '\t' || c == '\r')
		return SHOW_SPACE;
	if (in_table(refused, ARRAY_LEN(refused), c))
		return SHOW_CODE;
	if (char_columns(c)) {
		*marks = 0;
		return SHOW_AS_IT_IS;
	}
	return ++*marks > MARKS_MAX ? SHOW_CODE : SHOW_AS_IT_IS;
}

static bool is_safe(struct str s)
{
	unsigned marks = 0;
	uint32_t c;
	if (s.n > LIMIT_TEXT_SHOWN)
		return false;
	/* nearly every text is plain ASCII: that needs no tables */
	while (s.n) {
		if (s.p[0] >= ' ' && s.p[0] <= '~') {
			s = str_make(s.p + 1, s.n - 1);
			marks = 0;
			continue;
		}
		utf8_next(&s, &c);
		if (showing(c, &marks) != SHOW_AS_IT_IS)
			return false;
	}
	return true;
}

struct str text_safe(struct arena *a, struct str s)
{
	if (is_safe(s))
		return s;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, (size_t)LIMIT_TEXT_SHOWN + 16);
	struct str rest = s;
	unsigned marks = 0;
	uint32_t c;
	while (rest.n) {
		struct str before = rest;
		size_t plain = 0;
		while (plain < rest.n && rest.p[plain] >= ' ' && rest.p[plain] <= '~' &&
		       b.n + plain <= LIMIT_TEXT_SHOWN - 16)
			plain++;
		if (plain) {
			buf_add(&b, rest.p, plain);
			rest = str_from(rest, plain);
			marks = 0;
			if (b.n > LIMIT_TEXT_SHOWN - 16) {
				buf_add_str(&b, STR("…"));
				break;
			}
			continue;
		}
		utf8_next(&rest, &c);
		switch (showing(c, &marks)) {
		case SHOW_AS_IT_IS:
			buf_add(&b, before.p, before.n - rest.n);
			break;
		case SHOW_SPACE:
			if (!b.n || b.p[b.n - 1] != ' ')
				buf_add_char(&b, ' ');
			break;
		case SHOW_CODE:
			buf_printf(&b, "<U+%04X>", (unsigned)c);
			break;
		case SHOW_BYTE:
			buf_printf(&b, "<%02X>", (unsigned)(unsigned char)before.p[0]);
			break;
		}
		if (b.n > LIMIT_TEXT_SHOWN - 16) {
			buf_add_str(&b, STR("…"));
			break;
		}
	}
	return str_dup(a, buf_str(&b));
}

void text_scrub(char *p, size_t n)
{
	struct str rest = str_make(p, n);
	unsigned marks = 0;
	uint32_t c;
	while (rest.n) {
		size_t at = n - rest.n;
		utf8_next(&rest, &c);
		if (showing(c, &marks) != SHOW_AS_IT_IS)
			memset(p + at, '?', n - rest.n - at);
	}
}

struct str text_cut(struct arena *a, struct str s, size_t columns)
{
	if (columns == 0 || text_columns(s) <= columns)
		return s;
	struct str head = text_fit(s, columns - 1, NULL);
	return str_printf(a, "%.*s…", STRF(head));
}

void text_pad(struct out *out, struct str s, size_t columns)
{
	size_t used = text_columns(s);
	out_str(out, s);
	if (used < columns)
		out_repeat(out, ' ', columns - used);
}

/* Where a long word may be parted without harm: a path after '/', a list after ','. */
static bool parts_after(char c)
{
	return c == '/' || c == ',' || c == '-' || c == '=' || c == '&';
}

/* Marks that close or go on: Chinese and Japanese never begin a line with one. */
static bool never_first(uint32_t c)
{
	static const struct range table[] = {
		{ 0x3001, 0x3002 }, { 0x3009, 0x3009 }, { 0x300b, 0x300b }, { 0x300d, 0x300d },
		{ 0x300f, 0x300f }, { 0x3011, 0x3011 }, { 0xff01, 0xff01 }, { 0xff09, 0xff09 },
		{ 0xff0c, 0xff0c }, { 0xff0e, 0xff0e }, { 0xff1a, 0xff1b }, { 0xff1f, 0xff1f },
	};
	return in_table(table, ARRAY_LEN(table), c);
}

/*
 * How much of `s`, of which `fits` bytes fit, makes a good line: up to the last space, or the last
 * place beside a wide character (those are written without spaces), or, in the second half of a
 * long word, behind a sign that parts it; else all that fits.
 */
static size_t break_at(struct str s, size_t fits)
{
	size_t best = 0, parted = 0;
	struct str rest = s;
	unsigned before = 0;
	uint32_t c;
	while (s.n - rest.n <= fits) {
		size_t at = s.n - rest.n;
		if (!utf8_next(&rest, &c))
			break;
		unsigned columns = char_columns(c);
		bool beside_wide = at > 0 && columns && (columns == 2 || before == 2);
		if (c == ' ' || (beside_wide && !never_first(c)))
			best = at;
		if (at > fits / 2 && parts_after(s.p[at - 1]))
			parted = at;
		before = columns ? columns : before;
	}
	return best ? best : parted ? parted : fits;
}

bool text_wrap(struct str *rest, size_t columns, struct str *line)
{
	struct str s = str_trim(*rest);
	if (s.n == 0)
		return false;
	struct str head = columns ? text_fit(s, columns, NULL) : s;
	if (head.n == s.n) {
		*line = s;
		*rest = str_make(NULL, 0);
		return true;
	}
	size_t at = break_at(s, head.n);
	if (at == 0) { /* not even one wide character fits: go on by one, never for ever */
		struct str after = s;
		uint32_t c;
		utf8_next(&after, &c);
		at = s.n - after.n;
	}
	*line = str_trim(str_slice(s, 0, at));
	*rest = str_from(s, at);
	return true;
}

static bool env_set(const char *name)
{
	const char *value = getenv(name);
	return value && value[0];
}

unsigned term_width(int fd)
{
	if (!isatty(fd))
		return 0;
	uint64_t columns = 0;
	if (!str_u64(str_of(getenv("COLUMNS")), 10000, &columns)) {
		struct winsize w;
		if (ioctl(fd, TIOCGWINSZ, &w) == 0)
			columns = w.ws_col;
	}
	return columns == 0 ? 0 : columns < 20 ? 20 : (unsigned)columns;
}

bool term_colour(int fd)
{
	if (env_set("NO_COLOR"))
		return false;
	if (env_set("CLICOLOR_FORCE") && strcmp(getenv("CLICOLOR_FORCE"), "0") != 0)
		return true;
	return isatty(fd) && env_set("TERM") && strcmp(getenv("TERM"), "dumb") != 0;
}

void term_colour_choose(enum term_when when)
{
	switch (when) {
	case TERM_AUTO:
		break;
	case TERM_ALWAYS:
		unsetenv("NO_COLOR");
		setenv("CLICOLOR_FORCE", "1", 1);
		break;
	case TERM_NEVER:
		setenv("NO_COLOR", "1", 1);
		break;
	}
}
