/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What each layer added, changed, deleted, and wasted.
 */
#pragma once

#include "find/view.h"
#include "model/report.h"

/* Fills report->layers[].changes, which settle() made. */
void changes_count(struct report *report, const struct view *view);
