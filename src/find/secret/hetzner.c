/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hetzner Cloud: 64 letters and digits, known by their name.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "hetzner-token",
		.title = "Hetzner Cloud API token",
		.pattern = NAMED("(?:hcloud|hetzner)[\\w.-]{0,12}token", "([A-Za-z0-9]{64})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_CRITICAL,
		.entropy = 4,
		.check = secret_is_mixed,
		.rotate = "Delete it under Security > API tokens of the project.",
		.match = SAMPLES("HCLOUD_TOKEN=lC5QVjIolOFhjpSEMjaErAl4US8GryYU"
				 "vaDE7K4CIzCV0fz6KZyGt5iT96iFhfcA",
				 "HCLOUD_TOKEN=98NcUi0phNn9DQoFVQDkOpsRK4gESF7i"
				 "ZFti6o7ds6GtXyd8TPXbyM4lictfHBkK"),
		.miss = SAMPLES(
			"HCLOUD_TOKEN=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			"HCLOUD_TOKEN=V4MwN"),
	},
};

const struct secret_set secret_set_hetzner = { "Hetzner", rules, ARRAY_LEN(rules) };
