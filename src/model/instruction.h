/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The instruction that made a layer, as its author wrote it: "RUN apk add curl" instead of what the
 * builder put around it.
 *
 * Takes off "/bin/sh -c", "#(nop)", build arguments ("|2 A=b C=d", whose values are nobody's
 * business), "# buildkit" and a leading "set -eux;", shortens the content hash of classic ADD and
 * COPY, and folds white space. Text that is in none of the known forms comes back folded.
 */
#pragma once

#include "base/str.h"

/* One space for every run of white space, none at the ends. */
struct str instruction_fold(struct arena *a, struct str s);

struct str instruction_short(struct arena *a, struct str created_by);
