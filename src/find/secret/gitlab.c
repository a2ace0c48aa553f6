/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GitLab: access, deploy, runner and other tokens, by the prefixes of its "Token overview".
 *
 * Routable tokens carry where they belong to: prefix, payload in base64url, version, length of the payload in
 * two digits of base 36 and the CRC-32 of all before it in seven.
 */
#include "find/lib/secret_context.h"
#include "find/lib/token.h"

static bool check_routable(struct secret_candidate *c)
{
	uint64_t sum = 0;
	struct str body = str_slice(c->value, 0, c->value.n - 7);
	for (size_t i = body.n; i < c->value.n; i++) {
		char digit = c->value.p[i];
		sum = sum * 36 + (uint64_t)(char_is_digit(digit) ? digit - '0' : digit - 'a' + 10);
	}
	c->proven = sum == token_crc32(body);
	return true;
}

static const struct secret_rule rules[] = {
	{
		.id = "gitlab-personal-token",
		.title = "GitLab personal, project or group access token",
		.pattern = "\\b(glpat-[\\w-]{20})" TOKEN_END,
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.3,
		.rotate =
			"Revoke it under User settings > Access tokens (or those of the project or group), make a new one with an end date and the least scope.",
		.match = SAMPLES("GITLAB_TOKEN=glpat-0PsRDLeh0d"
				 "Y8akYIEXja",
				 "\"https://oauth2:glpat-ZPruN_VlSp"
				 "Yvnh94jWcX@gitlab.com/a/b.git\""),
		.miss = SAMPLES("GITLAB_TOKEN=glpat-xxxxxxxxxxxxxxxxxxxx",
				"\"https://oauth2:glpat-P@gitlab.com/a/b.git\""),
	},
	{
		.id = "gitlab-routable-token",
		.title = "GitLab access token of the routable kind",
		.pattern =
			"\\bgl(?:pat|dt|rt|cbt|ptt|ft|soat|agent|imt|ffct|oas)-(?:t\\d_)?[\\w-]{27,300}\\.[0-9a-z]{2}\\.?[0-9a-z]{9}\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.3,
		.check = check_routable,
		.rotate =
			"Revoke it where its kind is made (access tokens, deploy tokens, runners of the project) and make a new one with an end date.",
		.match = SAMPLES("token: glpat-YzoxCm86NmYKdTozMnRwajg3M"
				 "mdUejBxS1hmbXozVnJq.01.180okdaxc",
				 "PRIVATE-TOKEN: gldt-YzoxCm86Ym4KdToyMDdxbHZjcl"
				 "hoUjdUS2E1d2RUckd0.01.181qaeasf"),
		.miss = SAMPLES("glpat-k6claJWY6HRoOCN"
				"3ZtjExvCo46T8RM.01",
				"token: xxxxxxxxxxxxxxxx", "PRIVATE-TOKEN: gl"),
	},
	{
		.id = "gitlab-deploy-token",
		.title = "GitLab deploy token",
		.pattern = "\\b(gldt-[\\w-]{20})" TOKEN_END,
		.severity = SEVERITY_HIGH,
		.entropy = 3.3,
		.rotate =
			"Revoke it under Settings > Repository > Deploy tokens of the project or group and make a new one.",
		.match = SAMPLES("docker login -u gitlab+deploy-token-1 -p gldt-lFapmdxLnL"
				 "7SeC1x8CRL",
				 "docker login -u gitlab+deploy-token-1 -p gldt-nUrSL1-xfR"
				 "L8hL9zgi15"),
		.miss = SAMPLES(
			"docker login -u gitlab+deploy-token-1 -p gldt-xxxxxxxxxxxxxxxxxxxx",
			"docker login -u gitlab+deploy-token-1 -p gldt-Q"),
	},
	{
		.id = "gitlab-runner-token",
		.title = "GitLab runner authentication token",
		.pattern = "\\b(glrt-(?:t\\d_)?[\\w-]{20})" TOKEN_END,
		.severity = SEVERITY_HIGH,
		.entropy = 3.3,
		.rotate =
			"Reset it under Settings > CI/CD > Runners, register the runner anew: who holds it receives jobs with their variables.",
		.match = SAMPLES("token = \"glrt-aJIGoxTucb"
				 "WPXOcINQ8U\"",
				 "token = \"glrt-t1_fNo9astChm"
				 "ZbztAv4yTq\""),
		.miss = SAMPLES("token = \"glrt-xxxxxxxxxxxxxxxxxxxx\"", "token = \"glrt-t1_v\""),
	},
	{
		.id = "gitlab-runner-registration-token",
		.title = "GitLab runner registration token",
		.pattern = "\\b(GR1348941[\\w-]{20})" TOKEN_END,
		.severity = SEVERITY_HIGH,
		.entropy = 3.3,
		.rotate =
			"Reset the registration token under Settings > CI/CD > Runners, and look for runners nobody knows.",
		.match = SAMPLES("REGISTRATION_TOKEN=GR1348941COny2-JKDA"
				 "xZ3S-wZjWo",
				 "REGISTRATION_TOKEN=GR1348941tbV2ospJiN"
				 "Xlc5hHGVcG"),
		.miss = SAMPLES("REGISTRATION_TOKEN=GR1348941xxxxxxxxxxxxxxxxxxxx",
				"REGISTRATION_TOKEN=GR1348941D"),
	},
	{
		.id = "gitlab-job-token",
		.title = "GitLab CI job token",
		.pattern = "\\b(glcbt-(?:[0-9a-zA-Z]{1,5}_)?[\\w-]{20})" TOKEN_END,
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.3,
		.rotate = "It ends with its job; find the step that wrote it into the image.",
		.match = SAMPLES("CI_JOB_TOKEN=glcbt-64_jmCNHIVbK8"
				 "f_d6K_pI4A",
				 "CI_JOB_TOKEN=glcbt-64_9YCAIvULQA"
				 "dsjmQk7Nok"),
		.miss = SAMPLES("CI_JOB_TOKEN=glcbt-64_xxxxxxxxxxxxxxxxxxxx",
				"CI_JOB_TOKEN=glcbt-64_r"),
	},
	{
		.id = "gitlab-trigger-token",
		.title = "GitLab pipeline trigger token",
		.pattern = "\\bglptt-[0-9a-f]{40}\\b",
		.severity = SEVERITY_HIGH,
		.entropy = 3,
		.rotate =
			"Revoke it under Settings > CI/CD > Pipeline trigger tokens and add a new one.",
		.match = SAMPLES("curl -F token=glptt-ac49f9d6fd069c9f764e"
				 "83b8d48e31dc3cd6343a -F ref=main",
				 "curl -F token=glptt-6c4b270975759a2acf5e"
				 "8f697c1ed75b4fcd304a -F ref=main"),
		.miss = SAMPLES(
			"curl -F token=glptt-0000000000000000000000000000000000000000 -F ref=main",
			"curl -F token=glptt-c2b -F ref=main"),
	},
	{
		.id = "gitlab-feed-token",
		.title = "GitLab feed token",
		.pattern = "\\b(glft-[\\w-]{20})" TOKEN_END,
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.3,
		.rotate = "Reset it under User settings > Access tokens > Feed token.",
		.match = SAMPLES("feed_token=glft-iq3L0-Z4Jt"
				 "0OseU7dflU",
				 "feed_token=glft-ZjuTqbl_Ni"
				 "cRSwU5wgAu"),
		.miss = SAMPLES("feed_token=glft-xxxxxxxxxxxxxxxxxxxx", "feed_token=glft-O"),
	},
	{
		.id = "gitlab-mail-token",
		.title = "GitLab incoming mail token",
		.pattern = "\\b(glimt-[\\w-]{25})" TOKEN_END,
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.3,
		.rotate = "Reset it under User settings > Access tokens > Incoming email token.",
		.match = SAMPLES("incoming+glimt-oklxkOVOK4r7"
				 "RBz9xFKrcO0BN@example.org",
				 "incoming+glimt-QN7N8BhXAO6S"
				 "NXOQo6mE2d7pJ@example.org"),
		.miss = SAMPLES("incoming+glimt-xxxxxxxxxxxxxxxxxxxxxxxxx@example.org",
				"incoming+glimt-IA@example.org"),
	},
	{
		.id = "gitlab-scim-token",
		.title = "GitLab SCIM token",
		.pattern = "\\b(glsoat-[\\w-]{20})" TOKEN_END,
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.3,
		.rotate =
			"Reset it under Settings > SAML SSO of the group: it creates and removes users.",
		.match = SAMPLES("scim: glsoat-ZtF_utLWN3"
				 "_Kfa8rugol",
				 "scim: glsoat-95RhHu7mon"
				 "-qEyrc83fU"),
		.miss = SAMPLES("scim: glsoat-xxxxxxxxxxxxxxxxxxxx", "scim: glsoat-s"),
	},
	{
		.id = "gitlab-agent-token",
		.title = "GitLab agent for Kubernetes token",
		.pattern = "\\b(glagent-[\\w-]{50})" TOKEN_END,
		.severity = SEVERITY_HIGH,
		.entropy = 3.3,
		.rotate =
			"Revoke it on the page of the agent (Operate > Kubernetes clusters) and install the agent with a new one.",
		.match = SAMPLES("--set config.token=glagent-9VfNrALktl0tkRXMz2LqJGi_B"
				 "LAUL1BrvZnrIlTRtNcNO7fDgo",
				 "--set config.token=glagent-xoaXk_oqZmdwOJZn4NQEBhH15"
				 "O9VejdLSReOj3tkTLHFURoijw"),
		.miss = SAMPLES(
			"--set config.token=glagent-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			"--set config.token=glagent-WXbx"),
	},
	{
		.id = "gitlab-oauth-secret",
		.title = "GitLab OAuth application secret",
		.pattern = "\\bgloas-[0-9a-f]{64}\\b",
		.severity = SEVERITY_HIGH,
		.entropy = 3,
		.rotate =
			"Renew the secret on the page of the application (User settings > Applications).",
		.match = SAMPLES("client_secret: gloas-13967451b9c36c7d18f482dbc7db693c"
				 "846236f02d930830793be1b3ae2a8b26",
				 "client_secret: gloas-ec32a3b95d031e65901ace42c5180c07"
				 "3275fa73d6b7050f5fdb4b0c536259ce"),
		.miss = SAMPLES(
			"client_secret: gloas-0000000000000000000000000000000000000000000000000000000000000000",
			"client_secret: gloas-0856b"),
	},
	{
		.id = "gitlab-feature-flag-token",
		.title = "GitLab feature flag client token",
		.pattern = "\\b(glffct-[\\w-]{20})" TOKEN_END,
		.severity = SEVERITY_LOW,
		.entropy = 3.3,
		.rotate = "Reset the instance id under Deploy > Feature flags > Configure.",
		.match = SAMPLES("UNLEASH_INSTANCE_ID=glffct-g7dWaY-AZo"
				 "zIt6LpaweB",
				 "UNLEASH_INSTANCE_ID=glffct-jfKWs21LeW"
				 "jfWzds9eVI"),
		.miss = SAMPLES("UNLEASH_INSTANCE_ID=glffct-xxxxxxxxxxxxxxxxxxxx",
				"UNLEASH_INSTANCE_ID=glffct-c"),
	},
};

const struct secret_set secret_set_gitlab = { "GitLab", rules, ARRAY_LEN(rules) };
