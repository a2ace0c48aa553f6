/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/out.h"
#include "text/emit.h"
#include "text/toml.h"

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

static const struct {
	const char *toml, *json;
} good[] = {
	{ "", "{}" },
	{ "\xef\xbb\xbf# nothing\r\n", "{}" },
	{ "a = 1", "{\"a\":1}" },
	{ "a=+1_000\nb = -0\nc = 0xDead_Beef\nd=0o17\ne=0b101\n",
	  "{\"a\":1000,\"b\":-0,\"c\":3735928559,\"d\":15,\"e\":5}" },
	{ "a = 1.5e-3\nb = 6_0.0_1\nc = 1E06", "{\"a\":1.5e-3,\"b\":60.01,\"c\":1e06}" },
	{ "a = inf\nb = -nan", "{\"a\":\"inf\",\"b\":\"-nan\"}" },
	{ "a = true\nb = false", "{\"a\":true,\"b\":false}" },
	{ "a = 1979-05-27T07:32:00.5-07:00\nb = 1979-05-27 07:32:00Z\nc = 1979-05-27\nd=07:32:00",
	  "{\"a\":\"1979-05-27T07:32:00.5-07:00\",\"b\":\"1979-05-27 07:32:00Z\",\"c\":\"1979-05-27\","
	  "\"d\":\"07:32:00\"}" },
	{ "a = \"x\\t\\\"\\u00e9\\U0001F600\"", "{\"a\":\"x\\t\\\"\xc3\xa9\xf0\x9f\x98\x80\"}" },
	{ "a = 'C:\\x'", "{\"a\":\"C:\\\\x\"}" },
	{ "a = \"\"\"\nx\\\n   y\"\"\"\"\"", "{\"a\":\"xy\\\"\\\"\"}" },
	{ "a = '''\r\nit''s\nso'''", "{\"a\":\"it''s\\nso\"}" },
	{ "a = \"\"\nb = ''", "{\"a\":\"\",\"b\":\"\"}" },
	{ "a.b.c = 1\na.d = 2", "{\"a\":{\"b\":{\"c\":1},\"d\":2}}" },
	{ "\"a.b\".'c d' = 1\n3.1 = 2", "{\"a.b\":{\"c d\":1},\"3\":{\"1\":2}}" },
	{ "[a.b]\nx=1\n[a]\ny=2", "{\"a\":{\"b\":{\"x\":1},\"y\":2}}" },
	{ "[ a . \"b\" ] # c\nx=1", "{\"a\":{\"b\":{\"x\":1}}}" },
	{ "[[a]]\nx=1\n[[a]]\n[a.b]\ny=2\n[[a.c]]",
	  "{\"a\":[{\"x\":1},{\"b\":{\"y\":2},\"c\":[{}]}]}" },
	{ "a = [ 1, [2, 'x'], # c\n {b = 3, c.d = 4},\n]",
	  "{\"a\":[1,[2,\"x\"],{\"b\":3,\"c\":{\"d\":4}}]}" },
	{ "a = []\nb = {}\nc = [[],{}]", "{\"a\":[],\"b\":{},\"c\":[[],{}]}" },
	{ "[f]\na.b = 1\n[f.a.c]\nd = 2", "{\"f\":{\"a\":{\"b\":1,\"c\":{\"d\":2}}}}" },
};

static void accepted(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(good); i++) {
		const struct json *tree;
		struct fault f = { 0 };
		int r = toml_parse(a, str_of(good[i].toml), NULL, &tree, &f);
		if (r < 0)
			fail_msg("%s: %s", good[i].toml, f.text);
		check_text(text_of(a, tree), good[i].json);
	}
}

