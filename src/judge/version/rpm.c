/* SPDX-License-Identifier: Apache-2.0 */
/*
 * RPM versions: [epoch:]version[-release] (rpm-version(7); "Sorting" in the rpm manual).
 *
 * A part is cut into segments of digits and of letters; every other byte but '~' and '^' only
 * separates. Segment by segment, what can stand at a place sorts
 *
 *	'~'  <  the end  <  '^'  <  letters  <  a number
 *
 *	1.0~rc1  <  1.0  <  1.0^git1  <  1.0a  <  1.0.1
 *
 * and letters compare by bytes. A missing epoch is 0; a missing release comes before every release,
 * which is rpm's own order of two packages (a *dependency* without a release matches any: that is
 * the caller's business). The epoch goes through the same comparison, so that one that is no number
 * still has a place.
 */
#include "judge/scheme.h"

#include "judge/lib/order.h"

struct version {
	struct str epoch, version, release;
	bool has_epoch, has_release;
};

static struct version parse(struct str text)
{
	struct version v = { .epoch = STR("0"), .version = text };
	struct str head, tail;
	v.has_epoch = str_cut(text, ':', &head, &tail);
	if (v.has_epoch) {
		v.version = tail;
		v.epoch = head.n ? head : v.epoch; /* rpm reads ":1" as 0:1 */
	}
	size_t hyphen = str_rfind_char(v.version, '-');
	v.has_release = hyphen != SIZE_MAX;
	if (v.has_release) {
		v.release = str_from(v.version, hyphen + 1);
		v.version = str_slice(v.version, 0, hyphen);
	}
	return v;
}

static bool valid(struct str text)
{
	static const char *const more = "._+~^";
	struct version v = parse(text);
	uint64_t epoch;
	if (v.has_epoch && !str_u64(v.epoch, UINT32_MAX, &epoch))
		return false;
	if (v.version.n == 0 || !order_is_made_of(v.version, more))
		return false;
	return !v.has_release || (v.release.n && order_is_made_of(v.release, more));
}

/* In the order in which they sort. */
enum kind { KIND_TILDE, KIND_END, KIND_CARET, KIND_LETTERS, KIND_NUMBER };

static enum kind next(struct str *rest, struct str *segment)
{
	while (rest->n && !char_is_alnum(rest->p[0]) && rest->p[0] != '~' && rest->p[0] != '^')
		*rest = str_from(*rest, 1);
	*segment = STR("");
	if (rest->n == 0)
		return KIND_END;
	char c = rest->p[0];
	if (char_is_digit(c)) {
		*segment = order_take_digits(rest);
		return KIND_NUMBER;
	}
	if (char_is_alpha(c)) {
		*segment = order_take_alpha(rest);
		return KIND_LETTERS;
	}
	*rest = str_from(*rest, 1);
	return c == '~' ? KIND_TILDE : KIND_CARET;
}

static int compare_part(struct str a, struct str b)
{
	for (;;) {
		struct str x, y;
		enum kind at = next(&a, &x), bt = next(&b, &y);
		if (at != bt)
			return order_int(at, bt);
		if (at == KIND_END)
			return 0;
		int r = at == KIND_NUMBER ? order_digits(x, y) : str_cmp(x, y);
		if (r)
			return r;
	}
}

static int compare(struct str a, struct str b)
{
	struct version v = parse(a), w = parse(b);
	int r = compare_part(v.epoch, w.epoch);
	if (r == 0)
		r = compare_part(v.version, w.version);
	if (r)
		return r;
	if (v.has_release != w.has_release)
		return v.has_release ? 1 : -1;
	return compare_part(v.release, w.release);
}

const struct scheme scheme_rpm = { .name = "rpm", .valid = valid, .compare = compare };
