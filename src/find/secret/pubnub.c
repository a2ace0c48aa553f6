/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PubNub secret keys: sec-c- and base 64 of a UUID (48 letters); publish and subscribe keys (pub-c-,
 * sub-c-) go to clients.
 * Source: pubnub.com/docs/general/setup/account-setup.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule pubnub_rules[] = {
	{
		.id = "pubnub-secret-key",
		.title = "PubNub secret key",
		.pattern = TOKEN("sec-c-[0-9A-Za-z+/]{48}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_random,
		.rotate =
			"Add a new keyset in the PubNub admin portal, or ask for the secret key to be reset (Keysets > Secret key).",
		.match = SAMPLES("PUBNUB_SECRET_KEY=sec"
				 "-c-stN6qmPFRQKVHEJMWztmx2M4"
				 "0ylcBvBSXEbNQSy2PA0AVNe3",
				 "secretKey: \"sec"
				 "-c-Gi34jr9zWERGRnSssa5iGZVx"
				 "X5WNZoHRRhgFaOIWL9jFIytz\""),
		.miss = SAMPLES("PUBNUB_SECRET_KEY=sec"
				"-c-DU1rt51R"
				"tOWJDCLM",
				"PUBNUB_SECRET_KEY=sec"
				"-c-0s"),
	},
};

const struct secret_set secret_set_pubnub = { "PubNub", pubnub_rules, ARRAY_LEN(pubnub_rules) };
