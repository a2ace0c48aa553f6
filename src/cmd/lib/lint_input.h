/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is read for one Dockerfile: itself, the ignore file, the names in its build context. Files that
 * share a folder share what is known of it.
 */
#pragma once

#include "base/map.h"
#include "base/vec.h"
#include "cmd/lib/lint_target.h"
#include "find/dockerfile/build.h"

/* A .dockerignore, or NAME.dockerignore beside the Dockerfile NAME, which wins. */
struct lint_ignore_file {
	const char *path;
	bool exists, unknown; /* unknown: it is there and cannot be read */
	struct str was, text; /* as read, as it is now */
	struct lint_target target;
	const char *not_writable; /* why; NULL when the target is ready or was not asked for */
};

/* A folder that is built from. */
struct lint_context {
	bool known; /* all names were listed: a huge or unreadable folder is unknown */
	const char *const *names;
	struct lint_ignore_file common;
};

struct lint_contexts {
	struct arena *arena;
	struct map by_folder; /* → index into list */
	VEC(struct lint_context *) list;
	VEC(struct lint_ignore_file *) ignores; /* all of them */
};

struct lint_input {
	const char *path; /* as given; "-" is standard input */
	struct str shown; /* in reports */
	struct str source;
	struct df_options options;
	struct lint_ignore_file *ignore; /* NULL: there is no folder to look into */
};

void lint_contexts_init(struct lint_contexts *c, struct arena *a);

/* `context`: the folder of the build, NULL: the one that the file is in (standard input has none). */
int lint_input_read(struct lint_contexts *c, const char *path, const char *context,
		    struct lint_input *out, struct fault *f);

/* Hands the ignore file, as it is now, to the options. */
void lint_input_update(struct lint_input *input);
