/* SPDX-License-Identifier: Apache-2.0 */
/*
 * df_expand(): words in, text out. Known are A=apple.pie.txt, P=/usr/local/bin, E (empty), U (known to be
 * unset), Z=zäöz; of others nothing is known. "?" before the result: something stays; "!": refused, with a part
 * of the message.
 */
#include "check.h"

#include "base/limits.h"
#include "find/dockerfile/ast.h"

static bool look_up(void *context, struct str name, struct str *out_value)
{
	(void)context;
	static const char *const known[][2] = {
		{ "A", "apple.pie.txt" }, { "P", "/usr/local/bin" }, { "E", "" },
		{ "Z", "zäöz" },	  { "V", "1.2.3" },	     { "S", "a b  c" },
		{ "1", "one" },		  { "_x9", "name" },	     { "G", "a*b?c\\d" },
		{ "AB", "abcabcabc" },
	};
	if (str_is(name, "U")) {
		*out_value = str_make(NULL, 0);
		return true;
	}
	for (size_t k = 0; k < ARRAY_LEN(known); k++)
		if (str_is(name, known[k][0])) {
			*out_value = str_of(known[k][1]);
			return true;
		}
	return false;
}

struct row {
	const char *word, *want;
};

static void check_rows(const struct row *rows, size_t n, char escape)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t k = 0; k < n; k++) {
		struct str out = STR("");
		bool unknown = false;
		struct fault f = { 0 };
		int r = df_expand(a, str_of(rows[k].word), escape, look_up, NULL, &out, &unknown,
				  &f);
		const char *want = rows[k].want;
		if (want[0] == '!') {
			assert_int_equal(r, E_CORRUPT);
			if (!str_has(str_of(f.text), str_of(want + 1)))
				fail_msg("%s: %s", rows[k].word, f.text);
			continue;
		}
		check_ok(r, &f);
		assert_int_equal(unknown, want[0] == '?');
		check_text(out, want + (want[0] == '?'));
	}
}

#define CHECK(rows) check_rows(rows, ARRAY_LEN(rows), '\\')

static void plain(void **state)
{
	static const struct row rows[] = {
		{ "", "" },
		{ "abc", "abc" },
		{ "a b", "a b" },
		{ "$V", "1.2.3" },
		{ "${V}", "1.2.3" },
		{ "x${V}y$E", "x1.2.3y" },
		{ "$V.$_x9-$1st", "1.2.3.name-onest" },
		{ "$Vx", "?$Vx" },
		{ "$U", "" },
		{ "$N", "?$N" },
		{ "a${N}b", "?a${N}b" },
		{ "$", "$" },
		{ "a$", "a$" },
		{ "$ x", "$ x" },
		{ "$.", "$." },
		{ "$@$#", "?$@$#" },
		{ "$S", "a b  c" },
		{ "${}", "!bad substitution" },
		{ "${:x}", "!bad substitution" },
		{ "${{x}}", "!bad substitution" },
		{ "${", "!without its }" },
		{ "${V", "!without its }" },
		{ "${V:", "!without its }" },
	};
	(void)state;
	CHECK(rows);
}

static void quotes(void **state)
{
	static const struct row rows[] = {
		{ "'$V'", "$V" },
		{ "\"$V\"", "1.2.3" },
		{ "\"'$V'\"", "'1.2.3'" },
		{ "a\"b c\"'d e'", "ab cd e" },
		{ "\\$V", "$V" },
		{ "\"\\$V\"", "$V" },
		{ "\"\\\"\\\\\\n\"", "\"\\\\n" },
		{ "\\n\\a", "na" },
		{ "a\\", "a" },
		{ "''\"\"", "" },
		{ "'a\\'", "a\\" },
		{ "'a", "!' without" },
		{ "\"a", "!\" without" },
		{ "\"a\\\"", "!\" without" },
		{ "it's", "!' without" },
	};
	(void)state;
	CHECK(rows);
}

static void defaults(void **state)
{
	static const struct row rows[] = {
		{ "${V:-x}", "1.2.3" },
		{ "${V-x}", "1.2.3" },
		{ "${E:-x}", "x" },
		{ "${E-x}", "" },
		{ "${U:-x}", "x" },
		{ "${U-x}", "x" },
		{ "${N:-x}", "?${N:-x}" },
		{ "${V:+x}", "x" },
		{ "${E:+x}", "" },
		{ "${E+x}", "x" },
		{ "${U+x}", "" },
		{ "${V:?x}", "1.2.3" },
		{ "${E?x}", "" },
		{ "${E:?gone}", "!E: gone" },
		{ "${U?}", "!U: is not set" },
		{ "${E:?}", "!E: is empty" },
		{ "${U:-}", "" },
		{ "${U:-a b}", "a b" },
		{ "${U:-\"a}b\"}", "a}b" },
		{ "${U:-'a}b'}", "a}b" },
		{ "${U:-a\\}b}", "a}b" },
		{ "${U:-$V}", "1.2.3" },
		{ "${U:-${E:-${V}}}", "1.2.3" },
		{ "${U:-${N}}", "?${N}" },
		{ "${V:-${N}}", "1.2.3" },
		{ "${E:+$N}", "" },
		{ "$N${V:-${M}}", "?$N1.2.3" },
		{ "${N:-${V}}", "?${N:-${V}}" },
		{ "\"${U:-\"a b\"}\"", "a b" },
		{ "${U:-${V}", "!without its }" },
		{ "${V:=x}", "!no such modifier" },
		{ "${V=x}", "!no such modifier" },
		{ "${V^^}", "!no such modifier" },
		{ "${V:0:1}", "!no such modifier" },
		{ "${V[0]}", "!no such modifier" },
		{ "${#V}", "!no such modifier" },
	};
	(void)state;
	CHECK(rows);
}

