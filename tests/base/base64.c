/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base64.h"

#include "check.h"

/* RFC 4648, section 10, and the two alphabets. */
static const struct {
	const char *plain, *standard, *url;
} pairs[] = {
	{ "", "", "" },
	{ "f", "Zg==", "Zg" },
	{ "fo", "Zm8=", "Zm8" },
	{ "foo", "Zm9v", "Zm9v" },
	{ "foob", "Zm9vYg==", "Zm9vYg" },
	{ "fooba", "Zm9vYmE=", "Zm9vYmE" },
	{ "foobar", "Zm9vYmFy", "Zm9vYmFy" },
	{ "\xff\xff\xbf", "//+/", "__-_" },
	{ "\xfb\xef", "++8=", "--8" },
};

static void known(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
		struct str plain = str_of(pairs[i].plain), out;
		check_text(base64_encode(a, plain, BASE64_STANDARD), pairs[i].standard);
		check_text(base64_encode(a, plain, BASE64_URL), pairs[i].url);
		assert_true(base64_decode(a, str_of(pairs[i].standard), &out));
		check_str(out, plain);
		assert_true(base64_decode(a, str_of(pairs[i].url), &out));
		check_str(out, plain);
	}
}

static void refused(void **state)
{
	(void)state;
	static const char *const bad[] = { "Zg=",  "Z",	   "Zm9vZ",  "Zm9v!", "Zm 9v",
					   "_/==", "====", "Zg==Zg", "Zm9v\n" };
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct str out = STR("as it was");
		assert_false(base64_decode(a, str_of(bad[i]), &out));
		check_text(out, "as it was");
	}
	struct str out;
	assert_false(base64_decode(a, str_make("Zm9\0", 4), &out));
}

/* Every byte, at every place of a group. */
static void there_and_back(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	char bytes[259];
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (char)(uint8_t)(i * 7);
	for (size_t n = 0; n <= sizeof(bytes); n++) {
		struct str s = str_make(bytes + (sizeof(bytes) - n), n), out;
		struct str standard = base64_encode(a, s, BASE64_STANDARD);
		assert_int_equal(standard.n, (n + 2) / 3 * 4);
		assert_true(base64_decode(a, standard, &out));
		check_str(out, s);
		assert_true(base64_decode(a, base64_encode(a, s, BASE64_URL), &out));
		check_str(out, s);
	}
}

static void base32(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct str out;
	assert_true(base32_decode(a, STR("MZXW6YTBOI======"), &out));
	check_text(out, "foobar");
	assert_true(base32_decode(a, STR("MZXW6"), &out));
	check_text(out, "foo");
	assert_false(base32_decode(a, STR("mzxw6"), &out));
	assert_false(base32_decode(a, STR("MZXW61"), &out));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known),
		cmocka_unit_test(refused),
		cmocka_unit_test(there_and_back),
		cmocka_unit_test(base32),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
