/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Findings → places, and places → the verdict.
 */
#pragma once

#include "model/report.h"

/*
 * Gives every finding its place, sorts the report, and decides. The default policy: the list of what to do
 * now must be empty, and nothing may be incomplete.
 *
 * `headline_accepted`: the user asked to be judged by the built-in headline advisories alone; otherwise a
 * scan with nothing else is incomplete.
 */
void gate_decide(struct report *r, bool headline_accepted);
