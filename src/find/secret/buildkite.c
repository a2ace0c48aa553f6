/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Buildkite: tokens of people and of agents.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "buildkite-user-token",
		.title = "Buildkite API access token",
		.pattern = "\\bbkua_[0-9a-f]{40}\\b",
		.severity = SEVERITY_HIGH,
		.entropy = 3,
		.rotate =
			"Revoke it under Personal settings > API access tokens and create one with fewer scopes.",
		.match = SAMPLES("BUILDKITE_API_TOKEN=bkua_abf4d8b4d06360a4a7da"
				 "bd8dea70a4d2e6e684a2",
				 "BUILDKITE_API_TOKEN=bkua_d5b84787e8207986b53b"
				 "163fdfe29a198e4b06c3"),
		.miss = SAMPLES("BUILDKITE_API_TOKEN=bkua_0000000000000000000000000000000000000000",
				"BUILDKITE_API_TOKEN=bkua_a87"),
	},
	{
		.id = "buildkite-agent-token",
		.title = "Buildkite agent token",
		.pattern = NAMED("buildkite[\\w.-]{0,4}agent[\\w.-]{0,4}token",
				 "([A-Za-z0-9]{40,64})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_HIGH,
		.entropy = 3.5,
		.check = secret_is_mixed,
		.rotate =
			"Revoke it under Agents (or the settings of the cluster) and start the agents with a new one.",
		.match = SAMPLES("BUILDKITE_AGENT_TOKEN=pHEebX9c3wxHBYKbUeS75ixyq"
				 "tBgmpuidTEGP1xbcLph84S7DW",
				 "BUILDKITE_AGENT_TOKEN=Rm41LJVcTA1ulkAImVETSWql2"
				 "nyTH3Ke5V9dxtr5WxAlTzjv9Q"),
		.miss = SAMPLES(
			"BUILDKITE_AGENT_TOKEN=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			"BUILDKITE_AGENT_TOKEN=MoLJ"),
	},
};

const struct secret_set secret_set_buildkite = { "Buildkite", rules, ARRAY_LEN(rules) };
