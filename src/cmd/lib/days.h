/* SPDX-License-Identifier: Apache-2.0 */
/* Spans of time and sizes as options say them. */
#pragma once

#include "base/fault.h"
#include "base/str.h"

/* "7d", "7", "2w" (weeks), "3m" (months of 30 days), "1y": days, at most 36500. E_USAGE names the option. */
int days_parse(const char *option, struct str text, uint64_t *out, struct fault *f);

/* "64M", "500K", "2G", or bytes: powers of 1024. */
int size_parse(const char *option, struct str text, uint64_t *out, struct fault *f);
