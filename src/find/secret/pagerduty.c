/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PagerDuty: REST keys are 20 characters (u+ for people), integration and routing keys 32 hexadecimal
 * digits, told by their name.
 * Source: support.pagerduty.com/main/docs/api-access-keys.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule pagerduty_rules[] = {
	{
		.id = "pagerduty-api-key",
		.title = "PagerDuty API key",
		.pattern = NAMED("(?:pager[_-]?duty|\\bpd)[\\w.-]{0,12}(?:api[_.-]?key|token)",
				 "(?:[uy]\\+[0-9A-Za-z_-]{18}|[0-9A-Za-z_-]{20})"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.3,
		.check = named_check,
		.rotate =
			"Delete the key in PagerDuty (Integrations > API Access Keys) and create a new one.",
		.match = SAMPLES("PAGERDUTY_TOKEN=u+UcpWuOp8g"
				 "rHRIXgRNV",
				 "pagerduty_api_key: \"Jazuy-uZjX"
				 "cs_268BSOu\""),
		.miss = SAMPLES("PAGERDUTY_TOKEN=u+ZEuZZ6", "digest = u+0eEvbIwE-"
							    "L_SvPVP2R"),
	},
	{
		.id = "pagerduty-routing-key",
		.title = "PagerDuty integration key",
		.pattern = NAMED(
			"(?:pager[_-]?duty[\\w.-]{0,16}key|routing_key|pagerduty_service_key)",
			"[0-9a-f]{32}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.1,
		.check = named_check,
		.rotate =
			"Delete the integration of the service in PagerDuty (Services > Integrations) and add it again.",
		.match = SAMPLES("PAGERDUTY_INTEGRATION_KEY=e6ec67d156414cf9"
				 "cbf4031dade77981",
				 "routing_key: \"3da8e9131a7eda88"
				 "91cefd173244f283\""),
		.miss = SAMPLES("PAGERDUTY_INTEGRATION_KEY=64fd9"
				"2a793",
				"digest = aeebae1514ec6bcf"
				"b7d40ff597021e08"),
	},
};

const struct secret_set secret_set_pagerduty = { "PagerDuty", pagerduty_rules,
						 ARRAY_LEN(pagerduty_rules) };
