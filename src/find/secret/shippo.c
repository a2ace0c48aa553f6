/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Shippo tokens: shippo_live_ or shippo_test_ and 40 hexadecimal digits. Source: docs.goshippo.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule shippo_rules[] = {
	{
		.id = "shippo-live-token",
		.title = "Shippo live token",
		.pattern = TOKEN("shippo_live_[0-9a-f]{40}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.8,
		.rotate =
			"Delete the token in the Shippo web app (Settings > API) and generate a new one.",
		.match = SAMPLES("SHIPPO_TOKEN=shippo"
				 "_live_c48d7595a382b4012643"
				 "bc8e13390915248045d1",
				 "ShippoToken shippo"
				 "_live_18a64db70e08a5ded431"
				 "1188d152694883592df9"),
		.miss = SAMPLES("SHIPPO_TOKEN=shippo"
				"_live_0f34bc5"
				"cc6240",
				"SHIPPO_TOKEN=shippo"
				"_live_f4"),
	},
	{
		.id = "shippo-test-token",
		.title = "Shippo test token",
		.pattern = TOKEN_BEHIND("shippo_test_", "[0-9a-f]{40}"),
		.severity = SEVERITY_LOW,
		.entropy = 3.2,
		.rotate = "Delete the test token in the Shippo web app (Settings > API).",
		.match = SAMPLES("SHIPPO_TOKEN=shippo"
				 "_test_45715861ab0a2f14c98a"
				 "9d3c69026c091769520d",
				 "ShippoToken shippo"
				 "_test_351b35bb127bc180c541"
				 "63540c0f632c96709330"),
		.miss = SAMPLES("SHIPPO_TOKEN=shippo"
				"_test_1658c02"
				"9cedb0",
				"SHIPPO_TOKEN=shippo"
				"_test_b8"),
	},
};

const struct secret_set secret_set_shippo = { "Shippo", shippo_rules, ARRAY_LEN(shippo_rules) };
