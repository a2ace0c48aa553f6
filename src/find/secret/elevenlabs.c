/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ElevenLabs keys: sk_ and 48 hexadecimal digits, before 32 behind their name. Source:
 * elevenlabs.io/docs/api-reference/authentication.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule elevenlabs_rules[] = {
	{
		.id = "elevenlabs-api-key",
		.title = "ElevenLabs API key",
		.pattern = TOKEN("sk_[0-9a-f]{48}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.4,
		.rotate =
			"Delete the key in ElevenLabs (Developers > API Keys) and create one with only the rights and quota it needs.",
		.match = SAMPLES("ELEVENLABS_API_KEY=sk_0ab02b151889b42840e1d18f"
				 "6fa4ea16986522bbae9e3fdc",
				 "xi-api-key: sk_abcb1018222f2f7e4220066f"
				 "1599d7acc427b0cc91352ed3"),
		.miss = SAMPLES("ELEVENLABS_API_KEY=sk_d5fc3d69"
				"ebaba548",
				"ELEVENLABS_API_KEY=sk_7f"),
	},
	{
		.id = "elevenlabs-old-key",
		.title = "ElevenLabs API key (old form)",
		.pattern = NAMED("(?:eleven[_-]?labs|xi)[\\w.-]{0,8}api[_.-]?key", "[0-9a-f]{32}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.0,
		.check = named_check,
		.rotate =
			"Delete the key in ElevenLabs (Developers > API Keys) and create a new one.",
		.match = SAMPLES("ELEVENLABS_API_KEY=884a5ddc545c9d70"
				 "d2e96568196accd3",
				 "xi-api-key: e1b2395307fa26e9"
				 "e4f6cb8b34642c5e"),
		.miss = SAMPLES("ELEVENLABS_API_KEY=357e4"
				"4c948",
				"digest = c5832a6dc525476e"
				"cd780983e0961f90"),
	},
};

const struct secret_set secret_set_elevenlabs = { "ElevenLabs", elevenlabs_rules,
						  ARRAY_LEN(elevenlabs_rules) };
