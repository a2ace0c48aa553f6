/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tavily keys: tvly-, often dev- or prod-, 32 letters and digits. Source: docs.tavily.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule tavily_rules[] = {
	{
		.id = "tavily-api-key",
		.title = "Tavily API key",
		.pattern = TOKEN("tvly-(?:dev-|prod-)?[0-9A-Za-z]{32}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 4.1,
		.check = named_random,
		.rotate = "Delete the key at app.tavily.com and create a new one.",
		.match = SAMPLES("TAVILY_API_KEY=tv"
				 "ly-rNHjEoaUvdQVpYvn"
				 "yeVIEkGN0xMKQwen",
				 "\"tvly"
				 "-dev-x0TQdxx0xxZUWFWg"
				 "2UaNojmrMxvUnnW2\""),
		.miss = SAMPLES("TAVILY_API_KEY=tv"
				"ly-moK5f"
				"lTRj9",
				"TAVILY_API_KEY=tv"
				"ly-1Q"),
	},
};

const struct secret_set secret_set_tavily = { "Tavily", tavily_rules, ARRAY_LEN(tavily_rules) };
