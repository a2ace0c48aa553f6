/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bitrise personal tokens are 86 characters of the URL alphabet behind their name. Source: devcenter.bitrise.io.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule bitrise_rules[] = {
	{
		.id = "bitrise-token",
		.title = "Bitrise access token",
		.pattern = NAMED_KEY("bitrise", "[0-9A-Za-z_-]{86}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_check,
		.rotate =
			"Revoke the token in Bitrise (Profile > Security > Personal access tokens) and create a new one.",
		.match = SAMPLES("BITRISE_TOKEN=65cD8Nm6G6-RqHGKbb_1ko9xeTRO7fcmul2fUzXPRKD"
				 "ZQhtoWCfhCqUFXhE-BcBXp7OzNapeYMsNAubKay3Zih",
				 "bitrise.api_key=\"SCQYbvg0Ur_4sd0RJUcjdt1BeNZgNkBtKgnZjmfyLbh"
				 "8wU3iIeeRdB9RkMiasVi8_o0TGAY5ltj0Gtpq6AyaH2\""),
		.miss = SAMPLES("BITRISE_TOKEN=QBhGJrXEyOCjH-"
				"Id9GK4d0QyMUha",
				"digest = qw7jYflqTWNEnynZcdeqrh4ehIf_g30_D2tbq7HF71F"
				"MMdQ-B6yQ7-WYibKjSR3PqqClL_cklFVRbnWw_n14dT"),
	},
};

const struct secret_set secret_set_bitrise = { "Bitrise", bitrise_rules, ARRAY_LEN(bitrise_rules) };
