/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is cut off a pattern, and the promise that nothing is missed by it: wherever a rule's pattern
 * matches, its beginning does, at the same byte.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/buf.h"
#include "find/secret_parts.h"

#include "check.h"

static void beginnings(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		/* behind a literal that is rare at the first repeat, else only at long ones */
		{ "\\b(sk_live_[0-9A-Za-z]{24,99})(?:[^\\w/+=-]|$)",
		  "\\b(sk_live_[0-9A-Za-z]{8})" },
		{ "prefix_[0-9]{2,5}x", "prefix_[0-9]{2}" },
		{ "prefix_[0-9]*x", "prefix_" },
		{ "prefix_[0-9]{3}x", "prefix_[0-9]{3}x" },
		{ "AKIA[0-9A-Z]{16}", "AKIA[0-9A-Z]{8}" },
		{ "AKIA[0-9A-Z]{2,5}x", "AKIA[0-9A-Z]{2,5}x" },
		{ "[0-9a-f]{32}", "[0-9a-f]{32}" },
		{ "plain words", "plain words" },
		{ "", "" },
		/* the literal that counts is the one that every match has */
		{ "(?:prefix_|a)[0-9]{2,5}x", "(?:prefix_|a)[0-9]{2,5}x" },
		/* each alternative by itself; what follows the group goes */
		{ "key=(?:aaaa[0-9]{20}|bbbb[0-9]{30})x", "key=(?:aaaa[0-9]{8}|bbbb[0-9]{8})" },
		{ "aaaaaa[0-9]{20}x|bbbbbb[0-9]{30}y", "aaaaaa[0-9]{8}|bbbbbb[0-9]{8}" },
		/* a group that may be missing goes with all behind it, or stays */
		{ "secretkey(?:[0-9]{20})?end", "secretkey" },
		{ "a(?:secretkey[0-9]{20})?b", "a(?:secretkey[0-9]{20})?b" },
		/* what only looks like a repeat, an end or a group */
		{ "prefix_{x}[0-9]+y", "prefix_{x}[0-9]{1}" },
		{ "prefix_[]+]+y", "prefix_[]+]{1}" },
		{ "prefix_\\[[^\\]]+y", "prefix_\\[[^\\]]{1}" },
		{ "(?i)prefix_[0-9]+?y", "(?i)prefix_[0-9]{1}" },
	};
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 4096);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct secret_rule rule = { .pattern = cases[i][0] };
		if (!secret_cut(&rule, SECRET_EVERYWHERE, &b))
			fail_msg("%s: not understood", rule.pattern);
		check_text(buf_str(&b), cases[i][1]);
	}
}

/* Then the whole pattern is used. */
static void not_understood(void **state)
{
	(void)state;
	static const char *const cases[] = {
		"prefix_(?=[0-9]+)x",
		"prefix_(?<name>[0-9]+)x",
		"prefix_([0-9]+)\\1",
		"prefix_[[:digit:]]+x",
		"prefix_\\x{41}+x",
		"prefix_\\p{L}+x",
		"(*UTF)prefix_[0-9]+x",
		"prefix_[0-9]+x(?i)|another_[0-9]+y", /* the flag is for both */
		"prefix_[0-9",
		"prefix_([0-9]+",
		"prefix_)[0-9]+",
		"prefix_\\",
		"+prefix",
		"((((((((((((((((((((((((((((((((prefix_[0-9]+))))))))))))))))))))))))))))))))",
	};
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 4096);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct secret_rule rule = { .pattern = cases[i] };
		if (secret_cut(&rule, SECRET_EVERYWHERE, &b))
			fail_msg("%s: cut to %.*s", cases[i], STRF(buf_str(&b)));
	}
	/* no room */
	struct secret_rule rule = { .pattern = "plain words" };
	OWNED(buf_donep) struct buf small;
	buf_init(&small, 4);
	assert_false(secret_cut(&rule, SECRET_EVERYWHERE, &small));
}

static pcre2_code *compile(struct str pattern, const struct secret_rule *r)
{
	int code;
	PCRE2_SIZE at;
	pcre2_code *p =
		pcre2_compile((PCRE2_SPTR)pattern.p, pattern.n,
			      (r->flags & SECRET_CASELESS ? PCRE2_CASELESS : 0) | PCRE2_MULTILINE,
			      &code, &at, NULL);
	if (!p)
		fail_msg("%s: PCRE2 refuses %.*s at %zu", r->id, STRF(pattern), at);
	return p;
}

/* Matches of the pattern in the sample, each of which begins with one of the beginning. */
static size_t check_sample(const struct secret_rule *r, pcre2_code *whole, pcre2_code *beginning,
			   const char *sample)
{
	struct str text = str_of(sample);
	pcre2_match_data *m = pcre2_match_data_create(1, NULL);
	size_t matches = 0;
	for (size_t at = 0; at <= text.n; matches++) {
		if (pcre2_match(whole, (PCRE2_SPTR)text.p, text.n, at, 0, m, NULL) < 0)
			break;
		size_t from = pcre2_get_ovector_pointer(m)[0];
		if (pcre2_match(beginning, (PCRE2_SPTR)text.p, text.n, from, PCRE2_ANCHORED, m,
				NULL) < 0)
			fail_msg("%s: its beginning does not match at %zu: %s", r->id, from,
				 sample);
		at = from + 1;
	}
	pcre2_match_data_free(m);
	return matches;
}

/* Near runs a candidate is seldom, so less is looked for: nothing behind a literal of four. */
static void beginnings_near(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{ "\\b(sk_live_[0-9A-Za-z]{24,99})(?:[^\\w/+=-]|$)", "\\b(sk_live_)" },
		{ "AKIA[0-9A-Z]{16,20}", "AKIA" },
		{ "dp\\.[0-9A-Z]{16,20}", "dp\\.[0-9A-Z]{8}" },
		{ "[0-9a-f]{24,32}", "[0-9a-f]{24,32}" },
	};
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 4096);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct secret_rule rule = { .pattern = cases[i][0] };
		assert_true(secret_cut(&rule, SECRET_NEAR_RUNS, &b));
		check_text(buf_str(&b), cases[i][1]);
	}
}

static void check_all(enum secret_part part)
{
	OWNED(buf_donep) struct buf b;
	size_t rules = 0, shorter = 0, matches = 0;
	buf_init(&b, 64 * KIB);
	for (size_t s = 0; s < all_secrets_n; s++)
		for (size_t i = 0; i < all_secrets[s]->n; i++, rules++) {
			const struct secret_rule *r = &all_secrets[s]->rules[i];
			if (!secret_cut(r, part, &b))
				continue;
			struct str text = str_of(r->pattern);
			shorter += b.n < text.n;
			pcre2_code *whole = compile(text, r), *beginning = compile(buf_str(&b), r);
			for (size_t n = 0; r->match[n]; n++)
				matches += check_sample(r, whole, beginning, r->match[n]);
			for (size_t n = 0; r->miss[n]; n++)
				check_sample(r, whole, beginning, r->miss[n]);
			pcre2_code_free(whole);
			pcre2_code_free(beginning);
		}
	/* it does its work: most rules are cut, and each has samples that match */
	assert_true(shorter > rules / 2);
	assert_true(matches > rules);
}

static void nothing_is_missed(void **state)
{
	(void)state;
	check_all(SECRET_EVERYWHERE);
	check_all(SECRET_NEAR_RUNS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(beginnings),
		cmocka_unit_test(beginnings_near),
		cmocka_unit_test(not_understood),
		cmocka_unit_test(nothing_is_missed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
