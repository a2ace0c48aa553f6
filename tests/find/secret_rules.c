/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every rule of every provider: both pattern engines take it, its samples are found, the others not.
 * What the engine does with windows and wrappings is tested with the engine.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <hs/hs.h>
#include <pcre2.h>

#include "find/lib/token.h"
#include "find/secret.h"

#include "check.h"

static pcre2_code *compile(const struct secret_rule *r)
{
	int code;
	PCRE2_SIZE at;
	pcre2_code *p =
		pcre2_compile((PCRE2_SPTR)r->pattern, PCRE2_ZERO_TERMINATED,
			      (r->flags & SECRET_CASELESS ? PCRE2_CASELESS : 0) | PCRE2_MULTILINE,
			      &code, &at, NULL);
	if (!p)
		fail_msg("%s: PCRE2 refuses the pattern at %zu", r->id, at);
	return p;
}

static bool confirmed(const struct secret_rule *r, struct str text, const PCRE2_SIZE *v,
		      uint32_t groups, struct arena *a)
{
	size_t g = 0;
	/* of alternatives each may have its own group */
	for (uint32_t i = 1; i < groups && !g; i++)
		g = v[2 * i] != PCRE2_UNSET ? 2 * i : 0;
	struct secret_candidate c = {
		.value = str_slice(text, v[g], v[g + 1]),
		.match = str_slice(text, v[0], v[1]),
		.before = str_slice(text, 0, v[0]),
		.after = str_from(text, v[1]),
		.scratch = a,
	};
	assert_true(c.match.n <= SECRET_SPAN);
	if (!(r->flags & SECRET_KEPT) &&
	    (token_is_placeholder(c.value) || token_entropy(c.value) < r->entropy))
		return false;
	return !r->check || r->check(&c);
}

static bool found(const struct secret_rule *r, const char *sample)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct str text = str_of(sample);
	pcre2_code *p = compile(r);
	pcre2_match_data *m = pcre2_match_data_create_from_pattern(p, NULL);
	bool yes = false;
	for (size_t at = 0; at <= text.n && !yes;) {
		int n = pcre2_match(p, (PCRE2_SPTR)text.p, text.n, at, 0, m, NULL);
		if (n < 0)
			break;
		const PCRE2_SIZE *v = pcre2_get_ovector_pointer(m);
		yes = confirmed(r, text, v, (uint32_t)n, a);
		at = v[0] + 1;
	}
	pcre2_match_data_free(m);
	pcre2_code_free(p);
	return yes;
}

static void samples(void **state)
{
	(void)state;
	size_t wrong = 0, rules = 0, n;
	for (size_t s = 0; s < all_secrets_n; s++)
		for (size_t i = 0; i < all_secrets[s]->n; i++, rules++) {
			const struct secret_rule *r = &all_secrets[s]->rules[i];
			for (n = 0; r->match[n]; n++)
				if (!found(r, r->match[n]) && ++wrong)
					print_error("%s: not found: %s\n", r->id, r->match[n]);
			if (n < 2 && ++wrong)
				print_error("%s: %zu samples to find\n", r->id, n);
			for (n = 0; r->miss[n]; n++)
				if (found(r, r->miss[n]) && ++wrong)
					print_error("%s: found: %s\n", r->id, r->miss[n]);
			if (n < 2 && ++wrong)
				print_error("%s: %zu samples to miss\n", r->id, n);
		}
	print_message("# %zu rules of %zu providers\n", rules, all_secrets_n);
	assert_int_equal(wrong, 0);
}

static void described(void **state)
{
	(void)state;
	for (size_t s = 0; s < all_secrets_n; s++)
		for (size_t i = 0; i < all_secrets[s]->n; i++) {
			const struct secret_rule *r = &all_secrets[s]->rules[i];
			assert_true(str_of(r->title).n && str_of(r->rotate).n > 20);
			assert_true(r->severity > SEVERITY_UNKNOWN &&
				    r->severity < SEVERITY_COUNT_);
			for (const char *p = r->id; *p; p++)
				assert_true(char_is_lower(*p) || char_is_digit(*p) || *p == '-');
			for (size_t t = 0; t <= s; t++)
				for (size_t j = 0; j < all_secrets[t]->n; j++)
					if (r != &all_secrets[t]->rules[j] &&
					    !strcmp(r->id, all_secrets[t]->rules[j].id))
						fail_msg("two rules are called %s", r->id);
		}
}

/* All at once, as the engine does it: streaming, and no pattern that matches nothing. */
static void one_database(void **state)
{
	(void)state;
	size_t n = 0;
	for (size_t s = 0; s < all_secrets_n; s++)
		n += all_secrets[s]->n;
	assert_true(n > 0);
	const char **patterns = test_calloc(n, sizeof(*patterns));
	unsigned *flags = test_calloc(n, sizeof(*flags)), *ids = test_calloc(n, sizeof(*ids));
	n = 0;
	for (size_t s = 0; s < all_secrets_n; s++)
		for (size_t i = 0; i < all_secrets[s]->n; i++, n++) {
			const struct secret_rule *r = &all_secrets[s]->rules[i];
			patterns[n] = r->pattern;
			ids[n] = (unsigned)n;
			flags[n] = HS_FLAG_MULTILINE |
				   (r->flags & SECRET_CASELESS ? HS_FLAG_CASELESS : 0);
		}
	hs_database_t *db = NULL;
	hs_compile_error_t *e = NULL;
	if (hs_compile_multi(patterns, flags, ids, (unsigned)n, HS_MODE_STREAM, NULL, &db, &e) !=
	    HS_SUCCESS)
		fail_msg("%s: %s", e->expression >= 0 ? patterns[e->expression] : "", e->message);
	size_t size = 0, stream = 0;
	hs_database_size(db, &size);
	hs_stream_size(db, &stream);
	print_message("# database %zu bytes, stream %zu bytes\n", size, stream);
	hs_free_database(db);
	test_free(patterns);
	test_free(flags);
	test_free(ids);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(described),
		cmocka_unit_test(samples),
		cmocka_unit_test(one_database),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
