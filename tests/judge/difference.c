/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Differences of made-up reports. A report is written as words:
 *
 *     +NAME=VERSION@LAYER     a package (source and binary of that name); "~" instead of "+": removed again
 *     ID/NAME:SEVERITY:FIX    a vulnerability of that package
 *     base=N                  the lowest N layers are the base's
 *     layer=TEXT:BYTES        a layer of that content
 *     kev=ID                  that vulnerability is known to be exploited
 *
 * and a difference as one line for each change.
 */
#include "check.h"
#include "sample_report.h"

#include "base/buf.h"
#include "judge/difference.h"

static uint32_t find_package(const struct report *r, struct str name)
{
	for (size_t i = 0; i < r->packages.n; i++)
		if (str_eq(sym_str(r->syms, r->packages.p[i].name), name))
			return (uint32_t)i;
	fail_msg("no package %.*s", STRF(name));
	return 0;
}

static void add_word(struct report *r, struct str word)
{
	struct arena *a = r->arena;
	struct str left, right;
	if (str_starts(word, STR("name="))) {
		r->image.name = str_from(word, 5);
	} else if (word.p[0] == '+' || word.p[0] == '~') {
		struct str version = STR(""), layer = STR("0");
		uint64_t n = 0;
		str_cut(str_from(word, 1), '=', &left, &right);
		version = right;
		if (str_cut(right, '@', &version, &layer))
			assert_true(str_u64(layer, 9, &n));
		const char *name = str_cstr(a, left), *v = str_cstr(a, version);
		uint32_t p = sample_package(r, PACKAGE_DEB, name, v, name, v, (uint16_t)n);
		if (word.p[0] == '~')
			r->packages.p[p].flags = 0;
	} else if (str_cut(word, '/', &left, &right)) {
		struct str severity = STR(""), fix = STR("");
		enum severity s = SEVERITY_LOW;
		str_cut(right, ':', &right, &severity);
		str_cut(severity, ':', &severity, &fix);
		(void)severity_parse(severity, &s);
		sample_vulnerability(r, s >= SEVERITY_HIGH && fix.n ? PLACE_ACT_NOW : PLACE_MINOR,
				     s, str_cstr(a, left), "x", find_package(r, right),
				     str_cstr(a, fix));
	} else if (str_cut(word, '=', &left, &right) && str_is(left, "base")) {
		r->base.name = STR("b");
		r->base.layers = (uint16_t)(right.p[0] - '0');
	} else if (str_is(left, "kev")) {
		for (size_t i = 0; i < r->findings.n; i++)
			if (str_eq(r->findings.p[i].id, right))
				r->findings.p[i].vulnerability->kev_added = STR("2024-01-01");
	} else if (str_is(left, "layer")) {
		struct str bytes;
		struct layer *l = VEC_PUSH(a, &r->image.layers);
		str_cut(right, ':', &right, &bytes);
		l->history = HISTORY_NONE;
		l->diff_id = digest_of(DIGEST_SHA256, right);
		assert_true(str_u64(bytes, UINT32_MAX, &l->size));
	} else {
		fail_msg("what is %.*s?", STRF(word));
	}
}

static struct report *make(const char *text)
{
	struct report *r = sample_base("payment.tar");
	struct str rest = str_of(text), word;
	while (str_next_word(&rest, &word))
		add_word(r, word);
	return r;
}

static void tell_findings(struct buf *b, const struct difference *d)
{
	static const char *const whats[] = { "origin", "severity",  "status", "fix",
					     "place",  "exploited", "live" };
	for (size_t i = 0; i < d->findings.n; i++) {
		const struct finding_change *c = &d->findings.p[i];
		bool after = c->after != CHANGE_NONE;
		const struct report *r = after ? d->after : d->before;
		const struct finding *f = &r->findings.p[after ? c->after : c->before];
		buf_printf(b, "%s %.*s/%.*s", change_kind_name(c->kind), STRF(f->id),
			   STRF(sym_str(r->syms, r->packages.p[f->package].name)));
		for (size_t k = 0; k < ARRAY_LEN(whats); k++)
			if (c->what & 1u << k)
				buf_printf(b, " %s", whats[k]);
		buf_add_char(b, '\n');
	}
}

