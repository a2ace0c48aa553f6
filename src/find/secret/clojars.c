/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Clojars: deploy tokens.
 */
#include "find/secret.h"

static const struct secret_rule rules[] = {
	{
		.id = "clojars-token",
		.title = "Clojars deploy token",
		.pattern = "\\bCLOJARS_[0-9a-f]{60}\\b",
		.severity = SEVERITY_HIGH,
		.entropy = 3,
		.rotate =
			"Disable it under Deploy tokens at clojars.org, and check the versions deployed since.",
		.match = SAMPLES("CLOJARS_PASSWORD=CLOJARS_b2b3f9d6710a5cf3ba03b541af7234"
				 "c6be40f98270bfdeb7d2cd51948b8d",
				 "CLOJARS_PASSWORD=CLOJARS_7ce7e7968796f5d7d914c428b53bd0"
				 "c4fbc3d797ca67ce72707e560563a7"),
		.miss = SAMPLES(
			"CLOJARS_PASSWORD=CLOJARS_000000000000000000000000000000000000000000000000000000000000",
			"CLOJARS_PASSWORD=CLOJARS_c8b64"),
	},
};

const struct secret_set secret_set_clojars = { "Clojars", rules, ARRAY_LEN(rules) };
