/* SPDX-License-Identifier: Apache-2.0 */
/* Every line of range.data; and that statuses mean what range.h says. */
#include "check.h"

#include "base/fs.h"
#include "judge/range.h"

static bool dotted_valid(struct str v)
{
	struct str piece, rest = v;
	uint64_t n;
	while (str_next(&rest, '.', &piece))
		if (!str_u64(piece, 1000, &n))
			return false;
	return true;
}

static uint64_t next_number(struct str *rest)
{
	struct str piece;
	uint64_t n = 0;
	if (str_next(rest, '.', &piece))
		(void)str_u64(piece, 1000, &n);
	return n;
}

static int dotted_compare(struct str a, struct str b)
{
	while (a.p || b.p) {
		uint64_t x = next_number(&a), y = next_number(&b);
		if (x != y)
			return x < y ? -1 : 1;
	}
	return 0;
}

static const struct scheme dotted = { "dotted", dotted_valid, dotted_compare };

static bool parse_word(struct arena *a, struct str word, struct advisory_package *p)
{
	if (str_starts(word, STR("="))) {
		*VEC_PUSH(a, &p->versions) = str_from(word, 1);
		return true;
	}
	struct str from, to;
	bool closed = str_ends(word, STR("]"));
	if (!str_starts(word, STR("[")) || (!closed && !str_ends(word, STR(")"))) ||
	    !str_cut(str_slice(word, 1, word.n - 1), ',', &from, &to))
		return false;
	struct advisory_interval *v = VEC_PUSH(a, &p->intervals);
	v->introduced = from;
	if (closed)
		v->last_affected = to;
	else
		v->fixed = to;
	return true;
}

static bool check_line(struct arena *a, struct str line)
{
	struct str field[5] = { 0 };
	for (size_t i = 0; i < ARRAY_LEN(field); i++) {
		(void)str_cut(line, '|', &field[i], &line);
		field[i] = str_trim(field[i]);
	}
	struct advisory_package p = { .status = ADVISORY_FIXED };
	struct str rest = field[1], word;
	while (str_next_word(&rest, &word))
		if (!parse_word(a, word, &p))
			return false;
	const struct scheme *scheme = str_is(field[0], "dotted") ? &dotted : NULL;
	static const char *const answers[] = { "no", "yes", "unknown" };
	struct range_result r = range_contains(scheme, &p, field[2]);
	bool same = str_is(field[3], answers[r.answer]) && str_eq(field[4], r.fixed) &&
		    (r.why != NULL) == (r.answer == RANGE_UNKNOWN);
	if (!same)
		print_error("got %s, fix \"%.*s\"\n", answers[r.answer], STRF(r.fixed));
	return same;
}

static void cases(void **state)
{
	(void)state;
	const char *root = getenv("ROOT");
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(buf_donep) struct buf file;
	struct fault f = { 0 };
	buf_init(&file, 1 * MIB);
	struct str path = str_printf(a, "%s/tests/judge/range.data", root ? root : ".");
	check_ok(fs_read_file(str_cstr(a, path), &file, &f), &f);
	struct str rest = buf_str(&file), line;
	unsigned number = 0, run = 0, bad = 0;
	while (str_next_line(&rest, &line)) {
		number++;
		(void)str_cut(line, '#', &line, NULL);
		line = str_trim(line);
		if (!line.n)
			continue;
		run++;
		if (!check_line(a, line)) {
			print_error("range.data:%u: %.*s\n", number, STRF(line));
			bad++;
		}
	}
	assert_true(run > 40);
	assert_int_equal(bad, 0);
}

static void statuses(void **state)
{
	(void)state;
	struct advisory_interval all = { .introduced = STR("0") };
	struct advisory_package p = { .ecosystem = ECOSYSTEM_DEBIAN, .name = STR("x") };
	p.intervals.p = &all;
	p.intervals.n = 1;
	for (unsigned s = 0; s < ADVISORY_STATUS_COUNT_; s++) {
		p.status = (enum advisory_status)s;
		enum range_answer want = s == ADVISORY_NOT_AFFECTED ? RANGE_NO : RANGE_YES;
		assert_int_equal(range_affected(&p, STR("1.0")).answer, want);
		/* but the statement does speak of it */
		assert_int_equal(range_contains(NULL, &p, STR("1.0")).answer, RANGE_YES);
	}
	/* no order is known for it: not "no" */
	p = (struct advisory_package){ .ecosystem = ECOSYSTEM_NONE };
	all.fixed = STR("2");
	p.intervals.p = &all;
	p.intervals.n = 1;
	assert_int_equal(range_affected(&p, STR("1.0")).answer, RANGE_UNKNOWN);
}

/* Thousands of intervals that touch: an answer in linear time, and no fix rather than a wrong one. */
static void chain(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct advisory_package p = { 0 };
	for (unsigned i = 0; i < 50000; i++)
		*VEC_PUSH(a, &p.intervals) = (struct advisory_interval){
			.introduced = str_printf(a, "%u.%u", i / 1000, i % 1000),
			.fixed = str_printf(a, "%u.%u", (i + 1) / 1000, (i + 1) % 1000),
		};
	struct range_result r = range_contains(&dotted, &p, STR("0.5"));
	assert_int_equal(r.answer, RANGE_YES);
	assert_int_equal(r.fixed.n, 0);
	r = range_contains(&dotted, &p, STR("49.999"));
	assert_int_equal(r.answer, RANGE_YES);
	check_text(r.fixed, "50.0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cases),
		cmocka_unit_test(statuses),
		cmocka_unit_test(chain),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