static const struct {
	const char *toml, *why;
} bad[] = {
	{ "a", "line 1, column 2: '=' should stand here" },
	{ "a =", "line 1, column 4: a value is missing" },
	{ "a = x", "line 1, column 5: this is no value: text needs quotes" },
	{ "a = 1 b = 2", "line 1, column 7: the line should end here" },
	{ "a = 1\na = 2", "line 2, column 2: this key is there already" },
	{ "a = 01", "line 1, column 5: this is no value: text needs quotes" },
	{ "a = 1__0", "line 1, column 5: this is no value: text needs quotes" },
	{ "a = 1.", "line 1, column 5: this is no value: text needs quotes" },
	{ "a = 0x", "line 1, column 5: this is no value: text needs quotes" },
	{ "a = 0xFFFFFFFFFFFFFFFFF", "line 1, column 5: this is no value: text needs quotes" },
	{ "a = 2024-13-01", "line 1, column 5: this is no value: text needs quotes" },
	{ "a = \"x", "line 1, column 7: a string does not end" },
	{ "a = \"x\ny\"", "line 1, column 7: a string does not end in its line" },
	{ "a = \"\\x41\"", "line 1, column 7: no such escape" },
	{ "a = \"\\ud800\"", "line 1, column 8: no such character" },
	{ "a = '''x", "line 1, column 9: a string does not end" },
	{ "a = \"\x01\"", "line 1, column 6: a control character in a string" },
	{ "[a]\n[a]", "line 2, column 3: this table is there already" },
	{ "a = 1\n[a.b]", "line 2, column 4: this key is no table that can be added to" },
	{ "a = {}\n[a.b]", "line 2, column 4: this key is no table that can be added to" },
	{ "a = {b=1}\na.c = 2", "line 2, column 3: this key cannot be added to" },
	{ "a.b = 1\n[a]", "line 2, column 3: this table is there already" },
	{ "a = [1]\n[[a]]", "line 2, column 4: this key is no array of tables" },
	{ "[[a]]\n[a]", "line 2, column 3: this table is there already" },
	{ "[a", "line 1, column 3: ']' should stand here" },
	{ "[a]]", "line 1, column 4: the line should end here" },
	{ "[]", "line 1, column 2: a key should stand here" },
	{ "a = [1 2]", "line 1, column 8: ',' or ']' should stand here" },
	{ "a = [1", "line 1, column 7: ',' or ']' should stand here" },
	{ "a = {b = 1,}", "line 1, column 12: a key should stand here" },
	{ "a = {b = 1\n}", "line 1, column 11: ',' or '}' should stand here" },
	{ "= 1", "line 1, column 1: a key should stand here" },
	{ "# \x01", "line 1, column 3: a control character in a comment" },
	{ "a = '\xff'", "the text is not UTF-8" },
};

static void refused(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		const struct json *tree = NULL;
		struct fault f = { 0 };
		int r = toml_parse(a, str_of(bad[i].toml), NULL, &tree, &f);
		if (r >= 0)
			fail_msg("accepted: %s", bad[i].toml);
		assert_string_equal(f.text, bad[i].why);
		assert_null(tree);
	}
}

static void places(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct yaml_places where = { 0 };
	const struct json *tree;
	struct fault f;
	assert_int_equal(
		toml_parse(a, STR("[[r]]\n id = 1\nl = [\n  2,\n 3]\n"), &where, &tree, &f), 0);
	const struct json *rule = json_get(tree, "r")->child;
	const struct json *list = json_get(rule, "l");
	assert_int_equal(yaml_place(&where, json_get(rule, "id")).line, 2);
	assert_int_equal(yaml_place(&where, json_get(rule, "id")).column, 2);
	assert_int_equal(yaml_place(&where, list->child).line, 4);
	assert_int_equal(yaml_place(&where, list->child->next).column, 2);
}

/* Nesting, and the cost of many members of one table. */
static void limits(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct buf b;
	const struct json *tree;
	struct fault f;
	buf_init(&b, 64 * MIB);
	buf_printf(&b, "a = ");
	for (int i = 0; i < 100; i++)
		buf_add_char(&b, '[');
	assert_int_equal(toml_parse(a, buf_str(&b), NULL, &tree, &f), E_LIMIT);
	buf_clear(&b);
	for (int i = 0; i < 100; i++)
		buf_printf(&b, "%sa", i ? "." : "");
	buf_printf(&b, " = 1");
	assert_int_equal(toml_parse(a, buf_str(&b), NULL, &tree, &f), E_LIMIT);
	buf_clear(&b);
	for (int i = 0; i < 100000; i++)
		buf_printf(&b, "k%d = %d\n", i, i);
	assert_int_equal(toml_parse(a, buf_str(&b), NULL, &tree, &f), 0);
	assert_int_equal(tree->n, 100000);
	buf_done(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(accepted),
		cmocka_unit_test(refused),
		cmocka_unit_test(places),
		cmocka_unit_test(limits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
