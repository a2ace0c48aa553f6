/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PlanetScale: service tokens, database passwords, OAuth tokens.
 */
#include "find/secret.h"

static const struct secret_rule rules[] = {
	{
		.id = "planetscale-token",
		.title = "PlanetScale service token",
		.pattern = "\\bpscale_(?:tkn|oauth)_[\\w=.-]{32,64}",
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.8,
		.rotate = "Delete it under Settings > Service tokens.",
		.match = SAMPLES("PLANETSCALE_SERVICE_TOKEN=pscale_tkn_qnbhafJX1eub_tnaMsSu3"
				 "wk6PAuh81FCpW7MSKWD7eR",
				 "PLANETSCALE_SERVICE_TOKEN=pscale_tkn_hJKoKufVNZkdwmt48sNYX"
				 "9IuZ9gtoeS80LWvjedw2Hy"),
		.miss = SAMPLES(
			"PLANETSCALE_SERVICE_TOKEN=pscale_tkn_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			"PLANETSCALE_SERVICE_TOKEN=pscale_tkn_1jk"),
	},
	{
		.id = "planetscale-password",
		.title = "PlanetScale database password",
		.pattern = "\\bpscale_pw_[\\w=.-]{32,64}",
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.8,
		.rotate =
			"Delete it under Settings > Passwords of the database and create a new one.",
		.match = SAMPLES("DATABASE_PASSWORD=pscale_pw_vEWJ9fBNXgEflpXBbupi-"
				 "_C5J2Mfi1B3F9zPnVr78dN",
				 "DATABASE_PASSWORD=pscale_pw_EpNdXVgl_E0XdfB5VoiN6"
				 "HmIduaMORi_C6i6Tn3oZ0e"),
		.miss = SAMPLES(
			"DATABASE_PASSWORD=pscale_pw_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			"DATABASE_PASSWORD=pscale_pw_kNd"),
	},
};

const struct secret_set secret_set_planetscale = { "PlanetScale", rules, ARRAY_LEN(rules) };
