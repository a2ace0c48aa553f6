/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Deepgram keys are 40 hexadecimal digits, told by their name. Source: developers.deepgram.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule deepgram_rules[] = {
	{
		.id = "deepgram-api-key",
		.title = "Deepgram API key",
		.pattern = NAMED_KEY("deepgram", "[0-9a-f]{40}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.2,
		.check = named_check,
		.rotate =
			"Delete the key in the Deepgram Console (project > API Keys) and create a new one.",
		.match =
			SAMPLES("DEEPGRAM_API_KEY=b47e558b1a23e388b4b9"
				"d958e8b26055848373ab",
				"DeepgramClient(api_key=\"x\"); deepgram_key=\"fb0bf96b8e4650312826"
				"a638319b919014cccd97\""),
		.miss = SAMPLES("DEEPGRAM_API_KEY=4d33cc4"
				"4f4e4d",
				"digest = 68e922735910f29dcb12"
				"6c45921b325db307fd2b"),
	},
};

const struct secret_set secret_set_deepgram = { "Deepgram", deepgram_rules,
						ARRAY_LEN(deepgram_rules) };
