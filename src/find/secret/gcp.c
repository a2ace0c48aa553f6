/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Google Cloud: API keys, keys of service accounts, OAuth clients and tokens, HMAC keys of Cloud Storage.
 *
 * A service account key is a JSON object; what opens doors in it is the private key, found here by its id so that the
 * finding can name the account.
 */
#include "find/lib/secret_context.h"

static bool check_service_account(struct secret_candidate *c)
{
	struct str before = str_from(c->before, c->before.n > 1024 ? c->before.n - 1024 : 0);
	struct str after = str_slice(c->after, 0, 4000), account = { 0 };
	if (!str_has(after, STR("-----BEGIN")) && !str_has(before, STR("-----BEGIN")))
		return false;
	size_t at = str_find(after, STR("\"client_email\""));
	if (at != SIZE_MAX) {
		account = str_from(after, at + strlen("\"client_email\""));
		str_cut(account, '"', NULL, &account);
		str_cut(account, '"', &account, NULL);
	}
	c->proven = true;
	if (account.n && account.n < 200)
		c->detail = str_printf(c->scratch, "account %.*s", STRF(account));
	return true;
}

/* Letters only are a name in capitals. */
static bool check_hmac_id(struct secret_candidate *c)
{
	size_t digits = 0;
	for (size_t i = 6; i < c->value.n; i++)
		digits += char_is_digit(c->value.p[i]);
	return digits >= 2;
}

