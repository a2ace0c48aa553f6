/* SPDX-License-Identifier: Apache-2.0 */
/*
 * RapidAPI keys: 50 lower-case letters and digits with msh, p1 and jsn at fixed places. Source: docs.rapidapi.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule rapidapi_rules[] = {
	{
		.id = "rapidapi-key",
		.title = "RapidAPI key",
		.pattern = TOKEN("[0-9a-f]{10}msh[0-9a-f]{15}p1[0-9a-f]{5,6}jsn[0-9a-f]{12}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.6,
		.check = named_proven,
		.rotate =
			"Delete the authorization key of the app at rapidapi.com/developer/apps and add a new one.",
		.match = SAMPLES("X-RapidAPI-Key: 76cc4"
				 "72fc3msh426f1df4"
				 "2421d15p11b00fjsn6f5866"
				 "1757f2",
				 "RAPIDAPI_KEY=1f8ee"
				 "2eb0emsh3a6cce78"
				 "255e2cdp18136ccjsnfc730e"
				 "26c845"),
		.miss = SAMPLES("X-RapidAPI-Key: 22d1b"
				"001e1msh712abp1c80c8jsn490bd0"
				"dd6d95",
				"X-RapidAPI-Key: 374msh1b67fp1fd2bfjsn5b2c"),
	},
};

const struct secret_set secret_set_rapidapi = { "RapidAPI", rapidapi_rules,
						ARRAY_LEN(rapidapi_rules) };
