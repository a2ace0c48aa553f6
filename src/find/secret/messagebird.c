/* SPDX-License-Identifier: Apache-2.0 */
/*
 * MessageBird (Bird) access keys are 25 letters and digits, told by their name. Source: developers.messagebird.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule messagebird_rules[] = {
	{
		.id = "messagebird-access-key",
		.title = "MessageBird access key",
		.pattern = NAMED_KEY("message[_-]?bird", "[0-9A-Za-z]{25}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.6,
		.check = named_check,
		.rotate =
			"Delete the access key in the MessageBird dashboard (Developers > API access) and add a new one.",
		.match = SAMPLES("MESSAGEBIRD_ACCESS_KEY=0nWg2bC8nbxjh"
				 "dTGIMbNkRnzK",
				 "messagebird.key=\"SmTPf16M2BazZ"
				 "Vr2Xym8rN2xX\""),
		.miss = SAMPLES("MESSAGEBIRD_ACCESS_KEY=o8f4zuyf", "digest = yRi0V6AOUhs0w"
								   "MLJ5UQlAmDm7"),
	},
};

const struct secret_set secret_set_messagebird = { "MessageBird", messagebird_rules,
						   ARRAY_LEN(messagebird_rules) };
