/* SPDX-License-Identifier: Apache-2.0 */
/*
 * AssemblyAI keys are 32 hexadecimal digits, told by their name. Source: assemblyai.com/docs.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule assemblyai_rules[] = {
	{
		.id = "assemblyai-api-key",
		.title = "AssemblyAI API key",
		.pattern = NAMED_KEY("(?:assembly[_-]?ai|aai\\.settings)", "[0-9a-f]{32}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.0,
		.check = named_check,
		.rotate =
			"Delete the key in the AssemblyAI dashboard (API Keys) and create a new one.",
		.match = SAMPLES("ASSEMBLYAI_API_KEY=c078cd85ac0aec8a"
				 "dfae13d912d6815c",
				 "aai.settings.api_key = \"ef3ba92f07cdfba9"
				 "e8db51d7231bf714\""),
		.miss = SAMPLES("ASSEMBLYAI_API_KEY=9aac6"
				"8d490",
				"digest = 9235f724bf609892"
				"ef83a60014ce1bb5"),
	},
};

const struct secret_set secret_set_assemblyai = { "AssemblyAI", assemblyai_rules,
						  ARRAY_LEN(assemblyai_rules) };
