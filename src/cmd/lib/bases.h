/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where catalogues of bases are (docs/format/bases.md), in the order in which the first name for a chain of layers
 * counts:
 *
 *     --catalogue FILE                          must be there
 *     .seaworthy-bases                          of the working folder: the team's, kept with its source
 *     $XDG_CONFIG_HOME/seaworthy/bases          the user's (~/.config/seaworthy/bases)
 *     built in                                  data/bases.txt
 */
#pragma once

#include "base/fault.h"
#include "find/base.h"

#define BASES_FILE ".seaworthy-bases"

/* *out_any: there are others than the built-in ones. E_USAGE names the line that cannot be used. */
int bases_read_all(struct base_list *list, const char *catalogue, struct arena *a, bool *out_any,
		   struct fault *f);

/* One file into a list that was begun; 0 when it is not there, 1 when it was read. */
int bases_read(struct base_list *list, const char *path, struct fault *f);
