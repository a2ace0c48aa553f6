/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ignore files and documents of VEX from disk, before the program confines itself.
 *
 *     --vex FILE          a document
 *     --vex FOLDER        all documents (*.json) in it and below; or, with a vex-repository.json, those that its
 *                         index names
 *     --ignorefile FILE   must be there
 *     automatic           .trivyignore, .trivyignore.yaml and .trivyignore.yml of the working folder, when they
 *                         are there and no ignore file was named
 *
 * VEX stands before ignore files in the list, each in the order of the command line, folders by name.
 */
#pragma once

#include "base/opt.h"
#include "judge/exception.h"

/*
 * Appends to `out`, whose arena is set. Names are relative to `folder` (NULL or ".": the working one); entries name
 * files as they were given. `notes` are to be told as warnings. A file that cannot be read or
 * understood: E_USAGE or E_NOTFOUND, with its name and place: a decision would be missing.
 */
int exceptions_open(const struct opt_list *vex, const struct opt_list *ignore_files, bool automatic,
		    const char *folder, struct exception_list *out, struct exception_notes *notes,
		    struct fault *f);
