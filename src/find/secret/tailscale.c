/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tailscale keys: tskey-, the kind (auth, api, client, scim, webhook), an id that ends with CNTRL, the secret.
 * Source: tailscale.com/kb/1277/key-prefixes.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule tailscale_rules[] = {
	{
		.id = "tailscale-key",
		.title = "Tailscale key",
		.pattern = TOKEN(
			"tskey-(?:auth|api|client|scim|webhook)-[0-9A-Za-z]{8,20}-[0-9A-Za-z]{24,48}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_random,
		.rotate =
			"Revoke the key in the Tailscale admin console (Settings > Keys or OAuth clients), and remove machines that you do not know.",
		.match = SAMPLES("TS_AUTHKEY=tskey-"
				 "auth-kkx4ok"
				 "K1pLkCNT"
				 "RL-V85EpFThFpEuyNIu"
				 "4Dg3rN8jwVa4tmEa",
				 "\"tskey"
				 "-api-kX8h5F"
				 "38UuKCNT"
				 "RL-p6odNQm5tSRuZuOt"
				 "964aid3rQGgsd0mL\"",
				 "tskey-c"
				 "lient-khTlSk"
				 "oJpcvCNT"
				 "RL-hLV10tu4scUzwpIS"
				 "fBBMe2VqcHLUB0xb"),
		.miss = SAMPLES("TS_AUTHKEY=tskey-"
				"auth-kQscP1"
				"d21QGCNT"
				"RL-hFUUh"
				"MbeaM",
				"TS_AUTHKEY=tskey-"
				"auth-kra3CNT"
				"RL-syB"),
	},
};

const struct secret_set secret_set_tailscale = { "Tailscale", tailscale_rules,
						 ARRAY_LEN(tailscale_rules) };
