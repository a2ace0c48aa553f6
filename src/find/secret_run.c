/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs of bytes without a gap, and what may begin in them: tokens (secret_anchor.c) and base64 (secret_wrap.c).
 *
 *     token := "ghp_16C7e42F292c6912E7710c838347Ae178B4a"      one bit for each byte:
 *     11111    111111111111111111111111111111111111111        is it of a token?
 *     10000    100000000000000000000000000000000000000        does a word begin?
 *              100000000000000000000000…                       are the next 12 of a token, too?
 *
 * Sixty-four bytes become a few words of bits, which shifts and ands then ask. In source code one byte of a hundred
 * is a begin that is left, and its three bytes are looked up in a table. A byte's kind comes from two tables of 16,
 * one for each half of it: what AVX2 does for 32 bytes at once.
 *
 * Must stay true: every place is looked at once, in order, whatever the windows; at least 64 bytes in front of
 * it and behind it are at hand, or the text has no more.
 */
#include "base/mem.h"
#include "base/vec.h"
#include "find/secret_parts.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define BLOCK  64u
#define BLOCKS 64u /* that are taken together */

/* Bits of a byte's kind. */
#define OF_WORD 0x0fu /* A-Z a-z 0-9 _ */
#define OF_CODE 0x1fu /* the same and + - / */
/* all: the same and . % = ~ */

/* The first for the low half of a byte, the second for the high one; what both have is its kind. */
static const uint8_t low_half[16] = { 0x06, 0x07, 0x07, 0x07, 0x07, 0x27, 0x07, 0x07,
				      0x07, 0x07, 0x03, 0x11, 0x01, 0x51, 0xa1, 0x19 };
static const uint8_t high_half[16] = { 0, 0, 0x30, 0x44, 0x01, 0x0a, 0x01, 0x82 };

static unsigned kind_of(char c)
{
	return low_half[(uint8_t)c & 15] & high_half[(uint8_t)c >> 4];
}

bool secret_in_word(char c)
{
	return kind_of(c) & OF_WORD;
}

bool secret_in_run(char c)
{
	return kind_of(c) != 0;
}

/* ---- bytes as bits ---- */

struct bits {
	uint64_t word, code, run;
};

static void take_plain(const char *p, size_t blocks, struct bits *out)
{
	for (size_t i = 0; i < blocks; i++) {
		struct bits b = { 0 };
		for (size_t j = 0; j < BLOCK; j++) {
			unsigned kind = kind_of(p[i * BLOCK + j]);
			b.word |= (uint64_t)((kind & OF_WORD) != 0) << j;
			b.code |= (uint64_t)((kind & OF_CODE) != 0) << j;
			b.run |= (uint64_t)(kind != 0) << j;
		}
		out[i] = b;
	}
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static uint64_t not_zero(__m256i v)
{
	return ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(v, _mm256_setzero_si256()));
}

__attribute__((target("avx2"))) static void take_avx2(const char *p, size_t blocks,
						       struct bits *out)
{
	const __m256i half = _mm256_set1_epi8(15), word = _mm256_set1_epi8(OF_WORD),
		      code = _mm256_set1_epi8(OF_CODE);
	const __m256i low = _mm256_broadcastsi128_si256(_mm_loadu_si128((const void *)low_half));
	const __m256i high =
		_mm256_broadcastsi128_si256(_mm_loadu_si128((const void *)high_half));
	for (size_t i = 0; i < blocks; i++) {
		struct bits b = { 0 };
		for (unsigned j = 0; j < BLOCK; j += 32) {
			__m256i v = _mm256_loadu_si256((const void *)(p + i * BLOCK + j));
			__m256i l = _mm256_and_si256(v, half);
			__m256i h = _mm256_and_si256(_mm256_srli_epi16(v, 4), half);
			__m256i kind = _mm256_and_si256(_mm256_shuffle_epi8(low, l),
							_mm256_shuffle_epi8(high, h));
			b.word |= (not_zero(_mm256_and_si256(kind, word)) & UINT32_MAX) << j;
			b.code |= (not_zero(_mm256_and_si256(kind, code)) & UINT32_MAX) << j;
			b.run |= (not_zero(kind) & UINT32_MAX) << j;
		}
		out[i] = b;
	}
}
#endif

static void take_blocks(const char *p, size_t blocks, struct bits *out)
{
#if defined(__x86_64__)
	if (__builtin_cpu_supports("avx2")) {
		take_avx2(p, blocks, out);
		return;
	}
#endif
	take_plain(p, blocks, out);
}

/* The bits of text[at …), at any place, the text's end or begin inside of it. */
static void take(struct str text, int64_t at, size_t blocks, struct bits *out)
{
	size_t i = 0;
	while (i < blocks) {
		int64_t from = at + (int64_t)(i * BLOCK);
		size_t whole = from >= 0 && (uint64_t)from < text.n ? (text.n - (size_t)from) / BLOCK : 0;
		if (whole) {
			whole = size_min(whole, blocks - i);
			take_blocks(text.p + from, whole, out + i);
			i += whole;
			continue;
		}
		char part[BLOCK] = { 0 };
		size_t skip = from < 0 ? (size_t)-from : 0;
		if (skip < BLOCK && (uint64_t)(from + (int64_t)skip) < text.n) {
			struct str rest = str_slice(text, (size_t)(from + (int64_t)skip),
						    (size_t)(from + (int64_t)BLOCK));
			memcpy(part + skip, rest.p, rest.n);
		}
		take_blocks(part, 1, out + i);
		i++;
	}
}

