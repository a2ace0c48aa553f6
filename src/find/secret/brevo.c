/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Brevo (Sendinblue): xkeysib- for the API, xsmtpsib- for SMTP, 64 hexadecimal digits, 16 letters.
 * Source: developers.brevo.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule brevo_rules[] = {
	{
		.id = "brevo-api-key",
		.title = "Brevo API key",
		.pattern = TOKEN("xkeysib-[0-9a-f]{64}-[0-9A-Za-z]{16}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.1,
		.check = named_proven,
		.rotate =
			"Delete the key in Brevo (Settings > SMTP & API > API Keys) and generate a new one.",
		.match = SAMPLES("BREVO_KEY=xkey"
				 "sib-5ce05b10e606f7b63777524348439d35"
				 "f0b2cbea77a4411d528cca123de8767f-fmZAW2Zr"
				 "O8vNNWic",
				 "api-key: xkey"
				 "sib-3d582030426c9a3a4ad55378455988e6"
				 "c3ba5f79530450b5251e4baf059e7a36-c74EgTHJ"
				 "00HfS4Ye"),
		.miss = SAMPLES("BREVO_KEY=xkey"
				"sib-e630ec841db"
				"1dc76d5ed0-NGJI4M9V"
				"2qQetChM",
				"BREVO_KEY=xkey"
				"sib-93e9675-XseRY"),
	},
	{
		.id = "brevo-smtp-key",
		.title = "Brevo SMTP key",
		.pattern = TOKEN("xsmtpsib-[0-9a-f]{64}-[0-9A-Za-z]{16}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.2,
		.check = named_proven,
		.rotate =
			"Delete the key in Brevo (Settings > SMTP & API > SMTP) and generate a new one.",
		.match = SAMPLES("SMTP_PASSWORD=xsmt"
				 "psib-c152588f78bdca276c233ae371234500"
				 "c75f9209c8991d4800550ed9534aa8ac-yEETTKP7"
				 "3AD5B2bm",
				 "\"xsmt"
				 "psib-827144a45616feaeafc4c2b1535b4028"
				 "46e2ffd9f822dda7ca19fb836a945c09-Yj1xha4S"
				 "8u5AYbs7\""),
		.miss = SAMPLES("SMTP_PASSWORD=xsmt"
				"psib-ec02d4aafa4"
				"889e8c07fd-W4f7pcvD"
				"905F7hG0",
				"SMTP_PASSWORD=xsmt"
				"psib-e08356b-fAgQV"),
	},
};

const struct secret_set secret_set_brevo = { "Brevo", brevo_rules, ARRAY_LEN(brevo_rules) };
