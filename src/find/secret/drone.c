/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Drone: secrets of server, runners and users.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "drone-secret",
		.title = "Drone server token or shared secret",
		.pattern = NAMED(
			"(?:drone|woodpecker)_(?:rpc_secret|agent_secret|server_token|token|cookie_secret|database_secret)",
			"([A-Za-z0-9]{32,64})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_HIGH,
		.entropy = 3,
		.check = secret_is_random,
		.rotate =
			"Make a new one (`openssl rand -hex 16`), set it at the server and every runner, renew user tokens on the account page.",
		.match = SAMPLES("DRONE_RPC_SECRET=3405602f7d927cfe"
				 "57b23793b29b5790",
				 "WOODPECKER_AGENT_SECRET=c4eafc4d5ab48d1c3bcf8ea0769e6e7a"
				 "4be30705a58ef9c4bcd02bec1c4c260f"),
		.miss = SAMPLES("DRONE_RPC_SECRET=00000000000000000000000000000000",
				"WOODPECKER_AGENT_SECRET=507c6"),
	},
};

const struct secret_set secret_set_drone = { "Drone", rules, ARRAY_LEN(rules) };