static const struct secret_rule rules[] = {
	{
		.id = "gcp-api-key",
		.title = "Google API key",
		.pattern = "\\b(AIza[\\w-]{35})" TOKEN_END,
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.5,
		.check = secret_is_random,
		.rotate =
			"Restrict it to the APIs and callers it is for, or delete it, under APIs & Services > Credentials; keys in web pages are public by nature, those of servers are not.",
		.match = SAMPLES("GOOGLE_API_KEY=AIzac9jgCK-yd7qKkvr7k"
				 "BbtFI9u-zo_HX1lEbE",
				 "key=AIzaRyHJ9TeQwpmZsG6in"
				 "3xDf5ZMSvtbXMxH2rm&"),
		.miss = SAMPLES("AIza45HXNzWn3YArkXvRG"
				"wIpWZtAcm9nthib-zpx",
				"GOOGLE_API_KEY=AIzaxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"key=AIzaPI&"),
	},
	{
		.id = "gcp-service-account",
		.title = "Google Cloud service account key",
		.pattern = "\"private_key_id\"\\s{0,8}:\\s{0,8}\"([0-9a-f]{40})\"",
		.severity = SEVERITY_CRITICAL,
		.entropy = 3,
		.check = check_service_account,
		.rotate =
			"Delete the key under IAM > Service accounts > Keys; use workload identity instead of key files.",
		.match = SAMPLES(
			"{\"type\":\"service_account\",\"private_key_id\":\"1a8d5b9e84f3041f474e"
			"5e794cab6d53a5b27b6d\",\"private_key\":\"-----BEGIN "
			"PRIVATE KEY-----\\nMII\",\"client_email\":\"ci@acme.iam.gserviceaccount.com\"}",
			"{\"client_email\": \"a@b.iam.gserviceaccount.com\", \"private_key_id\": \"cad39a5a4027cab96859"
			"cf824e07ba07b49a0c41\", \"private_key\": \"-----BEGIN "
			"PRIVATE KEY-----\\nMII\"}"),
		.miss = SAMPLES(
			"{\"private_key_id\": \"1f182987d0e2ca87ec3a"
			"35dfaf1b3db659ab0cb6\"}",
			"{\"type\":\"service_account\",\"private_key_id\":\"cf16759e9257cb368a5b"
			"cd9e6a1ad437bded16d2\",\"private_key\":\"REDACTED\"}",
			"{\"type\":\"service_account\",\"private_key_id\":\"0000000000000000000000000000000000000000\",\"private_key\":\"-----BEGIN "
			"PRIVATE KEY-----\\nMII\",\"client_email\":\"ci@acme.iam.gserviceaccount.com\"}",
			"{\"client_email\": \"a@b.iam.gserviceaccount.com\", \"private_key_id\": \"86a\", \"private_key\": \"-----BEGIN "
			"PRIVATE KEY-----\\nMII\"}"),
	},
	{
		.id = "gcp-oauth-client-secret",
		.title = "Google OAuth client secret",
		.pattern = "\\b(GOCSPX-[\\w-]{28})" TOKEN_END,
		.severity = SEVERITY_HIGH,
		.entropy = 3.3,
		.rotate =
			"Add a new secret to the OAuth client under APIs & Services > Credentials and delete this one.",
		.match = SAMPLES("client_secret=GOCSPX-g0W-K1F2l2hXbZ"
				 "jh8Zv_9Rp8eMFq",
				 "client_secret=GOCSPX-R5t2hTn3-CTubF"
				 "XLq-DMZboMucsH"),
		.miss = SAMPLES("client_secret=GOCSPX-xxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"client_secret=GOCSPX-n7"),
	},
	{
		.id = "gcp-access-token",
		.title = "Google OAuth access token",
		.pattern = "\\bya29\\.[\\w-]{40,1500}",
		.severity = SEVERITY_MEDIUM,
		.entropy = 4,
		.rotate =
			"It ends within an hour by itself; find the step that wrote it into the image, and the refresh token beside it.",
		.match = SAMPLES(
			"access_token: ya29.0MojXCEVcFM-tyHni1mOJbsc0MGQGHPgD1Eiuyme2xfJ5PLnP4Bw4S7FJy4VZWbRjxgCQRSCOWxzFLkWTV1Qg54gco"
			"NBcGeSEqmeWBM_6xVKjJe1pFdVPwhvfNPaT7QK-_YhQu0dZucrsekq98gO8ODSyWyxLX7S6WIfzl9Fx6Qt8-pu1LsY",
			"access_token: ya29.ihSYA1Pt39aRdG71eUxWLuHYfRFzFtfg5owLk6bLKud71JNGP4xYhbjDws2JEFWuJHygaAXIoHR8S9C4hRuHcehGwW"
			"9CcGdyrMicstuTcZHaApfGljpWypeKoYpUkIzQFj9X8V42vEt7M46N_LzMXlZ_xrAgF_OncqbxI-f5hsDgXI7YCtfB"),
		.miss = SAMPLES(
			"access_token: ya29.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			"access_token: ya29.NwsfvE6"
			"b2ujzxyV"),
	},
	{
		.id = "gcp-refresh-token",
		.title = "Google OAuth refresh token",
		.pattern = "\\b1//0[\\w-]{42,120}",
		.severity = SEVERITY_CRITICAL,
		.entropy = 4,
		.check = secret_is_mixed,
		.rotate =
			"Revoke it with `gcloud auth revoke` (or at myaccount.google.com/permissions): it does not end by itself.",
		.match = SAMPLES(
			"\"refresh_token\": \"1//0TR0AiI_HIblBru35BfB72IDOHU2H0m8ZndOFu3gG7xaTSa5Mi"
			"o9nDs2-R5R6vpH3iN5-Pzhwjd-CDmgJl3esa8Xz1KpZ61fXIa\"",
			"\"refresh_token\": \"1//0LPlEDtJNXJw-a3XeQeKWyDxGfH3w6GeZkUbHUslYjc1CeFw1R"
			"r5oAWa0KMKnKvrIcxOkpOv73Jbf2dvhys0CNsExCmIwGcVpwA\""),
		.miss = SAMPLES(
			"1//0_____________________________________________",
			"\"refresh_token\": \"1//0xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
			"\"refresh_token\": \"1//0DwIl"
			"zHTQ\""),
	},
	{
		.id = "gcp-hmac-key",
		.title = "Cloud Storage HMAC key id",
		.pattern = "\\bGOOG(?:1E[A-Z0-9]{55}|[A-Z0-9]{20})\\b",
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.2,
		.check = check_hmac_id,
		.rotate =
			"Deactivate and delete it under Cloud Storage > Settings > Interoperability.",
		.match = SAMPLES("gs_access_key_id = GOOG1EP67OB6BG48UW1O6X7Y0VJHE3YS6"
				 "XEVTCM1CIDV80Z2H97NFOUBJFHYB",
				 "gs_access_key_id = GOOG1ENVOEK97B69BWPIDVNF0WFQ7DE1O"
				 "NDKZRU13W7OWJZ8CQNZ65B4BPOW2"),
		.miss = SAMPLES(
			"GOOGLEABCDEFGHSERVICEKEY",
			"gs_access_key_id = GOOG1EXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
			"gs_access_key_id = GOOG1EHJCH"),
	},
};

const struct secret_set secret_set_gcp = { "Google Cloud", rules, ARRAY_LEN(rules) };
