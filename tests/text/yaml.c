/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/limits.h"
#include "base/out.h"
#include "text/emit.h"
#include "text/yaml.h"

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

static void scalars(void **state)
{
	(void)state;
	static const struct {
		const char *yaml, *json;
	} cases[] = {
		{ "~", "null" },
		{ "null", "null" },
		{ "NULL", "null" },
		{ "nULL", "\"nULL\"" },
		{ "True", "true" },
		{ "false", "false" },
		{ "yes", "\"yes\"" }, /* YAML 1.1 called it true */
		{ "on", "\"on\"" },
		{ "0", "0" },
		{ "-12", "-12" },
		{ "+12", "12" },
		{ "1.10", "1.10" }, /* a version keeps its zero */
		{ "1.10.0", "\"1.10.0\"" },
		{ "1e3", "1e3" },
		{ "1.e3", "1.0e3" },
		{ "-.5", "-0.5" },
		{ "+.5e-1", "0.5e-1" },
		{ "5.", "5.0" },
		{ "-5.", "-5.0" },
		{ ".", "\".\"" },
		{ "-", "[null]" },
		{ "1e", "\"1e\"" },
		{ "1e+", "\"1e+\"" },
		{ "007", "\"007\"" },
		{ "-00.5", "\"-00.5\"" },
		{ "0.5", "0.5" },
		{ "0x1F", "31" },
		{ "0o17", "15" },
		{ "0o18", "\"0o18\"" },
		{ "0xffffffffffffffff", "18446744073709551615" },
		{ "0x10000000000000000", "\"0x10000000000000000\"" },
		{ "0x", "\"0x\"" },
		{ "123456789012345678901234567890", "123456789012345678901234567890" },
		{ ".inf", "\".inf\"" },
		{ ".nan", "\".nan\"" },
		{ "1_000", "\"1_000\"" },
		{ "12:30:45", "\"12:30:45\"" },
		{ "2021-07-02", "\"2021-07-02\"" },
		{ "'12'", "\"12\"" },
		{ "\"\\u00e4\\x41\\ttrue\"", "\"\xc3\xa4"
					     "A\\ttrue\"" },
		{ "!!str 12", "\"12\"" },
		{ "! 12", "\"12\"" },
		{ "!!int '12'", "12" },
		{ "!!null ''", "null" },
		{ "!Ref 12", "\"12\"" },
		{ "plain words # comment", "\"plain words\"" },
		{ "|\n a\n  b\n", "\"a\\n b\\n\"" },
		{ "|-\n a\n", "\"a\"" },
		{ ">\n a\n b\n\n c\n", "\"a b\\nc\\n\"" },
	};
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct fault f = { 0 };
		const struct json *tree = NULL, *again;
		check_ok(yaml_parse(a, str_of(cases[i].yaml), &tree, &f), &f);
		struct str got = text_of(a, tree);
		check_text(got, cases[i].json);
		/* whatever is called a number is one in JSON */
		check_ok(json_parse(a, got, &again, &f), &f);
	}
}