static struct str tell(struct buf *b, const struct difference *d)
{
	buf_clear(b);
	tell_findings(b, d);
	for (size_t i = 0; i < d->packages.n; i++) {
		const struct package_change *c = &d->packages.p[i];
		const struct report *r = c->after != CHANGE_NONE ? d->after : d->before;
		const struct package *p =
			&r->packages.p[c->after != CHANGE_NONE ? c->after : c->before];
		buf_printf(b, "%s %.*s", package_change_name(c->kind),
			   STRF(sym_str(r->syms, p->name)));
		if (c->before != CHANGE_NONE)
			buf_printf(b, " %.*s",
				   STRF(sym_str(d->before->syms,
						d->before->packages.p[c->before].version)));
		if (c->after != CHANGE_NONE)
			buf_printf(b, " %.*s",
				   STRF(sym_str(d->after->syms,
						d->after->packages.p[c->after].version)));
		buf_add_char(b, '\n');
	}
	for (size_t i = 0; i < d->layers.n; i++)
		buf_printf(b, "%clayer %llu\n", d->layers.p[i].after != CHANGE_NONE ? '+' : '-',
			   (unsigned long long)d->layers.p[i].bytes);
	return buf_str(b);
}

static void compare(struct report *const *a, size_t a_n, struct report *const *b, size_t b_n,
		    struct arena *arena, struct difference_set *out)
{
	difference_make((struct report_list){ (const struct report *const *)a, a_n },
			(struct report_list){ (const struct report *const *)b, b_n }, arena, out);
}

static void cases(void **state)
{
	(void)state;
	static const struct {
		const char *before, *after, *want;
	} rows[] = {
		{ "", "", "" },
		{ "+a=1 CVE-1/a:high:2", "+a=2", "fixed CVE-1/a\nupgraded a 1 2\n" },
		{ "+a=2", "+a=1 CVE-1/a:high:2", "new CVE-1/a\ndowngraded a 2 1\n" },
		/* a rebuild: other versions, other layers, the same finding */
		{ "+a=1 CVE-1/a:low", "+a=1.1@2 CVE-1/a:low", "same CVE-1/a\nupgraded a 1 1.1\n" },
		{ "+a=1 CVE-1/a:low", "+a=1 CVE-1/a:high", "changed CVE-1/a severity\n" },
		{ "+a=1 CVE-1/a:high", "+a=1 CVE-1/a:high:2",
		  "changed CVE-1/a status fix place\n" },
		{ "+a=1 CVE-1/a:low:2", "+a=1 CVE-1/a:low:3", "changed CVE-1/a fix\n" },
		{ "+a=1 CVE-1/a:low kev=CVE-1", "+a=1 CVE-1/a:low", "changed CVE-1/a exploited\n" },
		{ "+a=1@0 CVE-1/a:low base=1 layer=x:1 layer=y:2",
		  "+a=1@1 CVE-1/a:low base=1 layer=x:1 layer=y:2", "changed CVE-1/a origin\n" },
		/* nobody knows the base of one of them: nothing has moved */
		{ "+a=1@0 CVE-1/a:low layer=x:1 layer=y:2",
		  "+a=1@1 CVE-1/a:low base=1 layer=x:1 layer=y:2", "same CVE-1/a\n" },
		/* two of the same count once, also where their number differs */
		{ "+a=1 +a=2 CVE-1/a:low CVE-1/a:low", "+a=1 CVE-1/a:low",
		  "same CVE-1/a\nremoved a 2\n" },
		/* new ones first, in the second report's order; then gone, changed, same */
		{ "+a=1 CVE-4/a:low CVE-3/a:low CVE-1/a:low",
		  "+a=1 CVE-9/a:high CVE-5/a:low CVE-4/a:low "
		  "CVE-3/a:medium",
		  "new CVE-9/a\nnew CVE-5/a\nfixed CVE-1/a\nchanged CVE-3/a severity\nsame CVE-4/a\n" },
		{ "+a=1 +c=1", "+b=1 +c=1", "removed a 1\nadded b 1\n" },
		/* a package that a layer removed again is not installed */
		{ "~a=1 +b=1", "+a=1 ~b=1", "added a 1\nremoved b 1\n" },
		/* in the order of versions, not of letters; equal versions in other words */
		{ "+a=9", "+a=10", "upgraded a 9 10\n" },
		{ "+a=1.0", "+a=1.0-0", "replaced a 1.0 1.0-0\n" },
		/* several versions: those of both sides first */
		{ "+k=1 +k=2", "+k=2 +k=3", "upgraded k 1 3\n" },
		{ "+k=1 +k=2 +k=3", "+k=3", "removed k 1\nremoved k 2\n" },
		{ "+k=2 +k=4", "+k=3 +k=5 +k=6", "upgraded k 2 3\nupgraded k 4 5\nadded k 6\n" },
		{ "layer=base:100 layer=app:20", "layer=base:100 layer=app2:25",
		  "-layer 20\n+layer 25\n" },
		{ "layer=a:1 layer=a:1", "layer=a:1", "-layer 1\n" },
	};
	OWNED(buf_donep) struct buf b;
	buf_init(&b, MIB);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		OWNED(report_freep) struct report *before = make(rows[i].before);
		OWNED(report_freep) struct report *after = make(rows[i].after);
		struct difference_set set;
		compare(&before, 1, &after, 1, before->arena, &set);
		assert_int_equal(set.images.n, 1);
		struct str got = tell(&b, &set.images.p[0]);
		if (!str_is(got, rows[i].want))
			fail_msg("%s -> %s:\n%.*swant\n%s", rows[i].before, rows[i].after,
				 STRF(got), rows[i].want);
	}
}

