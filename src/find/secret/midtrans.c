/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Midtrans server keys: Mid-server- and 24 letters; sandboxes put SB- in front. Source: docs.midtrans.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule midtrans_rules[] = {
	{
		.id = "midtrans-server-key",
		.title = "Midtrans server key",
		.pattern = "(?:^|[^\\w-])(Mid-server-[0-9A-Za-z_-]{24})(?:[^\\w/+=-]|$)",
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.9,
		.rotate =
			"Ask Midtrans support to regenerate the server key (Settings > Access Keys shows it) and deploy the new one.",
		.match = SAMPLES("MIDTRANS_SERVER_KEY=Mid-s"
				 "erver-9b-M-rWUdw6y"
				 "yUnYF-ASzYMW",
				 "\"Mid-s"
				 "erver-P3pb56JTZHDD"
				 "HuvqUM0MaqGI\""),
		.miss = SAMPLES("SB-Mid-"
				"server-alnyrYgzDjvu"
				"fYTxHdSiWT9z",
				"MIDTRANS_SERVER_KEY=Mid-s"
				"erver-gEtPqHEf"),
	},
	{
		.id = "midtrans-sandbox-key",
		.title = "Midtrans sandbox server key",
		.pattern = TOKEN("SB-Mid-server-[0-9A-Za-z_-]{24}"),
		.severity = SEVERITY_LOW,
		.entropy = 4.0,
		.rotate = "Regenerate the sandbox server key through Midtrans support.",
		.match = SAMPLES("MIDTRANS_SERVER_KEY=SB-Mid-"
				 "server-s6QRI4ipk0CO"
				 "EICZXF-BrqYk",
				 "\"SB-Mid-"
				 "server-ss_fKY2MiAo5"
				 "dIEpVjEroS8U\""),
		.miss = SAMPLES("MIDTRANS_SERVER_KEY=SB-Mid-"
				"server-gDrpxDuE",
				"MIDTRANS_SERVER_KEY=SB-Mid-"
				"server-A5"),
	},
};

const struct secret_set secret_set_midtrans = { "Midtrans", midtrans_rules,
						ARRAY_LEN(midtrans_rules) };
