/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Zoom applications: client secrets are 32 letters and digits, webhook secret tokens 22; both are told by their name.
 * Source: developers.zoom.us/docs/internal-apps.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule zoom_rules[] = {
	{
		.id = "zoom-client-secret",
		.title = "Zoom client secret",
		.pattern = NAMED("zoom[\\w.-]{0,12}(?:client|api|sdk|oauth)[_.-]?secret",
				 "[0-9A-Za-z]{32,36}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.9,
		.check = named_check,
		.rotate =
			"Regenerate the secret of the app in the Zoom App Marketplace (Manage > app > App Credentials).",
		.match = SAMPLES("ZOOM_CLIENT_SECRET=X2JUj4C5LIxNTUnx"
				 "z8UpCy3uIexpD8ae",
				 "zoom.apiSecret: jbb8ZskTs17JnCldV5"
				 "GfTzPdy26PRM237T0w"),
		.miss = SAMPLES("ZOOM_CLIENT_SECRET=alYfw"
				"gm7t8",
				"digest = O1ik2TcHdp1FkU6P"
				"D7bgNO1ZIQpTflho"),
	},
	{
		.id = "zoom-webhook-secret",
		.title = "Zoom webhook secret token",
		.pattern = NAMED("zoom[\\w.-]{0,12}secret[_.-]?token", "[0-9A-Za-z_-]{22}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.3,
		.check = named_check,
		.rotate =
			"Regenerate the secret token in the Zoom App Marketplace (app > Feature > Event subscriptions).",
		.match = SAMPLES("ZOOM_WEBHOOK_SECRET_TOKEN=zzqZS-rv9tp"
				 "uufDfVDK_rG",
				 "zoom_secret_token=vuFHrb-rUdW"
				 "x6D7f_iNVt0"),
		.miss = SAMPLES("ZOOM_WEBHOOK_SECRET_TOKEN=mM_fefB", "digest = 1qDBDlxsUIz"
								     "Y8xhNkoO5-F"),
	},
};

const struct secret_set secret_set_zoom = { "Zoom", zoom_rules, ARRAY_LEN(zoom_rules) };
