/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Figma personal tokens: figd_ and 40 characters of the URL alphabet. Source: figma.com/developers/api.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule figma_rules[] = {
	{
		.id = "figma-personal-token",
		.title = "Figma personal access token",
		.pattern = TOKEN("figd_[0-9A-Za-z_-]{40}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.2,
		.rotate =
			"Revoke the token in Figma (Settings > Security > Personal access tokens) and generate a new one.",
		.match = SAMPLES("FIGMA_TOKEN=fi"
				 "gd_zRMy1Dnl7Fcs1d73lxwz"
				 "ubY6nHFPsz3QObCFBAjX",
				 "X-Figma-Token: fi"
				 "gd_y3XCnLkQ7wL7CL6UUu93"
				 "fe0ZHENqCjB7F4PedeU0"),
		.miss = SAMPLES("FIGMA_TOKEN=fi"
				"gd_fMhjzj8"
				"7dwuZw",
				"FIGMA_TOKEN=fi"
				"gd_AT"),
	},
};

const struct secret_set secret_set_figma = { "Figma", figma_rules, ARRAY_LEN(figma_rules) };
