/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every order is total: reflexive, antisymmetric, transitive, over pseudo-random texts (one fixed
 * seed). Texts are built from the pieces that the scheme knows, from a few bytes of garbage, and by
 * changing one place of an earlier text, because unlike texts seldom meet at the interesting token.
 */
#include "check.h"

#include "judge/scheme.h"

static const struct {
	const char *scheme;
	const char *pieces; /* between spaces */
} alphabets[] = {
	{ "apk", "0 1 01 10 . . _ a r _p _pre _rc _alpha _git -r -r0 -r1 ~ ~ab - A" },
	{ "deb", "0 1 09 10 a Z . + ~ - : 1: 0: -0 ~~" },
	{ "rpm", "0 1 09 10 a Z b . _ ~ ^ - : 1: 0: -1 \xce\xb1" },
	{ "semver", "0 1 01 10 . . - - + a B alpha v x" },
	{ "pep440", "0 1 01 10 . . ! + - _ a b rc c .post .dev dev pre rev r + v alpha 0!" },
	{ "maven", "0 1 01 10 . . - - a b alpha beta rc cr snapshot ga final sp x RC release" },
	{ "gem", "0 1 01 10 . . - a b rc pre RC .0 .0.0" },
	{ "go", "0 1 10 . . - + v go rc beta rc1 rc2 rc10 incompatible x" },
	{ "npm", "0 1 10 . . - + v = a beta x" },
	{ "nuget", "0 1 01 10 . . - + a A beta BETA" },
	{ "composer", "0 1 01 . . - + # dev alpha a b RC rc p pl patch v x BETA" },
	{ "hackage", "0 1 01 10 . . - a" },
	{ "cran", "0 1 01 10 . . - a" },
	{ "pub", "0 1 10 . . - + a 9a build" },
};

enum { TEXT_MAX = 48, TEXTS = 220, ROUNDS = 6 };

struct text {
	char p[TEXT_MAX];
	size_t n;
};

