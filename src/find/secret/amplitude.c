/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Amplitude secret keys are 32 hexadecimal digits, told by their name. Source:
 * amplitude.com/docs/apis/authentication.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule amplitude_rules[] = {
	{
		.id = "amplitude-secret-key",
		.title = "Amplitude secret key",
		.pattern = NAMED("amplitude[\\w.-]{0,12}secret(?:[_.-]?key)?", "[0-9a-f]{32}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.0,
		.check = named_check,
		.rotate =
			"Generate a new secret key in Amplitude (Settings > Projects > project > General).",
		.match = SAMPLES("AMPLITUDE_SECRET_KEY=dbea2019d46a1e8b"
				 "1cc6016ce5defaf1",
				 "amplitude.secret: \"b7b415db53f3f86e"
				 "5110f19d51e59a8a\""),
		.miss = SAMPLES("AMPLITUDE_SECRET_KEY=f350f"
				"6253a",
				"digest = b52653aa0a73124d"
				"74d7b2e1c1938c85"),
	},
};

const struct secret_set secret_set_amplitude = { "Amplitude", amplitude_rules,
						 ARRAY_LEN(amplitude_rules) };
