/* SPDX-License-Identifier: Apache-2.0 */
/*
 * HubSpot private app tokens: pat-, the region, a UUID. Source: developers.hubspot.com/docs/guides/apps/private-apps.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule hubspot_rules[] = {
	{
		.id = "hubspot-private-token",
		.title = "HubSpot private app token",
		.pattern = TOKEN("pat-(?:na|eu|ap|ca|au)[0-9]-" UUID),
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.3,
		.check = named_proven,
		.rotate =
			"Rotate the token in HubSpot (Settings > Integrations > Private Apps > app > Auth > Rotate, expire now).",
		.match = SAMPLES("HUBSPOT_TOKEN=pat-"
				 "na1-b6aeea02-8a10-4985"
				 "-a523-6aeb264cdcc4",
				 "Bearer pat-"
				 "eu1-647c897b-02b7-431d"
				 "-a3ba-fa7ab6df008b"),
		.miss = SAMPLES("HUBSPOT_TOKEN=pat-"
				"na1-8c24ce1c-7b8c-4874",
				"HUBSPOT_TOKEN=pat-"
				"na1-09-a9-4cc1"),
	},
	{
		.id = "hubspot-api-key",
		.title = "HubSpot API key",
		.pattern = NAMED("(?:hubspot[\\w.-]{0,12}(?:api[_.-]?key|secret)|hapikey)", UUID),
		.severity = SEVERITY_HIGH,
		.entropy = 3.2,
		.check = named_check,
		.rotate =
			"These keys ended in 2022: make a private app and remove this one; for client secrets reset it in the developer account.",
		.match = SAMPLES("HUBSPOT_API_KEY=f162efec-0f79-4818"
				 "-a6ff-fbdeefc6ac68",
				 "?hapikey=d68d290e-ad27-4ee6"
				 "-a733-23fed3de5606"),
		.miss = SAMPLES("HUBSPOT_API_KEY=f7787551-3692-4f73", "digest = 22939886-9b92-478e"
								      "-a85b-f92ed87dc850"),
	},
};

const struct secret_set secret_set_hubspot = { "HubSpot", hubspot_rules, ARRAY_LEN(hubspot_rules) };
