/* SPDX-License-Identifier: Apache-2.0 */
/*
 * VirusTotal keys are 64 hexadecimal digits behind their name; a file's SHA-256 looks the same. Source:
 * docs.virustotal.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule virustotal_rules[] = {
	{
		.id = "virustotal-api-key",
		.title = "VirusTotal API key",
		.pattern =
			NAMED("(?:virus[_-]?total|\\bvt)[\\w.-]{0,8}(?:api[_.-]?key|apikey|token)",
			      "[0-9a-f]{64}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.4,
		.check = named_check,
		.rotate = "Reset the key at virustotal.com (profile > API key).",
		.match = SAMPLES("VIRUSTOTAL_API_KEY=4edaa7f832a72ea3191acfab6e97d124"
				 "139d78719b69facef7203c2e2617ab6a",
				 "vt_apikey: a763766923caa7aaa61a428e68aa4767"
				 "88d8b94fb1a23ec1274736cf75e2ee08"),
		.miss = SAMPLES("virustotal.com/file/56cc0e3d4d0363ecde6754525a613079"
				"b0311e89fbc077284b7032f6fd3fedfb",
				"VIRUSTOTAL_API_KEY=117307e7d8f"
				"f4cf5e596c"),
	},
};

const struct secret_set secret_set_virustotal = { "VirusTotal", virustotal_rules,
						  ARRAY_LEN(virustotal_rules) };
