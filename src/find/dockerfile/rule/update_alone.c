/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A RUN that fetches package lists and uses them for nothing: the builder caches its layer, and an install added
 * next month works with the lists of today.
 *
 * The repair makes one instruction of it and an install that follows directly. That is all it can know: where the
 * install stands further down, what is in between may have a reason to be there.
 */
#include "find/dockerfile/lib/run.h"

static bool is_update(const struct manager_call *call)
{
	if (call->id != MANAGER_APT && call->id != MANAGER_APK && call->id != MANAGER_ZYPPER &&
	    !manager_is_rpm(call->id))
		return false;
	return call->verb == VERB_REFRESH && !str_is(call->verb_text, "check-update");
}

/* Commands that may use the lists: another word of a manager, a script, anything that says install. */
static bool may_use(const struct run *r, size_t n)
{
	const struct sh_command *c = &r->script->commands.p[n];
	struct manager_call call;
	if (manager_read(r->lint, r->at, n, &call))
		return call.verb != VERB_REFRESH && call.verb != VERB_CLEAN;
	struct str name = sh_name(c);
	if (c->words.n && (name.n == 0 || str_find_char(c->words.p[0].text, '/') != SIZE_MAX ||
			   str_starts(name, STR("apt-")) || str_ends(name, STR(".sh")) ||
			   str_has(name, STR("install")) || str_is(name, "mk-build-deps")))
		return !str_is(name, "apt-key");
	for (size_t k = 1; k < c->words.n; k++) {
		struct str w = c->words.p[k].text;
		if (str_has(w, STR("install")) || str_has(w, STR("build-dep")) ||
		    str_ends(w, STR(".sh")))
			return true;
	}
	return false;
}

static bool installs(const struct run *r, enum manager_id id)
{
	for (size_t n = 0; n < r->script->commands.n; n++) {
		struct manager_call call;
		if (run_calls(r, n, id, &call))
			return call.verb == VERB_INSTALL || call.verb == VERB_UPGRADE;
	}
	return false;
}

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	struct run r = run_of(l, at, i), next;
	struct manager_call call, update = { 0 };
	bool found = false;
	for (size_t n = 0; n < r.script->commands.n; n++) {
		if (!found && manager_read(l, at, n, &call) && is_update(&call)) {
			update = call;
			found = true;
			continue;
		}
		if (found && may_use(&r, n))
			return;
	}
	if (!found || r.script->incomplete)
		return;
	struct arena *a = lint_arena(l);
	struct lint_finding *n =
		run_report(&r, update.at,
			   str_printf(a, "%.*s %.*s without an install in the same RUN",
				      STRF(update.name), STRF(update.verb_text)));
	if (run_next(&r, &next) && installs(&next, update.id) && run_merge(&r, &next, n))
		n->edit_reason = STR("joins it with the install below, so that both are always of "
				     "the same day");
	else
		n->suggestion = STR("Move it into the RUN that installs");
}

const struct dockerfile_rule dockerfile_rule_update_alone = {
	.id = "update-alone",
	.aliases = "DS-0017 AVD-DS-0017 DS017 CIS-DI-0007",
	.title = "Package lists are updated in a RUN of their own",
	.why = "The builder reuses the layer with old lists when the install below it changes: old, "
	       "vulnerable versions are installed, or ones that the mirror has dropped.",
	.fix = "Put update and install into one RUN: apt-get update && apt-get install.",
	.level = LINT_WARNING,
	.severity = SEVERITY_HIGH,
	.reference = "https://docs.docker.com/build/building/best-practices/#apt-get",
	.bad = "FROM debian:12\n"
	       "RUN apt-get update\n"
	       "# for the health check\n"
	       "RUN apt-get install -y --no-install-recommends curl=7.88.1-10 \\\n"
	       "  && rm -rf /var/lib/apt/lists/*\n",
	.good = "FROM debian:12\n"
		"COPY install.sh /\n"
		"RUN apt-get update && apt-get install -y --no-install-recommends curl=7.88.1-10 "
		"&& rm -rf /var/lib/apt/lists/*\n"
		"RUN apt-get update && /install.sh && rm -rf /var/lib/apt/lists/*\n"
		"RUN apt-get update && npx playwright install-deps && rm -rf /var/lib/apt/lists/*\n",
	.on = ON(DF_RUN),
	.check = check,
};
