/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Splunk: HTTP event collector tokens are UUIDs behind their name or the word Splunk; Observability
 * access tokens are 22 characters.
 * Source: docs.splunk.com/Documentation/Splunk/latest/Data/UsetheHTTPEventCollector.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule splunk_rules[] = {
	{
		.id = "splunk-hec-token",
		.title = "Splunk HTTP event collector token",
		.pattern = NAMED(
			"(?:splunk[\\w.-]{0,16}token|\\bhec[_.-]?token|authorization[\"\\':\\s]{1,6}splunk)",
			UUID),
		.severity = SEVERITY_HIGH,
		.entropy = 3.1,
		.check = named_check,
		.rotate =
			"Delete the token in Splunk (Settings > Data inputs > HTTP Event Collector) and add a new one.",
		.match = SAMPLES("SPLUNK_HEC_TOKEN=907481a4-0203-4aab"
				 "-ae0d-2cc7b01b9add",
				 "Authorization: Splunk de6dcb11-418e-4508"
				 "-a886-13c68afba4a8",
				 "splunk-token: \"1fb0d8f5-4b06-415c"
				 "-a957-20ab3e742a12\""),
		.miss = SAMPLES("SPLUNK_HEC_TOKEN=f313c391-c1a3-4a9b", "digest = b30226cb-2e3a-4620"
								       "-a011-d06f3ad44d13"),
	},
	{
		.id = "splunk-observability-token",
		.title = "Splunk Observability access token",
		.pattern = NAMED("(?:splunk|signalfx|sfx)[\\w.-]{0,12}access[_.-]?token",
				 "[0-9A-Za-z_-]{22}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.5,
		.check = named_check,
		.rotate =
			"Rotate the access token in Splunk Observability (Settings > Access Tokens).",
		.match = SAMPLES("SPLUNK_ACCESS_TOKEN=1Ea5jy6KM12"
				 "i6nCyTijwhG",
				 "signalfx.accessToken: gPeP8iYhwAY"
				 "uHYAOo1OTon"),
		.miss = SAMPLES("SPLUNK_ACCESS_TOKEN=Bv5AMEU", "digest = YVYIZBdeYkn"
							       "sY7Ms-Eb5Pd"),
	},
};

const struct secret_set secret_set_splunk = { "Splunk", splunk_rules, ARRAY_LEN(splunk_rules) };
