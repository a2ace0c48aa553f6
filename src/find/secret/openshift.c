/* SPDX-License-Identifier: Apache-2.0 */
/*
 * OpenShift: tokens of its OAuth server.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "openshift-token",
		.title = "OpenShift access token",
		.pattern = "\\b(sha256~[\\w-]{43})" TOKEN_END,
		.severity = SEVERITY_CRITICAL,
		.entropy = 4,
		.rotate =
			"Delete it with `oc delete oauthaccesstoken` or log its owner out (`oc logout`).",
		.match = SAMPLES("oc login --token=sha256~T2G8JHlGbG0KljPQgne9N"
				 "BcaAOZLQKZ6QubjZLTwEka",
				 "oc login --token=sha256~Wyih7UnEA0Nk5WeJSpVOJ"
				 "4ju_n0czl8A8SrLuPyucyk"),
		.miss = SAMPLES(
			"oc login --token=sha256~xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			"oc login --token=sha256~XzO"),
	},
};

const struct secret_set secret_set_openshift = { "OpenShift", rules, ARRAY_LEN(rules) };
