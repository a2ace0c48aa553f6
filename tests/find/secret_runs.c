/* SPDX-License-Identifier: Apache-2.0 */
/* Runs, and what is near those that could be of a token: against a reading of the definition byte by byte. */
#include "base/buf.h"
#include "find/secret_parts.h"

#include "check.h"

#define TEXT_MAX 3000

/* By byte: does a run begin here; is it near one that could be of a token? */
struct told {
	char begins[TEXT_MAX + 1], near[TEXT_MAX + SECRET_NEAR + 1];
	uint64_t reached;
};

static void on_begin(void *context, uint64_t at)
{
	struct told *t = context;
	assert_true(at < TEXT_MAX);
	t->begins[at]++;
}

static void on_near(void *context, uint64_t from, uint64_t to)
{
	struct told *t = context;
	assert_true(from < to && to >= t->reached && to <= TEXT_MAX + SECRET_NEAR);
	t->reached = to;
	memset(t->near + from, 1, (size_t)(to - from));
}

static bool upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Do letters change their case here as they do not in words: up and down within the last four? */
static bool is_odd(struct str s, size_t at)
{
	if (at < 3)
		return false;
	const char *p = s.p + at - 3;
	if (char_is_alpha(p[0]) && char_is_alpha(p[1]) && char_is_alpha(p[2]) &&
	    char_is_alpha(p[3]) && upper(p[0]) != upper(p[1]) && upper(p[1]) != upper(p[2]) &&
	    upper(p[2]) != upper(p[3]))
		return true;
	return char_is_lower(p[0]) && upper(p[1]) && upper(p[2]) && char_is_lower(p[3]);
}

/* The SECRET_RUN bytes up to this one: are they of a run; could they be of a token? */
static void judge_end(struct str s, size_t at, bool *run, bool *token)
{
	bool digit = false, sign = false, odd = false;
	*run = at + 1 >= SECRET_RUN;
	for (size_t i = at + 1 - (*run ? SECRET_RUN : 0); i <= at && *run; i++) {
		*run = secret_in_alphabet(s.p[i]);
		digit |= char_is_digit(s.p[i]);
		sign |= !char_is_alnum(s.p[i]);
		odd |= is_odd(s, i);
	}
	*token = *run && (digit || !sign || odd);
}

static void check_text_of(struct str s, size_t window, bool narrow)
{
	struct told t = { .reached = 0 };
	struct secret_runs runs = { .narrow = narrow };
	struct secret_runs_told told = { &t, on_begin, on_near };
	size_t base = 0;
	for (size_t end = 0; end < s.n;) {
		end = size_min(s.n, end + window);
		/* all that it may ask for is the block in front of where it stands */
		if (runs.at > 64)
			base = (size_t)runs.at - 64;
		secret_runs_find(&runs, str_slice(s, base, end), base, end == s.n, &told);
	}
	bool before = false;
	char near[TEXT_MAX] = { 0 };
	for (size_t i = 0; i < s.n; i++) {
		bool run, token;
		judge_end(s, i, &run, &token);
		if (run && !before)
			assert_int_equal(t.begins[i + 1 - SECRET_RUN]--, 1);
		before = run;
		if (!token)
			continue;
		size_t begin = i + 1 - SECRET_RUN;
		size_t from = begin > SECRET_NEAR ? begin - SECRET_NEAR : 0;
		memset(near + from, 1, size_min(s.n, begin + SECRET_NEAR) - from);
	}
	for (size_t i = 0; i < s.n; i++) {
		if (t.begins[i])
			fail_msg("no run begins at %zu", i);
		if (near[i] && !t.near[i])
			fail_msg("%zu is near a run", i);
	}
}

/* Words, signs and tokens of all lengths around the one that counts. */
static struct str random_text(char *to, uint32_t *seed)
{
	static const char *const alphabets[] = {
		"abcdefghijklmnopqrstuvwxyz",
		"abcdefghijklmnopqrstuvwxyz_-/",
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ_",
		"abcDEF",
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/",
		"0123456789abcdef",
		"-_+/",
		" .,;:=()\n\"'@[`{^~\x7f\x80\xc1\xe1\xff*!,0:?",
	};
	size_t n = 0, want = *seed % TEXT_MAX;
	while (n < want) {
		*seed = *seed * 1664525u + 1013904223u;
		const char *alphabet = alphabets[*seed >> 29];
		size_t letters = strlen(alphabet), length = (*seed >> 8) % 40 + 1;
		for (size_t i = 0; i < length && n < want; i++) {
			*seed = *seed * 1664525u + 1013904223u;
			to[n++] = alphabet[(*seed >> 12) % letters];
		}
	}
	return str_make(to, n);
}

static void against_the_definition(void **state)
{
	(void)state;
	uint32_t seed = 7;
	char text[TEXT_MAX];
	for (unsigned i = 0; i < 3000; i++) {
		struct str s = random_text(text, &seed);
		size_t window = i % 3 ? (seed >> 20) % 300 + 1 : SIZE_MAX / 2;
		check_text_of(s, window, i & 1);
		seed += i;
	}
}

/* What is near is told once for places that lie together, and ends where it should. */
static void how_far(void **state)
{
	(void)state;
	static const char token[] = "0123456789abcdefghijklmn";
	char text[TEXT_MAX];
	memset(text, ' ', sizeof(text));
	memcpy(text + 1000, token, SECRET_RUN);
	struct told t = { .reached = 0 };
	struct secret_runs runs = { 0 };
	struct secret_runs_told told = { &t, NULL, on_near };
	secret_runs_find(&runs, str_make(text, sizeof(text)), 0, true, &told);
	assert_int_equal(t.near[1000 - SECRET_NEAR], 1);
	assert_int_equal(t.near[1000 - SECRET_NEAR - 1], 0);
	assert_int_equal(t.near[1000 + SECRET_NEAR], 1);
	assert_int_equal(t.near[1000 + SECRET_NEAR + 64], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(against_the_definition),
		cmocka_unit_test(how_far),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
