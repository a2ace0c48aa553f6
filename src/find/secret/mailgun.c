/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mailgun keys: key- and 32 hexadecimal digits (old), or 32-8-8 hexadecimal digits. key- is a common
 * beginning, so the name must be near;
 * the new form stands behind the name. Source: documentation.mailgun.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static bool check_mailgun(struct secret_candidate *c)
{
	return named_near(c, "mailgun");
}

static const struct secret_rule mailgun_rules[] = {
	{
		.id = "mailgun-api-key",
		.title = "Mailgun API key",
		.pattern = "(?:^|[^\\w-])(key-[0-9a-f]{32})(?:[^\\w/+=-]|$)",
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.3,
		.check = check_mailgun,
		.rotate =
			"Create a new API key in Mailgun (Settings > API security), deploy it, and delete this one; look for mail you did not send.",
		.match = SAMPLES("MAILGUN_API_KEY=ke"
				 "y-aab2524b136235d7"
				 "f0e0d302ec54759d",
				 "curl --user \"api:"
				 "key-48f9fa9e43429b9a"
				 "3e1acc26fd263f9e\" https://api.mailgun.net/v3"),
		.miss = SAMPLES("<td id=\"ke"
				"y-49a3198fa042b110"
				"9cfe7ecdd5ffeacf\">",
				"MAILGUN_API_KEY=ke"
				"y-a92ab"
				"3100e"),
	},
	{
		.id = "mailgun-key",
		.title = "Mailgun API key (new form)",
		.pattern = NAMED("mailgun|mg", "[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.3,
		.check = named_check,
		.rotate =
			"Create a new API key in Mailgun (Settings > API security), deploy it, and delete this one.",
		.match = SAMPLES("MAILGUN_API_KEY=236a6740a65e742a"
				 "296103af507ec81f-8bef9987-d8f5fa3c",
				 "mailgun.key: \"bd5feb16c0ca1ee5"
				 "7d48b9c84dfee136-d8f753e1-1659a48c\""),
		.miss = SAMPLES("MAILGUN_API_KEY=47334"
				"0e9a2-b4349323-f7ae112d",
				"digest = b65fcd7e6291ef36"
				"9938765a1daddd3e-274998ce-a836620d"),
	},
	{
		.id = "mailgun-signing-key",
		.title = "Mailgun webhook signing key",
		.pattern = NAMED("mailgun[\\w.-]{0,16}sign[\\w.-]{0,10}key", "[0-9a-f]{32}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.0,
		.check = named_check,
		.rotate =
			"Regenerate the signing key in Mailgun (Settings > API security > HTTP webhook signing key).",
		.match = SAMPLES("MAILGUN_WEBHOOK_SIGNING_KEY=8ec2367686ab3fb7"
				 "eea42cf5eb637061",
				 "mailgun.signingKey = de711df11580baa0"
				 "dfe4d355b7b263f5"),
		.miss = SAMPLES("MAILGUN_WEBHOOK_SIGNING_KEY=808e3"
				"6bdf6",
				"digest = f57658344fd4d765"
				"b0966cf3446c6838"),
	},
};

const struct secret_set secret_set_mailgun = { "Mailgun", mailgun_rules, ARRAY_LEN(mailgun_rules) };
