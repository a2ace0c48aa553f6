/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Steam Web API keys are 32 upper-case hexadecimal digits, told by their name. Source: steamcommunity.com/dev.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule steam_rules[] = {
	{
		.id = "steam-api-key",
		.title = "Steam Web API key",
		.pattern = NAMED("steam[\\w.-]{0,12}key", "[0-9A-F]{32}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 2.9,
		.check = named_check,
		.rotate = "Revoke the key at steamcommunity.com/dev/apikey and register a new one.",
		.match = SAMPLES("STEAM_API_KEY=B146FECB67A18CBD"
				 "8B3C929C472ADE22",
				 "steam.webkey: 57FE98548A35F2C2"
				 "8FB1A25D223BFDF3"),
		.miss = SAMPLES("STEAM_API_KEY=DC2EE"
				"05481",
				"digest = 3B729E4F3DA40D0A"
				"9BDC05772D85DDBD"),
	},
};

const struct secret_set secret_set_steam = { "Steam", steam_rules, ARRAY_LEN(steam_rules) };
