/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A git object as the difference to another one (gitformat-pack(5), "Deltified representation").
 */
#pragma once

#include "base/buf.h"
#include "base/fault.h"

/*
 * Builds the object into `out` (empty; its ceiling is the largest result: E_LIMIT beyond). E_CORRUPT: the
 * delta is for a base of another size, copies from outside of it, or promises another size than it makes.
 */
int git_delta_apply(struct str base, struct str delta, struct buf *out, struct fault *f);
