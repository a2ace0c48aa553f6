/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Miro access tokens begin with base 64 of {"miro.origin":…}. Source: developers.miro.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule miro_rules[] = {
	{
		.id = "miro-access-token",
		.title = "Miro access token",
		.pattern = TOKEN("eyJtaXJvLm9yaWdpbiI6[0-9A-Za-z_-]{30,80}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_proven,
		.rotate =
			"Revoke the token with POST /v1/oauth/revoke, or uninstall the app from the team (app settings).",
		.match = SAMPLES("MIRO_TOKEN=eyJtaXJvLm9yaWdpbiI6ImV1MDEif"
				 "Q_Dy7Ve810tdxRkScUM_8qonqQKCD",
				 "Bearer eyJtaXJvLm9yaWdpbiI6ImV1MDEif"
				 "Q_D0XvXUkCxX2N15MrPFAxYpjskRf"),
		.miss = SAMPLES("eyJtaXJvLm9yaWdpbiI6", "eyJtaXJv"),
	},
};

const struct secret_set secret_set_miro = { "Miro", miro_rules, ARRAY_LEN(miro_rules) };
