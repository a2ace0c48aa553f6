/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs of the alphabet of base64 in a text: where a token could be, and where something wrapped could begin.
 *
 *     const token = "glpat-x4Zq…";      // see https://example.com/how-to-make-one
 *                    └─ run ─────┘
 *     └──────────── near it ─────────┘
 *
 * Sixty-four bytes become sixty-four bits: set where the byte is of the alphabet. A bit survives being and-ed with its
 * neighbours 1, 2, 4, 8 and 16 to the left when a run of SECRET_RUN ends there; nearly always none does, and
 * the next sixty-four bytes are looked at. This takes a tenth of the time of looking for patterns.
 *
 * Most runs are no tokens but names: paths/in/a/folder, words_with_underscores. The last SECRET_RUN bytes of a run
 * are of a token only if
 *
 *     a digit is among them,
 *     or nothing but letters and digits: a word of such length is seldom,
 *     or letters change their case as they do not in words: aBcD, aBCd.
 *
 * A token with signs in it of which no part is like that is missed; chance makes one such of 24 characters in two
 * thousand, and of 32 in thirty thousand.
 *
 * Must stay true: whether a run ends at a byte, and what is near it, is told by the bytes in front of it, never by
 * how the text was cut into windows or blocks.
 */
#include "find/secret_parts.h"

#ifdef __SSE2__
#include <immintrin.h>
#endif

#define BLOCK 64

/* ---- sixty-four bytes, a bit each ---- */

#ifdef __SSE2__
static __m128i is_within(__m128i x, char first, char n)
{
	__m128i from = _mm_sub_epi8(x, _mm_set1_epi8(first));
	return _mm_cmpeq_epi8(_mm_min_epu8(from, _mm_set1_epi8((char)(n - 1))), from);
}

static __m128i is_digit(__m128i x)
{
	return is_within(x, '0', 10);
}

static __m128i is_upper(__m128i x)
{
	return is_within(x, 'A', 26);
}

static __m128i is_letter(__m128i x)
{
	return is_within(_mm_or_si128(x, _mm_set1_epi8(0x20)), 'a', 26);
}

static __m128i is_of_alphabet(__m128i x)
{
	/* '+' and '/' differ in one bit */
	__m128i sign = _mm_cmpeq_epi8(_mm_or_si128(x, _mm_set1_epi8(4)), _mm_set1_epi8('/'));
	sign = _mm_or_si128(sign, _mm_cmpeq_epi8(x, _mm_set1_epi8('-')));
	sign = _mm_or_si128(sign, _mm_cmpeq_epi8(x, _mm_set1_epi8('_')));
	return _mm_or_si128(_mm_or_si128(is_letter(x), is_digit(x)), sign);
}

#define BITS(NAME, IS)                                                                            \
	static uint64_t NAME(const char *p)                                                       \
	{                                                                                         \
		uint64_t bits = 0;                                                                \
		for (unsigned i = 0; i < BLOCK / 16; i++) {                                       \
			__m128i x = _mm_loadu_si128((const __m128i *)(const void *)(p + 16 * i)); \
			bits |= (uint64_t)(unsigned)_mm_movemask_epi8(IS(x)) << 16 * i;           \
		}                                                                                 \
		return bits;                                                                      \
	}
#else
#define is_digit       char_is_digit
#define is_letter      char_is_alpha
#define is_of_alphabet secret_in_alphabet

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

#define BITS(NAME, IS)                                   \
	static uint64_t NAME(const char *p)              \
	{                                                \
		uint64_t bits = 0;                       \
		for (unsigned i = 0; i < BLOCK; i++)     \
			bits |= (uint64_t)IS(p[i]) << i; \
		return bits;                             \
	}
#endif

BITS(alphabet_bits, is_of_alphabet)
BITS(letter_bits, is_letter)
BITS(digit_bits, is_digit)
BITS(upper_bits, is_upper)

/* Two blocks side by side; what is asked about is in the second. */
struct bits {
	uint64_t before, here;
};

/* Each bit as it stood n bytes earlier. */
static struct bits later(struct bits b, unsigned n)
{
	return (struct bits){ b.before << n, b.here << n | b.before >> (BLOCK - n) };
}

static struct bits or (struct bits a, struct bits b)
{
	return (struct bits){ a.before | b.before, a.here | b.here };
}

/* Is one of the last SECRET_RUN bytes set? */
static uint64_t any_of_run(struct bits b)
{
	struct bits two = or (b, later(b, 1)), four = or (two, later(two, 2));
	struct bits eight = or (four, later(four, 4)), sixteen = or (eight, later(eight, 8));
	_Static_assert(SECRET_RUN == 24, "sixteen and eight");
	return sixteen.here | later(eight, 16).here;
}

/* Where the case of letters changes three times in a row, or goes up and down again over two letters. */
static struct bits odd_case(struct bits letter, struct bits upper)
{
	struct bits one = later(letter, 1), two = later(letter, 2), three = later(letter, 3);
	struct bits u1 = later(upper, 1), u2 = later(upper, 2), u3 = later(upper, 3);
	struct bits r;
#define OF(P)                                                                        \
	(letter.P & one.P & two.P & three.P & ~(upper.P ^ u2.P) & (upper.P ^ u1.P) & \
	 ~(u1.P ^ u3.P)) |                                                           \
		(letter.P & three.P & ~upper.P & u1.P & u2.P & ~u3.P)
	r.here = OF(here);
	r.before = OF(before);
#undef OF
	return r;
}

