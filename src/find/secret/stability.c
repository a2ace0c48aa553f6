/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stability AI keys: sk- and 48 letters and digits behind their name. Source: platform.stability.ai/docs.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule stability_rules[] = {
	{
		.id = "stability-api-key",
		.title = "Stability AI API key",
		.pattern = NAMED_KEY("stability", "sk-[0-9A-Za-z]{48}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_check,
		.rotate =
			"Delete the key at platform.stability.ai/account/keys and create a new one.",
		.match = SAMPLES("STABILITY_API_KEY=sk-fgMELS8UW6IMu4ZHjRmbPMaw"
				 "zKqy53TupTYj9tBVRpDa8O7B",
				 "stability.key: sk-qYoTMh7l6j5NH7wQNfdYJXh2"
				 "ZeYZZkzN3YoR3w84JysUFh9d"),
		.miss = SAMPLES("STABILITY_API_KEY=sk-SVLf1SBf"
				"nxlCbVwe",
				"digest = sk-HJv3VNFfYvIn7fpRj26tfJuF"
				"eHprYHVWHSrSVVFyVrTTBrmN"),
	},
};

const struct secret_set secret_set_stability = { "Stability AI", stability_rules,
						 ARRAY_LEN(stability_rules) };
