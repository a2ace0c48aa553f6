/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pushover: application tokens (a…) and user keys (u…) are 30 letters and digits, told by their name.
 * Source: pushover.net/api.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule pushover_rules[] = {
	{
		.id = "pushover-token",
		.title = "Pushover token or user key",
		.pattern = NAMED_KEY("pushover", "[augAUG][0-9A-Za-z]{29}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.5,
		.check = named_check,
		.rotate =
			"Delete the application at pushover.net/apps and make a new one; user keys are reset by mail to support.",
		.match = SAMPLES("PUSHOVER_TOKEN=aivxdgmzfkw32vkr"
				 "gj9gj733bairl4",
				 "pushover_user_key: u296spfgkenz9r0s"
				 "9lkexgmmnuoh10"),
		.miss = SAMPLES("PUSHOVER_TOKEN=a6lpq5f3z4", "digest = ajak3klq77h8r7y7"
							     "d6inrvdor3r4ss"),
	},
};

const struct secret_set secret_set_pushover = { "Pushover", pushover_rules,
						ARRAY_LEN(pushover_rules) };