/* ---- the table ---- */

static unsigned hash(uint32_t key)
{
	return key * 0x9e3779b1u >> 16;
}

void secret_anchors_add(struct secret_anchors *a, uint32_t key, bool inside, uint32_t rule,
			uint8_t behind)
{
	if (a->n == a->cap) {
		a->cap = a->cap ? a->cap * 2 : 256;
		a->list = mem_resize(a->list, a->cap * sizeof(*a->list));
	}
	a->list[a->n++] = (struct secret_anchor_place){ key, inside, rule, behind };
	a->maybe[inside][hash(key) >> 6] |= (uint64_t)1 << (hash(key) & 63);
}

static int compare_places(const void *pa, const void *pb)
{
	const struct secret_anchor_place *a = pa, *b = pb;
	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	if (a->inside != b->inside)
		return a->inside - b->inside;
	if (a->rule != b->rule)
		return a->rule < b->rule ? -1 : 1;
	return a->behind - b->behind;
}

void secret_anchors_sort(struct secret_anchors *a)
{
	vec_sort(a->list, a->n, sizeof(*a->list), compare_places);
}

static size_t first_of(const struct secret_anchors *a, uint32_t key)
{
	size_t from = 0, to = a->n;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (a->list[middle].key < key)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static void try_anchor(struct secret_scan *s, size_t at, bool inside)
{
	const struct secret_anchors *a = &s->reader->engine->anchors;
	if (at + SECRET_ANCHOR > s->text.n)
		return;
	const uint8_t *p = (const uint8_t *)s->text.p + at;
	uint32_t key = p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16;
	if (!(a->maybe[inside][hash(key) >> 6] >> (hash(key) & 63) & 1))
		return;
	for (size_t i = first_of(a, key); i < a->n && a->list[i].key == key; i++)
		if (a->list[i].inside == inside && at >= a->list[i].behind)
			secret_scan_try(s, a->list[i].rule, at - a->list[i].behind);
}

/* ---- runs ---- */

/* 12, 24 or 32 bits in a row, from each of the first 64 on; `next` are those behind `now`. */
struct rows {
	uint64_t of12, of24, of32;
};

static struct rows rows_of(uint64_t now, uint64_t next)
{
	unsigned __int128 v = (unsigned __int128)next << 64 | now;
	v &= v >> 1;
	v &= v >> 2;
	v &= v >> 4;
	unsigned __int128 of16 = v & v >> 8;
	return (struct rows){
		(uint64_t)(v & v >> 4),
		(uint64_t)(of16 & v >> 16),
		(uint64_t)(of16 & of16 >> 16),
	};
}

static uint64_t begins(uint64_t now, uint64_t before)
{
	return now & ~(now << 1 | before >> 63);
}

static void find_in(struct secret_scan *s, size_t at, size_t end, size_t border, bool wraps)
{
	struct bits bits[BLOCKS + 2];
	size_t blocks = (end - at + BLOCK - 1) / BLOCK;
	take(s->text, (int64_t)at - BLOCK, blocks + 2, bits);
	struct rows before = rows_of(bits[0].run, bits[1].run);
	uint64_t code_before = rows_of(bits[0].code, bits[1].code).of24;
	for (size_t i = 1; i <= blocks; i++, at += BLOCK) {
		const struct bits *b = &bits[i];
		struct rows run = rows_of(b->run, b[1].run);
		uint64_t code = rows_of(b->code, b[1].code).of24;
		uint64_t mine = end - at < BLOCK ? ((uint64_t)1 << (end - at)) - 1 : UINT64_MAX;
		uint64_t words = begins(b->word, b[-1].word) & run.of12 & mine;
		uint64_t inside = (run.of32 | run.of32 << 32 | before.of32 >> 32) & b->run & mine;
		uint64_t wrapped = wraps ? begins(code, code_before) & mine : 0;
		for (; words; words &= words - 1)
			try_anchor(s, at + (size_t)__builtin_ctzll(words), false);
		for (; inside; inside &= inside - 1)
			try_anchor(s, at + (size_t)__builtin_ctzll(inside), true);
		for (; wrapped; wrapped &= wrapped - 1)
			secret_wrap_base64(s, at + (size_t)__builtin_ctzll(wrapped),
					   border);
		before = run;
		code_before = code;
	}
}

void secret_run_find(struct secret_scan *s, uint64_t border, bool wraps)
{
	size_t at = (size_t)(s->run_next - s->base), end = (size_t)(border - s->base);
	for (size_t n; at < end; at += n) {
		n = size_min(end - at, BLOCKS * BLOCK);
		find_in(s, at, at + n, end, wraps);
	}
	s->run_next = border;
}
