/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/limits.h"
#include "base/mem.h"
#include "text/emit.h"

/* A tree as compact text. */
static struct str text_of(struct arena *a, const struct json *tree)
{
	struct buf b;
	struct out out;
	struct emit e;
	buf_init(&b, 64 * MIB);
	out_init_buf(&out, &b);
	emit_init(&e, &out, true);
	emit_json(&e, tree);
	struct str s = str_dup(a, buf_str(&b));
	out_done(&out);
	buf_done(&b);
	return s;
}

static struct str repeat(struct arena *a, const char *piece, size_t n)
{
	size_t m = strlen(piece);
	char *p = arena_bytes(a, m * n + 1);
	for (size_t i = 0; i < n; i++)
		memcpy(p + i * m, piece, m);
	return str_make(p, m * n);
}

static void valid(void **state)
{
	(void)state;
	static const struct {
		struct str text;
		const char *want;
	} cases[] = {
		{ STR_INIT("null"), "null" },
		{ STR_INIT(" \t\r\n true \n"), "true" },
		{ STR_INIT("0"), "0" },
		{ STR_INIT("-0"), "-0" },
		{ STR_INIT("1E+2"), "1E+2" },
		{ STR_INIT("123456789012345678901234567890.5e-400"),
		  "123456789012345678901234567890.5e-400" },
		{ STR_INIT("\"\""), "\"\"" },
		{ STR_INIT("\"a\\/b\\b\\f\""), "\"a/b\\u0008\\u000c\"" },
		{ STR_INIT("\"\\u00e4\\u4E2d\\ud83d\\udea2\""),
		  "\"\xc3\xa4\xe4\xb8\xad\xf0\x9f\x9a\xa2\"" },
		{ STR_INIT("\"\x7f\""), "\"\\u007f\"" },
		{ STR_INIT("\"\\\\u0041\""), "\"\\\\u0041\"" },
		{ STR_INIT("[ ]"), "[]" },
		{ STR_INIT("[[],{},[1,[2,\"x\"]]]"), "[[],{},[1,[2,\"x\"]]]" },
		{ STR_INIT("{\"a\":1,\"b\":{\"c\":[]},\"a\":2}"),
		  "{\"a\":1,\"b\":{\"c\":[]},\"a\":2}" },
		{ STR_INIT("\xef\xbb\xbf{\"a\":1}"), "{\"a\":1}" },
		{ STR_INIT("{\"\":\"\\u0000\"}"), "{\"\":\"\\u0000\"}" },
	};
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct fault f = { 0 };
		const struct json *tree = NULL;
		check_ok(json_parse(a, cases[i].text, &tree, &f), &f);
		check_text(text_of(a, tree), cases[i].want);
		assert_int_equal(f.code, 0);
	}
}

/* RFC 8259 lets readers choose; here each lone surrogate is one U+FFFD and nothing else is lost. */
static void surrogates(void **state)
{
	(void)state;
#define BAD "\xef\xbf\xbd"
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "\"\\ud800\"", BAD },
		{ "\"\\ud800x\"", BAD "x" },
		{ "\"\\udc00x\"", BAD "x" },
		{ "\"\\ud800\\n\"", BAD "\n" },
		{ "\"\\ud800\\u0041\"", BAD "A" },
		{ "\"\\ud800\\ud83d\\udea2\"", BAD "\xf0\x9f\x9a\xa2" },
		{ "\"\\ud83d\\udea2\\udea2\"", "\xf0\x9f\x9a\xa2" BAD },
		{ "\"\\udea2\\ud83d\"", BAD BAD },
		{ "\"\\\\ud800\"", "\\ud800" },
		{ "\"a\\ud800\\\\b\"", "a" BAD "\\b" },
	};
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct fault f;
		const struct json *tree;
		check_ok(json_parse(a, str_of(cases[i].text), &tree, &f), &f);
		check_text(json_text(tree), cases[i].want);
	}
}