static uint64_t next_random(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

static void append(struct text *t, struct str piece)
{
	for (size_t i = 0; i < piece.n && t->n < TEXT_MAX; i++)
		t->p[t->n++] = piece.p[i];
}

static struct str pick(const char *pieces, uint64_t *state)
{
	struct str rest = str_of(pieces), piece = STR("");
	size_t count = 0;
	while (str_next(&rest, ' ', &piece))
		count++;
	uint64_t at = next_random(state) % count;
	rest = str_of(pieces);
	while (str_next(&rest, ' ', &piece) && at--)
		;
	return piece;
}

static struct text build(const char *pieces, uint64_t *state)
{
	struct text t = { .n = 0 };
	uint64_t count = next_random(state) % 9;
	for (uint64_t i = 0; i < count; i++) {
		if (next_random(state) % 24 == 0) {
			char garbage = (char)next_random(state);
			append(&t, str_make(&garbage, 1));
		} else {
			append(&t, pick(pieces, state));
		}
	}
	return t;
}

/* `from` with one piece put in or its end cut off. */
static struct text change(const struct text *from, const char *pieces, uint64_t *state)
{
	size_t at = from->n ? next_random(state) % (from->n + 1) : 0;
	struct text t = { .n = 0 };
	append(&t, str_make(from->p, at));
	if (next_random(state) % 4) {
		append(&t, pick(pieces, state));
		append(&t, str_from(str_make(from->p, from->n), at));
	}
	return t;
}

static int sign(int r)
{
	return (r > 0) - (r < 0);
}

static _Noreturn void complain(const char *scheme, const char *what, const struct text *a,
			       const struct text *b, const struct text *c)
{
	fail_msg("%s: %s: \"%.*s\" \"%.*s\" \"%.*s\"", scheme, what, (int)a->n, a->p, (int)b->n,
		 b->p, (int)c->n, c->p);
	abort();
}

/* Inserts the texts one by one into a sorted row and checks each against all that stand there. */
static void check_row(const struct scheme *s, struct text *texts, size_t n)
{
	static struct text row[TEXTS];
	for (size_t i = 0; i < n; i++) {
		struct str x = str_make(texts[i].p, texts[i].n);
		if (s->compare(x, x) != 0)
			complain(s->name, "not equal to itself", &texts[i], &texts[i], &texts[i]);
		int before = -1; /* sign of row[k] against x: may only go up */
		size_t place = 0;
		for (size_t k = 0; k < i; k++) {
			struct str y = str_make(row[k].p, row[k].n);
			int r = sign(s->compare(y, x));
			if (r != -sign(s->compare(x, y)))
				complain(s->name, "antisymmetry", &row[k], &texts[i], &texts[i]);
			if (r < before)
				complain(s->name, "transitivity", &row[k - 1], &row[k], &texts[i]);
			before = r;
			place += r < 0;
		}
		memmove(&row[place + 1], &row[place], (i - place) * sizeof(row[0]));
		row[place] = texts[i];
	}
}

static void total_order(void **state)
{
	(void)state;
	uint64_t seed = 20240229;
	static struct text texts[TEXTS];
	for (size_t i = 0; i < ARRAY_LEN(alphabets); i++) {
		const struct scheme *s = scheme_find(alphabets[i].scheme);
		assert_non_null(s);
		for (size_t round = 0; round < ROUNDS; round++) {
			for (size_t k = 0; k < TEXTS - 1; k++)
				texts[k] = k < 20 || next_random(&seed) % 4 == 0
						   ? build(alphabets[i].pieces, &seed)
						   : change(&texts[next_random(&seed) % k],
							    alphabets[i].pieces, &seed);
			check_row(s, texts, TEXTS - 1);
		}
	}
}

/* An order that has no alphabet here would go untested. */
static void every_scheme(void **state)
{
	(void)state;
	for (size_t i = 0; i < all_schemes_n; i++) {
		bool found = false;
		for (size_t k = 0; k < ARRAY_LEN(alphabets); k++)
			found |= strcmp(alphabets[k].scheme, all_schemes[i]->name) == 0;
		if (!found)
			fail_msg("no alphabet for %s", all_schemes[i]->name);
		assert_ptr_equal(scheme_find(all_schemes[i]->name), all_schemes[i]);
	}
	assert_null(scheme_find("nonsense"));
	assert_null(scheme_find(""));
	assert_null(scheme_find(NULL));
}

/* Numbers of any length, and texts that would be slow if a reader looked ahead again and again. */
static void long_texts(void **state)
{
	(void)state;
	enum { LONG = 400000 };
	static char a[LONG], b[LONG];
	static const char *const patterns[] = { "9",   "0.", "0-", "1.", "~",  "a",
						"0.a", ".",  "-",  "+",	 "-r", "0ga" };
	for (size_t k = 0; k < ARRAY_LEN(patterns); k++) {
		size_t n = strlen(patterns[k]);
		for (size_t i = 0; i < LONG; i++)
			a[i] = b[i] = patterns[k][i % n];
		for (size_t i = 0; i < all_schemes_n; i++) {
			const struct scheme *s = all_schemes[i];
			a[LONG - 1] = '1';
			b[LONG - 1] = '2';
			struct str x = str_make(a, LONG), y = str_make(b, LONG);
			assert_int_equal(s->compare(x, x), 0);
			assert_int_equal(sign(s->compare(x, y)), -sign(s->compare(y, x)));
			s->valid(x);
		}
	}
	for (size_t i = 0; i < 4000; i++)
		a[i] = b[i] = '9';
	a[3999] = '8';
	for (size_t i = 0; i < all_schemes_n; i++) {
		const struct scheme *s = all_schemes[i];
		assert_true(s->compare(str_make(a, 4000), str_make(b, 4000)) < 0);
		assert_true(s->compare(str_make(b, 4000), str_make(b, 3999)) > 0);
		assert_true(s->compare(str_make(NULL, 0), str_make(b, 1)) < 0);
		assert_int_equal(s->compare(str_make(NULL, 0), STR("")), 0);
		assert_false(s->valid(STR("")));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_scheme),
		cmocka_unit_test(total_order),
		cmocka_unit_test(long_texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
