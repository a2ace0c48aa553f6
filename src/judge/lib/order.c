/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/lib/order.h"

int order_digits(struct str a, struct str b)
{
	while (a.n && a.p[0] == '0')
		a = str_from(a, 1);
	while (b.n && b.p[0] == '0')
		b = str_from(b, 1);
	if (a.n != b.n)
		return a.n < b.n ? -1 : 1;
	return str_cmp(a, b);
}

int order_nocase(struct str a, struct str b)
{
	for (size_t i = 0; i < a.n && i < b.n; i++) {
		unsigned char x = (unsigned char)char_lower(a.p[i]);
		unsigned char y = (unsigned char)char_lower(b.p[i]);
		if (x != y)
			return x < y ? -1 : 1;
	}
	return (a.n > b.n) - (a.n < b.n);
}

bool order_is_zero(struct str digits)
{
	for (size_t i = 0; i < digits.n; i++)
		if (digits.p[i] != '0')
			return false;
	return true;
}

static struct str take(struct str *rest, bool (*belongs)(char c))
{
	size_t n = 0;
	while (n < rest->n && belongs(rest->p[n]))
		n++;
	struct str run = str_slice(*rest, 0, n);
	*rest = str_from(*rest, n);
	return run;
}

struct str order_take_digits(struct str *rest)
{
	return take(rest, char_is_digit);
}

struct str order_take_alpha(struct str *rest)
{
	return take(rest, char_is_alpha);
}

struct str order_skip_v(struct str version)
{
	if (version.n > 1 && char_lower(version.p[0]) == 'v' && char_is_digit(version.p[1]))
		return str_from(version, 1);
	return version;
}

/* strchr() would also find the terminating NUL, which a hostile version may contain. */
static bool stands_in(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

/* One position of a list of numbers; the ranks are the order of what can stand there. */
enum place { PLACE_BROKEN, PLACE_END, PLACE_NUMBER };

static enum place next_number(struct str *rest, bool first, const char *separators,
			      struct str *number)
{
	if (rest->n == 0 && !first)
		return PLACE_END;
	struct str s = *rest;
	if (!first && stands_in(s.p[0], separators))
		s = str_from(s, 1);
	else if (!first)
		return PLACE_BROKEN;
	*number = order_take_digits(&s);
	if (number->n == 0)
		return PLACE_BROKEN;
	*rest = s;
	return PLACE_NUMBER;
}

int order_number_list(struct str a, struct str b, const char *separators)
{
	for (bool first = true;; first = false) {
		struct str x = STR(""), y = STR("");
		enum place at = next_number(&a, first, separators, &x);
		enum place bt = next_number(&b, first, separators, &y);
		if (at != bt)
			return order_int(at, bt);
		if (at == PLACE_END)
			return 0;
		int r = at == PLACE_BROKEN ? str_cmp(a, b) : order_digits(x, y);
		if (r || at == PLACE_BROKEN)
			return r;
	}
}

bool order_is_number_list(struct str version, const char *separators, size_t least)
{
	struct str number;
	size_t n = 0;
	enum place at;
	while ((at = next_number(&version, n == 0, separators, &number)) == PLACE_NUMBER)
		n++;
	return at == PLACE_END && n >= least;
}

bool order_is_plain(struct str text, const char *refused)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] <= ' ' || text.p[i] > '~' || stands_in(text.p[i], refused))
			return false;
	return true;
}

bool order_is_made_of(struct str text, const char *more)
{
	for (size_t i = 0; i < text.n; i++)
		if (!char_is_alnum(text.p[i]) && !stands_in(text.p[i], more))
			return false;
	return true;
}
