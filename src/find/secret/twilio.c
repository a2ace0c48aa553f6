/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Twilio: account sids (AC…) and API key sids (SK…) only name; auth tokens (32 hexadecimal digits) and
 * key secrets (32 letters and
 * digits) stand behind their names. Source: twilio.com/docs/iam.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule twilio_rules[] = {
	{
		.id = "twilio-auth-token",
		.title = "Twilio auth token",
		.pattern = NAMED("twilio[\\w.-]{0,16}(?:token|auth)", "[0-9a-f]{32}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 2.8,
		.check = named_check,
		.rotate =
			"Create a secondary auth token in the Twilio Console (Account > API keys & tokens), deploy it, and promote it, which ends this one.",
		.match = SAMPLES("TWILIO_AUTH_TOKEN=f54e538318e899b7"
				 "3f15a84fb1a6430f",
				 "twilio.authToken = \"62ff033849613605"
				 "883a49dfcea2e0ea\""),
		.miss = SAMPLES("TWILIO_AUTH_TOKEN=ee17c"
				"6186f",
				"digest = e172b082baebe7e7"
				"7211f430dfdc2426"),
	},
	{
		.id = "twilio-api-secret",
		.title = "Twilio API key secret",
		.pattern = NAMED("twilio[\\w.-]{0,16}secret", "[0-9A-Za-z]{32}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.9,
		.check = named_check,
		.rotate =
			"Delete the API key in the Twilio Console (Account > API keys & tokens) and create a new one.",
		.match = SAMPLES("TWILIO_API_SECRET=EmKe2QXbiyqIm0do"
				 "0ZBgenYRHRS1rncD",
				 "twilio_api_key_secret: 9NEUfUNUwNCYK6jA"
				 "zPzcJ2HO5toG1Zkw"),
		.miss = SAMPLES("TWILIO_API_SECRET=uI85E"
				"NAgUi",
				"digest = CznMyKoBZcLz5BCi"
				"pLjXaR3tzATpKyko"),
	},
	{
		.id = "twilio-account-pair",
		.title = "Twilio account sid with auth token",
		.pattern =
			"\\bAC[0-9a-f]{32}[\\\\\"\\']{0,2}\\s{0,4}[:,]\\s{0,4}[\\\\\"\\']{0,2}([0-9a-f]{32})(?:[^\\w/+=-]|$)",
		.severity = SEVERITY_CRITICAL,
		.entropy = 2.9,
		.check = named_proven,
		.rotate =
			"Create a secondary auth token in the Twilio Console (Account > API keys & tokens), deploy it, and promote it, which ends this one.",
		.match = SAMPLES("curl -u AC23a3d700e6169cdf"
				 "a4e6728a32d86df5:2a1530824b847523"
				 "e38dfa018d3a261b",
				 "new Client(\"AC32779662a5e47f88"
				 "adda4eb2514a0215\", \"9daecf8ed8ed1a52"
				 "8c58edfde2e9dc5c\")"),
		.miss = SAMPLES("AC08a2910c2a66416d"
				"86a106f914b56f24",
				"AC21006009d421e66f"
				"968dffb5322f872b, 80fa777d"
				"a08fa6cb"),
	},
	{
		.id = "twilio-api-key-sid",
		.title = "Twilio API key sid",
		.pattern = TOKEN("SK[0-9a-f]{32}"),
		.flags = SECRET_PUBLIC,
		.severity = SEVERITY_LOW,
		.entropy = 3.1,
		.rotate =
			"A sid names a key and opens nothing without its secret: look for that near it, and delete the key in the Twilio Console when you find it.",
		.match = SAMPLES("TWILIO_API_KEY=SK7cbbaa00d3c33ab8"
				 "bc65197fdf92514f",
				 "\"SKdf5dd3ee8283c2b6"
				 "c1b255a656c012ad\""),
		.miss = SAMPLES("TWILIO_API_KEY=SK6c4ab"
				"df279",
				"TWILIO_API_KEY=SK9a"),
	},
};

const struct secret_set secret_set_twilio = { "Twilio", twilio_rules, ARRAY_LEN(twilio_rules) };
