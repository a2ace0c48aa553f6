/* SPDX-License-Identifier: Apache-2.0 */
/*
 * HERE: access key secrets are 86 characters of the URL alphabet, API keys 43; both behind their name.
 * Source: here.com/docs.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule here_rules[] = {
	{
		.id = "here-access-secret",
		.title = "HERE access key secret",
		.pattern = NAMED("here[_.-]?access[_.-]?key[_.-]?secret", "[0-9A-Za-z_-]{80,90}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_check,
		.rotate =
			"Delete the OAuth credentials of the app at platform.here.com (Access Manager > Apps) and create new ones.",
		.match = SAMPLES(
			"here.access.key.secret = 36djNM8DjOmJZDBJBQZLo28QLImr2EAXNp8oGkzchGp"
			"UZzb6tOfzk-A8Kd78kP4Uc_FCntG288w6tiA2TWnY8K",
			"HERE_ACCESS_KEY_SECRET=FETdiidXG6BJInoO-9GECT1idDK0F2UKOymi17-2ffr"
			"DK85IK4oJ2_5QtW471Pm5CdHypSzco-pvOpeIZ2kpjy"),
		.miss = SAMPLES("here.access.key.secret = kKPTZy9DuaPSXy"
				"kLDQQZyM9_KTIP",
				"digest = HA8_Y44jKlDjFOxpJCJQyIKGmD_uV5INT9RpLmj3ykL"
				"9zGfthN13MyEt6KgMy_IcHCRJeJjqpkG3ziq8iWX8oG"),
	},
};

const struct secret_set secret_set_here = { "HERE", here_rules, ARRAY_LEN(here_rules) };