/* Of the runs that end in a block: those that could be of a token. */
static uint64_t of_tokens(uint64_t ends, const char *before, const char *here)
{
	struct bits digit = { before ? digit_bits(before) : 0, digit_bits(here) };
	uint64_t yes = ends & any_of_run(digit);
	if (yes == ends)
		return yes;
	struct bits letter = { before ? letter_bits(before) : 0, letter_bits(here) };
	struct bits sign = { ~(letter.before | digit.before), ~(letter.here | digit.here) };
	yes |= ends & ~any_of_run(sign);
	if (yes == ends)
		return yes;
	struct bits upper = { before ? upper_bits(before) : 0, upper_bits(here) };
	return yes | (ends & any_of_run(odd_case(letter, upper)));
}

/* ---- a text ---- */

static unsigned lowest(uint64_t bits)
{
	return (unsigned)__builtin_ctzll(bits);
}

static unsigned highest(uint64_t bits)
{
	return BLOCK - 1 - (unsigned)__builtin_clzll(bits);
}

static void tell(const struct secret_runs *r, uint64_t ends, bool continued, const char *before,
		 const char *here, const struct secret_runs_told *told)
{
	for (uint64_t first = ends & ~(ends << 1 | continued); first; first &= first - 1)
		if (told->begins)
			told->begins(told->context, r->at + lowest(first) + 1 - SECRET_RUN);
	uint64_t good = of_tokens(ends, before, here);
	if (!good)
		return;
	uint64_t from = r->at + lowest(good) + 1 - SECRET_RUN;
	told->near(told->context, from > SECRET_NEAR ? from - SECRET_NEAR : 0,
		   r->at + highest(good) + SECRET_NEAR);
}

static inline void block(struct secret_runs *r, uint64_t one, const char *before, const char *here,
			 const struct secret_runs_told *told)
{
	uint64_t two = one & (one << 1 | r->one >> 63);
	uint64_t four = two & (two << 2 | r->two >> 62);
	uint64_t eight = four & (four << 4 | r->four >> 60);
	uint64_t sixteen = eight & (eight << 8 | r->eight >> 56);
	uint64_t ends = sixteen & (eight << 16 | r->eight >> 48);
	r->one = one;
	r->two = two;
	r->four = four;
	r->eight = eight;
	if (ends)
		tell(r, ends, r->ended, before, here, told);
	r->ended = ends >> 63;
	r->at += BLOCK;
}

static size_t blocks(struct secret_runs *r, struct str text, size_t i,
		     const struct secret_runs_told *told)
{
	for (; text.n - i >= BLOCK; i += BLOCK) {
		const char *here = text.p + i;
		block(r, alphabet_bits(here), r->at ? here - BLOCK : NULL, here, told);
	}
	return i;
}

#ifdef __SSE2__
/* The same with twice as wide registers, where there are some: this is half of the work. */
#define WIDE __attribute__((target("avx2")))

static inline WIDE __m256i wide_within(__m256i x, char first, char n)
{
	__m256i from = _mm256_sub_epi8(x, _mm256_set1_epi8(first));
	return _mm256_cmpeq_epi8(_mm256_min_epu8(from, _mm256_set1_epi8((char)(n - 1))), from);
}

static inline WIDE uint32_t wide_alphabet_bits(const char *p)
{
	__m256i x = _mm256_loadu_si256((const __m256i *)(const void *)p);
	__m256i sign =
		_mm256_cmpeq_epi8(_mm256_or_si256(x, _mm256_set1_epi8(4)), _mm256_set1_epi8('/'));
	sign = _mm256_or_si256(sign, _mm256_cmpeq_epi8(x, _mm256_set1_epi8('-')));
	sign = _mm256_or_si256(sign, _mm256_cmpeq_epi8(x, _mm256_set1_epi8('_')));
	__m256i letter = wide_within(_mm256_or_si256(x, _mm256_set1_epi8(0x20)), 'a', 26);
	__m256i word = _mm256_or_si256(letter, wide_within(x, '0', 10));
	return (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(word, sign));
}

static WIDE size_t wide_blocks(struct secret_runs *r, struct str text, size_t i,
			       const struct secret_runs_told *told)
{
	for (; text.n - i >= BLOCK; i += BLOCK) {
		const char *here = text.p + i;
		uint64_t bits = wide_alphabet_bits(here) | (uint64_t)wide_alphabet_bits(here + 32)
								   << 32;
		block(r, bits, r->at ? here - BLOCK : NULL, here, told);
	}
	return i;
}

static bool is_wide(void)
{
	return __builtin_cpu_supports("avx2");
}
#else
#define wide_blocks blocks

static bool is_wide(void)
{
	return false;
}
#endif

void secret_runs_find(struct secret_runs *r, struct str text, uint64_t base, bool last,
		      const struct secret_runs_told *told)
{
	size_t i = (size_t)(r->at - base);
	i = is_wide() && !r->narrow ? wide_blocks(r, text, i, told) : blocks(r, text, i, told);
	if (!last || i == text.n)
		return;
	char rest[BLOCK] = { 0 };
	memcpy(rest, text.p + i, text.n - i);
	block(r, alphabet_bits(rest), r->at ? text.p + i - BLOCK : NULL, rest, told);
	r->at = base + text.n;
}
