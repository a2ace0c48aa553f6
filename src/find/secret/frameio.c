/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Frame.io developer tokens: fio-u- and 64 characters of the URL alphabet. Source: developer.frame.io.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule frameio_rules[] = {
	{
		.id = "frameio-token",
		.title = "Frame.io developer token",
		.pattern = TOKEN("fio-u-[0-9A-Za-z_-]{64}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_random,
		.rotate =
			"Delete the token at developer.frame.io (Developer Tools > Tokens) and create a new one.",
		.match = SAMPLES("FRAMEIO_TOKEN=fio"
				 "-u-fAnjZmEqsHGAeY-h9YddA6HeOKKnkpY5"
				 "LTReMEgCXC-0f6NlLXyfxPQ7EYVFn0iT",
				 "Bearer fio"
				 "-u-OsSCTqZpyLZB3P-M1B1Ehz7Ac2F9gyxS"
				 "deHMHyW1OvcOHd_YYg2i6DqCG4cHMS-H"),
		.miss = SAMPLES("FRAMEIO_TOKEN=fio"
				"-u-9IexoDvErn7"
				"1ZWEhh59mJ",
				"FRAMEIO_TOKEN=fio"
				"-u-pJ"),
	},
};

const struct secret_set secret_set_frameio = { "Frame.io", frameio_rules,
					       ARRAY_LEN(frameio_rules) };
