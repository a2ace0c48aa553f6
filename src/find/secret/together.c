/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Together keys: tgp_v1_ and 43 characters; before 64 hexadecimal digits behind their name. Source: docs.together.ai.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule together_rules[] = {
	{
		.id = "together-api-key",
		.title = "Together API key",
		.pattern = TOKEN("tgp_v1_[0-9A-Za-z_-]{43}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_random,
		.rotate = "Regenerate the key at api.together.ai/settings/api-keys.",
		.match = SAMPLES("TOGETHER_API_KEY=tgp"
				 "_v1_vogKoJTkE2vVisk3psWjuA"
				 "qhZGJB3998x6dtKj8irlv",
				 "Bearer tgp"
				 "_v1_RhvJ_I6A3i25WHGBP3E1mU"
				 "iymYI3QjbamYCzQ36tgTa"),
		.miss = SAMPLES("TOGETHER_API_KEY=tgp"
				"_v1_iT2noTd"
				"UIEgJ16",
				"TOGETHER_API_KEY=tgp"
				"_v1_W6"),
	},
	{
		.id = "together-old-key",
		.title = "Together API key (old form)",
		.pattern = NAMED("together(?:ai)?[\\w.-]{0,8}key", "[0-9a-f]{64}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.5,
		.check = named_check,
		.rotate = "Regenerate the key at api.together.ai/settings/api-keys.",
		.match = SAMPLES("TOGETHER_API_KEY=213e4d616f45b705f54d6e2170627f8a"
				 "bc4dec4a66fc43fcb2a7502c7d14b158",
				 "together.api_key: 1c65923a2d296e35a3d0724a78fb0aec"
				 "61f890bb188ee6bfccce7e2fc1d304b7"),
		.miss = SAMPLES("TOGETHER_API_KEY=a6fae71bdf0"
				"5ae1189232",
				"digest = 91f28478e30973c1152345c2316e1372"
				"5629381c6d13a67e99b45071ad6781d7"),
	},
};

const struct secret_set secret_set_together = { "Together AI", together_rules,
						ARRAY_LEN(together_rules) };
