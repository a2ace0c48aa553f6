/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Spotify client secrets are 32 hexadecimal digits, told by their name. Source:
 * developer.spotify.com/documentation/web-api.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule spotify_rules[] = {
	{
		.id = "spotify-client-secret",
		.title = "Spotify client secret",
		.pattern = NAMED("(?:spotify|spotipy)[\\w.-]{0,16}secret", "[0-9a-f]{32}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.0,
		.check = named_check,
		.rotate =
			"Rotate the client secret in the Spotify developer dashboard (app > Settings).",
		.match = SAMPLES("SPOTIFY_CLIENT_SECRET=0406b232ba96c233"
				 "05054bf18c9e9d94",
				 "SPOTIPY_CLIENT_SECRET=\"96bd1ec0f0d1d196"
				 "dca59dbdc9aa38ed\""),
		.miss = SAMPLES("SPOTIFY_CLIENT_SECRET=b65e8"
				"e1572",
				"digest = 28baf2a1d92b0d94"
				"fa0a708fce5ad133"),
	},
};

const struct secret_set secret_set_spotify = { "Spotify", spotify_rules, ARRAY_LEN(spotify_rules) };
