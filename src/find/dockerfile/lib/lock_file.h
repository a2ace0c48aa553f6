/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is the lock file of a package manager beside the manifest when a RUN installs from it?
 */
#pragma once

#include "find/dockerfile/build.h"

enum lock_state {
	LOCK_UNKNOWN,
	LOCK_ABSENT,  /* the build context is known and has none */
	LOCK_PRESENT, /* certainly copied into the folder of this RUN */
};

/* `names` ends with NULL: any of them will do ("package-lock.json", "npm-shrinkwrap.json"). */
enum lock_state lock_file_state(const struct df_build *b, uint32_t run, const char *const *names);
