/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is a file of this name a secret? By name alone: the content is not here.
 */
#pragma once

#include "base/str.h"

/* What it is ("a private SSH key"), NULL when the name does not say so. Public halves and samples are none. */
const char *secret_path_kind(struct str path);
