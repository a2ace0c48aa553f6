/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a terminal shows: how wide it is, whether colour is wanted, how many columns a text takes,
 * and which characters must never reach it.
 *
 * Widths follow Unicode 15.1 and no locale: wide and fullwidth characters take two columns,
 * combining marks and joiners none. A sequence of emoji glued by U+200D counts as its parts; a
 * terminal that draws it as one leaves a gap, never an overflow.
 */
#pragma once

#include "base/out.h"

/*
 * Columns of the terminal behind `fd`: COLUMNS when it is set to a number, else what the terminal
 * says; 0 (unlimited) when fd is no terminal or nothing is known. Never between 1 and 19.
 */
unsigned term_width(int fd);

/*
 * Colour for `fd`? NO_COLOR (any value but empty) says no before CLICOLOR_FORCE (any value but
 * empty and "0") says yes; otherwise only on a terminal whose TERM is set and not "dumb".
 */
bool term_colour(int fd);

/* A command line's word on colour, which beats the environment: recorded there for term_colour. */
enum term_when { TERM_AUTO, TERM_ALWAYS, TERM_NEVER };
void term_colour_choose(enum term_when when);

/*
 * Takes the next character of *rest: its code point, or UINT32_MAX for one byte that is not UTF-8.
 * False at the end.
 */
bool utf8_next(struct str *rest, uint32_t *out);

/* Columns of one character: 0, 1 or 2. */
unsigned char_columns(uint32_t c);

/* Columns of a text that text_safe() has made safe. */
size_t text_columns(struct str s);

/* The longest beginning of `s` that fits, combining marks included; its columns in *out_columns. */
struct str text_fit(struct str s, size_t columns, size_t *out_columns);

/*
 * The text with everything taken out that could move a cursor, reorder or hide what is shown:
 * control characters, bidirectional overrides, invisible characters, piled-up combining marks come
 * out as "<U+202E>", bytes that are not UTF-8 as "<FF>", line breaks and tabs as one space. Returns
 * `s` itself when nothing had to change. At most LIMIT_TEXT_SHOWN bytes are kept, then "…".
 */
struct str text_safe(struct arena *a, struct str s);

/* The same in place and in the same length, with '?' for each byte: for fixed buffers. */
void text_scrub(char *p, size_t n);

/* `s` cut to `columns` with "…" as its last column when it is longer; columns 0 = no cutting. */
struct str text_cut(struct arena *a, struct str s, size_t columns);

/* `s`, then spaces up to `columns`. */
void text_pad(struct out *out, struct str s, size_t columns);

/*
 * Takes the next line of at most `columns` from *rest, broken at a space where there is one, and
 * after a '/', ',' or '-' or in the middle of a word where there is none. columns 0 = all of it.
 */
bool text_wrap(struct str *rest, size_t columns, struct str *line);
