/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Plaid: access tokens tell their environment and are a UUID behind it; the secret is 30 hexadecimal digits
 * and told by its name. Source: plaid.com/docs/api.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule plaid_rules[] = {
	{
		.id = "plaid-access-token",
		.title = "Plaid access token",
		.pattern = TOKEN("access-(?:production|development)-" UUID),
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.7,
		.check = named_proven,
		.rotate =
			"Call /item/access_token/invalidate with the token, store the one it returns, and rotate the client secret when it was in reach too.",
		.match = SAMPLES("access-pr"
				 "oduction-173e2ebd-0eaa-441f"
				 "-a0f6-64ae7fe7cd92",
				 "PLAID_TOKEN=\"access-de"
				 "velopment-ed72f4ae-5696-460b"
				 "-a899-f47e810e0797\""),
		.miss = SAMPLES("access-"
				"sandbox-e5228a51-4e78-4af4"
				"-a592-cd2aba2945e3",
				"access-pr"
				"oduction-7337d13d-25e4-49fb"),
	},
	{
		.id = "plaid-sandbox-token",
		.title = "Plaid sandbox access token",
		.pattern = TOKEN("access-sandbox-" UUID),
		.severity = SEVERITY_LOW,
		.entropy = 3.6,
		.check = named_proven,
		.rotate = "Invalidate the token with /item/access_token/invalidate in the sandbox.",
		.match = SAMPLES("access-"
				 "sandbox-402426b3-be2f-426b"
				 "-a7ae-b7ff3f0cc60b",
				 "token = \"access-"
				 "sandbox-430f9a51-3c35-4c47"
				 "-a904-ac2447bb719f\""),
		.miss = SAMPLES("access-"
				"sandbox-92a204ab-ef48-4527",
				"access-"
				"sandbox-cf-70-4107"),
	},
	{
		.id = "plaid-client-secret",
		.title = "Plaid client secret",
		.pattern = NAMED("plaid[\\w.-]{0,24}secret", "[0-9a-f]{30}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.1,
		.check = named_check,
		.rotate =
			"Rotate the secret in the Plaid Dashboard (Developers > Keys > Rotate secret); both are valid until you delete the old one.",
		.match = SAMPLES("PLAID_SECRET=5c1f36f4c795f61"
				 "9976e35a819e4eb",
				 "plaid_production_secret: fe83d8a13ae9348"
				 "75427419a0d82d8"),
		.miss = SAMPLES("PLAID_SECRET=68d12"
				"51633",
				"digest = d853a7c1ace47b3"
				"92af89a2167926c"),
	},
};

const struct secret_set secret_set_plaid = { "Plaid", plaid_rules, ARRAY_LEN(plaid_rules) };
