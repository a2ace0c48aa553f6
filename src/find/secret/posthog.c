/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PostHog: phx_ personal API keys, phs_ feature flag keys; phc_ is the public project key. Source:
 * posthog.com/docs/api.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule posthog_rules[] = {
	{
		.id = "posthog-personal-key",
		.title = "PostHog personal API key",
		.pattern = TOKEN("phx_[0-9A-Za-z]{40,64}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_random,
		.rotate =
			"Roll the key in PostHog (Settings > Personal API keys) and give the new one scopes.",
		.match = SAMPLES("POSTHOG_API_KEY=ph"
				 "x_pvOBnTkm0oQ8SRwqv067WQ"
				 "3zjguMWmwGAEOZSrDZACv",
				 "Bearer ph"
				 "x_znoIM5Zg2XLbldaKkNBeZd4M"
				 "SdfqeuBRsHeZDkeuhxOzB4n"),
		.miss = SAMPLES("POSTHOG_API_KEY=ph"
				"x_gSdvNIf"
				"mJLVOfK",
				"POSTHOG_API_KEY=ph"
				"x_eJ"),
	},
	{
		.id = "posthog-flags-key",
		.title = "PostHog feature flags secure key",
		.pattern = TOKEN("phs_[0-9A-Za-z]{40,64}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 4.3,
		.check = named_random,
		.rotate =
			"Rotate the key in PostHog (project settings > Feature flags secure API key).",
		.match = SAMPLES("POSTHOG_SECURE_KEY=ph"
				 "s_Htq6UbNSvq9c5icppMkH6N"
				 "OzziuF8pl5WBFyLihMUTh",
				 "\"ph"
				 "s_gefMXUPyxaV7epwU3lbjhw"
				 "jcvxupoYUQMtbvDv5FCwR\""),
		.miss = SAMPLES("POSTHOG_SECURE_KEY=ph"
				"s_Xg2w3tV"
				"xPqxURg",
				"POSTHOG_SECURE_KEY=ph"
				"s_ad"),
	},
	{
		.id = "posthog-project-key",
		.title = "PostHog project key",
		.pattern = TOKEN("phc_[0-9A-Za-z]{40,64}"),
		.flags = SECRET_PUBLIC,
		.severity = SEVERITY_NEGLIGIBLE,
		.entropy = 4.3,
		.check = named_random,
		.rotate =
			"Project keys are made for browsers and only send events; nothing to rotate.",
		.match = SAMPLES("posthog.init('ph"
				 "c_MHQXny9Vdg9IZlL5Ar8BeY"
				 "ZWWC2Ea5fcyPV6EA5O3B2')",
				 "POSTHOG_KEY=ph"
				 "c_zKTzJQYRCD0qSPxHzwXxwI"
				 "FmKijXeHkYNGowkknMURy"),
		.miss = SAMPLES("posthog.init('ph"
				"c_UEdyomw"
				"J6AZAgd')",
				"posthog.init('ph"
				"c_IX')"),
	},
};

const struct secret_set secret_set_posthog = { "PostHog", posthog_rules, ARRAY_LEN(posthog_rules) };
