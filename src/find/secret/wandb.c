/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Weights & Biases keys are 40 hexadecimal digits behind their name, or in .netrc behind the host;
 * newer ones begin with wandb_v1_.
 * Source: docs.wandb.ai.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule wandb_rules[] = {
	{
		.id = "wandb-api-key",
		.title = "Weights & Biases API key",
		.pattern = NAMED("wandb[\\w.-]{0,12}key", "[0-9a-f]{40}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.2,
		.check = named_check,
		.rotate = "Delete the key at wandb.ai/settings (API keys) and create a new one.",
		.match = SAMPLES("WANDB_API_KEY=f8d9f30cda608d42a35f"
				 "a593e6eb1ff770c8b718",
				 "wandb.login(key=\"101e6a021717b07800c6"
				 "432cb859be7f4a21f8a8\") # wandb_key=045df86b04cb1b3bd38e"
				 "8279be625e9c0697a909"),
		.miss = SAMPLES("WANDB_API_KEY=7484c51"
				"d71982",
				"digest = 963d53ce56fa1c938107"
				"eb76fb41aca3f73976f9"),
	},
	{
		.id = "wandb-netrc",
		.title = "Weights & Biases key in .netrc",
		.pattern =
			"api\\.wandb\\.ai\\s{1,8}login\\s{1,8}user\\s{1,8}password\\s{1,8}([0-9a-f]{40}|wandb_v1_[0-9A-Za-z_-]{60,100})(?:[^\\w/+=-]|$)",
		.severity = SEVERITY_HIGH,
		.entropy = 3.1,
		.check = named_proven,
		.rotate =
			"Delete the key at wandb.ai/settings (API keys) and run wandb login again.",
		.match = SAMPLES(
			"machine api.wandb.ai\n  login user\n  password 8772187b8e2a8f80889f"
			"b01be4a53092a7b90d9f",
			"machine api.wandb.ai login user password ec60510ded7b21e201d8"
			"ae185a416e97e994f9bd"),
		.miss = SAMPLES("machine api.wandb.ai\n  login user\n  password 6a3d3ae"
				"671594",
				"machine api.wandb.ai\n  login user\n  password fb"),
	},
	{
		.id = "wandb-v1-key",
		.title = "Weights & Biases API key (new form)",
		.pattern = TOKEN("wandb_v1_[0-9A-Za-z_-]{60,100}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_random,
		.rotate = "Delete the key at wandb.ai/settings (API keys) and create a new one.",
		.match = SAMPLES("WANDB_API_KEY=wand"
				 "b_v1_jFZEU272mEo3ApGfMyHldIafUFNPj61VOy67O1P"
				 "48YStyrH08SPScLl0wJmMYPDcSEuKtgNVmU5bJ",
				 "\"wand"
				 "b_v1_sFloLgZLfKmWf2UdwwqaBbEYCfLHzXf9v6UHKwW"
				 "FmsW4_Va5-pYScDowab37CY322vvdt3-ZnDTx4\""),
		.miss = SAMPLES("WANDB_API_KEY=wand"
				"b_v1_741salnLY2rqR"
				"zVKi71on7IsU",
				"WANDB_API_KEY=wand"
				"b_v1_eU"),
	},
};

const struct secret_set secret_set_wandb = { "Weights & Biases", wandb_rules,
					     ARRAY_LEN(wandb_rules) };
