/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DigitalOcean: personal, OAuth and refresh tokens.
 */
#include "find/secret.h"

static const struct secret_rule rules[] = {
	{
		.id = "digitalocean-token",
		.title = "DigitalOcean access token",
		.pattern = "\\bdo[opr]_v1_[0-9a-f]{64}\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 3,
		.rotate =
			"Delete it under API > Tokens of the control panel and generate one with fewer scopes.",
		.match = SAMPLES("DIGITALOCEAN_TOKEN=dop_v1_e040e7d2e13e3a0bf4f6b8cba362a6f4"
				 "180a2ebce80d457cb474ea7b13fc025a",
				 "doo_v1_92abecfaecea246fa65ce8ebf3a37846"
				 "8fb39a409b6347672d87fe169ec96de3"),
		.miss = SAMPLES(
			"DIGITALOCEAN_TOKEN=dop_v1_0000000000000000000000000000000000000000000000000000000000000000",
			"doo_v1_e4750"),
	},
};

const struct secret_set secret_set_digitalocean = { "DigitalOcean", rules, ARRAY_LEN(rules) };
