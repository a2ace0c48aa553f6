/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers as people read them; in the arena. The same on every machine and in every locale.
 */
#pragma once

#include "base/str.h"

struct str count_text(struct arena *a, uint64_t n); /* "1,234,567" */

/* "1 byte", "999 bytes", "74.9 MB": powers of 1000, one digit behind the point. */
struct str bytes_text(struct arena *a, uint64_t n);

/* "1 package", "1,200 packages" */
struct str plural_text(struct arena *a, uint64_t n, const char *one, const char *many);