static void invalid(void **state)
{
	(void)state;
	static const struct {
		struct str text;
		int code;
		const char *place; /* what the message begins with */
	} cases[] = {
		{ STR_INIT(""), E_TRUNCATED, "line 1, column 1: " },
		{ STR_INIT(" \n "), E_TRUNCATED, "line 2, column 1: " },
		{ STR_INIT("{"), E_TRUNCATED, "line 1, column 1: " },
		{ STR_INIT("{\"a\":"), E_TRUNCATED, "" },
		{ STR_INIT("{\"a\":1"), E_TRUNCATED, "" },
		{ STR_INIT("[1,"), E_TRUNCATED, "" },
		{ STR_INIT("\"abc"), E_TRUNCATED, "" },
		{ STR_INIT("\"abc\\"), E_TRUNCATED, "" },
		{ STR_INIT("\"abc\\ud8"), E_TRUNCATED, "" },
		{ STR_INIT("\"abc\\ud800"), E_TRUNCATED, "" },
		{ STR_INIT("tru"), E_TRUNCATED, "" },
		{ STR_INIT("1e"), E_TRUNCATED, "" },
		{ STR_INIT("-"), E_TRUNCATED, "" },
		{ STR_INIT("{\"a\":1,}"), E_CORRUPT, "line 1, column 8: " },
		{ STR_INIT("[1,]"), E_CORRUPT, "" },
		{ STR_INIT("[1 2]"), E_CORRUPT, "" },
		{ STR_INIT("{1:2}"), E_CORRUPT, "" },
		{ STR_INIT("{\"a\" 1}"), E_CORRUPT, "" },
		{ STR_INIT("{a:1}"), E_CORRUPT, "" },
		{ STR_INIT("[1}"), E_CORRUPT, "" },
		{ STR_INIT("01"), E_CORRUPT, "" },
		{ STR_INIT("+1"), E_CORRUPT, "" },
		{ STR_INIT("1. "), E_CORRUPT, "" },
		{ STR_INIT(".5"), E_CORRUPT, "" },
		{ STR_INIT("0x10"), E_CORRUPT, "" },
		{ STR_INIT("NaN"), E_CORRUPT, "" },
		{ STR_INIT("True"), E_CORRUPT, "" },
		{ STR_INIT("nullx"), E_CORRUPT, "" },
		{ STR_INIT("null null"), E_CORRUPT, "" },
		{ STR_INIT("{}x"), E_CORRUPT, "" },
		{ STR_INIT("{} // c"), E_CORRUPT, "" },
		{ STR_INIT("/* c */ {}"), E_CORRUPT, "" },
		{ STR_INIT("'a'"), E_CORRUPT, "" },
		{ STR_INIT("\"a\nb\""), E_CORRUPT, "" },
		{ STR_INIT("\"a\tb\""), E_CORRUPT, "" },
		{ STR_INIT("\"a\0b\""), E_CORRUPT, "" },
		{ STR_INIT("1\0"), E_CORRUPT, "" },
		{ STR_INIT("\"\\x41\""), E_CORRUPT, "" },
		{ STR_INIT("\"\\u12g4\""), E_CORRUPT, "" },
		{ STR_INIT("\"\\ud800\\u12g4\""), E_CORRUPT, "" },
		{ STR_INIT("\\u0041"), E_CORRUPT, "" },
		{ STR_INIT("\"\xff\""), E_CORRUPT, "" },
		{ STR_INIT("\"\xc0\xaf\""), E_CORRUPT, "" },
		{ STR_INIT("\"\xed\xa0\x80\""), E_CORRUPT, "" },
		{ STR_INIT("\"\xf4\x90\x80\x80\""), E_CORRUPT, "" },
		{ STR_INIT("{\"\xff\":1}"), E_CORRUPT, "" },
		{ STR_INIT("\xef\xbb\xbf\xef\xbb\xbf{}"), E_CORRUPT, "" },
		{ STR_INIT("\xef\xbb{}"), E_CORRUPT, "" },
		{ STR_INIT("{\n  \"a\": 1,\n  \"b\": ?\n}"), E_CORRUPT, "line 3, column 8: " },
		{ STR_INIT("{\n  \"a\": 1,\r\n  \"b\" 1\n}"), E_CORRUPT, "line 3, column 7: " },
	};
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct fault f = { 0 };
		const struct json *tree = NULL;
		int r = json_parse(a, cases[i].text, &tree, &f);
		if (r != cases[i].code || f.code != r || tree ||
		    !str_starts(str_of(f.text), str_of(cases[i].place)) ||
		    !str_starts(str_of(f.text), STR("line ")))
			fail_msg("%.*s: %s: %s", STRF(cases[i].text), fault_name(r), f.text);
		assert_int_equal(json_parse(a, cases[i].text, &tree, NULL), r);
	}
}

static void limits(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	const struct json *tree;
	struct fault f;
	struct str deep =
		str_printf(a, "%.*s%.*s", STRF(repeat(a, "[", 64)), STRF(repeat(a, "]", 64)));
	check_ok(json_parse(a, deep, &tree, &f), &f);
	assert_int_equal(json_parse(a, repeat(a, "[", 65), &tree, &f), E_LIMIT);
	check_text(str_of(f.text), "line 1, column 65: more than 64 nested values");
	assert_int_equal(json_parse(a, repeat(a, "{\"a\":", 65), &tree, &f), E_LIMIT);
	/* siblings are not depth */
	check_ok(json_parse(a, str_printf(a, "[%.*s[]]", STRF(repeat(a, "[],", 1000))), &tree, &f),
		 &f);
	assert_int_equal(tree->n, 1001);

	struct str longest = repeat(a, "x", LIMIT_JSON_STRING);
	check_ok(json_parse(a, str_printf(a, "\"%.*s\"", STRF(longest)), &tree, &f), &f);
	assert_int_equal(tree->text.n, LIMIT_JSON_STRING);
	assert_int_equal(json_parse(a, str_printf(a, "\"%.*sx\"", STRF(longest)), &tree, &f),
			 E_LIMIT);
	assert_int_equal(json_parse(a, str_printf(a, "{\"%.*sx\":1}", STRF(longest)), &tree, &f),
			 E_LIMIT);
}

