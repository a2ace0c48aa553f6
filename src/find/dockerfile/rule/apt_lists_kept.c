/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The package lists that apt-get update fetches and nothing deletes in the same RUN.
 *
 * Silent for stages whose layers do not ship, with a cache mount at the lists, and where the same RUN deletes them
 * behind the update, in whatever spelling.
 *
 * The repair has a trap: a later RUN, or a stage that is FROM this one, may install from these lists without
 * fetching its own. Deleting them would break that build, so it is only suggested then; also when a script of the
 * project runs later, which may do the same.
 */
#include "find/dockerfile/lib/run.h"

#define LISTS "/var/lib/apt/lists"

#define MANY 1000 /* of stages and instructions: beyond, nothing is certain */

/* Is the stage the ancestor, or FROM it, directly or not? */
static bool is_from(const struct df_build *b, uint32_t stage, uint32_t ancestor)
{
	for (unsigned n = 0; n < MANY; n++) {
		if (stage == ancestor)
			return true;
		if (stage >= b->stages.n || b->stages.p[stage].parent >= stage)
			return false;
		stage = b->stages.p[stage].parent;
	}
	return true;
}

static bool reaches_image(const struct df_build *b, uint32_t stage)
{
	return is_from(b, b->target, stage);
}

/* A command that may be anything: ./install.sh, bash setup.sh, $CMD. */
static bool is_foreign(const struct sh_command *c)
{
	if (c->words.n == 0)
		return false;
	if (!c->words.p[0].literal || str_starts(c->words.p[0].text, STR("./")))
		return true;
	for (size_t n = 0; n < c->words.n; n++)
		if (str_ends(c->words.p[n].text, STR(".sh")))
			return true;
	return str_is(sh_name(c), "make");
}

/* Does this RUN install from lists that were there before? */
static bool needs_lists(struct lint *l, uint32_t at)
{
	const struct sh_script *s = &lint_build(l)->scripts[at];
	for (size_t n = 0; n < s->commands.n; n++) {
		struct manager_call call;
		bool apt = manager_is(l, at, n, MANAGER_APT, &call);
		if (apt && call.verb == VERB_REFRESH)
			return false;
		if (is_foreign(&s->commands.p[n]) ||
		    (apt && (call.verb == VERB_INSTALL || call.verb == VERB_UPGRADE ||
			     call.verb == VERB_DIST_UPGRADE)))
			return true;
	}
	return false;
}

/* Some later instruction, here or in a stage that is FROM this one, needs the lists. */
static bool somebody_needs_lists(const struct run *r)
{
	if (r->file->instructions.n - r->at > MANY)
		return true;
	for (uint32_t k = r->at + 1; k < r->file->instructions.n; k++) {
		const struct df_instruction *i = &r->file->instructions.p[k];
		if (i->kind == DF_RUN && i->stage < r->build->stages.n &&
		    is_from(r->build, i->stage, r->instruction->stage) && needs_lists(r->lint, k))
			return true;
	}
	return false;
}

/* The last update of the script; SIZE_MAX when there is none. */
static size_t last_update(const struct run *r, bool *out_installs)
{
	size_t last = SIZE_MAX;
	for (size_t n = 0; n < r->script->commands.n; n++) {
		struct manager_call call;
		if (!run_calls(r, n, MANAGER_APT, &call))
			continue;
		if (call.verb == VERB_REFRESH)
			last = n;
		*out_installs |= call.verb == VERB_INSTALL && last != SIZE_MAX;
	}
	return last;
}

/* apt-get distclean deletes the lists since apt 2.7.8. */
static bool is_distcleaned(const struct run *r, size_t update)
{
	for (size_t n = update + 1; n < r->script->commands.n; n++) {
		struct manager_call call;
		if (run_calls(r, n, MANAGER_APT, &call) && str_is(call.verb_text, "distclean"))
			return true;
	}
	return false;
}

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	struct run r = run_of(l, at, i);
	const char *const *lists = managers[MANAGER_APT].cache;
	bool installs = false;
	size_t update = last_update(&r, &installs);
	if (update == SIZE_MAX || !reaches_image(r.build, i->stage) || run_is_mounted(&r, lists) ||
	    run_deletes(&r, update, lists) || is_distcleaned(&r, update))
		return;
	struct lint_finding *n = run_report(&r, update, STR("the package lists stay in the layer"));
	bool allowed = !str_is(r.script->commands.p[update].wrapper, "sudo") || run_is_root(&r);
	if (installs && allowed && !somebody_needs_lists(&r) &&
	    run_append(&r, n, STR("rm -rf " LISTS "/*")))
		n->edit_reason = STR(
			"deletes the package lists in the same RUN, before the layer is written");
	else if (!installs)
		n->suggestion = STR("Put update, install and rm -rf " LISTS "/* into one RUN");
	else
		n->suggestion =
			STR("End this RUN with rm -rf " LISTS
			    "/*, and begin each later RUN that installs with apt-get update");
}

const struct dockerfile_rule dockerfile_rule_apt_lists_kept = {
	.id = "apt-lists-kept",
	.aliases = "DL3009 DKL-DI-0005",
	.title = "The package lists of apt stay in the image",
	.why = "They are some tens of megabytes that the container never uses, and a stale list makes a "
	       "later install fail.",
	.fix = "Delete them in the RUN that fetched them: && rm -rf /var/lib/apt/lists/*. Deleting them "
	       "in a later RUN frees nothing.",
	.level = LINT_INFO,
	.severity = SEVERITY_LOW,
	.shipped_only = true,
	.reference = "https://docs.docker.com/build/building/best-practices/#apt-get",
	.bad = "FROM debian:12\n"
	       "RUN apt-get update \\\n"
	       "    && apt-get install -y --no-install-recommends \\\n"
	       "        # for the health check\n"
	       "        curl=7.88.1-10 \\\n"
	       "    && apt-get clean\n"
	       "RUN rm -rf /var/lib/apt/lists/*\n",
	.good = "FROM debian:12 AS build\n"
		"RUN apt-get update && apt-get install -y --no-install-recommends gcc=4:12.2.0-3\n"
		"FROM debian:12\n"
		"RUN apt-get update && apt-get install -y --no-install-recommends curl=7.88.1-10 "
		"&& apt-get clean && rm -rf /var/lib/{apt,dpkg/info}/ /tmp/*\n"
		"RUN --mount=type=cache,target=/var/lib/apt,sharing=locked "
		"apt-get update && apt-get install -y --no-install-recommends jq=1.6-2.1\n",
	.on = ON(DF_RUN),
	.check = check,
};
