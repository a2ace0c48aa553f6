/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Repairs as a unified diff that patch(1) and git apply take:
 *
 *     # apt-no-yes (DL3014): adds -y so that the build does not wait for an answer
 *     --- a/Dockerfile
 *     +++ b/Dockerfile
 *     @@ -1,3 +1,3 @@ apt-no-yes
 *
 * The reasons stand before the file, because between hunks git takes nothing that is no hunk; what
 * stands behind @@ names the rules of the hunk.
 */
#pragma once

#include "base/out.h"
#include "find/dockerfile/fix.h"

/* A .dockerignore that is new ("--- /dev/null") or gets more lines. */
void lint_diff_ignore(struct arena *a, struct str path, bool exists, struct str old, struct str new,
		      struct out *out);

/* Nothing when there are no changes. */
void lint_diff_write(struct arena *a, struct str path, struct str old,
		     const struct fix_result *result, struct out *out);