static void trimming(void **state)
{
	static const struct row rows[] = {
		{ "${A#*.}", "pie.txt" },
		{ "${A##*.}", "txt" },
		{ "${A%.*}", "apple.pie" },
		{ "${A%%.*}", "apple" },
		{ "${P##*/}", "bin" },
		{ "${P%/*}", "/usr/local" },
		{ "${A#apple}", ".pie.txt" },
		{ "${A#pie}", "apple.pie.txt" },
		{ "${A%txt}", "apple.pie." },
		{ "${A#?}", "pple.pie.txt" },
		{ "${A%?}", "apple.pie.tx" },
		{ "${A%%*}", "" },
		{ "${A%*}", "apple.pie.txt" },
		{ "${A#}", "apple.pie.txt" },
		{ "${Z#z?}", "öz" },
		{ "${Z%?z}", "zä" },
		{ "${E#x}", "" },
		{ "${U#x}", "" },
		{ "${N#x}", "?${N#x}" },
		{ "${G#a\\*}", "b?c\\d" },
		{ "${G%\\\\d}", "a*b?c" },
		{ "${G#a\\?}", "a*b?c\\d" },
		{ "${A#a[p]}", "apple.pie.txt" },
		{ "${A#\\a}", "!in a pattern" },
		{ "${A#$E}", "apple.pie.txt" },
		{ "${A%${E:-.txt}}", "apple.pie" },
		{ "${A%\".txt\"}", "apple.pie" },
		{ "v${V%%.*}.${V##*.}", "v1.3" },
		{ "${A:#x}", "!no such modifier" },
	};
	(void)state;
	CHECK(rows);
}

static void replacing(void **state)
{
	static const struct row rows[] = {
		{ "${A/p/P}", "aPple.pie.txt" },
		{ "${A//p/P}", "aPPle.Pie.txt" },
		{ "${A//./}", "applepietxt" },
		{ "${A/x*z/q}", "apple.pie.txt" },
		{ "${A/p*e/_}", "a_.txt" },
		{ "${A//p?/_}", "a_le._e.txt" },
		{ "${P//\\//-}", "-usr-local-bin" },
		{ "${A/pie/${V}}", "apple.1.2.3.txt" },
		{ "${A/pie/a\\}b}", "apple.a\\}b.txt" },
		{ "${A/*/x}", "x" },
		{ "${A//*/x}", "x" },
		{ "${Z//?/-}", "----" },
		{ "${AB/b*b/-}", "a-c" },
		{ "${AB//bc/}", "aaa" },
		{ "${V///-}", "-1-.-2-.-3-" },
		{ "${N/a/b}", "?${N/a/b}" },
		{ "${U/a/b}", "" },
		{ "${A/a}", "!second /" },
		{ "${A/a/b", "!without its }" },
	};
	(void)state;
	CHECK(rows);
}

static void backtick(void **state)
{
	static const struct row rows[] = {
		{ "c:\\x\\$V", "c:\\x\\1.2.3" },
		{ "`$V", "$V" },
		{ "\"`\"\\\"", "\"\\" },
		{ "a`", "a" },
	};
	(void)state;
	check_rows(rows, ARRAY_LEN(rows), '`');
}

static struct str repeated(struct arena *a, const char *text, size_t times)
{
	size_t n = strlen(text);
	char *to = arena_bytes(a, n * times);
	for (size_t k = 0; k < times; k++)
		memcpy(to + k * n, text, n);
	return str_make(to, n * times);
}

static void limits(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct str out;
	bool unknown;
	struct fault f;
	assert_int_equal(
		df_expand(a, repeated(a, "${U:-", 100000), '\\', look_up, NULL, &out, &unknown, &f),
		E_LIMIT);
	assert_int_equal(
		df_expand(a, repeated(a, "$A", 1 << 20), '\\', look_up, NULL, &out, &unknown, &f),
		E_LIMIT);
	check_ok(df_expand(a, repeated(a, "$V", 100000), '\\', look_up, NULL, &out, &unknown, &f),
		 &f);
	assert_int_equal(out.n, 500000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain),    cmocka_unit_test(quotes),	 cmocka_unit_test(defaults),
		cmocka_unit_test(trimming), cmocka_unit_test(replacing), cmocka_unit_test(backtick),
		cmocka_unit_test(limits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
