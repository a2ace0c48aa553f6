/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which advisory database a command uses.
 *
 *     --db FILE                                     that one
 *     --db builtin                                  the built-in headline advisories
 *     $SEAWORTHY_DB                                 that one
 *     $XDG_CACHE_HOME/seaworthy/seaworthy.db        when it exists
 *       (~/.cache/seaworthy/seaworthy.db)
 *     otherwise                                     the built-in headline advisories
 *
 * A file that was named and is not there is an error; only the last place may be empty.
 */
#pragma once

#include "judge/db/db.h"
#include "model/report.h"

struct database {
	struct db *db;
	struct database_info info;
};

/* `option` is the value of --db, or NULL. `info` is filled, its strings in `a`. */
int database_open(struct database *d, const char *option, struct arena *a, struct fault *f);
void database_close(struct database *d); /* also when it was never opened: zero it first */
void database_closep(struct database *d);

/*
 * Where the database is when nobody names one ($SEAWORTHY_DB or the cache folder); NULL when the
 * environment names neither. *out_named (may be NULL): by SEAWORTHY_DB, so it ought to be there.
 */
const char *database_default_path(struct arena *a, bool *out_named);

/* Makes the folders above `path`, as far as they are missing. */
int database_make_folders(const char *path, struct fault *f);
