/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mailchimp keys: 32 hexadecimal digits and the data centre (-us12); Mandrill's: md- and 22 characters,
 * or 22 behind the name.
 * Source: mailchimp.com/developer.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule mailchimp_rules[] = {
	{
		.id = "mailchimp-api-key",
		.title = "Mailchimp API key",
		.pattern = TOKEN("[0-9a-f]{32}-us[0-9]{1,2}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.3,
		.rotate =
			"Disable the key in Mailchimp (Account > Extras > API keys) and create a new one.",
		.match = SAMPLES("MAILCHIMP_KEY=bde662b36d056773"
				 "c3ccb18d85459910-us12",
				 "\"3a28745f3964f682"
				 "a081576a725b8965-us6\""),
		.miss = SAMPLES("8b2c6e9df8"
				"14ea11305a-us12",
				"MAILCHIMP_KEY=a386b"
				"59b19-us12"),
	},
	{
		.id = "mandrill-api-key",
		.title = "Mandrill API key",
		.pattern = NAMED_KEY("mandrill", "(?:md-)?[0-9A-Za-z_-]{22}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.5,
		.check = named_check,
		.rotate =
			"Delete the key in Mailchimp Transactional (Settings > SMTP & API info) and create a new one.",
		.match = SAMPLES("MANDRILL_API_KEY=md-OHf_0Wm-7ky"
				 "y54FzTAtBhL",
				 "mandrill_key: \"aQ1QpQlL-xS"
				 "2IzxtlFLt-O\""),
		.miss = SAMPLES("MANDRILL_API_KEY=md-Kzu_okJ", "digest = md-7AvcK-NKSK3"
							       "-lp3slKSMBy"),
	},
};

const struct secret_set secret_set_mailchimp = { "Mailchimp", mailchimp_rules,
						 ARRAY_LEN(mailchimp_rules) };
