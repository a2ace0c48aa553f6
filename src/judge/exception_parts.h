/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Of exception.c, for tests and readers.
 */
#pragma once

#include "judge/exception.h"

/* As exceptions_apply(); the number of comparisons of entries with parts of findings that it took. */
uint64_t exceptions_apply_counted(struct report *r, const struct exception_list *list,
				  const struct exception_rules *rules, struct str today);

/* RFC 3339 or a date, in microseconds since 1970; INT64_MIN, before all others, when it is neither. */
int64_t exception_moment(struct str time);
