/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bitbucket: app passwords, access tokens of repositories, projects and workspaces, OAuth consumers.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "bitbucket-app-password",
		.title = "Bitbucket app password",
		.pattern = "\\bATBB[A-Za-z0-9]{24}[0-9A-F]{8}\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.5,
		.rotate =
			"Revoke it under Personal settings > App passwords, use an API token with scopes instead.",
		.match = SAMPLES("https://me:ATBBxObgxQZGviRu"
				 "fxjtPd6aFVm4A38D"
				 "3B2D@bitbucket.org/a/b.git",
				 "https://me:ATBBK6DEJDYIDyLg"
				 "ZBCHMokyMWOXD4BE"
				 "1B85@bitbucket.org/a/b.git"),
		.miss = SAMPLES(
			"https://me:ATBBxxxxxxxxxxxxxxxxxxxxxxxx00000000@bitbucket.org/a/b.git",
			"https://me:ATBBls3@bitbucket.org/a/b.git"),
	},
	{
		.id = "bitbucket-access-token",
		.title = "Bitbucket repository, project or workspace access token",
		.pattern = "\\bATCTT3xFf[\\w-]{100,240}=[0-9A-F]{8}\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 4,
		.rotate =
			"Revoke it under Access tokens in the settings of the repository, project or workspace.",
		.match = SAMPLES(
			"BB_TOKEN=ATCTT3xFfGN0HTOWvhB6VNWkWY4KokDbQE4DqmibuUd4gMAZGZhf-weUh-Dpayrx1vVQo-eAzJ-bd2b3jnvlCI8UaCJc"
			"gCq2o_gVadYGQ2pApsxYqrLIBmNcEU3nWBOSyMeD263fqFARXCN1TfyDTpGEtPKOtEz7S09Ph8Z1zY0T=15F3"
			"D563",
			"BB_TOKEN=ATCTT3xFfGN0PFKN81I7yGtSFVYMuUKM35ApyoQerNa3D7flDMzg-q2G21By9v4-hRDKJ8sCp5UnGoQPBYLShrb38wOE"
			"Bj1jBbRhOtlG9rsBIz1ApMRYpAt6BYhfluAM21TChXG26EMae91AedPYu57VsoMxmEIw0wgn6_gDJLV1=A1B8"
			"121D"),
		.miss = SAMPLES(
			"BB_TOKEN=ATCTT3xFfGN0xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=00000000",
			"BB_TOKEN=ATCTT3xFfGN0sJZKUB"
			"-sRfjTD=1"),
	},
	{
		.id = "bitbucket-client-secret",
		.title = "Bitbucket OAuth consumer secret",
		.pattern =
			NAMED("bitbucket[\\w.-]{0,24}(?:client|consumer|oauth)[\\w.-]{0,8}secret",
			      "([A-Za-z0-9]{32,64})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_HIGH,
		.entropy = 3.5,
		.check = secret_is_mixed,
		.rotate =
			"Delete the OAuth consumer under Workspace settings > OAuth consumers and add a new one.",
		.match = SAMPLES("BITBUCKET_OAUTH_CLIENT_SECRET=5sJb29YUCByRaNty"
				 "FnE8PHN4SCJePEUy",
				 "BITBUCKET_OAUTH_CLIENT_SECRET=JqlnXxs0jceplKcW"
				 "4SE1DoRaV8GMbT64"),
		.miss = SAMPLES("BITBUCKET_OAUTH_CLIENT_SECRET=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"BITBUCKET_OAUTH_CLIENT_SECRET=Y8"),
	},
};

const struct secret_set secret_set_bitbucket = { "Bitbucket", rules, ARRAY_LEN(rules) };
