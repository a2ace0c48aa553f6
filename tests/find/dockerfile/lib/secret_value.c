/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names and values, and what they are taken for. Samples of credentials are put together from halves, so
 * that scanners do not take this file for a leak.
 */
#include "check.h"

#include "find/dockerfile/lib/secret_value.h"

static const struct sample {
	const char *name, *value;
	enum secret_likelihood want;
} samples[] = {
	/* names that speak about a secret */
	{ "PUBLIC_KEY", "Zk3v9QpL0xTr8WnB2sYd", SECRET_NO },
	{ "AWS_ACCESS_KEY_ID", "something", SECRET_NO },
	{ "TOKEN_URL", "https://login.example.com/token", SECRET_NO },
	{ "SECRET_NAME", "payment-database", SECRET_NO },
	{ "SECRETS_DIR", "/run/secrets", SECRET_NO },
	{ "POSTGRES_PASSWORD_FILE", "/run/secrets/db", SECRET_NO },
	{ "SSH_KEY_PATH", "/root/.ssh/id", SECRET_NO },
	{ "TOKEN_TTL", "3600", SECRET_NO },
	{ "MAX_TOKENS", "4096", SECRET_NO },
	{ "ALLOW_EMPTY_PASSWORD", "yes", SECRET_NO },
	{ "TOKENIZERS_PARALLELISM", "false", SECRET_NO },
	{ "BYPASS", "1", SECRET_NO },
	{ "COMPASS_HOME", "/opt/compass", SECRET_NO },
	{ "MONKEY", "Zk3v9QpL0xTr8WnB2sYd", SECRET_NO },
	{ "KEYBOARD", "us", SECRET_NO },
	{ "PWD", "/srv", SECRET_NO },
	{ "GPG_KEY", "E3FF2839C048B25C084DEBE9B26995E310250568", SECRET_NO },
	{ "APT_SIGNING_KEY", "E3FF2839C048B25C084DEBE9B26995E310250568", SECRET_NO },
	{ "AUTH", "true", SECRET_NO },
	{ "AUTH_KEY", "", SECRET_EMPTY },
	{ "SORT_KEY", "created_at_2024_descending", SECRET_NO },
	/* values that are none */
	{ "API_TOKEN", "", SECRET_EMPTY },
	{ "API_TOKEN", "$TOKEN", SECRET_VARIABLE },
	{ "API_TOKEN", "${TOKEN:-none}", SECRET_VARIABLE },
	{ "API_TOKEN", "/run/secrets/token", SECRET_PATH },
	{ "KEYSTORE_PASSWORD", "C:\\keys\\password.txt", SECRET_PATH },
	{ "API_TOKEN", "<your token>", SECRET_PLACEHOLDER },
	{ "API_TOKEN", "changeme", SECRET_PLACEHOLDER },
	{ "API_TOKEN", "xxxxxxxx", SECRET_PLACEHOLDER },
	{ "API_TOKEN", "your-token-here", SECRET_PLACEHOLDER },
	{ "SECRET_KEY_BASE", "dummy", SECRET_PLACEHOLDER },
	{ "DB_PASSWORD", "postgres", SECRET_DEFAULT },
	{ "DB_PASSWORD", "123456", SECRET_DEFAULT },
	{ "TOKENS", "4096", SECRET_NO },
	{ "USE_TOKEN", "Zk3v9QpL0xTr8WnB2sYd", SECRET_NO },
	{ "TOKEN", "true", SECRET_NO },
	{ "SIGNIN_TOKEN", "https://login.example.com/", SECRET_NO },
	/* secrets by name */
	{ "DB_PASSWORD", "pa55-Winter2023-lemon", SECRET_LIKELY },
	{ "dbPassword", "correct horse battery", SECRET_LIKELY },
	{ "db.password", "Sommer24", SECRET_LIKELY },
	{ "APIKey", "Zk3v9QpL0xTr8WnB2sYd", SECRET_LIKELY },
	{ "PGPASSWORD", "Sommer24", SECRET_LIKELY },
	{ "GPG_PASSPHRASE", "Sommer24", SECRET_LIKELY },
	{ "STRIPE_API_KEY", "Zk3v9QpL0xTr8WnB2sYd", SECRET_LIKELY },
	{ "DB_PIN_SECRET", "59102847", SECRET_LIKELY },
	{ "TOKEN", "/Zk3v9QpL0xTr8WnB2sYd+7Qm1Ue5hJf6Gc4Va3KiZk3v9QpL0", SECRET_LIKELY },
	/* weak names need a random value */
	{ "APP_KEY", "main", SECRET_NO },
	{ "APP_KEY", "base64:8kV3Jm0qZr5Yt1Lw9Xs7Nb2Hc4Fd6Gp0AeQuTiOkMvE=", SECRET_LIKELY },
	{ "APP_KEY", "application/primary/cache/region", SECRET_NO },
	{ "PASSWORD_SALT", "9f86d081884c7d659a2feaa0c55ad015", SECRET_LIKELY },
	/* URLs */
	{ "DATABASE_URL",
	  "postgres://app:"
	  "Sommer24@db/app",
	  SECRET_CERTAIN },
	{ "DATABASE_URL", "postgres://postgres:postgres@db/app", SECRET_DEFAULT },
	{ "DATABASE_URL", "postgres://$USER:$PASSWORD@db/app", SECRET_NO },
	{ "DATABASE_URL", "postgres://app@db:5432/app", SECRET_NO },
	{ "HOMEPAGE", "https://example.com/a:b@c", SECRET_NO },
	/* random, but the name says nothing */
	{ "COMMIT", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b", SECRET_NO },
	{ "NODE_VERSION", "22.11.0", SECRET_NO },
	/* known forms, whatever the name */
	{ "X",
	  "AKIA"
	  "Q3EGRT7YBWFZ2VXK",
	  SECRET_CERTAIN },
	{ "X",
	  "AKIA"
	  "IOSFODNN7EXAMPLE",
	  SECRET_NO },
	{ "AWS_SECRET_ACCESS_KEY",
	  "wJalrXUtnFEMI/K7MDENG/bPxRfiCY"
	  "EXAMPLEKEY",
	  SECRET_PLACEHOLDER },
	{ "AWS_SECRET_ACCESS_KEY", "wJ4lrXUtnF3MI/K7MDENG/bPxRfiCYq9Zt6Lp0Va", SECRET_LIKELY },
	{ "X",
	  "ghp_"
	  "1aB2cD3eF4gH5iJ6kL7mN8oP9qR0sT1uV2wX",
	  SECRET_CERTAIN },
	{ "X",
	  "ghp_"
	  "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
	  SECRET_NO },
	{ "X",
	  "glpat-"
	  "Zk3v9QpL0xTr8WnB2sYd",
	  SECRET_CERTAIN },
	{ "X",
	  "xoxb-"
	  "123456789012-Zk3v9QpL0xTr8WnB2sYd",
	  SECRET_CERTAIN },
	{ "X",
	  "npm_"
	  "1aB2cD3eF4gH5iJ6kL7mN8oP9qR0sT1uV2wX",
	  SECRET_CERTAIN },
	{ "X",
	  "-----BEGIN RSA "
	  "PRIVATE KEY-----\\nMIIE",
	  SECRET_CERTAIN },
	{ "X", "-----BEGIN PUBLIC KEY-----\\nMIIB", SECRET_NO },
	{ "X",
	  "eyJhbGciOiJIUzI1NiJ9."
	  "eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
	  SECRET_CERTAIN },
};

static void test_samples(void **state)
{
	(void)state;
	unsigned wrong = 0;
	for (size_t i = 0; i < ARRAY_LEN(samples); i++) {
		const struct sample *s = &samples[i];
		enum secret_likelihood got = secret_judge(str_of(s->name), str_of(s->value));
		if (got != s->want) {
			print_error("%s=%s: got %d, want %d\n", s->name, s->value, (int)got,
				    (int)s->want);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

static void test_hostile(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	char *p = arena_bytes(a, MIB);
	memset(p, 'A', MIB);
	assert_int_equal(secret_judge(str_make(p, MIB), str_make(p, MIB)), SECRET_NO);
	memset(p, '_', MIB);
	assert_int_equal(secret_judge(str_make(p, MIB), str_make(p, MIB)), SECRET_NO);
	for (size_t i = 0; i < 256; i++)
		p[i] = (char)i;
	assert_int_equal(secret_judge(STR("TOKEN"), str_make(p + 128, 128)), SECRET_LIKELY);
	assert_int_equal(secret_judge(STR(""), STR("")), SECRET_NO);
	assert_null(secret_format(STR("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_samples),
		cmocka_unit_test(test_hostile),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
