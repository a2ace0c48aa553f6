/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Go module versions (Go Modules Reference, "Versions"): Semantic Versioning with a "v" in front.
 *
 * Three spellings meet in one order: modules say "v1.2.3", advisories leave the "v" out, and the
 * toolchain (packages stdlib and toolchain) calls itself "go1.21rc2" or "go1.21". Short versions
 * mean zeros ("v1.2" is v1.2.0) and may have neither pre-release nor build, the toolchain's "rc"
 * and "beta" excepted: they come before the release, as the advisories' "1.21.0-rc.2" does.
 *
 * "+incompatible" is a build and does not count; pseudo-versions are ordinary pre-releases.
 */
#include "judge/scheme.h"

#include "judge/lib/order.h"
#include "judge/lib/semver.h"

static struct str strip(struct str version)
{
	if (str_starts(version, STR("go")))
		return str_from(version, 2);
	return order_skip_v(version);
}

/* "1.21rc2", "1.9beta1": the word and the number of the candidate. */
static bool is_candidate(struct str version, const struct semver *v, struct str *word,
			 struct str *number)
{
	struct str rest = str_from(version, v->numbers.n);
	*word = order_take_alpha(&rest);
	*number = order_take_digits(&rest);
	return (str_is(*word, "rc") || str_is(*word, "beta")) && number->n && rest.n == 0;
}

static bool valid(struct str version)
{
	struct str s = strip(version);
	struct semver v = semver_split(s);
	bool extended = v.has_pre || v.has_build;
	struct str word, number;
	if (is_candidate(s, &v, &word, &number))
		return semver_is_valid(v.numbers, 2, 3, SEMVER_STRICT);
	return semver_is_valid(s, extended ? 3 : 1, 3, SEMVER_STRICT);
}

/* The identifiers of a pre-release, the first one apart: "rc2" gives "rc" and "2" like "rc.2". */
struct identifiers {
	struct str first, rest;
	bool more;
};

static struct identifiers identifiers_of(struct str version, const struct semver *v)
{
	struct identifiers i;
	i.more = is_candidate(version, v, &i.first, &i.rest) ||
		 str_cut(v->pre, '.', &i.first, &i.rest);
	return i;
}

static int compare(struct str a, struct str b)
{
	a = strip(a);
	b = strip(b);
	struct semver v = semver_split(a), w = semver_split(b);
	int r = semver_compare_numbers(v.numbers, w.numbers);
	if (r)
		return r;
	if (!v.has_pre || !w.has_pre)
		return order_int(w.has_pre, v.has_pre);
	struct identifiers x = identifiers_of(a, &v), y = identifiers_of(b, &w);
	r = semver_compare_identifiers(x.first, y.first, false);
	if (r)
		return r;
	if (!x.more || !y.more)
		return order_int(x.more, y.more);
	return semver_compare_identifiers(x.rest, y.rest, false);
}

const struct scheme scheme_go = { .name = "go", .valid = valid, .compare = compare };
