/* SPDX-License-Identifier: Apache-2.0 */
/* A secret is never printed whole: reports travel further than Dockerfiles. */
#pragma once

#include "base/str.h"

/* "ghp_…" for a long one, "…" for a short one. */
struct str mask_secret(struct arena *a, struct str secret);
