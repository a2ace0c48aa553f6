/* SPDX-License-Identifier: Apache-2.0 */
/*
 * minisign and signify: secret keys; those of minisign have a passphrase unless it was left empty.
 */
#include "find/secret.h"

static const struct secret_rule rules[] = {
	{
		.id = "minisign-secret-key",
		.title = "minisign or signify secret key",
		.pattern =
			"untrusted comment: [^\\n]{0,80}secret key[^\\n]{0,40}\\r?\\n(RW[A-Za-z0-9+/]{130,300}={0,2})",
		.flags = SECRET_KEPT,
		.severity = SEVERITY_HIGH,
		.entropy = 4,
		.rotate =
			"Make a new key pair, publish the public key and sign the present releases anew.",
		.match = SAMPLES(
			"untrusted comment: minisign encrypted secret key\nRWRTY0IyqOt4udEBKklITOyNXiEOFQ10AuNH7r4AfMlLabTI0H+lTp/bd7k5WbJqVO2clOw4fbg80jpkDfAlyXMGWjK9r9bTxkGYDOXwR2sF"
			"a9jdXmGZunORAVxIh5/4npXFasmv8HU4CZrauGnJ+srwU9cDuipOEp4WN+Wn+CyQwxEOjW9mb7D5Asd8yHkJpxwirCz/Cac1uxS9\n",
			"untrusted comment: signify secret key\nRWRCSwAAAAAquVlwhe9BMc7FNISg3ialJTDHKHF3io47ZpVG9eVLeuzLahF5yHfszQTwOWXtdPahd"
			"E6SUXHyReALXPdwuFykYwC0DH4wpIU3JCDXuZsCVfGFZxht/vWyBD/U9+wsjS7yzK==\n"),
		.miss = SAMPLES(
			"untrusted comment: minisign public key\nRWRTY0Iynk3znUmijTWSCj7tNTmEs/ZV"
			"kCwr0l17eMrdABfP4sFkbUGB\n",
			"untrusted comment: minisign encrypted secret key\n"),
	},
};

const struct secret_set secret_set_minisign = { "minisign and signify", rules, ARRAY_LEN(rules) };
