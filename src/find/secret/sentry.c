/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sentry: sntrys_ (organisation: base 64 of JSON, _, 43 characters), sntryu_ (user) and sntrya_
 * (integration) with 64 hexadecimal digits.
 * A DSN with two keys has the secret that old SDKs used; with one it is public. Source:
 * docs.sentry.io/account/auth-tokens.
 */
#include "base/base64.h"
#include "find/lib/named_token.h"
#include "find/secret.h"

static bool check_org(struct secret_candidate *c)
{
	enum { PREFIX = 7 };
	struct str json;
	struct str part = str_slice(c->value, PREFIX, str_rfind_char(c->value, '_'));
	c->proven = base64_decode(c->scratch, part, &json) && str_has(json, STR("\"org\":"));
	return c->proven;
}

static const struct secret_rule sentry_rules[] = {
	{
		.id = "sentry-org-token",
		.title = "Sentry organisation token",
		.pattern = TOKEN("sntrys_eyJ[0-9A-Za-z+/]{60,500}={0,2}_[0-9A-Za-z+/]{43}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = check_org,
		.rotate =
			"Revoke the token in Sentry (Settings > Auth Tokens) and create a new one.",
		.match = SAMPLES("SENTRY_AUTH_TOKEN=sntrys_eyJpYXQiOjE3MDAwMDAwMDAuMTIzNDU2"
				 "LCJ1cmwiOiJodHRwczovL3NlbnRyeS5pbyIsInJ"
				 "lZ2lvbl91cmwiOiJodHRwczovL3VzLnNlbnRyeS"
				 "5pbyIsIm9yZyI6ImFjbWUteWp0In0=_X3VGkpDw"
				 "K5M/bQj9DtSrEhrmHuIN4WxxIx0kEUC8psK",
				 "auth.token=sntrys_eyJpYXQiOjE3MDAwMDAwMDAuMTIzNDU2"
				 "LCJ1cmwiOiJodHRwczovL3NlbnRyeS5pbyIsInJ"
				 "lZ2lvbl91cmwiOiJodHRwczovL3VzLnNlbnRyeS"
				 "5pbyIsIm9yZyI6ImFjbWUtbWJoIn0=_jNF9s4zK"
				 "rUOx7XUOHr+KyfzKRR2z3JHuRzTgDHeFCwi"),
		.miss = SAMPLES("sntry"
				"s_eyJTOsacqHwkB"
				"BMoUKjq7mK_75zQ6l6s40xACDgbV0Ci4g"
				"6UW5824Lyr3jN7fF6G1A8",
				"sntrys_"),
	},
	{
		.id = "sentry-user-token",
		.title = "Sentry user or integration token",
		.pattern = TOKEN("sntry[uai]_[0-9a-f]{64}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.8,
		.check = named_proven,
		.rotate =
			"Revoke the token in Sentry (User settings > Auth Tokens, or the internal integration) and create a new one.",
		.match = SAMPLES("SENTRY_AUTH_TOKEN=snt"
				 "ryu_9f8a1d3debd09a47160aa7cff2d7e4aa"
				 "0246410fd79c38f2822ef5439601b1b4",
				 "token=snt"
				 "rya_818941ed87f5ab9b49a62fa19c66280d"
				 "8c2f05e262302e30db12524e50c0d1b3"),
		.miss = SAMPLES("SENTRY_AUTH_TOKEN=snt"
				"ryu_1e430cc8682"
				"5b828f986a",
				"SENTRY_AUTH_TOKEN=snt"
				"ryu_fa"),
	},
	{
		.id = "sentry-secret-dsn",
		.title = "Sentry DSN with secret key",
		.pattern =
			"https?://[0-9a-f]{32}:([0-9a-f]{32})@[0-9A-Za-z.-]{1,120}(?::[0-9]{1,5})?/(?:[0-9A-Za-z/_-]{1,60}/)?[0-9]{1,20}(?:[^\\w-]|$)",
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.0,
		.check = named_proven,
		.rotate =
			"Revoke the client key in Sentry (Project > Client Keys (DSN)), make a new one and use the form without a secret.",
		.match = SAMPLES("SENTRY_DSN=https://84756ca307d720f6"
				 "ee9e2aa4c78452e0:e802187750fa94da"
				 "6dec4110ebd47ac4@sentry.io/123456",
				 "dsn: \"https://9a03b998bb2d9034"
				 "34abf104794417f3:ea1aef5d35a98d76"
				 "33e0284f88a083b2@o12345.ingest.sentry.io/1234567\""),
		.miss = SAMPLES("SENTRY_DSN=https://84f80"
				"f848a:931352d7ef1a0c9a"
				"054b8d1f90044e59@sentry.io/123456",
				"SENTRY_DSN=https://0c9:5c384"
				"1724a@sentry.io/123456"),
	},
	{
		.id = "sentry-public-dsn",
		.title = "Sentry DSN",
		.pattern =
			"https?://([0-9a-f]{32})@[0-9A-Za-z.-]{1,80}sentry\\.io/[0-9]{1,20}(?:[^\\w-]|$)",
		.flags = SECRET_PUBLIC,
		.severity = SEVERITY_NEGLIGIBLE,
		.entropy = 3.0,
		.check = named_proven,
		.rotate =
			"A DSN only sends events and is public in web pages; revoke the client key (Project > Client Keys) when someone floods the project.",
		.match = SAMPLES("https://ab33377b35d3b07a"
				 "05c2d6977707ed57@o12345.ingest.sentry.io/1234567",
				 "dsn=\"https://4a6a030520b1f629"
				 "6fd9b56fe2ef6132@o1.ingest.us.sentry.io/45678\""),
		.miss = SAMPLES("https://d9b1c"
				"de780@o12345.ingest.sentry.io/1234567",
				"https://0d@o12345.ingest.sentry.io/1234567"),
	},
};

const struct secret_set secret_set_sentry = { "Sentry", sentry_rules, ARRAY_LEN(sentry_rules) };
