/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Findings → places, and places → the verdict, by a policy.
 */
#pragma once

#include "base/map.h"
#include "judge/policy.h"
#include "model/report.h"

struct gate_options {
	const struct policy *policy; /* NULL: the built-in default */
	const struct gate *gate;     /* of that policy; NULL: its default one */
	const struct exception_list
		*exceptions; /* of files and VEX, beside the policy's own; NULL: none */
	const struct map
		*baseline; /* fingerprints (model/identity.h) of the old report; NULL: none */
	struct str baseline_name;
	struct str today;	/* YYYY-MM-DD */
	bool headline_accepted; /* the user asked to be judged by the built-in headline advisories alone;
				   otherwise a scan with nothing else is incomplete */
};

/*
 * Places every finding by default practice (own_place), adds what the policy finds wrong with the image as
 * a whole, applies exceptions and baseline, lets the gate decide (place, effect, clause), makes the plan, sorts
 * the report, gives the verdict. May be called again on the same report with other options: what the
 * last call has added or decided is taken back first.
 *
 * Exit codes by what it leaves: gate_failed is 1, else VERDICT_INCOMPLETE 3, else gate.stale 4, else 0.
 */
void gate_decide(struct report *r, const struct gate_options *options);
