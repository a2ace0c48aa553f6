/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is read for one Dockerfile: itself, the ignore file, the names in its build context.
 */
#pragma once

#include "base/fs.h"
#include "find/dockerfile/build.h"

struct lint_input {
	const char *path; /* as given; "-" is standard input */
	struct str shown; /* in reports */
	struct str source;
	struct df_options options;
};

/*
 * `context`: the folder of the build, NULL: the one that the file is in (standard input has none).
 * The names are known only when all of them could be listed: a huge folder counts as unknown.
 */
int lint_input_read(struct arena *a, const char *path, const char *context, struct lint_input *out,
		    struct fault *f);
