/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CircleCI: personal and project tokens; older ones are bare hexadecimal digits. Those in the URL of a
 * status badge can show the badge and nothing else.
 */
#include "find/lib/secret_context.h"

static bool check_badge(struct secret_candidate *c)
{
	struct str before = str_from(c->before, c->before.n > 64 ? c->before.n - 64 : 0);
	return !str_has(before, STR(".svg?"));
}

static const struct secret_rule rules[] = {
	{
		.id = "circleci-personal-token",
		.title = "CircleCI personal API token",
		.pattern = "\\bCCIPAT_[A-Za-z0-9]{22}_[0-9a-f]{40}\\b",
		.severity = SEVERITY_HIGH,
		.entropy = 3.5,
		.rotate =
			"Delete it under User settings > Personal API tokens and create a new one.",
		.match = SAMPLES("CIRCLE_TOKEN=CCIPAT_JxiMPilvugG"
				 "VMwliV30pnq_6c3a0a3f0d2dab7d32d6"
				 "1ad47b5a7d7f1851607f",
				 "CIRCLE_TOKEN=CCIPAT_7nkU1py4cD5"
				 "4AVBti7cTj9_e523510563bf45971bd3"
				 "03ebcf0d3c679af2104b"),
		.miss = SAMPLES(
			"CIRCLE_TOKEN=CCIPAT_xxxxxxxxxxxxxxxxxxxxxx_0000000000000000000000000000000000000000",
			"CIRCLE_TOKEN=CCIPAT_c_c32"),
	},
	{
		.id = "circleci-project-token",
		.title = "CircleCI project API token",
		.pattern = "\\bCCIPRJ_[A-Za-z0-9]{22}_[0-9a-f]{40}\\b",
		.severity = SEVERITY_HIGH,
		.entropy = 3.5,
		.rotate =
			"Delete it under Project settings > API permissions and create a new one.",
		.match = SAMPLES("circle-token: CCIPRJ_ZF8pdBxXhd9"
				 "2HmdibN9vi9_49705b4616e8fa1948c7"
				 "a7c398d860b1f67e0641",
				 "circle-token: CCIPRJ_5aCfZeSKh1z"
				 "tP4lxv3Ap5M_ca40929d0ba1d5c5e06c"
				 "2362359cfca13ce801b2"),
		.miss = SAMPLES(
			"circle-token: CCIPRJ_xxxxxxxxxxxxxxxxxxxxxx_0000000000000000000000000000000000000000",
			"circle-token: CCIPRJ_2_eac"),
	},
	{
		.id = "circleci-token-named",
		.title = "CircleCI API token (older form)",
		.pattern = NAMED("circle_?-?(?:ci)?[\\w.-]{0,8}token", "([0-9a-f]{40})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_HIGH,
		.entropy = 3,
		.check = check_badge,
		.rotate =
			"Delete it under User settings > Personal API tokens and create a new one.",
		.match = SAMPLES("CIRCLECI_TOKEN=5c618ac340ede7fcfdc8"
				 "a96dc7f460231c84e1ae",
				 "CIRCLECI_TOKEN=7d852a85eb30fdacdafd"
				 "ce3821634ba95a8476c0"),
		.miss = SAMPLES(
			"https://circleci.com/gh/a/b.svg?style=svg&circle-token=418587f96093d4ba5462"
			"4c7f52967f72d5c0ba21",
			"CIRCLECI_TOKEN=0000000000000000000000000000000000000000",
			"CIRCLECI_TOKEN=d97"),
	},
};

const struct secret_set secret_set_circleci = { "CircleCI", rules, ARRAY_LEN(rules) };
