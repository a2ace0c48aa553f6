/* SPDX-License-Identifier: Apache-2.0 */
#include "full_report.h"
#include "sample_report.h"

#include "base/buf.h"
#include "check.h"
#include "model/identity.h"
#include "read/saved.h"
#include "tell/format.h"
#include "text/emit.h"

static struct str tell(struct buf *b, const struct format *format, const struct report_set *set,
		       bool files)
{
	struct tell_options options = { .files = files, .lang = "en", .version = "0.0.0" };
	struct fault f = { 0 };
	struct out out;
	buf_clear(b);
	out_init_buf(&out, b);
	int r = format->write(set, &options, &out, &f);
	out_done(&out);
	if (r == E_USAGE) /* a file of this format holds one image */
		return STR("refused");
	check_ok(r, &f);
	return buf_str(b);
}

static const struct format *json(void)
{
	return format_find(STR("json"));
}

static int read_text(struct str text, size_t step, struct saved *s, struct fault *f)
{
	return saved_read(stream_of_bytes(text, step), s, f);
}

static struct report_set set_of(const struct saved *s)
{
	return (struct report_set){ (const struct report *const *)s->reports.p, s->reports.n,
				    s->verdict, s->exit_code };
}

static void check_same(struct str got, struct str want, const char *what)
{
	struct str a, b;
	for (unsigned line = 1; !str_eq(got, want); line++) {
		bool more_a = str_next_line(&got, &a), more_b = str_next_line(&want, &b);
		if (more_a && more_b && str_eq(a, b))
			continue;
		print_error("%s: line %u\ngot  \"%.*s\"\nwant \"%.*s\"\n", what, line,
			    STRF(more_a ? a : STR("(end)")), STRF(more_b ? b : STR("(end)")));
		fail();
	}
}

/* Every format tells the same of the report that was read back. */
static void check_round(const struct report_set *set, const char *name)
{
	OWNED(buf_donep) struct buf text, want, got;
	buf_init(&text, 64 * MIB);
	buf_init(&want, 64 * MIB);
	buf_init(&got, 64 * MIB);
	struct fault f = { 0 };
	struct saved s = { 0 };
	check_ok(read_text(tell(&text, json(), set, true), 0, &s, &f), &f);
	struct report_set back = set_of(&s);
	assert_int_equal(back.n, set->n);
	check_text(s.version, "0.0.0");
	for (size_t i = 0; i < all_formats_n; i++)
		check_same(tell(&got, all_formats[i], &back, true),
			   tell(&want, all_formats[i], set, true),
			   str_cstr(s.arena,
				    str_printf(s.arena, "%s: %s", name, all_formats[i]->name)));
	saved_done(&s);
}

static void round_trips(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(samples); i++) {
		OWNED(report_freep) struct report *r = samples[i].make();
		const struct report *one = r;
		struct report_set set = { &one, 1, r->verdict, 1 };
		check_round(&set, samples[i].name);
	}
	for (int bytes = 0; bytes < 2; bytes++) {
		OWNED(report_freep) struct report *r = full_report(bytes);
		OWNED(report_freep) struct report *other = sample_payment();
		const struct report *two[] = { r, other, r };
		struct report_set set = { two, 3, VERDICT_INCOMPLETE, 3 };
		check_round(&set, bytes ? "bytes" : "full");
	}
}

/* Nothing of the full report is lost: all its texts and numbers are there when it was read back. */
static void nothing_lost(void **state)
{
	(void)state;
	OWNED(report_freep) struct report *r = full_report(false);
	OWNED(buf_donep) struct buf text;
	buf_init(&text, MIB);
	struct full u = { .r = r };
	const struct report *one = r;
	struct report_set set = { &one, 1, r->verdict, 1 };
	struct str s = tell(&text, json(), &set, true);
	unsigned n = 0;
	for (unsigned i = 0; i < 2000; i++) {
		struct str t = str_printf(r->arena, "text-%u-", i);
		struct str number = str_printf(r->arena, " %u", 100000 + i);
		n += str_has(s, t) || str_has(s, number);
	}
	(void)u;
	/* digests are made of texts; all others are there */
	assert_true(n > 300);
	assert_false(str_has(s, STR("Hex\"")));
}

static void emit_sorted(struct emit *e, const struct json *v, struct arena *a)
{
	if (v->kind == JSON_OBJECT) {
		VEC(const struct json *) members = { 0 };
		for (const struct json *m = v->child; m; m = m->next)
			*VEC_PUSH(a, &members) = m;
		/* by name, as jq -S does */
		for (size_t i = 0; i < members.n; i++)
			for (size_t k = i + 1; k < members.n; k++)
				if (str_cmp(members.p[k]->key, members.p[i]->key) < 0) {
					const struct json *t = members.p[i];
					members.p[i] = members.p[k];
					members.p[k] = t;
				}
		emit_object(e);
		for (size_t i = 0; i < members.n; i++) {
			emit_key_str(e, members.p[i]->key);
			emit_sorted(e, members.p[i], a);
		}
		emit_object_end(e);
	} else if (v->kind == JSON_ARRAY) {
		emit_array(e);
		for (const struct json *m = v->child; m; m = m->next)
			emit_sorted(e, m, a);
		emit_array_end(e);
	} else {
		emit_json(e, v);
	}
}

