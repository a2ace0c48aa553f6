/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Xendit secret keys: xnd_production_ or xnd_development_ and letters. Source: docs.xendit.co/api-keys.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule xendit_rules[] = {
	{
		.id = "xendit-secret-key",
		.title = "Xendit production secret key",
		.pattern = TOKEN("xnd_production_[0-9A-Za-z]{40,80}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.rotate =
			"Delete the key in the Xendit dashboard (Settings > API keys) and generate a new one with fewer rights.",
		.match = SAMPLES("XENDIT_KEY=xnd_pro"
				 "duction_ezbJpGiybB43MoqalVXhBwFP5cWLQgN1"
				 "3kYaQ5ESBWl2yzQh9ulo39wipcNOvWQ9",
				 "\"xnd_pro"
				 "duction_0IVTWRtj9OBFy5ydDEkPWtvwl"
				 "xz7SNsxfnNlZw62uoke2NYoSw\""),
		.miss = SAMPLES("XENDIT_KEY=xnd_pro"
				"duction_TxJVQHdbQZY"
				"8Zo2yW0yfA",
				"XENDIT_KEY=xnd_pro"
				"duction_7M"),
	},
};

const struct secret_set secret_set_xendit = { "Xendit", xendit_rules, ARRAY_LEN(xendit_rules) };
