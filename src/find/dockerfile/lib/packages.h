/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which packages of the distribution does a command install, and does the same RUN take them away again?
 */
#pragma once

#include "find/dockerfile/shell.h"

/* apt-get install, apk add, dnf install …, and not only a download. */
bool packages_installs(const struct sh_command *c);

/*
 * The next literal package behind words.p[*at] (begin with 0); the version behind '=' is left out. NULL at
 * the end.
 */
const struct sh_word *packages_next(const struct sh_command *c, size_t *at, struct str *out_name);

/*
 * Does a later command of the script remove this package (or the virtual group it was added to, or all
 * that nothing needs)?
 */
bool packages_removed_later(const struct sh_script *s, size_t from, struct str package);
