/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stytch secrets: secret-live- or secret-test-, 36 characters and a padding. Source: stytch.com/docs.
 */
#include "find/secret.h"

static const struct secret_rule stytch_rules[] = {
	{
		.id = "stytch-secret",
		.title = "Stytch live secret",
		.pattern = "\\b(secret-live-[0-9A-Za-z_-]{36}=)",
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.rotate =
			"Create a second secret in the Stytch dashboard (API keys), deploy it, and delete this one.",
		.match = SAMPLES("STYTCH_SECRET=secret"
				 "-live-Ou9xzZTAh6s4lmzSNX"
				 "Pwv1oq4Bb6BiNXYpHK=",
				 "\"secret"
				 "-live-3OAVyhSDWeCIJr4gS0"
				 "iaqaMTNhWDBo3yYab2=\""),
		.miss = SAMPLES("STYTCH_SECRET=secret"
				"-live-oPnSMC"
				"euyu4M=",
				"STYTCH_SECRET=secret"
				"-live-Pz="),
	},
	{
		.id = "stytch-test-secret",
		.title = "Stytch test secret",
		.pattern = "\\bsecret-test-([0-9A-Za-z_-]{36}=)",
		.severity = SEVERITY_LOW,
		.entropy = 4.2,
		.rotate =
			"Rotate the secret in the Stytch dashboard (test environment > API keys).",
		.match = SAMPLES("STYTCH_SECRET=secret"
				 "-test-Z54Uk0rnh9vymLjmkE"
				 "m7-KtkexC1STBOGrYn=",
				 "\"secret"
				 "-test-EFQ7ydk-h40PCTrjVT"
				 "ihjKwmfWcaayQPmvdl=\""),
		.miss = SAMPLES("STYTCH_SECRET=secret"
				"-test-eShRrG"
				"vLJEkv=",
				"STYTCH_SECRET=secret"
				"-test-mU="),
	},
};

const struct secret_set secret_set_stytch = { "Stytch", stytch_rules, ARRAY_LEN(stytch_rules) };
