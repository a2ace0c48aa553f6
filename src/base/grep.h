/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Many patterns in one pass over a text, in time linear in the text.
 *
 * Patterns are PCRE without back references and look-around. '.' does not match a line feed, '^' and '$' match
 * at the ends of lines, text is bytes. Only ends of matches are told, and all of them: "ab+" in "abbb" ends
 * at 2, 3 and 4. Who wants to know where a match begins runs the pattern once more, over the grep_width()
 * bytes in front of the end.
 */
#pragma once

#include "base/buf.h"
#include "base/fault.h"

struct grep;

struct grep_pattern {
	const char *text;
	bool caseless;
	bool loose; /* for patterns that are too much otherwise: more may be told than matches */
};

/*
 * For any processor of the kind that this is compiled for, at most 0.2 times slower than for
 * just the one at hand. E_USAGE names what is wrong with a pattern; *out_bad is its number.
 */
int grep_compile(const struct grep_pattern *p, size_t n, struct grep **out, size_t *out_bad,
		 struct fault *f);
void grep_free(struct grep *g); /* accepts NULL */

/*
 * As bytes, and back: loading takes a hundred microseconds, compiling most of a second. E_UNSUPPORTED: made by
 * another version of the library or for another processor; E_CORRUPT. The bytes are trusted: they
 * come from the program itself.
 */
int grep_save(const struct grep *g, struct buf *out, struct fault *f);
int grep_load(struct str bytes, struct grep **out, struct fault *f);

/* Bytes of the longest match of a pattern; UINT32_MAX when there is no longest. */
uint32_t grep_width(const struct grep *g, size_t pattern);

/* What one thread needs to scan. */
struct grep_scratch;

struct grep_scratch *grep_scratch_new(const struct grep *g);
void grep_scratch_free(struct grep_scratch *s); /* accepts NULL */

/* `end` counts the bytes in front of the end of the match. Ends of one pattern come in ascending order. */
typedef void grep_match(void *context, uint32_t pattern, size_t end);

/* Not more than 4 GiB. Does not allocate. */
void grep_scan(const struct grep *g, struct grep_scratch *s, struct str text, grep_match *match,
	       void *context);