static void structures(void **state)
{
	(void)state;
	static const struct {
		const char *yaml, *json;
	} cases[] = {
		{ "a: 1\nb:\n- x\n- y: [1, {z: ~}]\n",
		  "{\"a\":1,\"b\":[\"x\",{\"y\":[1,{\"z\":null}]}]}" },
		{ "{a, b: 2}", "{\"a\":null,\"b\":2}" },
		{ "a: 1\na: 2\n", "{\"a\":1,\"a\":2}" },
		{ "1: a\ntrue: b\n~: c\n", "{\"1\":\"a\",\"true\":\"b\",\"~\":\"c\"}" },
		{ "? a\n: b\n", "{\"a\":\"b\"}" },
		{ "- &x 1\n- *x\n", "[1,1]" },
		{ "a: &x {k: [1]}\nb: *x\nc: [*x, *x]\n",
		  "{\"a\":{\"k\":[1]},\"b\":{\"k\":[1]},\"c\":[{\"k\":[1]},{\"k\":[1]}]}" },
		{ "- &x 1\n- &x 2\n- *x\n", "[1,2,2]" },
		{ "&k key: 1\nb: *k\n", "{\"key\":1,\"b\":\"key\"}" },
		{ "- &k true\n- *k : 1\n", "[true,{\"true\":1}]" },
		{ "a: &b\n  c: 1\nd:\n  <<: *b\n", "{\"a\":{\"c\":1},\"d\":{\"<<\":{\"c\":1}}}" },
		{ "!tagged [1]", "[1]" },
		{ "", "null" },
		{ "# nothing\n", "null" },
		{ "--- 1\n", "1" },
		{ "%YAML 1.1\n---\na: 1\n...\n", "{\"a\":1}" },
		{ "\xef\xbb\xbf"
		  "a: 1\n",
		  "{\"a\":1}" },
		{ "a: 1\r\nb: 2\r\n", "{\"a\":1,\"b\":2}" },
	};
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct fault f = { 0 };
		const struct json *tree = NULL;
		check_ok(yaml_parse(a, str_of(cases[i].yaml), &tree, &f), &f);
		check_text(text_of(a, tree), cases[i].json);
	}
	/* YAML holds JSON */
	const struct json *one, *other;
	struct fault f;
	struct str json =
		STR("{\"a\": [1, 2.5e3, \"x\\n\\u4e2d\"], \"b\": {\"c\": null, \"d\": false}}");
	check_ok(yaml_parse(a, json, &one, &f), &f);
	check_ok(json_parse(a, json, &other, &f), &f);
	check_str(text_of(a, one), text_of(a, other));
}

static void documents(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	const struct json *tree;
	struct fault f;
	struct str two = STR("a: &x 1\n---\n- 2\n...\n---\n");
	check_ok(yaml_parse_all(a, two, &tree, &f), &f);
	check_text(text_of(a, tree), "[{\"a\":1},[2],null]");
	assert_int_equal(tree->n, 3);
	assert_int_equal(yaml_parse(a, two, &tree, &f), E_UNSUPPORTED);
	check_ok(yaml_parse_all(a, STR(""), &tree, &f), &f);
	assert_int_equal(tree->n, 0);
	/* anchors end with their document */
	assert_int_equal(yaml_parse_all(a, STR("- &x 1\n---\n- *x\n"), &tree, &f), E_CORRUPT);
	check_text(str_of(f.text), "line 3, column 3: alias *x names nothing");
}

static void invalid(void **state)
{
	(void)state;
	static const struct {
		const char *yaml;
		int code;
		const char *place;
	} cases[] = {
		{ "a: [1, 2", E_TRUNCATED, "line 2, column 1: " },
		{ "a: 'x", E_TRUNCATED, "line 1, column 6: " },
		{ "a: b: c\n", E_CORRUPT, "line 1, column 5: " },
		{ "a: 1\n b: 2\n", E_CORRUPT, "line 2, column 3: " },
		{ "a:\n\t- x\n", E_CORRUPT, "line 2, column 1: " },
		{ "- *none\n", E_CORRUPT, "line 1, column 3: " },
		{ "&a [*a]", E_CORRUPT, "line 1, column 5: " },
		{ "? [1]\n: 2\n", E_UNSUPPORTED, "line 1, column 3: " },
		{ "- &a [1]\n- *a : 1\n", E_UNSUPPORTED, "line 2, column 3: " },
		{ "a: \x01\n", E_CORRUPT, "byte 3: " },
		{ "a: \xff\n", E_CORRUPT, "byte 3: " },
		{ "a: \xed\xa0\x80\n", E_CORRUPT, "byte 3: " },
		{ "%YAML 2.0\n--- 1\n", E_CORRUPT, "line 1, column 1: " },
		{ "!none!x 1\n", E_CORRUPT, "line 1, column 1: " },
		{ "@a", E_CORRUPT, "line 1, column 1: " },
	};
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct fault f = { 0 };
		const struct json *tree = NULL;
		int r = yaml_parse(a, str_of(cases[i].yaml), &tree, &f);
		if (r != cases[i].code || tree ||
		    !str_starts(str_of(f.text), str_of(cases[i].place)))
			fail_msg("%s: %s: %s", cases[i].yaml, fault_name(r), f.text);
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
	check_ok(yaml_parse(a, deep, &tree, &f), &f);
	assert_int_equal(yaml_parse(a, repeat(a, "[", 65), &tree, &f), E_LIMIT);
	check_text(str_of(f.text), "line 1, column 65: more than 64 nested values");
	assert_int_equal(yaml_parse(a, repeat(a, "- ", 100000), &tree, &f), E_LIMIT);
	/* depth by aliases counts too: 40 levels within 40 levels */
	struct str inner =
		str_printf(a, "%.*s%.*s", STRF(repeat(a, "[", 40)), STRF(repeat(a, "]", 40)));
	struct str twice = str_printf(a, "- &a %.*s\n- %.*s*a%.*s\n", STRF(inner),
				      STRF(repeat(a, "[", 40)), STRF(repeat(a, "]", 40)));
	assert_int_equal(yaml_parse(a, twice, &tree, &f), E_LIMIT);
	struct str fits = str_printf(a, "- &a %.*s\n- %.*s*a%.*s\n", STRF(inner),
				     STRF(repeat(a, "[", 23)), STRF(repeat(a, "]", 23)));
	check_ok(yaml_parse(a, fits, &tree, &f), &f);

	struct str longest = repeat(a, "x", LIMIT_JSON_STRING);
	check_ok(yaml_parse(a, longest, &tree, &f), &f);
	assert_int_equal(yaml_parse(a, str_printf(a, "%.*sx", STRF(longest)), &tree, &f), E_LIMIT);
}

