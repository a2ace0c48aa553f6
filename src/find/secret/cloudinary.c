/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cloudinary: cloudinary://key:secret@cloud, 15 digits and 27 characters. Source: cloudinary.com/documentation.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule cloudinary_rules[] = {
	{
		.id = "cloudinary-url",
		.title = "Cloudinary address with secret",
		.pattern = "cloudinary://[0-9]{13,18}:([0-9A-Za-z_-]{24,40})@[0-9A-Za-z_-]{2,60}",
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.8,
		.rotate =
			"Generate a new access key in Cloudinary (Settings > API Keys), deploy it, and disable this one.",
		.match = SAMPLES("CLOUDINARY_URL=cloudinary://11916999"
				 "4950154:j56INciWyLNyyX"
				 "RXNTZDxyN5WBF@acme",
				 "\"cloudinary://69830179"
				 "3200359:FesDlzqJ0-KXyq"
				 "8IodFWWJaeDyF@acme-cdn\""),
		.miss = SAMPLES("cloudinary://API_KEY:API_SECRET@CLOUD_NAME",
				"CLOUDINARY_URL=cloudinary://38942685"
				"7662406:O4KoMNK1N@acme"),
	},
	{
		.id = "cloudinary-secret",
		.title = "Cloudinary API secret",
		.pattern = NAMED("cloudinary[\\w.-]{0,12}secret", "[0-9A-Za-z_-]{27}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.8,
		.check = named_check,
		.rotate =
			"Generate a new access key in Cloudinary (Settings > API Keys), deploy it, and disable this one.",
		.match = SAMPLES("CLOUDINARY_API_SECRET=SES4S_J052-Wq0"
				 "Hl20DhYgdh-KC",
				 "cloudinary.api_secret: \"byCKec4b3nnV7C"
				 "KRhxFZ_9w1DL4\""),
		.miss = SAMPLES("CLOUDINARY_API_SECRET=i2gvgQ581", "digest = VRXXeGaX1mA2f_"
								   "Ogvye3AA4yh1H"),
	},
};

const struct secret_set secret_set_cloudinary = { "Cloudinary", cloudinary_rules,
						  ARRAY_LEN(cloudinary_rules) };
