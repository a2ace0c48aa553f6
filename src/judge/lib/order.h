/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the version orders share: numbers of any length, lists of numbers, cutting runs off a text.
 *
 * Nothing here converts digits to an integer, so a number of a thousand digits compares like any
 * other. All functions are linear and total; "rest" is what a reader has not yet consumed.
 */
#pragma once

#include "base/str.h"

/* The sign of a - b for small numbers such as ranks. */
static inline int order_int(int a, int b)
{
	return (a > b) - (a < b);
}

/* Two runs of digits by value: leading zeros do not count, the empty run is 0. */
int order_digits(struct str a, struct str b);

/* By bytes as str_cmp(), ASCII letters as if in lower case. */
int order_nocase(struct str a, struct str b);

/* Only zeros, or empty. */
bool order_is_zero(struct str digits);

/* Cuts the leading run off *rest and returns it; empty when there is none. */
struct str order_take_digits(struct str *rest);
struct str order_take_alpha(struct str *rest); /* ASCII letters of either case */

/* Without one leading 'v' or 'V' that stands directly before a digit. */
struct str order_skip_v(struct str version);

/*
 * Versions that are nothing but numbers between separators ("1.2-3" with separators ".-"): number
 * by number, and the longer one is greater when all before is equal ("1.0" < "1.0.0"). Where no
 * number stands the readable part ends: the version sorts before one that ends properly there, and
 * two such by bytes.
 */
int order_number_list(struct str a, struct str b, const char *separators);

/* Is it such a list, with at least `least` numbers and nothing else? */
bool order_is_number_list(struct str version, const char *separators, size_t least);

/* Every byte is printable ASCII other than the space, and none stands in `refused`. */
bool order_is_plain(struct str text, const char *refused);

/* Every byte is an ASCII letter, a digit, or stands in `more`. */
bool order_is_made_of(struct str text, const char *more);
