/* SPDX-License-Identifier: Apache-2.0 */
/*
 * X: bearer tokens begin with a run of A (they are percent-encoded base 64), access tokens with the
 * user's number, consumer
 * secrets stand behind their name. Source: docs.x.com/resources/fundamentals/authentication.
 */
#include "find/lib/named_token.h"
#include "find/lib/token.h"
#include "find/secret.h"

/* Kept from the usual questions, as its beginning is one run of A. */
static bool check_bearer(struct secret_candidate *c)
{
	struct str tail = str_from(c->value, str_rfind_char(c->value, '%') + 3);
	c->proven = token_entropy(tail) >= 4 && !token_is_placeholder(tail);
	return c->proven;
}

static const struct secret_rule twitter_rules[] = {
	{
		.id = "twitter-bearer-token",
		.title = "X (Twitter) bearer token",
		.pattern = TOKEN(
			"A{20,22}[0-9A-Za-z%]{3,12}A{6,8}[0-9A-Za-z%]{20,80}%3D[0-9A-Za-z]{40,60}"),
		.flags = SECRET_KEPT,
		.severity = SEVERITY_HIGH,
		.check = check_bearer,
		.rotate =
			"Revoke the bearer token in the X developer portal (app > Keys and tokens) and generate a new one.",
		.match = SAMPLES("BEARER=AAAAAAAAAAAAAAAAAAAAAMXoOyrAAAAAAAewJOY"
				 "9%2BM4gEXE4NEQMBPGJXeJhr%3D0Imc6KqiICH1"
				 "2LA1BdkqFGFDD6nwnOwtb9lCgaAkkay8PNABBf",
				 "Authorization: Bearer AAAAAAAAAAAAAAAAAAAAAIA4wLWAAAAAAA34yiv"
				 "L%2Bj9yQSIZkHwHq6RMzl35R%3DhidX38fpE3GB"
				 "Vz1I4wXDguvaKpxe3E4geGMIPvnnMIri9JJdQ3"),
		.miss = SAMPLES("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
				"AAAAAAAAAAAAAAAAAAAAAXyzAAAAAAA0%3D"),
	},
	{
		.id = "twitter-access-token",
		.title = "X (Twitter) access token",
		.pattern = NAMED("(?:twitter|access|oauth)[\\w.-]{0,16}token",
				 "[0-9]{8,20}-[0-9A-Za-z]{40}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_check,
		.rotate =
			"Revoke the access token in the X developer portal (app > Keys and tokens).",
		.match = SAMPLES("TWITTER_ACCESS_TOKEN=801609379"
				 "773682157-XcSq1Ei8Wkttfa1oRC90"
				 "fv6zZ4nrAsARvZEWJ8K0",
				 "access_token: \"347273192-6jNuPkUBPsbGdlpHtJM8"
				 "8mXIgTXwL3oFSZ8YFRV5\""),
		.miss = SAMPLES("TWITTER_ACCESS_TOKEN=909726742"
				"458954083-F24aSSJ"
				"UGYb2G",
				"digest = 978178773"
				"152668304-9HKqRht8zA1YZNsplC4V"
				"9Qnij4iB7WLp9W2CGcTA"),
	},
	{
		.id = "twitter-secret",
		.title = "X (Twitter) consumer or access token secret",
		.pattern = NAMED("twitter[\\w.-]{0,24}secret", "[0-9A-Za-z]{45,50}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_check,
		.rotate =
			"Regenerate the key and secret in the X developer portal (app > Keys and tokens).",
		.match = SAMPLES("TWITTER_CONSUMER_SECRET=Ct0Ej6bvuNk8zehkD7zr5LZBP"
				 "RbQviZx7zjlY7AoScdUcKy2j6",
				 "twitter_access_token_secret=JMHn76bligSXvzq3anGRLmW"
				 "rCIUdqKYaEY0sde5B6czgg"),
		.miss = SAMPLES("TWITTER_CONSUMER_SECRET=C5ukKfkh"
				"8xEk51Rs",
				"digest = sUc94iNrm7N3cjnAEwNP4aTFG"
				"frSXI8qMsJRRrjNP6sc63Wt1l"),
	},
};

const struct secret_set secret_set_twitter = { "X (Twitter)", twitter_rules,
					       ARRAY_LEN(twitter_rules) };
