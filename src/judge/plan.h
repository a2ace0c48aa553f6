/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Findings → what to do (model/plan.h).
 */
#pragma once

#include "model/report.h"

/* Fills report.plan; the findings have their places and effects, and are sorted. */
void plan_make(struct report *r);
