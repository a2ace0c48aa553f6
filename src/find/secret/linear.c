/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Linear: API keys and OAuth tokens.
 */
#include "find/secret.h"

static const struct secret_rule rules[] = {
	{
		.id = "linear-api-key",
		.title = "Linear API key",
		.pattern = "\\blin_api_[A-Za-z0-9]{40}\\b",
		.severity = SEVERITY_HIGH,
		.entropy = 3.8,
		.rotate = "Revoke it under Settings > Security & access > Personal API keys.",
		.match = SAMPLES("LINEAR_API_KEY=lin_api_LTEYUDxDl56zf4sSqUH5"
				 "g3mqKaoL7gCXRpbENBUL",
				 "LINEAR_API_KEY=lin_api_6I189UfTRHJBstmPvi3z"
				 "kDEphmgPArJOf0IQ0W4Q"),
		.miss = SAMPLES("LINEAR_API_KEY=lin_api_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"LINEAR_API_KEY=lin_api_nJR"),
	},
	{
		.id = "linear-oauth-token",
		.title = "Linear OAuth token",
		.pattern = "\\blin_oauth_[0-9a-f]{64}\\b",
		.severity = SEVERITY_HIGH,
		.entropy = 3,
		.rotate =
			"Revoke the authorization of the application under Settings > Security & access.",
		.match = SAMPLES("Bearer lin_oauth_026a1f0e4be3037ec5bde5125ba2349e"
				 "03f57937b48eb20140c6bc269498a837",
				 "Bearer lin_oauth_980e347a0438c2409e7631b08a420e52"
				 "4079060fad35e65f306484319a12c19d"),
		.miss = SAMPLES(
			"Bearer lin_oauth_0000000000000000000000000000000000000000000000000000000000000000",
			"Bearer lin_oauth_fb8b4"),
	},
};

const struct secret_set secret_set_linear = { "Linear", rules, ARRAY_LEN(rules) };