static void numbers(void **state)
{
	(void)state;
	OWNED(report_freep)
	struct report *before = make("+a=1 CVE-1/a:high:2 CVE-2/a:low layer=a:100 layer=b:50");
	OWNED(report_freep)
	struct report *after =
		make("+a=1 CVE-2/a:low CVE-3/a:high:2 CVE-4/a:high layer=a:100 layer=c:75");
	struct difference_set set;
	compare(&before, 1, &after, 1, before->arena, &set);
	assert_int_equal(set.count[CHANGE_NEW], 2);
	assert_int_equal(set.blocking, 1); /* CVE-4 has no fix */
	assert_int_equal(set.count[CHANGE_FIXED], 1);
	assert_int_equal(set.count[CHANGE_SAME], 1);
	assert_int_equal(set.size_before, 150);
	assert_int_equal(set.size_after, 175);
	assert_int_equal(set.images.p[0].packages_same, 1);
	assert_int_equal(set.images.p[0].layers_same, 1);
}

/* Images of several belong together by name without tag, and platform. */
static void several(void **state)
{
	(void)state;
	OWNED(report_freep) struct report *a1 = make("name=team/a:1 +a=1 CVE-1/a:low");
	OWNED(report_freep) struct report *b1 = make("name=team/b:1 +b=1 CVE-2/b:low");
	OWNED(report_freep) struct report *c1 = make("name=team/c:1 +c=1 CVE-3/c:low");
	OWNED(report_freep) struct report *b2 = make("name=team/b:2 +b=1");
	OWNED(report_freep) struct report *a2 = make("name=team/a:2 +a=1 CVE-1/a:low");
	OWNED(report_freep) struct report *d2 = make("name=team/d:2 +d=1 CVE-4/d:high:5");
	OWNED(report_freep) struct report *arm = make("name=team/a:2 +a=1");
	arm->image.platform.arch = STR("arm64");
	struct report *before[] = { a1, b1, c1 }, *after[] = { b2, a2, d2, arm };
	struct difference_set set;
	compare(before, 3, after, 4, a1->arena, &set);
	assert_int_equal(set.images.n, 5);
	const struct {
		const struct report *before, *after;
	} want[] = { { b1, b2 }, { a1, a2 }, { NULL, d2 }, { NULL, arm }, { c1, NULL } };
	for (size_t i = 0; i < ARRAY_LEN(want); i++) {
		assert_ptr_equal(set.images.p[i].before, want[i].before);
		assert_ptr_equal(set.images.p[i].after, want[i].after);
	}
	assert_int_equal(set.count[CHANGE_NEW], 1);
	assert_int_equal(set.count[CHANGE_FIXED], 2);
	assert_int_equal(set.blocking, 1);
}

