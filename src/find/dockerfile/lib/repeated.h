/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Instructions of which only the last one of a stage counts: CMD, ENTRYPOINT, HEALTHCHECK.
 */
#pragma once

#include "find/dockerfile/rule.h"

/* Reports each but the first of every stage; the repair removes the one before it. */
void repeated_check(struct lint *l, enum df_kind kind);
