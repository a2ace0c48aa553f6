/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Intercom access tokens are base 64 of "tok:…:1:0". Source: developers.intercom.com/docs/build-an-integration.
 */
#include "base/base64.h"
#include "find/lib/named_token.h"
#include "find/secret.h"

static bool check_intercom(struct secret_candidate *c)
{
	struct str text;
	c->proven = base64_decode(c->scratch, c->value, &text) && str_starts(text, STR("tok:")) &&
		    str_is_utf8(text);
	return c->proven;
}

static const struct secret_rule intercom_rules[] = {
	{
		.id = "intercom-access-token",
		.title = "Intercom access token",
		.pattern = TOKEN("dG9rO[0-9A-Za-z+/]{50,70}={0,2}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = check_intercom,
		.rotate =
			"Regenerate the access token in the Intercom developer hub (app > Configure > Authentication).",
		.match = SAMPLES("INTERCOM_TOKEN=dG9rOjU5ODgzNjQ1X2FlM2VfYThmNV"
				 "8zMDk2XzI1OTc1NDI3NjM0OToxOjA=",
				 "Authorization: Bearer dG9rOjYzMmZhNjI1X2E3ZjlfYjhlN1"
				 "8yOTQ0XzQ4MzgyNmM5YTY3YzoxOjA="),
		.miss = SAMPLES("dG9rZW5zIGFyZSBoZXJl", "dG"
							"9rO4YyJzWPIIvwSUaHNahZeUcirXI6lkR"
							"bKv6awn1rtDva5J8CWkJCGq50u9YgO"),
	},
};

const struct secret_set secret_set_intercom = { "Intercom", intercom_rules,
						ARRAY_LEN(intercom_rules) };