/* ---- whatever the reports ---- */

static uint32_t dice(uint32_t *seed, uint32_t n)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 8) % n;
}

static struct report *random_report(uint32_t *seed)
{
	static const char *const severities[] = { "low", "high", "critical" };
	char text[4096];
	size_t n = 0;
	text[0] = 0;
	for (unsigned i = 0; i < 6; i++)
		if (i == 0 || dice(seed, 3))
			n += (size_t)snprintf(text + n, sizeof(text) - n, "%c%c=%u@%u ",
					      dice(seed, 5) ? '+' : '~', 'a' + i % 5,
					      dice(seed, 12), dice(seed, 2));
	for (unsigned i = 0; i < 12; i++)
		n += (size_t)snprintf(text + n, sizeof(text) - n, "CVE-%u/a:%s:%s ", dice(seed, 9),
				      severities[dice(seed, 3)], dice(seed, 2) ? "3" : "");
	for (unsigned i = dice(seed, 4); i < 4; i++)
		n += (size_t)snprintf(text + n, sizeof(text) - n, "layer=%u:%u ", dice(seed, 5),
				      dice(seed, 1000));
	if (dice(seed, 2))
		snprintf(text + n, sizeof(text) - n, "base=1");
	return make(text);
}

static void properties(void **state)
{
	(void)state;
	uint32_t seed = 7;
	for (unsigned round = 0; round < 400; round++) {
		OWNED(report_freep) struct report *x = random_report(&seed);
		OWNED(report_freep) struct report *y = random_report(&seed);
		struct difference_set none, there, back;
		compare(&x, 1, &x, 1, x->arena, &none);
		assert_int_equal(none.count[CHANGE_NEW] + none.count[CHANGE_FIXED] +
					 none.count[CHANGE_CHANGED],
				 0);
		assert_int_equal(none.packages, 0);
		assert_int_equal(none.images.p[0].layers.n, 0);
		compare(&x, 1, &y, 1, x->arena, &there);
		compare(&y, 1, &x, 1, x->arena, &back);
		const struct difference *d = &there.images.p[0], *e = &back.images.p[0];
		assert_int_equal(d->count[CHANGE_NEW], e->count[CHANGE_FIXED]);
		assert_int_equal(d->count[CHANGE_FIXED], e->count[CHANGE_NEW]);
		assert_int_equal(d->count[CHANGE_CHANGED], e->count[CHANGE_CHANGED]);
		assert_int_equal(d->count[CHANGE_SAME], e->count[CHANGE_SAME]);
		assert_int_equal(d->package_count[PACKAGE_ADDED],
				 e->package_count[PACKAGE_REMOVED]);
		assert_int_equal(d->package_count[PACKAGE_UPGRADED],
				 e->package_count[PACKAGE_DOWNGRADED]);
		assert_int_equal(d->package_count[PACKAGE_DOWNGRADED],
				 e->package_count[PACKAGE_UPGRADED]);
		assert_int_equal(d->package_count[PACKAGE_REPLACED],
				 e->package_count[PACKAGE_REPLACED]);
		assert_int_equal(d->size_before, e->size_after);
		assert_int_equal(d->layers.n, e->layers.n);
		assert_int_equal(d->layers_same, e->layers_same);
		/* each finding of either is in exactly one change */
		size_t before = 0, after = 0;
		for (size_t i = 0; i < d->findings.n; i++) {
			before += d->findings.p[i].before != CHANGE_NONE;
			after += d->findings.p[i].after != CHANGE_NONE;
		}
		assert_int_equal(before, none.count[CHANGE_SAME]);
		assert_int_equal(after, d->count[CHANGE_NEW] + d->count[CHANGE_CHANGED] +
						d->count[CHANGE_SAME]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cases),
		cmocka_unit_test(numbers),
		cmocka_unit_test(several),
		cmocka_unit_test(properties),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
