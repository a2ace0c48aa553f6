/* SPDX-License-Identifier: Apache-2.0 */
#include "model/lint.h"

static const char *const names[LINT_LEVEL_COUNT] = {
	[LINT_ERROR] = "error",
	[LINT_WARNING] = "warning",
	[LINT_INFO] = "info",
	[LINT_STYLE] = "style",
};

const char *lint_level_name(enum lint_level l)
{
	return names[l < LINT_LEVEL_COUNT ? l : LINT_ERROR];
}

bool lint_level_parse(struct str s, enum lint_level *out)
{
	for (unsigned i = 0; i < LINT_LEVEL_COUNT; i++)
		if (str_eq_nocase(s, str_of(names[i]))) {
			*out = (enum lint_level)i;
			return true;
		}
	return false;
}