/* A report that went through other hands: sorted members, no white space, in small pieces. */
static void other_order(void **state)
{
	(void)state;
	OWNED(report_freep) struct report *r = full_report(true);
	OWNED(buf_donep) struct buf text, sorted, again;
	buf_init(&text, MIB);
	buf_init(&sorted, MIB);
	buf_init(&again, MIB);
	const struct report *one = r;
	struct report_set set = { &one, 1, r->verdict, 1 };
	struct str want = tell(&text, json(), &set, true);
	const struct json *root;
	struct fault f = { 0 };
	check_ok(json_parse(r->arena, want, &root, &f), &f);
	struct out out;
	out_init_buf(&out, &sorted);
	struct emit e;
	emit_init(&e, &out, true);
	emit_sorted(&e, root, r->arena);
	check_ok(out_finish(&out, &f), &f);
	out_done(&out);
	assert_true(str_starts(buf_str(&sorted), STR("{\"created\"")));
	struct saved s = { 0 };
	check_ok(read_text(buf_str(&sorted), 7, &s, &f), &f);
	struct report_set back = set_of(&s);
	check_same(tell(&again, json(), &back, true), want, "sorted");
	saved_done(&s);
}

static void fingerprints(void **state)
{
	(void)state;
	OWNED(report_freep) struct report *r = sample_payment();
	OWNED(buf_donep) struct buf text;
	buf_init(&text, MIB);
	const struct report *one = r;
	struct report_set set = { &one, 1, r->verdict, 1 };
	struct fault f = { 0 };
	struct saved s = { 0 };
	check_ok(read_text(tell(&text, json(), &set, false), 0, &s, &f), &f);
	struct map known;
	saved_fingerprints(&s, s.arena, &known);
	for (size_t i = 0; i < r->findings.n; i++)
		assert_non_null(
			map_get(&known, finding_fingerprint(r, &r->findings.p[i], r->arena)));
	assert_int_equal(known.n, r->findings.n);
	saved_done(&s);
}

/* The whole text with the first `from` replaced. */
static struct str changed(struct arena *a, struct str s, const char *from, const char *to)
{
	size_t at = str_find(s, str_of(from));
	if (at == SIZE_MAX)
		fail_msg("the sample has no %s", from);
	return str_printf(a, "%.*s%s%.*s", (int)at, s.p, to, STRF(str_from(s, at + strlen(from))));
}

