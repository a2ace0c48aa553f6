/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Downloads of package managers that stay in the layer.
 *
 * A layer is written when its instruction ends, so only what the same RUN takes away is gone; `clean` in the next
 * RUN hides the bytes and ships them. A cache mount or tmpfs at the folder keeps them out from the start.
 */
#include "find/dockerfile/lib/check.h"

/* Does a command behind this one clean up, by subcommand? */
static bool is_cleaned(const struct run *r, size_t command, const struct keep_check *keep)
{
	for (size_t n = command + 1; n < r->script->commands.n; n++) {
		struct manager_call call;
		if (!manager_read(r->lint, r->at, n, &call) || call.verb != VERB_CLEAN)
			continue;
		for (size_t k = 0; k < keep->cleaners_n; k++)
			if (call.id == keep->cleaners[k])
				return true;
	}
	return false;
}

static bool fills_cache(const struct manager_call *call)
{
	switch (call->verb) {
	case VERB_INSTALL:
	case VERB_UPGRADE:
	case VERB_DIST_UPGRADE:
	case VERB_REFRESH:
		return true;
	case VERB_OTHER:
	case VERB_REMOVE:
	case VERB_CLEAN:
		break;
	}
	return false;
}

void check_kept(struct lint *l, uint32_t at, const struct df_instruction *i,
		const struct keep_check *keep)
{
	struct run r = run_of(l, at, i);
	struct arena *a = lint_arena(l);
	const char *const *folders = managers[keep->id].cache;
	struct manager_call call, last = { 0 };
	bool found = false, installs = false;
	for (size_t n = 0; n < r.script->commands.n; n++) {
		if (run_calls(&r, n, keep->id, &call) && fills_cache(&call)) {
			last = call;
			found = true;
			installs |= call.verb != VERB_REFRESH;
		}
	}
	if (!found || run_is_mounted(&r, folders) || is_cleaned(&r, last.at, keep) ||
	    run_deletes(&r, last.at, folders))
		return;
	struct lint_finding *n =
		run_report(&r, last.at,
			   str_printf(a, "%.*s %.*s leaves its %s in the layer", STRF(last.name),
				      STRF(last.verb_text), keep->what));
	struct str clean = str_of(keep->clean);
	/* lists that were fetched for a later RUN are no good without it: that is update-alone's business */
	bool allowed = !str_is(last.command->wrapper, "sudo") || run_is_root(&r);
	if (installs && allowed && run_append(&r, n, clean))
		n->edit_reason =
			str_printf(a, "cleans up in the same RUN, before the layer is written");
	else
		n->suggestion = str_printf(a, "Run %s at the end of the same RUN", keep->clean);
}
