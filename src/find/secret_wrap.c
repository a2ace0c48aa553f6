/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Texts within a text: base64 and percent-encoding, one level deep; and UTF-16.
 *
 *     … auth: "dXNlcjpoaHBf…" …          a run of the alphabet, 24 or more
 *              └──┬──┘ decodes to letters? ──no──► next run
 *                 yes: decode it all ──► look for secrets in it like in a file
 *
 * Most long runs are pictures, fonts, digests, paths and names: the first twelve decoded bytes decide, and
 * chance lets one of a million through. Where runs begin is known from looking for tokens (secret_runs.c).
 *
 * Runs are followed over line ends (base64(1) folds at 76, PEM at 64). A long one is decoded in pieces that
 * overlap by what a secret may need.
 *
 * Percent-encoding is looked for in words that have "%XX" in them. Most secrets survive it as they are; what does not
 * is URLs with passwords, assignments in query strings, key blocks.
 *
 * Refused: base64 with other alphabets, within itself, or of something packed; what begins in the middle of a group
 * of four; words of more than 4 KiB with percent signs are cut.
 */
#include "base/mem.h"
#include "find/secret_parts.h"

#define PEEK_BYTES 12
#define PIECE \
	(20 * KIB) /* bytes of a run that are decoded at once, line ends included; < SECRET_AHEAD */
#define PIECE_SHARED (SECRET_SPAN / 3 * 4) /* characters of a piece that the next one has, too */
#define WORD_MAX     ((size_t)SECRET_SPAN)

enum {
	NO = 64,
};

/* Both alphabets of RFC 4648 (4 and 5). */
#define N4  NO, NO, NO, NO
#define N16 N4, N4, N4, N4
static const uint8_t sextet[256] = {
	N16, N16,								/* */
	N4,  N4,  NO,  NO,  NO,	 62,  NO,  62,	NO, 63,				/* ' ' … '/' */
	52,  53,  54,  55,  56,	 57,  58,  59,	60, 61, NO, NO, NO, NO, NO, NO, /* '0' … '?' */
	NO,  0,	  1,   2,   3,	 4,   5,   6,	7,  8,	9,  10, 11, 12, 13, 14, /* '@' … 'O' */
	15,  16,  17,  18,  19,	 20,  21,  22,	23, 24, 25, NO, NO, NO, NO, 63, /* 'P' … '_' */
	NO,  26,  27,  28,  29,	 30,  31,  32,	33, 34, 35, 36, 37, 38, 39, 40, /* '`' … 'o' */
	41,  42,  43,  44,  45,	 46,  47,  48,	49, 50, 51, NO, NO, NO, NO, NO, /* 'p' … DEL */
	N16, N16, N16, N16, N16, N16, N16, N16,
};

static bool in_alphabet(char c)
{
	return sextet[(uint8_t)c] != NO;
}

/* Bytes of a line end and of spaces behind it, when the run may go on there; else 0. */
static size_t fold(struct str s, size_t at)
{
	size_t i = at;
	if (i < s.n && s.p[i] == '\r')
		i++;
	if (i >= s.n || s.p[i] != '\n')
		return 0;
	i++;
	while (i < s.n && i < at + 64 && (s.p[i] == ' ' || s.p[i] == '\t'))
		i++;
	return i < s.n && in_alphabet(s.p[i]) ? i - at : 0;
}

/*
 * Decodes from `at` on, at most PIECE bytes of text; *out_n bytes. Gives where it stopped: at the end of the run,
 * or, when *out_more, where the next piece begins.
 */
static size_t decode(struct str s, size_t at, char *to, size_t *out_n, bool *out_more)
{
	size_t n = 0, line = 0, again = 0;
	unsigned have = 0;
	uint32_t bits = 0;
	size_t i = at, end = size_min(s.n, at + PIECE);
	*out_more = false;
	for (;;) {
		if (i >= end) {
			*out_more = end < s.n && again;
			break;
		}
		if (!in_alphabet(s.p[i])) {
			/* a short line is the last one of its block */
			size_t step = line >= SECRET_RUN ? fold(s, i) : 0;
			if (!step)
				break;
			i += step;
			line = 0;
			continue;
		}
		if (have == 0 && again == 0 && i - at >= PIECE - PIECE_SHARED)
			again = i;
		bits = bits << 6 | sextet[(uint8_t)s.p[i++]];
		line++;
		if (++have == 4) {
			to[n++] = (char)(bits >> 16);
			to[n++] = (char)(bits >> 8);
			to[n++] = (char)bits;
			have = 0;
			bits = 0;
		}
	}
	if (have >= 2)
		to[n++] = (char)(bits << (4 - have) * 6 >> 16);
	if (have == 3)
		to[n++] = (char)(bits << 6 >> 8);
	*out_n = n;
	return *out_more ? again : i;
}

static bool is_text_byte(char c)
{
	return (c >= ' ' && c < 0x7f) || c == '\n' || c == '\t' || c == '\r';
}

/* Would it decode to a text? By the first characters. */
static bool looks_wrapped(struct str s, size_t at)
{
	struct str head = str_slice(s, at, at + PEEK_BYTES / 3 * 4);
	for (size_t i = 0; i < head.n; i += 4) {
		if (head.n - i < 4)
			return false;
		uint32_t bits = 0;
		for (size_t j = 0; j < 4; j++) {
			if (!in_alphabet(head.p[i + j]))
				return false;
			bits = bits << 6 | sextet[(uint8_t)head.p[i + j]];
		}
		if (!is_text_byte((char)(bits >> 16)) || !is_text_byte((char)(bits >> 8)) ||
		    !is_text_byte((char)bits))
			return false;
	}
	return true;
}

