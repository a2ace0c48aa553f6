/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the second stage of a split needs, by language.
 */
#pragma once

#include "find/dockerfile/build.h"

struct split_plan {
	struct str base;	/* of the second stage */
	struct str in_build;	/* lines behind the first FROM; may be empty */
	struct str after_build; /* lines at the end of the first stage */
	struct str in_runtime;	/* lines before what is copied */
	VEC(struct str) copies; /* absolute paths, the same on both sides */
	struct str
		account; /* numeric "UID:GID" that takes the place of a named account; empty: names stay */
	bool has_certificates; /* the base brings CA certificates and time zones */
	bool has_node_account;
};

/* NULL when *out is complete; else why this file is not split. */
const char *split_plan(const struct df_build *b, struct split_plan *out);
