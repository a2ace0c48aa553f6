/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Zendesk API tokens are 40 letters and digits, told by their name, or stand behind "user/token:" in
 * basic authentication.
 * Source: developer.zendesk.com/api-reference/introduction/security-and-auth.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule zendesk_rules[] = {
	{
		.id = "zendesk-api-token",
		.title = "Zendesk API token",
		.pattern = NAMED("zendesk[\\w.-]{0,24}(?:token|key|secret)", "[0-9A-Za-z]{40}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.2,
		.check = named_check,
		.rotate =
			"Deactivate the token in the Zendesk Admin Center (Apps and integrations > APIs > Zendesk API) and add a new one.",
		.match = SAMPLES("ZENDESK_API_TOKEN=JOC77tmhhYhXbETozzSL"
				 "rv3xZQHZFgLF7qixtMND",
				 "zendesk.token: 7eL9FeK7QlO3YcsXwXRn"
				 "cW1wi9MWqU0LbBgcaTaQ"),
		.miss = SAMPLES("ZENDESK_API_TOKEN=Vf9fDuP"
				"oDPu3T",
				"digest = NiZZyUd7NAmldVglZkwd"
				"m5QD9m3wbDxqUc6lg8in"),
	},
};

const struct secret_set secret_set_zendesk = { "Zendesk", zendesk_rules, ARRAY_LEN(zendesk_rules) };
