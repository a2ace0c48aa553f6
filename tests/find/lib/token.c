/* SPDX-License-Identifier: Apache-2.0 */
#include "find/lib/token.h"

#include <math.h>

#include "check.h"

static void entropy(void **state)
{
	(void)state;
	assert_true(token_entropy(STR("")) == 0);
	assert_true(token_entropy(STR("aaaaaaaa")) == 0);
	assert_true(fabs(token_entropy(STR("abababab")) - 1) < 1e-9);
	assert_true(fabs(token_entropy(STR("0123456789abcdef")) - 4) < 1e-9);
}

static void checksums(void **state)
{
	(void)state;
	/* the check value of the CRC-32 family */
	assert_int_equal(token_crc32(STR("123456789")), 0xcbf43926);
	assert_int_equal(token_crc32(STR("")), 0);
	/* a token that its owner published expired */
	assert_true(token_crc32_base62(STR("zQWBuTSOoRi4A9spHcVY"
					   "5ncnsDkxkJ"),
				       STR("0mLq17")));
	assert_false(token_crc32_base62(STR("zQWBuTSOoRi4A9spHcVY"
					    "5ncnsDkxkK"),
					STR("0mLq17")));
	assert_false(token_crc32_base62(STR("zQWB"), STR("mLq17")));
	assert_true(token_luhn(STR("4242424242424242")));
	assert_true(token_luhn(STR("79927398713")));
	assert_false(token_luhn(STR("79927398710")));
	assert_false(token_luhn(STR("7992739871x")));
	assert_false(token_luhn(STR("0")));
}

static void hexadecimal(void **state)
{
	(void)state;
	assert_true(token_is_hex(STR("00fFa9")));
	assert_false(token_is_hex(STR("00fg")));
	assert_false(token_is_hex(STR("")));
}

static void web_tokens(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct str payload;
	/* {"alg":"HS256"} and {"sub":"x"} */
	assert_true(
		token_jwt(a, STR("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl"), &payload));
	check_text(payload, "{\"sub\":\"x\"}");
	assert_false(token_jwt(a, STR("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0"), &payload));
	assert_false(token_jwt(a, STR("eyJ4IjoxfQ.eyJzdWIiOiJ4In0.c2ln"), &payload)); /* no alg */
	assert_false(token_jwt(a, STR("eyJhbGciOiJIUzI1NiJ9.bm8.c2ln"), &payload));
	assert_false(token_jwt(a, STR("a.b.c"), &payload));
	assert_false(token_jwt(a, STR(""), &payload));
}

/* Random by construction: what the generators of tokens make. */
static const char *const random_values[] = {
	"zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ",
	"8f14e45fceea167a5a36dedd4bea2543",
	"wJalrXUtnFEMIK7MDENGbPxRfiCYzz01pQrLm2Ns",
	"Kq3v9-Zt7_pLw2Xs8RbN4y-Hd6_Fg1Jc5",
	"bX9/ab+4Zk2LqPw7Rt0YvNm5Cs8DfGh1Jq3W6eTyUiO=",
	"MZQXK3TPNRXW4ZJAOB2HEZLBONUW4",
	"p8e8c3b1f7a29d0465ec1b7a",
	"Tr0ub4dor&3xQ",
	"/9Zk2LqPw7Rt0YvNm5Cs8DfGh1Jq3W6eTyUi",
	"hvkqzjwxpdfbtnmgcrls",
};

static void stand_ins(void **state)
{
	(void)state;
	static const char *const values[] = {
		"",
		"changeme",
		"AKIAIOSFODNN7"
		"EXAMPLE",
		"your-token-here",
		"<token>",
		"${TOKEN}",
		"{{ .Values.token }}",
		"xxxxxxxxxxxxxxxx",
		"1234567890",
		"abcdefghijklmnop",
		"0000000000000000000000000000000000000000",
		"ghp_xxxxxxxxxxxxxxxxxxxx",
		"qwertyuiop",
		"test-key",
		"my_secret_key",
		"dummy-value-9",
		"password",
		"[REDACTED]",
		"%PASSWORD%",
		"$DB_PASSWORD",
		"abababababab",
		"Eby8vdM02xNO"
		"cqFlqUwJPLlmEtlCDXJ1",
		"9876543210",
		"********",
	};
	for (size_t i = 0; i < ARRAY_LEN(values); i++)
		if (!token_is_placeholder(str_of(values[i])))
			fail_msg("no stand-in: %s", values[i]);
	for (size_t i = 0; i < ARRAY_LEN(random_values); i++)
		if (token_is_placeholder(str_of(random_values[i])))
			fail_msg("a stand-in: %s", random_values[i]);
}

