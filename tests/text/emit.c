/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "text/emit.h"

#include <locale.h>
#include <math.h>
#include <sys/wait.h>
#include <unistd.h>

struct sink {
	struct buf buf;
	struct out out;
	struct emit emit;
};

static void sink_init(struct sink *k, bool compact)
{
	buf_init(&k->buf, MIB);
	out_init_buf(&k->out, &k->buf);
	emit_init(&k->emit, &k->out, compact);
}

static void sink_done(struct sink *k)
{
	out_done(&k->out);
	buf_done(&k->buf);
}

static void write_sample(struct emit *e)
{
	emit_object(e);
	emit_member_text(e, "a", "x");
	emit_member_set(e, "left out", STR(""));
	emit_member_set(e, "set", STR("s"));
	emit_member_u64(e, "n", UINT64_MAX);
	emit_member_bool(e, "t", true);
	emit_key(e, "none");
	emit_null(e);
	emit_key(e, "empty");
	emit_array(e);
	emit_array_end(e);
	emit_key_str(e, STR("list"));
	emit_array(e);
	emit_u64(e, 0);
	emit_object(e);
	emit_object_end(e);
	emit_bool(e, false);
	emit_array_end(e);
	emit_object_end(e);
}

static void layout(void **state)
{
	(void)state;
	struct sink k;
	sink_init(&k, false);
	write_sample(&k.emit);
	check_text(buf_str(&k.buf), "{\n"
				    "  \"a\": \"x\",\n"
				    "  \"set\": \"s\",\n"
				    "  \"n\": 18446744073709551615,\n"
				    "  \"t\": true,\n"
				    "  \"none\": null,\n"
				    "  \"empty\": [],\n"
				    "  \"list\": [\n"
				    "    0,\n"
				    "    {},\n"
				    "    false\n"
				    "  ]\n"
				    "}");
	sink_done(&k);
	sink_init(&k, true);
	write_sample(&k.emit);
	check_text(buf_str(&k.buf),
		   "{\"a\":\"x\",\"set\":\"s\",\"n\":18446744073709551615,\"t\":true,\"none\":null,"
		   "\"empty\":[],\"list\":[0,{},false]}");
	sink_done(&k);
}

static void escapes(void **state)
{
	(void)state;
#define BAD "\xef\xbf\xbd"
	static const struct {
		struct str in;
		const char *want;
	} cases[] = {
		{ STR_INIT(""), "\"\"" },
		{ STR_INIT("plain"), "\"plain\"" },
		{ STR_INIT("a\"b\\c/d"), "\"a\\\"b\\\\c/d\"" },
		{ STR_INIT("\n\r\t"), "\"\\n\\r\\t\"" },
		{ STR_INIT("\0\x1f\x7f\x1b[31m"), "\"\\u0000\\u001f\\u007f\\u001b[31m\"" },
		{ STR_INIT("\xc2\x80\xc2\x9f\xc2\xa0"), "\"\\u0080\\u009f\xc2\xa0\"" },
		{ STR_INIT("\xe2\x80\xa8\xe2\x80\xa9"), "\"\\u2028\\u2029\"" },
		{ STR_INIT("\xe4\xb8\xad \xf0\x9f\x9a\xa2"), "\"\xe4\xb8\xad \xf0\x9f\x9a\xa2\"" },
		/* Unicode 15, table 3-8: one replacement for each maximal subpart */
		{ STR_INIT("a\xff"
			   "b"),
		  "\"a" BAD "b\"" },
		{ STR_INIT("\xc0\xaf"), "\"" BAD BAD "\"" },
		{ STR_INIT("\xed\xa0\x80"), "\"" BAD BAD BAD "\"" },
		{ STR_INIT("\xe0\x80\x80"), "\"" BAD BAD BAD "\"" },
		{ STR_INIT("\xf4\x90\x80\x80"), "\"" BAD BAD BAD BAD "\"" },
		{ STR_INIT("\xf0\x9f\x9a"), "\"" BAD "\"" },
		{ STR_INIT("\xf0\x9f\x9a\"x"), "\"" BAD "\\\"x\"" },
		{ STR_INIT("\xe4\xb8\xe4\xb8\xad"), "\"" BAD "\xe4\xb8\xad\"" },
		{ STR_INIT("\x80\xbf"), "\"" BAD BAD "\"" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct sink k;
		sink_init(&k, true);
		emit_str(&k.emit, cases[i].in);
		check_text(buf_str(&k.buf), cases[i].want);
		assert_true(str_is_utf8(buf_str(&k.buf)));
		sink_done(&k);
	}
}

static void numbers(void **state)
{
	(void)state;
	static const struct {
		double v;
		unsigned digits;
		const char *want;
	} cases[] = {
		{ 0, 0, "0" },
		{ 0, 2, "0.00" },
		{ 9.8, 1, "9.8" },
		{ 10, 1, "10.0" },
		{ 0.97351, 5, "0.97351" },
		{ 0.00042, 5, "0.00042" },
		{ 0.05, 2, "0.05" },
		{ 0.999996, 5, "1.00000" },
		{ 1.5, 0, "2" },
		{ -1.25, 1, "-1.3" },
		{ -0.001, 2, "0.00" },
		{ 123456789.125, 3, "123456789.125" },
		{ 4e9, 9, "4000000000.000000000" },
		{ NAN, 2, "null" },
		{ INFINITY, 2, "null" },
	};
	setlocale(LC_ALL, "de_DE.UTF-8"); /* a comma, where it is installed */
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct sink k;
		sink_init(&k, true);
		emit_fixed(&k.emit, cases[i].v, cases[i].digits);
		check_text(buf_str(&k.buf), cases[i].want);
		sink_done(&k);
	}
	setlocale(LC_ALL, "C");
}

