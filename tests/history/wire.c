/* SPDX-License-Identifier: Apache-2.0 */
#include "history_world.h"

#include "base/limits.h"

static struct record sample(struct arena *a)
{
	struct record r = scan_of("team/app", 1767225600, 7);
	r.manifest = digest_of(DIGEST_SHA512, STR("x"));
	r.verdict = VERDICT_INCOMPLETE;
	r.clause = STR("fixable-serious");
	r.headline_only = true;
	r.counts.size = INT64_MAX;
	struct record_finding *x =
		found(a, &r, FINDING_VULNERABILITY, "CVE-1", "openssl", SEVERITY_CRITICAL);
	x->until = 20800;
	x->ignored = true;
	x->owner = STR("anna");
	found(a, &r, FINDING_SECRET, "aws-key", "app/.env", SEVERITY_HIGH);
	r.verdict = VERDICT_INCOMPLETE;
	return r;
}

static struct str content(const struct buf *b)
{
	return str_from(buf_str(b), WIRE_HEAD + 1);
}

static void record_round_trip(void **state)
{
	struct arena *a = arena_new();
	OWNED(buf_donep) struct buf b, again;
	struct fault f = { 0 };
	struct record in = sample(a), out;
	buf_init(&b, MIB);
	buf_init(&again, MIB);
	assert_true(wire_put_store(&b, &in));
	size_t n;
	check_ok(wire_length((const uint8_t *)b.p, &n, &f), &f);
	assert_int_equal(n, b.n - WIRE_HEAD);
	check_ok(wire_get_store(content(&b), a, &out, &f), &f);
	assert_true(wire_put_store(&again, &out));
	check_str(buf_str(&again), buf_str(&b));
	check_text(out.findings.p[0].owner, "anna");
	assert_true(out.headline_only && out.counts.size == INT64_MAX && out.findings.n == 2);
	assert_true(digest_eq(&in.manifest, &out.manifest));
	arena_free(a);
}

static void answers_round_trip(void **state)
{
	struct arena *a = arena_new();
	OWNED(buf_donep) struct buf b;
	struct fault f = { 0 };
	struct wire_past in = { 0 }, out;
	VEC_PUSH(a, &in.seen)->first = 1767225600;
	*VEC_PUSH(a, &in.trend) = (struct trend_point){ .time = STR("2026-01-01T00:00:00Z"),
							.verdict = VERDICT_NOT_SEAWORTHY,
							.blocking = 3,
							.by_severity = { 1, 2, 3, 4, 5, 6 } };
	buf_init(&b, MIB);
	assert_true(wire_put_known(&b, &in));
	check_ok(wire_get_known(content(&b), a, &out, &f), &f);
	assert_int_equal(out.seen.p[0].first, 1767225600);
	assert_memory_equal(&out.trend.p[0].by_severity, &in.trend.p[0].by_severity, 24);
	buf_clear(&b);
	fault_set(&f, E_NOSPACE, "there is no space left");
	wire_put_failed(&b, &f);
	f = (struct fault){ 0 };
	assert_int_equal(wire_get_failed(content(&b), &f), E_NOSPACE);
	assert_string_equal(f.text, "there is no space left");
	arena_free(a);
}

/* Cut anywhere, or with any byte changed: a fault or a valid record, never more. */
static void hostile(void **state)
{
	struct arena *a = arena_new();
	OWNED(buf_donep) struct buf b;
	struct record in = sample(a), out;
	struct fault f = { 0 };
	buf_init(&b, MIB);
	wire_put_store(&b, &in);
	struct str whole = content(&b);
	for (size_t n = 0; n < whole.n; n++)
		assert_int_equal(wire_get_store(str_slice(whole, 0, n), a, &out, &f), E_CORRUPT);
	unsigned refused = 0;
	for (size_t i = 0; i < whole.n; i++)
		for (unsigned v = 0; v < 256; v += 5) {
			char *p = b.p + WIRE_HEAD + 1 + i, kept = *p;
			*p = (char)v;
			int r = wire_get_store(whole, a, &out, &f);
			*p = kept;
			refused += r < 0;
			if (r < 0)
				continue;
			assert_true((unsigned)out.verdict <= VERDICT_INCOMPLETE);
			for (size_t k = 0; k < out.findings.n; k++)
				assert_true((unsigned)out.findings.p[k].place < PLACE_COUNT_ &&
					    out.findings.p[k].id.n <= LIMIT_HISTORY_TEXT);
		}
	assert_true(refused > 1000);
	static const uint8_t heads[][WIRE_HEAD] = { { 0 }, { 255, 255, 255, 255 }, { 1, 0, 0, 2 } };
	size_t n;
	for (size_t i = 0; i < ARRAY_LEN(heads); i++)
		assert_int_equal(wire_length(heads[i], &n, &f), E_LIMIT);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(record_round_trip),
		cmocka_unit_test(answers_round_trip),
		cmocka_unit_test(hostile),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
