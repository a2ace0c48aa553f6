/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Layers in order → the report: what a container sees, what is hidden, and which layer brought it.
 */
#pragma once

#include "find/walk.h"

/*
 * `results[i]` belongs to report->image.layers[i]; NULL where the layer could not be read at all (its gap
 * is in the report already). Fills packages, os, layers and the gap findings. Non-destructive: the
 * same results may serve several images.
 */
void settle(struct report *report, struct layer_result *const *results, size_t n);
