/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rancher: tokens of its interface and of the kubeconfig files it makes.
 */
#include "find/secret.h"

static const struct secret_rule rules[] = {
	{
		.id = "rancher-token",
		.title = "Rancher API token",
		.pattern = "\\b(?:token|kubeconfig)-(?:u-|user-)?[a-z0-9]{5,20}:[a-z0-9]{54}\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 4,
		.rotate = "Delete it under Account & API keys.",
		.match = SAMPLES("token: token-x7k2q:80daod5e0ehub1vjygvgyu2mrjd"
				 "1krq8yez18xk76hsujz1n5uzu2w",
				 "kubeconfig-user-p9xk2:pd9uh7nvgw1ywbtz6c29b65iz23"
				 "gpbmr80r61tktgiq15bzbzo18ky"),
		.miss = SAMPLES(
			"token: token-x7k2q:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			"kubeconfig-user-p9xk2:lowe"),
	},
};

const struct secret_set secret_set_rancher = { "Rancher", rules, ARRAY_LEN(rules) };