/* Each line names the one before nine times: 9^8 values from 400 bytes. */
static void many_laughs(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct str text = STR("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
	for (unsigned i = 1; i < 9; i++)
		text = str_printf(a,
				  "%.*sa%u: &a%u [*a%u,*a%u,*a%u,*a%u,*a%u,*a%u,*a%u,*a%u,*a%u]\n",
				  STRF(text), i, i, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1,
				  i - 1, i - 1);
	const struct json *tree;
	struct fault f;
	OWNED(arena_freep) struct arena *scratch = arena_new();
	assert_int_equal(yaml_parse(scratch, text, &tree, &f), E_LIMIT);
	assert_true(str_has(str_of(f.text), STR("values, aliases expanded")));
	assert_true(arena_used(scratch) < 64 * KIB);
	/* few values, but long ones */
	struct str novel = str_printf(a, "- &a %.*s\n- [%.*s]\n", STRF(repeat(a, "x", 65536)),
				      STRF(repeat(a, "*a,", 1200)));
	assert_int_equal(yaml_parse(scratch, novel, &tree, &f), E_LIMIT);
	assert_true(str_has(str_of(f.text), STR("bytes of text")));
	struct str keys = str_printf(a, "- &a {%.*s: 1}\n- [%.*s]\n", STRF(repeat(a, "x", 900)),
				     STRF(repeat(a, "*a,", 80000)));
	assert_int_equal(yaml_parse(scratch, keys, &tree, &f), E_LIMIT);
	/* the same with few values is fine, and can be written */
	struct str few = str_slice(text, 0, str_find(text, STR("a4:")));
	check_ok(yaml_parse(scratch, few, &tree, &f), &f);
	assert_true(text_of(a, tree).n > 10000);
}

/* Where members and items stand, for messages about what they say. */
static void places(void **state)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct fault f = { 0 };
	struct yaml_places at;
	const struct json *tree;
	check_ok(yaml_parse_places(a, STR("# c\na: 1\nb:\n  - x\n  -   y\n\"c\": {d: e}\n"), &at,
				   &tree, &f),
		 &f);
	const struct json *b = json_get(tree, "b");
	const struct {
		const struct json *value;
		unsigned line, column;
	} want[] = {
		{ json_get(tree, "a"), 2, 1 },
		{ b, 3, 1 },
		{ json_at(b, 0), 4, 5 },
		{ json_at(b, 1), 5, 7 },
		{ json_get(tree, "c"), 6, 1 },
		{ json_get(json_get(tree, "c"), "d"), 6, 7 },
		{ NULL, 1, 1 },
	};
	for (size_t i = 0; i < ARRAY_LEN(want); i++) {
		assert_int_equal(yaml_place(&at, want[i].value).line, want[i].line);
		assert_int_equal(yaml_place(&at, want[i].value).column, want[i].column);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scalars),   cmocka_unit_test(structures),
		cmocka_unit_test(documents), cmocka_unit_test(invalid),
		cmocka_unit_test(limits),    cmocka_unit_test(many_laughs),
		cmocka_unit_test(places),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
