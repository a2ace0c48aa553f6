/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A file that is going to be replaced by its repair, whole or not at all. Links are followed, mode
 * and owner are kept.
 *
 * Prepared before the process confines itself (a temporary file beside the real one), written
 * afterwards or dropped.
 */
#pragma once

#include "base/fs.h"

struct lint_target {
	struct fs_file file;
	const char *folder; /* in which the file gets its name: the sandbox has to allow that */
	bool ready;
};

/* `path` may name a file that is not there yet. E_DENIED for one that is read-only. */
int lint_target_prepare(struct lint_target *t, const char *path, struct arena *a, struct fault *f);

int lint_target_write(struct lint_target *t, struct str text, struct fault *f);
void lint_target_drop(struct lint_target *t); /* also when it was never prepared or is written */
