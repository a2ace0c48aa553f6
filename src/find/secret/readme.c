/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ReadMe keys: rdme_ and 70 lower-case letters and digits. Source: docs.readme.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule readme_rules[] = {
	{
		.id = "readme-api-key",
		.title = "ReadMe API key",
		.pattern = TOKEN("rdme_[0-9a-z]{70}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.rotate =
			"Delete the key in the ReadMe dashboard (Configuration > API Keys) and create a new one.",
		.match = SAMPLES("README_API_KEY=rd"
				 "me_vtjpw4o7mkrpdd123vj08qqttgyvekeig1k"
				 "ha22sdvrjpmt5ipckg47tj9rwrju6xa2640",
				 "--key=rd"
				 "me_2cq0qxsvsw14ars9jvarpjhh82nl69idgp6"
				 "216fjlv74s9n4astysts3ojy06968lb681c"),
		.miss = SAMPLES("README_API_KEY=rd"
				"me_sliuadysqgyf"
				"oqpog3nrds7",
				"README_API_KEY=rd"
				"me_z6"),
	},
};

const struct secret_set secret_set_readme = { "ReadMe", readme_rules, ARRAY_LEN(readme_rules) };
