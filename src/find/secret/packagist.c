/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Private Packagist: tokens by kind.
 */
#include "find/secret.h"

static const struct secret_rule rules[] = {
	{
		.id = "packagist-token",
		.title = "Private Packagist token",
		.pattern = "\\bpackagist_[a-z]{3}_[0-9a-f]{60,70}\\b",
		.severity = SEVERITY_HIGH,
		.entropy = 3,
		.rotate = "Revoke it under the authentication tokens of the organization.",
		.match = SAMPLES("\"password\": \"packagist_uut_648367a34f03704926feb06f0be752738b"
				 "cf80291a235c24cad0e17574f376808ceb\"",
				 "\"password\": \"packagist_uut_70f026f6c304ad49ea6a83970f1207ab0b"
				 "e6769a0a96b858b5719078e5c918dad7ad\""),
		.miss = SAMPLES(
			"\"password\": \"packagist_uut_00000000000000000000000000000000000000000000000000000000000000000000\"",
			"\"password\": \"packagist_uut_532cd\""),
	},
};

const struct secret_set secret_set_packagist = { "Packagist", rules, ARRAY_LEN(rules) };
