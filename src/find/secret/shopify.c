/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Shopify: a prefix tells the kind, 32 hexadecimal digits follow. Source:
 * shopify.dev/docs/apps/build/authentication-authorization.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule shopify_rules[] = {
	{
		.id = "shopify-access-token",
		.title = "Shopify access token",
		.pattern = TOKEN("shp(?:at|ca|pa)_[0-9a-fA-F]{32}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.5,
		.rotate =
			"Uninstall and reinstall the custom app in the Shopify admin (Settings > Apps > Develop apps), or rotate the token in the Partner Dashboard.",
		.match = SAMPLES("SHOPIFY_TOKEN=shp"
				 "at_63507249d2297b1a"
				 "f7e1035dc65d212e",
				 "\"shp"
				 "pa_8b61322e4589648b"
				 "9b27fe9ba5518134\"",
				 "shp"
				 "ca_D7161FFA79BC7AB5"
				 "2A9AB816F0BCF9F4"),
		.miss = SAMPLES("SHOPIFY_TOKEN=shp"
				"at_5a14a"
				"8178e",
				"SHOPIFY_TOKEN=shp"
				"at_88"),
	},
	{
		.id = "shopify-shared-secret",
		.title = "Shopify app shared secret",
		.pattern = TOKEN("shpss_[0-9a-fA-F]{32}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.3,
		.rotate =
			"Rotate the client secret in the Partner Dashboard (app > Client credentials > Rotate), deploy, then revoke the old one.",
		.match = SAMPLES("SHOPIFY_API_SECRET=shp"
				 "ss_d874f1d5c5bf67e9"
				 "3b7f424b2cbcd208",
				 "\"shp"
				 "ss_d0f63bacb691a838"
				 "5787cc6105e95e87\""),
		.miss = SAMPLES("SHOPIFY_API_SECRET=shp"
				"ss_ce71b"
				"12d0e",
				"SHOPIFY_API_SECRET=shp"
				"ss_b0"),
	},
	{
		.id = "shopify-theme-password",
		.title = "Shopify Theme Access password",
		.pattern = TOKEN("shptka_[0-9a-fA-F]{32}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.5,
		.rotate =
			"Delete the password in the Theme Access app of the shop and send a new one.",
		.match = SAMPLES("SHOPIFY_CLI_THEME_TOKEN=shp"
				 "tka_2637b73194e6700b"
				 "6494dd03295caf6f",
				 "password: shp"
				 "tka_efbca644eeb1fa7e"
				 "778b37ff71aed0e1"),
		.miss = SAMPLES("SHOPIFY_CLI_THEME_TOKEN=shp"
				"tka_72188"
				"63468",
				"SHOPIFY_CLI_THEME_TOKEN=shp"
				"tka_60"),
	},
	{
		.id = "shopify-partner-token",
		.title = "Shopify Partner API token",
		.pattern = TOKEN("prtapi_[0-9a-fA-F]{32}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.5,
		.rotate =
			"Delete the API client in the Partner Dashboard (Settings > Partner API clients) and create a new one.",
		.match = SAMPLES("PARTNER_TOKEN=prt"
				 "api_9f73afb3a05e8b1e"
				 "92036535a00748ba",
				 "\"prt"
				 "api_9f45e117e2a72d9f"
				 "7fbb90bb6f7bdd0f\""),
		.miss = SAMPLES("PARTNER_TOKEN=prt"
				"api_beefc"
				"b771e",
				"PARTNER_TOKEN=prt"
				"api_56"),
	},
};

const struct secret_set secret_set_shopify = { "Shopify", shopify_rules, ARRAY_LEN(shopify_rules) };
