/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/digest.h"

#define SHA256_ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

/* FIPS 180-4 and RFC 1321, appendix A.5. */
static void known_answers(void **state)
{
	(void)state;
	static const struct {
		enum digest_kind kind;
		const char *text;
	} cases[] = {
		{ DIGEST_SHA256, "sha256:" SHA256_ABC },
		{ DIGEST_SHA512,
		  "sha512:ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
		  "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f" },
		{ DIGEST_SHA1, "sha1:a9993e364706816aba3e25717850c26c9cd0d89d" },
		{ DIGEST_MD5, "md5:900150983cd24fb0d6963f7d28e17f72" },
	};
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct digest whole = digest_of(cases[i].kind, STR("abc")), pieces;
		check_text(digest_text(a, &whole), cases[i].text);
		OWNED(hasher_freep) struct hasher *h = hasher_new(cases[i].kind);
		hasher_add(h, "a", 1);
		hasher_add(h, NULL, 0);
		hasher_add(h, "bc", 2);
		hasher_finish(h, &pieces);
		assert_true(digest_eq(&whole, &pieces));
		pieces.bytes[digest_size(cases[i].kind) - 1] ^= 1;
		assert_false(digest_eq(&whole, &pieces));
	}
	struct digest none = { .kind = DIGEST_NONE };
	assert_int_equal(digest_text(a, &none).n, 0);
	hasher_free(NULL);
}

static void parsing(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct digest d = { 0 }, want = digest_of(DIGEST_SHA256, STR("abc"));
	assert_true(digest_parse(STR("sha256:" SHA256_ABC), &d));
	assert_true(digest_eq(&d, &want));
	want = digest_of(DIGEST_SHA512, STR("abc"));
	assert_true(digest_parse(digest_text(a, &want), &d));
	assert_true(digest_eq(&d, &want));
	static const char *const refused[] = {
		"",
		"sha256:",
		SHA256_ABC,
		"sha256:" SHA256_ABC "0",
		"sha256:" SHA256_ABC "00",
		"sha512:" SHA256_ABC,
		"sha256:zz7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
		"md5:900150983cd24fb0d6963f7d28e17f72", /* too weak to name content */
		" sha256:" SHA256_ABC,
	};
	for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
		struct digest kept = want;
		assert_false(digest_parse(str_of(refused[i]), &kept));
		assert_true(digest_eq(&kept, &want));
	}
	/* kinds differ, bytes or not */
	struct digest zero = { .kind = DIGEST_SHA256 }, other = { .kind = DIGEST_SHA512 };
	assert_false(digest_eq(&zero, &other));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(known_answers),
					    cmocka_unit_test(parsing) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
