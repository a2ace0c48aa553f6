/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/lib/semver.h"

#include "judge/lib/order.h"

struct semver semver_split(struct str version)
{
	size_t n = 0;
	while (n < version.n) {
		size_t digits = n + (n > 0); /* behind the dot */
		if (n > 0 && version.p[n] != '.')
			break;
		if (digits >= version.n || !char_is_digit(version.p[digits]))
			break;
		n = digits;
		while (n < version.n && char_is_digit(version.p[n]))
			n++;
	}
	struct semver v = { .numbers = str_slice(version, 0, n) };
	struct str rest = str_from(version, n);
	v.has_build = str_cut(rest, '+', &rest, &v.build);
	v.has_pre = rest.n > 0;
	/* "1.2.x" and "1.2.3rc1" are not semantic versions: the odd rest counts as a pre-release */
	v.pre = v.has_pre && (rest.p[0] == '-' || rest.p[0] == '.') ? str_from(rest, 1) : rest;
	return v;
}

int semver_compare_numbers(struct str a, struct str b)
{
	while (a.n || b.n) {
		int r = order_digits(order_take_digits(&a), order_take_digits(&b));
		if (r)
			return r;
		a = str_from(a, 1); /* the dot */
		b = str_from(b, 1);
	}
	return 0;
}

static bool all_digits(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!char_is_digit(s.p[i]))
			return false;
	return s.n > 0;
}

int semver_compare_identifiers(struct str a, struct str b, bool nocase)
{
	for (;;) {
		struct str x, y;
		bool more_a = str_cut(a, '.', &x, &a);
		bool more_b = str_cut(b, '.', &y, &b);
		bool number_x = all_digits(x), number_y = all_digits(y);
		if (number_x != number_y)
			return number_x ? -1 : 1;
		int r = number_x ? order_digits(x, y) : nocase ? order_nocase(x, y) : str_cmp(x, y);
		if (r)
			return r;
		if (!more_a || !more_b)
			return order_int(more_a, more_b);
	}
}

int semver_compare(struct semver a, struct semver b, bool nocase)
{
	int r = semver_compare_numbers(a.numbers, b.numbers);
	if (r)
		return r;
	if (a.has_pre != b.has_pre)
		return a.has_pre ? -1 : 1;
	return a.has_pre ? semver_compare_identifiers(a.pre, b.pre, nocase) : 0;
}

/* `zeros`: "01" is let pass. Of a build it always is (section 10). */
static bool identifiers_are_valid(struct str list, bool zeros)
{
	bool more;
	do {
		struct str id;
		more = str_cut(list, '.', &id, &list);
		if (id.n == 0 || !order_is_made_of(id, "-"))
			return false;
		if (!zeros && id.n > 1 && id.p[0] == '0' && all_digits(id))
			return false;
	} while (more);
	return true;
}

bool semver_is_valid(struct str version, size_t least, size_t most, unsigned lax)
{
	bool zeros = lax & SEMVER_ZEROS;
	struct semver v = semver_split(version);
	if (v.numbers.n == 0)
		return false;
	size_t count = 0;
	struct str rest = v.numbers, number;
	while (str_next(&rest, '.', &number)) {
		count++;
		if (!zeros && number.n > 1 && number.p[0] == '0')
			return false;
	}
	if (count < least || count > most)
		return false;
	if (v.has_pre) {
		char c = version.p[v.numbers.n];
		if (c != '-' && !((lax & SEMVER_NO_HYPHEN) && char_is_alpha(c)))
			return false;
		if (!identifiers_are_valid(v.pre, zeros))
			return false;
	}
	return !v.has_build || identifiers_are_valid(v.build, true);
}
