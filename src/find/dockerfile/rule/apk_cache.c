/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The index that apk update, and apk add without --no-cache, keep below /var/cache/apk.
 *
 * The repair gives every add --no-cache and takes the update in front of it out: with --no-cache apk fetches the
 * index itself and keeps nothing, so the update only writes what is not wanted.
 */
#include "find/dockerfile/lib/run.h"

static bool keeps(const struct manager_call *call)
{
	static const char *const options[] = { "--no-cache", "--cache-dir", NULL };
	return (call->verb == VERB_INSTALL || call->verb == VERB_REFRESH ||
		call->verb == VERB_UPGRADE) &&
	       !manager_has(call, options) && !call->unresolved;
}

/* Is there an add behind this update, and do all that would read the index fetch it themselves, once repaired? */
static bool is_superfluous(const struct run *r, size_t update)
{
	bool adds = false;
	size_t end = size_min(r->script->commands.n, update + RUN_LOOK_AROUND);
	for (size_t n = update + 1; n < r->script->commands.n; n++) {
		struct manager_call call;
		if (!run_calls(r, n, MANAGER_APK, &call) || call.verb == VERB_REMOVE)
			continue;
		if (n >= end || (!manager_has_option(&call, "--no-cache") &&
				 (!keeps(&call) || call.verb == VERB_REFRESH)))
			return false;
		adds |= call.verb == VERB_INSTALL;
	}
	return adds;
}

static bool add_option(const struct run *r, struct lint_finding *n, const struct manager_call *call)
{
	return run_insert_behind(r, n, &call->command->words.p[call->verb_at], STR(" --no-cache"));
}

/* Without its update an add that does not fetch the index itself would fail: all of them can be repaired. */
static bool adds_are_certain(const struct run *r)
{
	struct lint_finding trial = { 0 };
	for (size_t n = 0; n < r->script->commands.n; n++) {
		struct manager_call call;
		if (run_calls(r, n, MANAGER_APK, &call) && keeps(&call) &&
		    call.verb != VERB_REFRESH && !add_option(r, &trial, &call))
			return false;
	}
	return true;
}

static struct lint_finding *report(const struct run *r, const struct manager_call *call)
{
	return run_report(r, call->at,
			  str_printf(lint_arena(r->lint),
				     "apk %.*s leaves the package index in the layer",
				     STRF(call->verb_text)));
}

/* What can be repaired together is one index and one finding; the others speak for themselves. */
static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	struct run r = run_of(l, at, i);
	const char *const *folders = managers[MANAGER_APK].cache;
	struct lint_finding *found = NULL;
	if (run_is_mounted(&r, folders))
		return;
	bool certain = adds_are_certain(&r);
	for (size_t n = run_last_deletion(&r, folders); n < r.script->commands.n; n++) {
		struct manager_call call;
		if (!run_calls(&r, n, MANAGER_APK, &call) || !keeps(&call))
			continue;
		bool update = call.verb == VERB_REFRESH;
		struct lint_finding *here = found ? found : report(&r, &call);
		if (update ? certain && is_superfluous(&r, n) && run_drop(&r, here, n)
			   : add_option(&r, here, &call)) {
			found = here;
			if (!update || !here->edit_reason.n)
				here->edit_reason =
					update ? STR("apk add --no-cache fetches the index itself")
					       : STR("fetches the index and keeps nothing of it");
			continue;
		}
		if (here == found)
			here = report(&r, &call);
		here->suggestion =
			update ? STR("Leave it out: apk add --no-cache fetches the index itself")
			       : STR("Add --no-cache");
	}
}

const struct dockerfile_rule dockerfile_rule_apk_cache = {
	.id = "apk-cache",
	.aliases = "DL3019 DS-0025 AVD-DS-0025 DS025 DKL-DI-0004",
	.title = "apk keeps its index in the image",
	.why = "The index is of no use to the container, and packages installed from an old one are not "
	       "found any more.",
	.fix = "Write apk add --no-cache, without apk update in front of it.",
	.level = LINT_INFO,
	.severity = SEVERITY_HIGH,
	.shipped_only = true,
	.reference = "https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper#Local_cache",
	.bad = "FROM alpine:3.20\n"
	       "RUN apk update \\\n"
	       "    && apk add -t .build-deps \\\n"
	       "        gcc=13.2.1_git20240309-r1 \\\n"
	       "    && apk del .build-deps\n",
	.good = "FROM alpine:3.20\n"
		"RUN apk --no-cache add curl=8.9.1-r1\n"
		"RUN apk update && apk upgrade && apk add jq=1.7.1-r0 && rm -rf /var/cache/apk/*\n"
		"RUN --mount=type=cache,target=/var/cache/apk apk add git=2.45.2-r0\n",
	.on = ON(DF_RUN),
	.check = check,
};
