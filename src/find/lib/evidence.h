/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words that findings about files share: who brought it, and is it still there.
 */
#pragma once

#include "model/report.h"

/* The instruction that made the layer, as recorded; empty when the image records none. */
struct str evidence_instruction(const struct report *r, uint16_t layer);

/* "Layer 3 wrote it: RUN curl …" (layers counted from 1, the instruction cut); empty for a root file system. */
struct str evidence_layer(struct arena *a, const struct report *r, uint16_t layer);
