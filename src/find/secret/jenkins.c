/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Jenkins: API tokens, and secrets in its XML files. The latter are encrypted with secrets/master.key,
 * which tends to lie beside them.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "jenkins-api-token",
		.title = "Jenkins API token",
		.pattern = NAMED("jenkins[\\w.-]{0,16}(?:token|password|secret)",
				 "(11[0-9a-f]{32})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_HIGH,
		.entropy = 3,
		.rotate = "Revoke it on the security page of the user and add a new token.",
		.match = SAMPLES("JENKINS_API_TOKEN=11b9d5842306a74e85"
				 "e76fb8fb1303babd",
				 "JENKINS_API_TOKEN=1161c428c21783b714"
				 "3ef821954fa982e3"),
		.miss = SAMPLES("JENKINS_API_TOKEN=1100000000000000000000000000000000",
				"JENKINS_API_TOKEN=1117"),
	},
	{
		.id = "jenkins-stored-secret",
		.title = "Secret in a Jenkins credentials file",
		.pattern =
			"<(?:password|passphrase|secret|privateKey|apiToken|secretBytes|bindPassword|clientSecret|token)>\\s{0,4}\\{(AQAAABAAAA[A-Za-z0-9+/]{22,2000}={0,2})\\}",
		.flags = SECRET_KEPT,
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.5,
		.rotate =
			"Rotate what it stands for; take credentials.xml, secrets/master.key and secrets/hudson.util.Secret out of the image.",
		.match = SAMPLES("<password>{AQAAABAAAAYDh5Os5SjipOKqHecWgQSka+QeWVNO"
				 "IOVRXKPGKfPkTPHB+CDO1wvm6OFL75==}</password>",
				 "<secret>{AQAAABAAAAgABUnwd5D+KfBeRhPqgLaLJ/7LDwyV9GVdfiGUus"
				 "maON0wCS/PC0r0VCr1ZUmvXGvpNbljJSH6Qci2SJ}</secret>"),
		.miss = SAMPLES("<password>AQAAABAAAAeOyX2itX9bR8kEZsoqe6"
				"Ax1ecMYfY6zo9gZxF4Ci</password>",
				"<title>{AQAAABAAAAFxq5mT3zituJL/X8sIRU"
				"XFYD/P/WRoEzVJnckhp6}</title>"),
	},
};

const struct secret_set secret_set_jenkins = { "Jenkins", rules, ARRAY_LEN(rules) };
