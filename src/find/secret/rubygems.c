/* SPDX-License-Identifier: Apache-2.0 */
/*
 * RubyGems: API keys.
 */
#include "find/secret.h"

static const struct secret_rule rules[] = {
	{
		.id = "rubygems-api-key",
		.title = "RubyGems API key",
		.pattern = "\\brubygems_[0-9a-f]{48}\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 3,
		.rotate =
			"Delete it under Settings > API keys at rubygems.org; use trusted publishing, and check the versions pushed since.",
		.match = SAMPLES(":rubygems_api_key: rubygems_3c69fa4d4979ac47b3ae8f29"
				 "b1fe58bfab69e1c1a7c9db1a",
				 ":rubygems_api_key: rubygems_8a493620837618f92bdb61c8"
				 "b4c618357f2a3b7f6102d803"),
		.miss = SAMPLES(
			":rubygems_api_key: rubygems_000000000000000000000000000000000000000000000000",
			":rubygems_api_key: rubygems_de28"),
	},
};

const struct secret_set secret_set_rubygems = { "RubyGems", rules, ARRAY_LEN(rules) };
