/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Confluent Cloud secrets are 64 characters of base 64; since July 2025 they begin with cflt. The key
 * id beside it is 16.
 * Source: docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule confluent_rules[] = {
	{
		.id = "confluent-secret",
		.title = "Confluent Cloud API secret",
		.pattern = TOKEN("cflt[0-9A-Za-z+/]{60}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_random,
		.rotate =
			"Delete the API key in Confluent Cloud (API keys) and create one for a service account.",
		.match = SAMPLES("CONFLUENT_API_SECRET=cf"
				 "lt7TK/sf2Lfn0EG1ny1vE/e4xWDYznfo"
				 "B3MvInAh2aQ+OOcz7CNKSR81j8Bu7a",
				 "sasl.password=cf"
				 "ltxtsoWS0bDhqhiXba5fjw5bfWjDggLr"
				 "0wtlA1k5jo8fQuHkZmFYuplI+5kJ9B"),
		.miss = SAMPLES("CONFLUENT_API_SECRET=cf"
				"ltK7n0m+OQzX"
				"5zjyH76nnX",
				"CONFLUENT_API_SECRET=cf"
				"ltFQ"),
	},
	{
		.id = "confluent-old-secret",
		.title = "Confluent Cloud API secret (old form)",
		.pattern = NAMED("(?:confluent|ccloud|kafka|schema_registry)[\\w.-]{0,16}secret",
				 "[0-9A-Za-z+/]{64}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_check,
		.rotate =
			"Delete the API key in Confluent Cloud (API keys) and create one for a service account.",
		.match = SAMPLES("CONFLUENT_CLOUD_API_SECRET=ff8KBfFhWKMhby+u8TNyQQPiT1arFQTO"
				 "1elYo6bgFk6ZhKYF7vhr2+zoz1tfBWa2",
				 "kafka_api_secret: ZYlyuaeNfg7DCm722SZf22iAbE96Avbg"
				 "NbEH9Q6cwnvMRr2b6eDH+OinlKe34e0G"),
		.miss = SAMPLES("CONFLUENT_CLOUD_API_SECRET=exKuhT+f7vW"
				"zPd6SZNoWa",
				"digest = sehR0qXZOmMcRud9e7MHOntPusLU3UpC"
				"AK0f6/VFyfyqmoY2rn8w6IDdhsPR9d14"),
	},
};

const struct secret_set secret_set_confluent = { "Confluent", confluent_rules,
						 ARRAY_LEN(confluent_rules) };
