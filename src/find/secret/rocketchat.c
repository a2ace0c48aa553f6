/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rocket.Chat: webhook addresses end with an id (17 or 24 characters) and a token (64); access tokens
 * are 43 behind their name.
 * Source: docs.rocket.chat.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule rocketchat_rules[] = {
	{
		.id = "rocketchat-webhook",
		.title = "Rocket.Chat incoming webhook",
		.pattern =
			"(https?://[0-9A-Za-z.-]{1,120}(?::[0-9]{1,5})?/hooks/[0-9A-Za-z]{17,24}/[0-9A-Za-z]{64})(?:[^\\w/-]|$)",
		.severity = SEVERITY_MEDIUM,
		.entropy = 4.3,
		.check = named_proven,
		.rotate =
			"Delete the integration in Rocket.Chat (Administration > Integrations) and add a new one.",
		.match = SAMPLES("https://chat.corp.internal/hooks/AdNAIdxY3"
				 "KNtk7ZkY/tXinZnRGfVlQUXjbCy159TirSZKTxl1G"
				 "zNMuiox8EwYpL8lYdVish6XwwWXc4dHN",
				 "\"https://chat.corp.internal/hooks/35a3d83728ce"
				 "47fc492dd0d1/vkb53ZHPjk7cl6J5DKgKTm7ELOzdGNwj"
				 "i4jtXYz7bw2Mr6Xrvm4O7sWxAiWdNXXf\""),
		.miss = SAMPLES("https://chat.corp.internal/hooks/q8yxJUOwP"
				"ebbGWRFM/hmORyJLDWOA"
				"ir4sIYjr4z",
				"https://chat.corp.internal/hooks/Vzfqh/1mmrMVQ"),
	},
	{
		.id = "rocketchat-token",
		.title = "Rocket.Chat access token",
		.pattern = NAMED("rocket[_.-]?chat[\\w.-]{0,16}token", "[0-9A-Za-z_-]{43}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_check,
		.rotate =
			"Remove the personal access token in Rocket.Chat (My Account > Personal Access Tokens).",
		.match = SAMPLES("ROCKETCHAT_TOKEN=umGm_ZhScl3PCwR6yCzFWC"
				 "8FSrNUW2eAlXENnBJ13UK",
				 "rocket.chat.token: hWJNmrxmMq-jsx8h1TyNmt"
				 "yBYERhInmpXe_hkWMiXL6"),
		.miss = SAMPLES("ROCKETCHAT_TOKEN=JhKdK2w"
				"jq2fu-G",
				"digest = H9NA6FRzL2X0jsDrHpG9Ox"
				"T2xX7qq-pnWA2QinEBPLr"),
	},
};

const struct secret_set secret_set_rocketchat = { "Rocket.Chat", rocketchat_rules,
						  ARRAY_LEN(rocketchat_rules) };