static void memory(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(arena_freep) struct arena *scratch = arena_new();
	struct str text = str_printf(a, "[%.*s1]", STRF(repeat(a, "1,", 50000)));
	const struct json *tree;
	struct fault f;
	check_ok(json_parse(scratch, text, &tree, &f), &f);
	assert_true(arena_used(scratch) <= 32 * text.n + KIB);
}

static void reading(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	const struct json *t;
	struct fault f;
	check_ok(json_parse(a,
			    STR("{\"s\":\"x\",\"n\":12,\"a\":[1,\"y\"],\"s\":\"last\","
				"\"neg\":-1,\"big\":18446744073709551616,\"frac\":1.0,\"b\":true}"),
			    &t, &f),
		 &f);
	check_text(json_get_text(t, "s"), "last");
	assert_int_equal(t->n, 8);
	check_text(json_text(json_at(json_get(t, "a"), 1)), "y");
	assert_null(json_at(json_get(t, "a"), 2));
	assert_null(json_at(t, 0));
	assert_null(json_get(t, "none"));
	assert_null(json_get(json_get(t, "a"), "x"));
	assert_null(json_get(NULL, "x"));
	assert_int_equal(json_get_text(t, "n").n, 0);
	assert_int_equal(json_text(NULL).n, 0);
	uint64_t v = 7;
	assert_true(json_u64(json_get(t, "n"), 12, &v));
	assert_int_equal(v, 12);
	assert_false(json_u64(json_get(t, "n"), 11, &v));
	assert_false(json_u64(json_get(t, "neg"), 99, &v));
	assert_false(json_u64(json_get(t, "big"), UINT64_MAX, &v));
	assert_false(json_u64(json_get(t, "frac"), 99, &v));
	assert_false(json_u64(json_get(t, "s"), 99, &v));
	assert_false(json_u64(NULL, 99, &v));
	check_text(json_get(t, "big")->text, "18446744073709551616");
	assert_true(json_get(t, "b")->truth);
}

/* ---- streaming ---- */

struct log {
	struct arena *arena;
	struct str text; /* "path/path:value " of each visit */
	unsigned visits, stop_at;
};

static int record(void *context, const struct str *path, size_t path_n, const struct json *value,
		  struct fault *f)
{
	struct log *g = context;
	for (size_t i = 0; i < path_n; i++)
		g->text = str_printf(g->arena, "%.*s/%.*s", STRF(g->text), STRF(path[i]));
	g->text = str_printf(g->arena, "%.*s:%.*s ", STRF(g->text), STRF(text_of(g->arena, value)));
	if (++g->visits == g->stop_at)
		return fault_set(f, E_UNSUPPORTED, "enough");
	return 0;
}

/* Streams the text in chunks of `step` bytes (0: at once). */
static int stream(struct log *g, unsigned depth, size_t max, struct str text, size_t step,
		  struct fault *f)
{
	OWNED(json_feed_freep) struct json_feed *d = json_feed_new(depth, max, record, g);
	for (size_t i = 0; step && i < text.n; i += step)
		TRY(json_feed_add(d, str_slice(text, i, i + step), f));
	if (!step)
		TRY(json_feed_add(d, text, f));
	return json_feed_end(d, f);
}

static const char sample[] =
	"\xef\xbb\xbf{\"one\": {\"a\": [1, 2.5e3], \"b\\u00e9\\ud83d\\udea2\": null},\n"
	" \"two\": [\"x\\ud800\\\\\", {\"\": true}, [[]]], \"n\": -12, \"s\": \"\\n\", \"e\": [], \"o\": {}}\n";

