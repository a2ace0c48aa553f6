/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Matrix homeservers of the Synapse kind: syt_ (access) or syr_ (refresh), base 64 of the user's name,
 * 20 letters, and a
 * CRC-32 in base 62 of all before. Source: element-hq.github.io/synapse.
 */
#include "find/lib/token.h"
#include "find/secret.h"

static bool check_matrix(struct secret_candidate *c)
{
	size_t at = str_rfind_char(c->value, '_');
	c->proven = token_crc32_base62(str_slice(c->value, 0, at), str_from(c->value, at + 1));
	return c->proven;
}

static const struct secret_rule matrix_rules[] = {
	{
		.id = "matrix-access-token",
		.title = "Matrix access token",
		.pattern =
			"\\b(sy[tr]_[0-9A-Za-z+/=-]{2,200}_[A-Za-z]{20}_[0-9A-Za-z]{6})(?:[^\\w/+=-]|$)",
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = check_matrix,
		.rotate =
			"Log the device out (Element: Settings > Sessions > Sign out, or POST /logout with the token).",
		.match = SAMPLES("MATRIX_TOKEN=syt_dXNlcnVveWI_yQEOni"
				 "KmYWBrwpaAFkIO_3s7Wyx",
				 "Authorization: Bearer syt_dXNlcm5xZ3g_zCBpnA"
				 "NOYRTohuVkLved_4SI1W6"),
		.miss = SAMPLES("syt_d"
				"XNlcg_cRDWbUqfqD"
				"MpgzlKwcUm_0zZz0z",
				"syt_"
				"user_lUYMUa"
				"lLgAol_bbWp8F"),
	},
};

const struct secret_set secret_set_matrix = { "Matrix", matrix_rules, ARRAY_LEN(matrix_rules) };