/* What was decoded, through the inner scan; its hits become hits of the outer one, at [from, to). */
static void look_inside(struct secret_scan *s, struct str text, enum secret_wrap wrap, size_t from,
			size_t to)
{
	struct secret_scan *inner = &s->reader->inner;
	secret_scan_begin(inner, false, wrap, STR(""), s->base + from);
	secret_scan_all(inner, text);
	secret_settle_pending(inner);
	for (size_t i = 0; i < inner->pending.n; i++) {
		const struct secret_pending *found = &inner->pending.p[i];
		struct secret_pending *p = VEC_PUSH(s->arena, &s->pending);
		*p = *found;
		p->from = s->base + from;
		p->to = s->base + to;
		p->hit.value = str_dup(s->arena, found->hit.value);
		p->hit.detail = str_dup(s->arena, found->hit.detail);
		p->hit.line_text = str_dup(s->arena, found->hit.line_text);
		secret_scan_place(s, p);
	}
}

/* Where the next one begins that nothing was decoded of yet. */
static bool next_run(struct secret_scan *s, size_t border, size_t *at)
{
	for (; s->begins_at < s->begins_n; s->begins_at++) {
		uint64_t begin = s->begins[s->begins_at];
		if (begin >= s->base + border)
			return false;
		if (begin >= s->base64_next && looks_wrapped(s->text, (size_t)(begin - s->base))) {
			*at = (size_t)(begin - s->base);
			return true;
		}
	}
	return false;
}

static void find_base64(struct secret_scan *s, size_t border)
{
	char *decoded = s->reader->decoded;
	size_t at = s->base64_inside ? (size_t)(s->base64_next - s->base) : 0;
	while (s->base64_inside ? at < border : next_run(s, border, &at)) {
		size_t n, from = at;
		at = decode(s->text, from, decoded, &n, &s->base64_inside);
		look_inside(s, str_make(decoded, n), SECRET_BASE64, from, at);
		s->base64_next = s->base + at;
	}
	s->begins_n -= s->begins_at;
	memmove(s->begins, s->begins + s->begins_at, s->begins_n * sizeof(*s->begins));
	s->begins_at = 0;
}

/* The byte that "%XX" stands for, or -1. */
static int escape_at(struct str s, size_t i)
{
	uint8_t byte;
	bool is = i < s.n && s.p[i] == '%' && str_unhex(str_slice(s, i + 1, i + 3), &byte, 1);
	return is ? byte : -1;
}

static bool in_word(char c)
{
	return c > ' ' && c != '"' && c != '\'' && c != '<' && c != '>' && c != '`';
}

static size_t unescape(struct str s, char *to)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		int c = escape_at(s, i);
		to[n++] = c < 0 ? s.p[i] : (char)c;
		if (c >= 0)
			i += 2;
	}
	return n;
}

static void find_percent(struct secret_scan *s, size_t border)
{
	struct str text = s->text;
	size_t at = (size_t)(s->percent_next - s->base);
	/* words in front of it were looked at */
	size_t floor = s->percent_done > s->base ? (size_t)(s->percent_done - s->base) : 0;
	while (at < border) {
		size_t sign = str_find_char(str_slice(text, at, border), '%');
		if (sign == SIZE_MAX) {
			at = border;
			break;
		}
		sign += at;
		at = sign + 1;
		int c = escape_at(text, sign);
		if (c < 0 || !is_text_byte((char)c))
			continue;
		size_t from = sign, to = sign + 3;
		while (from > floor && sign - from < WORD_MAX / 4 && in_word(text.p[from - 1]))
			from--;
		while (to < text.n && to - from < WORD_MAX && in_word(text.p[to]))
			to++;
		size_t n = unescape(str_slice(text, from, to), s->reader->decoded);
		look_inside(s, str_make(s->reader->decoded, n), SECRET_PERCENT, from, to);
		at = floor = to;
		s->percent_done = s->base + to;
	}
	s->percent_next = s->base + at;
}

void secret_wrap_find(struct secret_scan *s, uint64_t border)
{
	if (!s->reader->decoded)
		s->reader->decoded = mem_alloc(PIECE);
	size_t at = (size_t)(border - s->base);
	find_base64(s, at);
	find_percent(s, at);
}

void secret_utf16_add(struct secret_utf16 *u, struct secret_scan *to, struct str window)
{
	char out[1536];
	size_t n = 0;
	for (size_t i = 0; i < window.n; i++) {
		uint8_t byte = (uint8_t)window.p[i];
		if (!u->odd) {
			u->half = byte;
			u->odd = true;
			continue;
		}
		u->odd = false;
		unsigned unit =
			u->big ? (unsigned)u->half << 8 | byte : (unsigned)byte << 8 | u->half;
		if (unit < 0x80) {
			out[n++] = (char)unit;
		} else if (unit < 0x800) {
			out[n++] = (char)(0xc0 | unit >> 6);
			out[n++] = (char)(0x80 | (unit & 0x3f));
		} else { /* halves of pairs too: nobody reads more out of it than that it is no ASCII */
			out[n++] = (char)(0xe0 | unit >> 12);
			out[n++] = (char)(0x80 | (unit >> 6 & 0x3f));
			out[n++] = (char)(0x80 | (unit & 0x3f));
		}
		if (n > sizeof(out) - 3) {
			secret_scan_add(to, str_make(out, n));
			n = 0;
		}
	}
	secret_scan_add(to, str_make(out, n));
}