static void depths(void **state)
{
	(void)state;
	static const char *const want[] = {
		":{\"one\":{\"a\":[1,2.5e3],\"b\xc3\xa9\xf0\x9f\x9a\xa2\":null},\"two\":[\"x" BAD
		"\\\\\",{\"\":true},[[]]],\"n\":-12,\"s\":\"\\n\",\"e\":[],\"o\":{}} ",
		"/one:{\"a\":[1,2.5e3],\"b\xc3\xa9\xf0\x9f\x9a\xa2\":null} "
		"/two:[\"x" BAD "\\\\\",{\"\":true},[[]]] /n:-12 /s:\"\\n\" /e:[] /o:{} ",
		"/one/a:[1,2.5e3] /one/b\xc3\xa9\xf0\x9f\x9a\xa2:null "
		"/two/:\"x" BAD "\\\\\" /two/:{\"\":true} /two/:[[]] /n:-12 /s:\"\\n\" ",
		"/one/a/:1 /one/a/:2.5e3 /one/b\xc3\xa9\xf0\x9f\x9a\xa2:null "
		"/two/:\"x" BAD "\\\\\" /two//:true /two//:[] /n:-12 /s:\"\\n\" ",
	};
	OWNED(arena_freep) struct arena *a = arena_new();
	struct str text = str_make(sample, sizeof(sample) - 1);
	for (unsigned depth = 0; depth < ARRAY_LEN(want); depth++)
		for (size_t step = 0; step < text.n; step++) {
			struct log g = { .arena = a, .text = STR("") };
			struct fault f;
			check_ok(stream(&g, depth, 1000, text, step, &f), &f);
			check_text(g.text, want[depth]);
		}
}

/* Every prefix and every chunk size fails in the same way. */
static void chunks_fail_alike(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	static const char *const texts[] = {
		sample,
		"[1,\n2,\n  }",
		"{\"a\":\"\\ud800\\uZZ\"}",
		"[\"\xe4\xb8\xad\xff\"]",
		"{\"a\":tru1}",
	};
	for (size_t t = 0; t < ARRAY_LEN(texts); t++)
		for (size_t n = 0; n < strlen(texts[t]); n++) {
			struct fault want = { 0 }, f = { 0 };
			struct log g = { .arena = a, .text = STR("") };
			int r = stream(&g, 1, 1000, str_make(texts[t], n), 0, &want);
			for (size_t step = 1; step < 8; step++) {
				struct log h = { .arena = a, .text = STR("") };
				int q = stream(&h, 1, 1000, str_make(texts[t], n), step, &f);
				assert_int_equal(q, r);
				check_str(h.text, g.text);
				if (r < 0)
					check_text(str_of(f.text), want.text);
			}
		}
}

static void stream_limits(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct fault f;
	/* "[1,2,3,4]" has 9 bytes */
	struct str text = STR("{\"k\":[1,2,3,4]}");
	for (size_t step = 0; step < 16; step++) {
		struct log g = { .arena = a, .text = STR("") };
		check_ok(stream(&g, 1, 9, text, step, &f), &f);
		assert_int_equal(stream(&g, 1, 8, text, step, &f), E_LIMIT);
		/* a long string is refused while it is still arriving */
		struct str endless = str_printf(a, "{\"k\":\"%.*s", STRF(repeat(a, "x", 100)));
		assert_int_equal(stream(&g, 1, 64, endless, step, &f), E_LIMIT);
		check_ok(stream(&g, 1, 128, str_printf(a, "%.*s\"}", STRF(endless)), step, &f), &f);
	}
	struct log g = { .arena = a, .text = STR("") };
	assert_int_equal(stream(&g, 3, 1000, repeat(a, "[", 65), 1, &f), E_LIMIT);
}

static void visitor_stops(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct log g = { .arena = a, .text = STR(""), .stop_at = 2 };
	struct fault f = { 0 };
	OWNED(json_feed_freep) struct json_feed *d = json_feed_new(1, 1000, record, &g);
	assert_int_equal(json_feed_add(d, STR("[1,\n2,3]"), &f), E_UNSUPPORTED);
	check_text(str_of(f.text), "line 2, column 1: enough");
	assert_int_equal(g.visits, 2);
	/* the failure stays */
	f = (struct fault){ 0 };
	assert_int_equal(json_feed_add(d, STR("4"), &f), E_UNSUPPORTED);
	assert_int_equal(json_feed_end(d, &f), E_UNSUPPORTED);
	check_text(str_of(f.text), "line 2, column 1: enough");
	assert_int_equal(g.visits, 2);

	/* a number at the root is only known to end at the end */
	struct log h = { .arena = a, .text = STR(""), .stop_at = 1 };
	assert_int_equal(stream(&h, 0, 10, STR("12"), 0, &f), E_UNSUPPORTED);
	json_feed_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(valid),	 cmocka_unit_test(surrogates),
		cmocka_unit_test(invalid),	 cmocka_unit_test(limits),
		cmocka_unit_test(memory),	 cmocka_unit_test(reading),
		cmocka_unit_test(depths),	 cmocka_unit_test(chunks_fail_alike),
		cmocka_unit_test(stream_limits), cmocka_unit_test(visitor_stops),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
