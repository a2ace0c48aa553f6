/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Terraform: tokens of HCP Terraform and its enterprise edition. What a state file holds is found by the rules of the
 * providers whose secrets are in it.
 */
#include "find/secret.h"

static const struct secret_rule rules[] = {
	{
		.id = "terraform-cloud-token",
		.title = "HCP Terraform (Terraform Cloud) token",
		.pattern = "\\b[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_-]{60,70}",
		.severity = SEVERITY_CRITICAL,
		.entropy = 4,
		.rotate =
			"Revoke it under User settings > Tokens (or those of the team or organization): it applies changes to your infrastructure.",
		.match = SAMPLES("credentials \"app.terraform.io\" { token = \"hl2KrQr"
				 "HZrVO71.atlasv1.Teb4pmTh6Ir2lHYGLJq3TvhL4vxB84BT8"
				 "54aKtxk4mAnj_JytM0T3UY5UbdWqgmcpUz\" }",
				 "TFE_TOKEN=NCvK5nW"
				 "UAQ2QWE.atlasv1.l3DXNiPAK6Vldb9si-HKr_lHn5w1hgJZT"
				 "SAoDErGO5atE6yT1KCVz_FbKAjkWgfXGkW"),
		.miss = SAMPLES("5WgSEpC"
				"nNKCKaC.atlasv1.CTk2E749GJADnDHltjtF"
				"2OKzZL2muG5u2xecHpjX",
				"c2FmxIY"
				"TOsZU5k.atlasv2.1V6AFYTYIVB82VjOoylxw0StNpwAjK1bQ"
				"FGt6T_fQx_tnF1KP0w9A3xdKDtjaDiE1gS"),
	},
	{
		.id = "terraform-random-password",
		.title = "Generated password in a Terraform state",
		.pattern =
			"\"type\"\\s{0,4}:\\s{0,4}\"random_password\"[^\\x00]{0,1500}?\"result\"\\s{0,4}:\\s{0,4}\"([^\"\\n]{6,128})\"",
		.severity = SEVERITY_HIGH,
		.entropy = 2.7,
		.rotate =
			"Taint the resource (`terraform apply -replace=\20046`) so that a new password is made; keep the state in an encrypted backend, out of images.",
		.match = SAMPLES(
			"{\"mode\":\"managed\",\"type\":\"random_password\",\"name\":\"db\",\"instances\":[{\"attributes\":{\"length\":20,\"result\":\"nueAuhmn1z"
			"lqRaGAMurj\",\"special\":true}}]}",
			"\"type\": \"random_password\",\n \"attributes\": { \"result\": \"1fnEeXnQqrYR"
			"43NSEWsGTftL\" }"),
		.miss = SAMPLES(
			"{\"type\":\"random_pet\",\"attributes\":{\"result\":\"bmJzYSEOUo"
			"j0W96NwubQ\"}}",
			"{\"type\":\"random_password\",\"attributes\":{\"result\":null}}",
			"{\"mode\":\"managed\",\"type\":\"random_password\",\"name\":\"db\",\"instances\":[{\"attributes\":{\"length\":20,\"result\":\"xxxxxxxxxxxxxxxxxxxx\",\"special\":true}}]}",
			"\"type\": \"random_password\",\n \"attributes\": { \"result\": \"l9\" }"),
	},
};

const struct secret_set secret_set_terraform = { "Terraform", rules, ARRAY_LEN(rules) };
