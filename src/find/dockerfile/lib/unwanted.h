/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Packages that an image would be better without: which of them does a command of a stage that ships install, and
 * the same RUN does not take away again?
 */
#pragma once

#include "find/dockerfile/rule.h"

struct unwanted {
	/* Is the package, its version left out, one of them? */
	bool (*is_package)(const struct df_build *b, struct str package);
	/* The same for what pip and npm -g install; NULL: they are not asked about. */
	bool (*is_module)(struct str module);
	const char *message; /* in front of the list */
	const char *suggestion;
};

/* For each command of the instruction that leaves some of them one finding, with their names. */
void unwanted_check(struct lint *l, uint32_t instruction, const struct unwanted *what);
