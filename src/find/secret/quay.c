/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Quay: passwords of robot accounts, known by their name.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "quay-robot-token",
		.title = "Quay robot account token",
		.pattern = NAMED("quay[\\w.-]{0,16}(?:password|token)", "([A-Z0-9]{64})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_HIGH,
		.entropy = 3.5,
		.check = secret_is_mixed,
		.rotate = "Regenerate the token of the robot account under its settings.",
		.match = SAMPLES("QUAY_ROBOT_TOKEN=1P8MULKCZ2X6CGMP73JONO137JHTETJ1"
				 "CSVBIZP8OJ3ZEQJ85T3DX45PFWDT4E1V",
				 "QUAY_ROBOT_TOKEN=ONPLZ3W92K5QF9NMNZCWN73FYL0MJ74Y"
				 "02I02EV3NMNSPM3L9WAIGSLGUYGL9I5L"),
		.miss = SAMPLES(
			"QUAY_ROBOT_TOKEN=XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
			"QUAY_ROBOT_TOKEN=VXLMW"),
	},
};

const struct secret_set secret_set_quay = { "Quay", rules, ARRAY_LEN(rules) };
