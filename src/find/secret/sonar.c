/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sonar: tokens of people (u), projects (p) and for all analyses (a).
 */
#include "find/secret.h"

static const struct secret_rule rules[] = {
	{
		.id = "sonar-token",
		.title = "SonarQube or SonarCloud token",
		.pattern = "\\bsq[pau]_[0-9a-f]{40}\\b",
		.severity = SEVERITY_HIGH,
		.entropy = 3,
		.rotate = "Revoke it under My account > Security and generate one that ends.",
		.match = SAMPLES("sonar.login=squ_654fcab06e0ab6a13ae5"
				 "1a5a13ca23f5861a1601",
				 "-Dsonar.token=sqp_7d0f3a217b58c3d02edf"
				 "65a730de2fc02d357ab1"),
		.miss = SAMPLES("sonar.login=squ_0000000000000000000000000000000000000000",
				"-Dsonar.token=sqp_7af"),
	},
};

const struct secret_set secret_set_sonar = { "Sonar", rules, ARRAY_LEN(rules) };
