/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A history as a command's input: the program confines itself, then it is opened and read.
 *
 * A history may lie in a folder that others write to, and SQLite reads its structure from the file.
 */
#pragma once

#include "cmd/lib/output.h"
#include "history/store.h"

/*
 * For commands that read nothing but it; `outputs` are open, or NULL for none. From here on only the folder of
 * `path` can be read: SQLite looks for a journal beside the file.
 */
int history_open_confined(const char *path, const struct output_set *outputs, bool no_sandbox,
			  struct arena *a, struct store **out, struct fault *f);