static void refused(void **state)
{
	(void)state;
	static const struct {
		const char *from, *to, *message;
		int code;
	} cases[] = {
		{ "\"schema\": 1", "\"schema\": 2",
		  "line 2, column 13: a report of schema 2: this version reads schema 1",
		  E_UNSUPPORTED },
		{ "\"schema\": 1", "\"schema\": \"1\"", "schema: is a text, not a number",
		  E_CORRUPT },
		{ "\"schema\": 1,", "", "no \"schema\": not a report of seaworthy", E_CORRUPT },
		{ "\"images\"", "\"pictures\"", "no list \"images\"", E_CORRUPT },
		{ "\"layers\": [", "\"layers\": 5, \"x\": [",
		  "images: 0: image: layers: is no list of at most", E_LIMIT },
		{ "\"packages\": [\n", "\"packages\": {}, \"p\": [\n",
		  "images: 0: packages: is no list", E_CORRUPT },
		{ "\"os\": {", "\"os\": 1, \"x\": {", "images: 0: os: is no object", E_CORRUPT },
		{ "\"kind\": \"deb\"", "\"kind\": \"dep\"",
		  "images: 0: packages: 0: kind: is \"dep\", which this version does not know",
		  E_UNSUPPORTED },
		{ "\"name\": \"curl\",", "", "images: 0: packages: 3: has no \"name\"", E_CORRUPT },
		{ "\"layer\": 1", "\"layer\": 3",
		  "images: 0: packages: 2: layer: is 3, and there are 3", E_CORRUPT },
		{ "\"layer\": 1", "\"layer\": -1",
		  "packages: 2: layer: is -1, not a whole number up to 65534", E_CORRUPT },
		{ "\"layer\": 1", "\"layer\": 65536", "not a whole number up to 65534", E_CORRUPT },
		{ "\"package\": 1", "\"package\": 99",
		  "findings: 1: package: is 99, and there are 5", E_CORRUPT },
		{ "\"live\": true", "\"live\": 1", "packages: 0: live: is neither true nor false",
		  E_CORRUPT },
		{ "\"severity\": \"critical\"", "\"severity\": \"awful\"",
		  "findings: 0: severity: is \"awful\", which this version does not know",
		  E_UNSUPPORTED },
		{ "\"score\": 10.0", "\"score\": 11",
		  "findings: 0: cvss: score: is 11, not a number from", E_CORRUPT },
		{ "\"score\": 10.0", "\"score\": 1e1", "cvss: score: is 1e1", E_CORRUPT },
		{ "\"kind\": \"vulnerability\"", "\"kind\": \"secret\"",
		  "findings: 0: has no \"secret\"", E_CORRUPT },
		{ "\"configDigest\": \"sha256:", "\"configDigest\": \"sha9:",
		  "image: configDigest: is \"sha9:", E_CORRUPT },
		{ "\"history\": 0", "\"history\": 7",
		  "image: layers: 0: history: is 7, and there are 3", E_CORRUPT },
		{ "\"id\": \"debian\"", "\"id\": \"debian\", \"idHex\": \"6\"",
		  "os: idHex: is not hexadecimal", E_CORRUPT },
		{ "\"verdict\": \"not", "\"verdict\": \"quite", "verdict: is \"quite seaworthy\"",
		  E_UNSUPPORTED },
		{ "\"exitCode\": 1", "\"exitCode\": 256", "exitCode: is 256", E_CORRUPT },
	};
	OWNED(report_freep) struct report *r = sample_payment();
	OWNED(buf_donep) struct buf text;
	buf_init(&text, MIB);
	const struct report *one = r;
	struct report_set set = { &one, 1, r->verdict, 1 };
	struct str good = tell(&text, json(), &set, false);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct fault f = { 0 };
		struct saved s = { 0 };
		int got = read_text(changed(r->arena, good, cases[i].from, cases[i].to), 0, &s, &f);
		saved_done(&s);
		if (got != cases[i].code || !str_has(str_of(f.text), str_of(cases[i].message)) ||
		    str_starts(str_of(f.text), STR("line ")) ==
			    str_starts(str_of(f.text), STR("no ")))
			fail_msg("%s: %s: %s", cases[i].to, fault_name(got), f.text);
	}
}

static void not_ours(void **state)
{
	(void)state;
	static const struct {
		const char *text, *message;
	} cases[] = {
		{ "{\"$schema\":\"x\",\"version\":\"2.1.0\",\"runs\":[]}",
		  "this is a SARIF log, not a report" },
		{ "{\"bomFormat\":\"CycloneDX\"}", "a CycloneDX document" },
		{ "{\"version\":\"15.0.7\",\"vulnerabilities\":[]}", "a report for GitLab" },
		{ "{\"matches\":[]}", "a report of Grype" },
		{ "[{\"description\":1}]", "a JSON list" },
		{ "{}", "JSON of some other kind" },
		{ "12", "a number" },
		{ "<!DOCTYPE html><html>", "a web page" },
		{ "<?xml version=\"1.0\"?>", "XML" },
		{ "# Report\n", "Markdown" },
		{ "VERDICT not seaworthy\n", "a text" },
		{ "PK\3\4\0\0", "a binary file" },
		{ "{\"schema\":1,\"images\":[]}", "images: is empty" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct fault f = { 0 };
		struct saved s = { 0 };
		assert_true(read_text(str_of(cases[i].text), 0, &s, &f) < 0);
		saved_done(&s);
		if (!str_has(str_of(f.text), str_of(cases[i].message)))
			fail_msg("%s: %s", cases[i].text, f.text);
	}
	struct fault f = { 0 };
	struct saved s = { 0 };
	assert_int_equal(read_text(STR(""), 0, &s, &f), E_TRUNCATED);
	saved_done(&s);
}

/* Cut anywhere, it is truncated, and says where. */
static void cut(void **state)
{
	(void)state;
	OWNED(report_freep) struct report *r = full_report(true);
	OWNED(buf_donep) struct buf text;
	buf_init(&text, MIB);
	const struct report *one = r;
	struct report_set set = { &one, 1, r->verdict, 1 };
	struct str good = tell(&text, json(), &set, true);
	for (size_t n = 1; n + 2 < good.n; n += 41) {
		struct fault f = { 0 };
		struct saved s = { 0 };
		assert_int_equal(read_text(str_slice(good, 0, n), 0, &s, &f), E_TRUNCATED);
		assert_true(str_starts(str_of(f.text), STR("line ")));
		saved_done(&s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(round_trips), cmocka_unit_test(nothing_lost),
		cmocka_unit_test(other_order), cmocka_unit_test(fingerprints),
		cmocka_unit_test(refused),     cmocka_unit_test(not_ours),
		cmocka_unit_test(cut),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
