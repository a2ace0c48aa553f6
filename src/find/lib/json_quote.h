/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON's strings, for instructions in exec form: quotes, backslashes and control characters escaped, all other bytes
 * as they are.
 */
#pragma once

#include "base/str.h"

/* With its quotes; in the arena, or at `to`, which takes JSON_QUOTED(s.n) bytes: returns how many were written. */
struct str json_quote(struct arena *a, struct str s);
size_t json_quote_put(char *to, struct str s);

#define JSON_QUOTED(n) (6 * (n) + 2)
