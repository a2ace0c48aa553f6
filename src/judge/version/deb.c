/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Debian package versions: [epoch:]upstream[-revision] (Debian Policy 5.6.12).
 *
 *	1:2.36-9+deb12u4
 *	│ │    └ revision: what follows the last hyphen; none is the same as "0"
 *	│ └ upstream
 *	└ epoch: what precedes the first colon; none is 0
 *
 * Upstream and revision are compared in turns: the longest prefix without digits, then a number,
 * and again. In the part without digits letters sort before all other characters, the end sorts
 * before letters, and '~' before the end: 1.0~rc1 < 1.0 < 1.0a < 1.0+b.
 *
 * A colon behind something that is no number does not make an epoch; such a text is not valid, and
 * compares with the colon as part of upstream.
 */
#include "judge/scheme.h"

#include "judge/lib/order.h"

struct version {
	struct str epoch, upstream, revision;
	bool has_epoch, has_revision;
};

static struct version parse(struct str text)
{
	struct version v = { .upstream = text };
	struct str rest = text;
	v.epoch = order_take_digits(&rest);
	v.has_epoch = v.epoch.n && rest.n && rest.p[0] == ':';
	if (v.has_epoch)
		v.upstream = str_from(rest, 1);
	else
		v.epoch = STR("");
	size_t hyphen = str_rfind_char(v.upstream, '-');
	v.has_revision = hyphen != SIZE_MAX;
	if (v.has_revision) {
		v.revision = str_from(v.upstream, hyphen + 1);
		v.upstream = str_slice(v.upstream, 0, hyphen);
	}
	return v;
}

/* dpkg keeps the epoch in an int. */
static const uint64_t EPOCH_MAX = INT32_MAX;

static bool valid(struct str text)
{
	struct version v = parse(text);
	uint64_t epoch;
	if (v.has_epoch && !str_u64(v.epoch, EPOCH_MAX, &epoch))
		return false;
	if (v.upstream.n == 0 || !char_is_digit(v.upstream.p[0]))
		return false;
	/* a further colon is allowed where an epoch stands, a further hyphen with a revision */
	if (!order_is_made_of(v.upstream, v.has_epoch ? ".+-~:" : ".+-~"))
		return false;
	return !v.has_revision || (v.revision.n && order_is_made_of(v.revision, ".+~"));
}

/* The weight of the byte in front; a digit and the end weigh the same. */
static int weight(struct str s)
{
	if (s.n == 0 || char_is_digit(s.p[0]))
		return 0;
	if (s.p[0] == '~')
		return -1;
	int byte = (unsigned char)s.p[0];
	return char_is_alpha(s.p[0]) ? byte : byte + 256;
}

static int compare_part(struct str a, struct str b)
{
	while (a.n || b.n) {
		int wa = weight(a), wb = weight(b);
		if (wa != wb)
			return order_int(wa, wb);
		if (wa) {
			a = str_from(a, 1);
			b = str_from(b, 1);
			continue;
		}
		int r = order_digits(order_take_digits(&a), order_take_digits(&b));
		if (r)
			return r;
	}
	return 0;
}

static int compare(struct str a, struct str b)
{
	struct version v = parse(a), w = parse(b);
	int r = order_digits(v.epoch, w.epoch);
	if (r == 0)
		r = compare_part(v.upstream, w.upstream);
	return r ? r : compare_part(v.revision, w.revision);
}

const struct scheme scheme_deb = { .name = "deb", .valid = valid, .compare = compare };
