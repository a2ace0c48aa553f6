/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ignore files and documents of VEX: from the disk into one list.
 */
#pragma once

#include "base/opt.h"
#include "judge/exception.h"

/*
 * `vex` names files, folders of documents, and repositories in the layout of vexhub; `ignore_files` names files;
 * with `automatic` those of the usual names in `folder` are read, too, when they are there. Appends to *out.
 * E_USAGE for what is not there, E_CORRUPT with the place for what cannot be understood: nobody shall believe that
 * it holds.
 */
int exceptions_open(const struct opt_list *vex, const struct opt_list *ignore_files, bool automatic,
		    const char *folder, struct exception_list *out, struct exception_notes *notes,
		    struct fault *f);
