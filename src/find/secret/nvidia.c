/* SPDX-License-Identifier: Apache-2.0 */
/*
 * NVIDIA NGC and NIM keys: nvapi- and 64 characters of the URL alphabet. Source: docs.nvidia.com/ngc.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule nvidia_rules[] = {
	{
		.id = "nvidia-api-key",
		.title = "NVIDIA API key",
		.pattern = TOKEN("nvapi-[0-9A-Za-z_-]{64}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_random,
		.rotate =
			"Delete the key at org.ngc.nvidia.com/setup/api-keys and generate a new one.",
		.match = SAMPLES("NGC_API_KEY=nva"
				 "pi-7Bo5t4dlZ9rRdB9odd_3W6Ma76Q3H77h"
				 "B0RDqNzNHVnxcTF_TIUFdlzE84fTPHv2",
				 "Bearer nva"
				 "pi-baWOqpu9_MMrb8FZ6wKPXA_92_SM_OVD"
				 "Zke0tKEhfiZIlr7_nNws7ppXfezCSx6n"),
		.miss = SAMPLES("NGC_API_KEY=nva"
				"pi-1pbiNMgXKnR"
				"G5USaD9EzN",
				"NGC_API_KEY=nva"
				"pi-h0"),
	},
};

const struct secret_set secret_set_nvidia = { "NVIDIA", nvidia_rules, ARRAY_LEN(nvidia_rules) };
