/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Render: API keys.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "render-api-key",
		.title = "Render API key",
		.pattern = "\\brnd_[A-Za-z0-9]{32}\\b",
		.severity = SEVERITY_HIGH,
		.entropy = 3.8,
		.check = secret_is_mixed,
		.rotate = "Revoke it under Account settings > API keys.",
		.match = SAMPLES("RENDER_API_KEY=rnd_epvfXDtP1TEcxKXx"
				 "5Y546B0rcfi68u8U",
				 "RENDER_API_KEY=rnd_Q0xmvy5QENaJyo45"
				 "tGvbkutQsz8EXEzi"),
		.miss = SAMPLES("RENDER_API_KEY=rnd_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"RENDER_API_KEY=rnd_NJ"),
	},
};

const struct secret_set secret_set_render = { "Render", rules, ARRAY_LEN(rules) };
