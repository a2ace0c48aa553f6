/* SPDX-License-Identifier: Apache-2.0 */
/*
 * OpenAI keys all have T3BlbkFJ inside, which is base 64 of "OpenAI": sk- and 20 letters before and
 * behind it (old), or
 * sk-proj-, sk-svcacct-, sk-admin- and longer parts. Source: platform.openai.com/docs/api-reference/authentication.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule openai_rules[] = {
	{
		.id = "openai-api-key",
		.title = "OpenAI API key",
		.pattern =
			"\\b(sk-(?:(?:proj|svcacct|None|service)-[0-9A-Za-z_-]{20,90}T3BlbkFJ[0-9A-Za-z_-]{20,90}|[0-9A-Za-z]{20}T3BlbkFJ[0-9A-Za-z]{20}))(?:[^\\w/+=-]|$)",
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_proven,
		.rotate =
			"Revoke the key at platform.openai.com/api-keys and create one for a project with a budget; look at the usage page for calls you did not make.",
		.match = SAMPLES("OPENAI_API_KEY=sk-2D6D9cc8Gy"
				 "GqPhanrPYBT3Bl"
				 "bkFJOwc4CBSgUe"
				 "r60aemSPXa",
				 "api_key=\"sk-p"
				 "roj-EA-A6a0wD0F3YOiArwkJfSSaDkcTjwu-sPo3I"
				 "t3qbHNRivkvsu19h0V_GceVhwkJt0fqUCv8IIT3Bl"
				 "bkFJIYDw5e4X9Jz-HyZJuT2IiFkx13AcZuFQjV7dQ"
				 "MAlMAHgEF3cQZ21GvIWPL4O95tLHBO5soRmpv\"",
				 "sk-sv"
				 "cacct-kuvikA7kSQFFHG_BEE52Zoce5g-hwLTCGWDlT"
				 "eQOlPtnGWIzcOIAmxaQ0SVyj8Vr4UkGXG1kppT3Bl"
				 "bkFJZz7T7Wfkg-BEm2LhkZtkrDkPBSIzxLa2pESSV"
				 "3QhiRlBz-r1N0Wh4XPJBkicovk-feXeos8ofZ"),
		.miss = SAMPLES("sk-proj-your-key", "sk-jfZpFNy1rq"
						    "nelInyGnSZT3Bl"
						    "bkFJiC6NQnoj"),
	},
	{
		.id = "openai-admin-key",
		.title = "OpenAI admin key",
		.pattern = TOKEN("sk-admin-[0-9A-Za-z_-]{20,90}T3BlbkFJ[0-9A-Za-z_-]{20,90}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_proven,
		.rotate =
			"Revoke the admin key at platform.openai.com/settings/organization/admin-keys; it governs members, projects and keys of the organisation.",
		.match = SAMPLES("OPENAI_ADMIN_KEY=sk-a"
				 "dmin-fVTYA7WPZBThi9g58Nzuz74AKwWJA"
				 "9K_SwC8qmy7btbMBhNEvYDh8B8DzMT3Bl"
				 "bkFJfYS6hG8lUKr0Vw3O89GFEtUj4HCcT"
				 "QZPgCQ3IhV7hFEchiX35MKMd8oiJP",
				 "\"sk-a"
				 "dmin-vW8i56PMyBwNMobcL78Z_oIm4j7Ow"
				 "6xGFAVU0Nj4HTfE1Qqb_UkfpbZsNQT3Bl"
				 "bkFJiYWiQBmXgtvNV6JXjvG6lpekeQUEm"
				 "d735Aitgp9vG0SOhawyvysjS6fuzW\""),
		.miss = SAMPLES("sk-admin-", "sk-a"
					     "dmin-NuGEgbL4YR"
					     "gPibdgCqOh"),
	},
};

const struct secret_set secret_set_openai = { "OpenAI", openai_rules, ARRAY_LEN(openai_rules) };
