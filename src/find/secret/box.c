/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Box client secrets are 32 letters and digits behind BOX_CLIENT_SECRET or boxAppSettings. Source: developer.box.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule box_rules[] = {
	{
		.id = "box-client-secret",
		.title = "Box client secret",
		.pattern = NAMED(
			"(?:\\bbox[_.-]?(?:client|app)?[_.-]?secret|boxappsettings[\"\\'\\s:{]{1,12}clientid[\"\\'\\s:]{1,6}[0-9a-z]{32}[\"\\'\\s,]{1,12}clientsecret)",
			"[0-9A-Za-z]{32}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.0,
		.check = named_check,
		.rotate =
			"Reset the client secret in the Box developer console (app > Configuration).",
		.match = SAMPLES("BOX_CLIENT_SECRET=r3skLxHozyVqlpMz"
				 "IHLeDB8SLqxgU9RS",
				 "\"boxAppSettings\": {\"clientID\": \"t42y4knej3wx7gg0"
				 "563n3nx6k8vhcwap\", \"clientSecret\": \"3hK8SqHYSlhHhSzm"
				 "SP47aB8io11iLQP2\""),
		.miss = SAMPLES("BOX_CLIENT_SECRET=rM52S"
				"aibm4",
				"digest = HJItHOqB2Phb3IDO"
				"fzNXtlPgEWygYuqG"),
	},
};

const struct secret_set secret_set_box = { "Box", box_rules, ARRAY_LEN(box_rules) };
