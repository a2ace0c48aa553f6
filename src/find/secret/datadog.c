/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Datadog: API keys are 32, application keys 40 hexadecimal digits, told by their name or header; newer
 * application keys begin
 * with ddapp_, personal tokens with ddpat_. Source: docs.datadoghq.com/account_management/api-app-keys.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule datadog_rules[] = {
	{
		.id = "datadog-api-key",
		.title = "Datadog API key",
		.pattern = NAMED("(?:datadog[\\w.-]{0,8}|\\bdd[_.-]?|[\\W_]dd[_.-])api[_.-]?key",
				 "[0-9a-f]{32}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.0,
		.check = named_check,
		.rotate =
			"Revoke the key in Datadog (Organization Settings > API Keys) and create a new one.",
		.match = SAMPLES("DD_API_KEY=41c748c48bb0650b"
				 "486bef28af618b07",
				 "datadog:\n  apiKey: b50dba8ccbc0337f"
				 "63c7e62eff1f1f59\n# datadog_api_key=23db3e360ff46cf4"
				 "cb49f58ca1945988",
				 "DD-API-KEY: d842950bf1360556"
				 "01a0144a7eb26f10"),
		.miss = SAMPLES("DD_API_KEY=4e667"
				"f045a",
				"digest = 393ff27e4108b8f8"
				"e4240a66f0bc06db"),
	},
	{
		.id = "datadog-app-key",
		.title = "Datadog application key",
		.pattern = NAMED(
			"(?:datadog[\\w.-]{0,8}|\\bdd[_.-]?|[\\W_]dd[_.-])app(?:lication)?[_.-]?key",
			"[0-9a-f]{40}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.2,
		.check = named_check,
		.rotate =
			"Revoke the key in Datadog (Organization Settings > Application Keys) and create one with scopes.",
		.match = SAMPLES("DD_APP_KEY=f98b9174441ae1fe3223"
				 "6885b5f1414c25f5b06d",
				 "DD-APPLICATION-KEY: 2e39e16b9f3f6aa7de19"
				 "3c504579f714ac3085ad"),
		.miss = SAMPLES("DD_APP_KEY=394f54d"
				"ccd72b",
				"digest = bff36ab899b8be958cbe"
				"313b99180a3474e76956"),
	},
	{
		.id = "datadog-scoped-key",
		.title = "Datadog application key (new form)",
		.pattern = TOKEN("ddapp_[0-9A-Za-z]{34}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.1,
		.check = named_random,
		.rotate =
			"Revoke the key in Datadog (Organization Settings > Application Keys) and create one with scopes.",
		.match = SAMPLES("DD_APP_KEY=dda"
				 "pp_l7kKlp1QS2h81C9QO"
				 "b2rYAdkBlZs9rJRBE",
				 "\"dda"
				 "pp_JiG0o9j11JUYnqNzF"
				 "sPcLWCiMZRAfqfL6C\""),
		.miss = SAMPLES("DD_APP_KEY=dda"
				"pp_BuwOqP"
				"Q6e5f",
				"DD_APP_KEY=dda"
				"pp_Rs"),
	},
};

const struct secret_set secret_set_datadog = { "Datadog", datadog_rules, ARRAY_LEN(datadog_rules) };
