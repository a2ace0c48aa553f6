/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mapbox tokens: sk. (secret), tk. (temporary) or pk. (public), base 64 of {"u":user,"a":id}, a signature.
 * Source: docs.mapbox.com/help/getting-started/access-tokens.
 */
#include "base/base64.h"
#include "find/lib/named_token.h"
#include "find/secret.h"

/* The middle is {"u":"account","a":"id"}; the account goes into the report. */
static bool check_mapbox(struct secret_candidate *c)
{
	enum { PREFIX = 3 };
	struct str json, user;
	struct str part = str_slice(c->value, PREFIX, str_rfind_char(c->value, '.'));
	if (!base64_decode(c->scratch, part, &json) || !str_starts(json, STR("{\"u\":\"")))
		return false;
	if (!str_cut(str_from(json, 6), '"', &user, NULL) || !str_has(json, STR("\"a\":\"")))
		return false;
	c->detail = str_printf(c->scratch, "account %.*s", STRF(user));
	c->proven = true;
	return true;
}

static const struct secret_rule mapbox_rules[] = {
	{
		.id = "mapbox-secret-token",
		.title = "Mapbox secret token",
		.pattern = TOKEN("[st]k\\.eyJ1Ijoi[0-9A-Za-z_-]{20,160}\\.[0-9A-Za-z_-]{22}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = check_mapbox,
		.rotate = "Delete or rotate the token at console.mapbox.com/account/access-tokens.",
		.match = SAMPLES("MAPBOX_TOKEN=sk.eyJ1IjoiYWNtZWhhaiIsImEiOiJ"
				 "jN29rd2pwaGRsOGxremp1djlka3hyM"
				 "ml6In0.fqr6L1PQnhjyoECI5cywFm",
				 "\"sk.eyJ1IjoiYWNtZW5xaiIsImEiOiJ"
				 "jbWQ0dW1xYWZ5c2RuN2t4dDdoN2IyN"
				 "TEwIn0.Ar4CtlVl5H0_Zk4leR4iLh\""),
		.miss = SAMPLES("sk.ey"
				"J1IjoiryjBMpRdSZHHtmaaLx0M"
				"evDkHMwhkqlZRc0TkvUz.v3Hv-Mig4yd"
				"PFLc7U0FGbJ",
				"sk.eyJ1Ijoi"),
	},
	{
		.id = "mapbox-public-token",
		.title = "Mapbox public token",
		.pattern = TOKEN("pk\\.eyJ1Ijoi[0-9A-Za-z_-]{20,160}\\.[0-9A-Za-z_-]{22}"),
		.flags = SECRET_PUBLIC,
		.severity = SEVERITY_NEGLIGIBLE,
		.entropy = 4.3,
		.check = check_mapbox,
		.rotate =
			"Public tokens are made for browsers; bind it to your addresses at console.mapbox.com/account/access-tokens.",
		.match = SAMPLES("accessToken: \"pk.eyJ1IjoiYWNtZWV3cSIsImEiOiJ"
				 "jdXJsZjZsdWowMmwwNG01cm1xbWhkM"
				 "nJjIn0.e6DSBeEg6_IbIHY0Gxcxu2\"",
				 "MAPBOX=pk.eyJ1IjoiYWNtZWh5eCIsImEiOiJ"
				 "jNTR0MjliYWd3ZXJzMXQ0dTMwNmg2a"
				 "nJnIn0.hTom5VRkQVbpJWisTQahdz"),
		.miss = SAMPLES("pk.ey"
				"J1Ijoi4zDA6XuIGMHZScBpDJdQ"
				"jcbZrfEjDtTBGy4xIwbM.mESy75pSOlI"
				"0g8BsN8PkB0",
				"pk.eyJ1Ijoi"),
	},
};

const struct secret_set secret_set_mapbox = { "Mapbox", mapbox_rules, ARRAY_LEN(mapbox_rules) };
