/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which history a command uses.
 *
 *     --history FILE                                that one
 *     $SEAWORTHY_HISTORY                            that one; "off": none
 *     CI is set                                     none: what a job writes is gone with it
 *     $XDG_STATE_HOME/seaworthy/history.db          (~/.local/state/seaworthy/history.db)
 */
#pragma once

#include "base/arena.h"
#include "base/fault.h"

/* Where it is when nobody names one; NULL when the environment names no folder. */
const char *history_default_path(struct arena *a);

/*
 * For a scan, which writes. `option` is the value of --history or NULL, `off` --no-history. NULL: none. Makes the
 * folders above the default one, for this user alone; when that fails the recorder will say so.
 */
const char *history_for_scan(const char *option, bool off, struct arena *a);

/* For a question; E_USAGE when there is none to ask. */
int history_for_question(const char *option, struct arena *a, const char **out, struct fault *f);

/* The folder that holds the file, behind links: what is to be open to a process that is confined. */
const char *history_folder(const char *path, struct arena *a);
