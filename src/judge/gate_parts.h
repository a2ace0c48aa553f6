/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of the gate that have files of their own. For src/judge/gate*.c alone.
 */
#pragma once

#include "judge/gate.h"

/* By default practice, whatever the policy says: own_place of every finding, and place the same. */
void gate_place(struct report *r);

/* What the file says of bases, registries and labels, as findings. The image's own words are believed. */
void gate_add_rules(struct report *r, const struct policy *p);

/* Whether gate_add_rules() made it: then it is taken out before the report is judged again. */
bool gate_is_rule(const struct finding *f);