static void trees(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"null",
		"[]",
		"{}",
		"-0.10e+3",
		"{\"a\":[1,2,{\"b\":null}],\"a\":\"\\u0000\",\"\":true}",
		"[[[]],[{}],{\"x\":{\"y\":[false,123456789012345678901234567890]}}]",
	};
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		struct fault f;
		struct sink k;
		const struct json *tree;
		check_ok(json_parse(a, str_of(texts[i]), &tree, &f), &f);
		sink_init(&k, true);
		emit_json(&k.emit, tree);
		check_text(buf_str(&k.buf), texts[i]);
		sink_done(&k);
	}
}

static void deepest(void **state)
{
	(void)state;
	struct sink k;
	sink_init(&k, false);
	for (unsigned i = 0; i < 64; i++)
		emit_array(&k.emit);
	emit_u64(&k.emit, 1);
	emit_u64(&k.emit, 2);
	for (unsigned i = 0; i < 64; i++)
		emit_array_end(&k.emit);
	OWNED(arena_freep) struct arena *a = arena_new();
	const struct json *tree;
	struct fault f;
	check_ok(json_parse(a, buf_str(&k.buf), &tree, &f), &f);
	for (unsigned i = 1; i < 64; i++)
		tree = tree->child;
	assert_int_equal(tree->n, 2);
	sink_done(&k);
}

/* What happens in a child: its exit code. */
static int exit_of(void (*run)(struct emit *e))
{
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		struct sink k;
		if (!freopen("/dev/null", "w", stderr))
			_exit(1);
		sink_init(&k, true);
		run(&k.emit);
		_exit(0);
	}
	int status;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void too_deep(struct emit *e)
{
	for (unsigned i = 0; i < 65; i++)
		emit_array(e);
}

static void key_after_key(struct emit *e)
{
	emit_object(e);
	emit_key(e, "a");
	emit_key(e, "b");
}

static void end_without_begin(struct emit *e)
{
	emit_array_end(e);
}

static void end_after_key(struct emit *e)
{
	emit_object(e);
	emit_key(e, "a");
	emit_object_end(e);
}

static void misuse_dies(void **state)
{
	(void)state;
	assert_int_equal(exit_of(write_sample), 0);
	assert_int_equal(exit_of(too_deep), 70);
	assert_int_equal(exit_of(key_after_key), 70);
	assert_int_equal(exit_of(end_without_begin), 70);
	assert_int_equal(exit_of(end_after_key), 70);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(layout), cmocka_unit_test(escapes), cmocka_unit_test(numbers),
		cmocka_unit_test(trees),  cmocka_unit_test(deepest), cmocka_unit_test(misuse_dies),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
