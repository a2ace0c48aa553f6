/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Square: access tokens are 64 characters from EAAA on, OAuth secrets begin with sq0csp-, older
 * personal tokens with sq0atp-.
 * "EAAA" is also how base 64 of small integers looks, so a token inside of a longer run does not count.
 * Source: developer.squareup.com/docs/build-basics/access-tokens.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule square_rules[] = {
	{
		.id = "square-access-token",
		.title = "Square access token",
		.pattern = TOKEN("EAAA[EFl][0-9A-Za-z_-]{59}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_random,
		.rotate =
			"Replace the token in the Square Developer Console (application > Credentials > Replace token); OAuth tokens: call RevokeToken.",
		.match = SAMPLES("SQUARE_ACCESS_TOKEN=EA"
				 "AAEJV1UrVz2H1LpvPAMWBt4BqkTsDYx_E"
				 "UEecXUwP7VRAuXd0BqRbfOPkf08Le",
				 "Authorization: Bearer EA"
				 "AAlXfe4GOtEW9Oa8gWtrrawVxEfzThyki"
				 "2R-JdvCIHEowht2nOL4DOS2d0oudN"),
		.miss = SAMPLES("CtrnRRzON0yPGvg7YTRWwXXgJv4BsEH2"
				"k31Iy5Zl2gQ4wxspdLSFQkIX4YAtXbk4\nEA"
				"AAEWX5eRMN6xsInbqSwSRggNQQjIDCkUY"
				"U62PG2WwGrk1nVfrNVPb84wph3Vpm\n7IB+GzO4w+cNy7BYMaBa8eRx+6PJVjsp"
				"Frcoks2vXZ7XbMAOQaeqGPOpG14Ve/0X",
				"SQUARE_ACCESS_TOKEN=EA"
				"AAEyD6EhPwxCO"
				"JY3HnqAJC"),
	},
	{
		.id = "square-oauth-secret",
		.title = "Square OAuth application secret",
		.pattern = TOKEN("sq0csp-[0-9A-Za-z_-]{43}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.rotate =
			"Replace the secret in the Square Developer Console (application > OAuth > Replace secret).",
		.match = SAMPLES("client_secret: sq0"
				 "csp-OcyC_fGXWIImgIASclr9uy"
				 "iI5-90vKOkIOEs5-Nh2Yt",
				 "\"sq0"
				 "csp-e3iMW_cZ6iqCrSxBHey21a"
				 "F8vpytRvYs6qMwcYD6Z86\""),
		.miss = SAMPLES("client_secret: sq0"
				"csp-k1ZKAYn"
				"QxoCyDR",
				"client_secret: sq0"
				"csp-aQ"),
	},
	{
		.id = "square-personal-token",
		.title = "Square personal access token",
		.pattern = TOKEN("sq0atp-[0-9A-Za-z_-]{22}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.8,
		.rotate =
			"Replace the token in the Square Developer Console (application > Credentials > Replace token).",
		.match = SAMPLES("token = \"sq0"
				 "atp-8TUrj7Y0k6y"
				 "XKM9WDFUst1\"",
				 "X=sq0"
				 "atp-hUs2pAUc3os"
				 "lW5HmXWhYeW;"),
		.miss = SAMPLES("token = \"sq0"
				"atp-PGLN40d\"",
				"token = \"sq0"
				"atp-Ao\""),
	},
};

const struct secret_set secret_set_square = { "Square", square_rules, ARRAY_LEN(square_rules) };