static void references(void **state)
{
	(void)state;
	static const char *const values[] = {
		"/run/secrets/db_password",
		"./secrets/key.pem",
		"~/.ssh/id_rsa",
		"C:\\keys\\a.key",
		"https://vault.internal.example/v1/secret",
		"$TOKEN",
		"process.env.API_KEY",
		"os.environ['KEY']",
		"config.get('secret')",
		"getToken()",
		"settings.api.key",
		"00000000-0000-0000-0000-000000000000",
		"1.2.3",
		"v4.0.0-rc.1",
		"arn:aws:secretsmanager:eu-west-1:1:secret:x",
		"op://vault/item/field",
		"Foo::Bar",
		"this->password",
		"kubernetes/secrets/database",
	};
	for (size_t i = 0; i < ARRAY_LEN(values); i++)
		if (!token_is_reference(str_of(values[i])))
			fail_msg("no reference: %s", values[i]);
	for (size_t i = 0; i < ARRAY_LEN(random_values); i++)
		if (token_is_reference(str_of(random_values[i])))
			fail_msg("a reference: %s", random_values[i]);
	assert_false(token_is_reference(STR("postgres://app:Zk2LqPw7@db/prod")));
}

static void words(void **state)
{
	(void)state;
	static const char *const values[] = {
		"getUserName",
		"my-service-name",
		"authentication",
		"HTTPServerConnection",
		"PASSWORD_RESET_TOKEN",
		"correct-horse-battery-staple",
		"accessTokenProvider",
		"io.kubernetes.container.name",
		"password2",
		"invalid_grant_type",
	};
	for (size_t i = 0; i < ARRAY_LEN(values); i++)
		if (!token_is_words(str_of(values[i])))
			fail_msg("no words: %s", values[i]);
	for (size_t i = 0; i < ARRAY_LEN(random_values); i++)
		if (token_is_words(str_of(random_values[i])))
			fail_msg("words: %s", random_values[i]);
	assert_false(token_is_words(STR("")));
	assert_false(token_is_words(STR("123456")));
}

/* A generator of its own (xorshift), so that every run sees the same values. */
static uint64_t next_random(uint64_t *x)
{
	*x ^= *x << 13;
	*x ^= *x >> 7;
	*x ^= *x << 17;
	return *x;
}

/* The promise of the header: what is random is neither a stand-in nor a reference nor words. */
static void random_is_random(void **state)
{
	(void)state;
	static const struct {
		const char *alphabet;
		size_t n;
	} kinds[] = {
		{ "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", 20 },
		{ "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", 40 },
		{ "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/", 88 },
		{ "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_", 43 },
		{ "0123456789abcdef", 32 },
		{ "0123456789abcdef", 64 },
		{ "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 24 },
		{ "0123456789abcdefghijklmnopqrstuvwxyz", 32 },
	};
	uint64_t x = 88172645463325252u;
	for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
		size_t letters = strlen(kinds[k].alphabet), wrong = 0;
		for (size_t i = 0; i < 10000; i++) {
			char text[128];
			for (size_t j = 0; j < kinds[k].n; j++)
				text[j] = kinds[k].alphabet[next_random(&x) % letters];
			struct str s = str_make(text, kinds[k].n);
			wrong += token_is_placeholder(s) || token_is_reference(s) ||
				 token_is_words(s);
		}
		/* one in two hundred would already be too many of 300 planted ones */
		if (wrong > 20)
			fail_msg("%zu of 10000 of kind %zu misjudged", wrong, k);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(entropy),     cmocka_unit_test(checksums),
		cmocka_unit_test(hexadecimal), cmocka_unit_test(web_tokens),
		cmocka_unit_test(stand_ins),   cmocka_unit_test(references),
		cmocka_unit_test(words),       cmocka_unit_test(random_is_random),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
