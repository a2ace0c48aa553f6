/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks that are the same for several package managers; each rule file gives its manager and its words.
 */
#pragma once

#include "find/dockerfile/lib/run.h"

/* Reports installs of packages without a version. */
void check_unpinned(struct lint *l, uint32_t at, const struct df_instruction *i,
		    enum manager_id id);

/* Reports calls that stop to ask; `option` is what the repair inserts, behind the subcommand or the name. */
void check_asks(struct lint *l, uint32_t at, const struct df_instruction *i, enum manager_id id,
		const char *option);

/*
 * Reports installs whose downloads stay in the layer. `clean` is the command that the repair appends; a
 * clean-up by one of the `cleaners` counts as well as deleting the folders.
 */
struct keep_check {
	enum manager_id id;
	const enum manager_id *cleaners;
	size_t cleaners_n;
	const char *clean;
	const char *what; /* "package lists and downloads" */
};
void check_kept(struct lint *l, uint32_t at, const struct df_instruction *i,
		const struct keep_check *keep);

/* Is a package of this manager, as it is asked for, bound to a version, or does it come from elsewhere? */
bool package_is_pinned(enum manager_id id, struct str package);
