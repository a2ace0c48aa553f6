/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Segment: public API tokens are sgp_ and 64 letters and digits, write keys 32 behind their name.
 * Source: segment.com/docs/api/public-api.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule segment_rules[] = {
	{
		.id = "segment-public-token",
		.title = "Segment Public API token",
		.pattern = TOKEN("sgp_[0-9A-Za-z]{64}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_random,
		.rotate =
			"Remove the token in Segment (Settings > Workspace settings > Access Management > Tokens) and create a new one.",
		.match = SAMPLES("SEGMENT_TOKEN=sg"
				 "p_OSrXJRUkh0OPGhsHVmptoHiQERFNlGQV"
				 "bhl2WwS67beWoNiQLi1HqV1si6ZM6flS",
				 "Bearer sg"
				 "p_VQo1R1QzshDDiKJmXj9eLnPweX2WroIt"
				 "9Qt2UIXyx4L8JNSIxFjbPctH82SMr4FK"),
		.miss = SAMPLES("SEGMENT_TOKEN=sg"
				"p_0YruV40kbCg"
				"dUme6u6cyh",
				"SEGMENT_TOKEN=sg"
				"p_GV"),
	},
	{
		.id = "segment-write-key",
		.title = "Segment write key",
		.pattern = NAMED("segment[\\w.-]{0,12}write[_.-]?key", "[0-9A-Za-z]{32}"),
		.severity = SEVERITY_LOW,
		.entropy = 3.9,
		.check = named_check,
		.rotate =
			"Regenerate the write key in Segment (source > Settings > API Keys); it only sends events.",
		.match = SAMPLES("SEGMENT_WRITE_KEY=XkchW9KwQK3fQqwo"
				 "h8iFH0Ci8frbndOp",
				 "segment.writeKey: \"RfVqXH5I0q8PEbww"
				 "YFJrpVsaTUdQfwsp\""),
		.miss = SAMPLES("SEGMENT_WRITE_KEY=K6RJ4"
				"bhqQO",
				"digest = xfEC9GqCqlgRvvDA"
				"ZVmRbKZdrqv3uCIG"),
	},
};

const struct secret_set secret_set_segment = { "Segment", segment_rules, ARRAY_LEN(segment_rules) };
