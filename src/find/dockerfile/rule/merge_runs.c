/* SPDX-License-Identifier: Apache-2.0 */
/*
 * RUN instructions directly behind each other with one or two commands each: every one is a layer, and a file that
 * the second deletes is shipped by the first.
 *
 * Longer ones were kept apart for a reason, usually the build cache, and so were those with other flags (mounts,
 * network). The repair joins two only where the build cache loses nothing: the second one is a matter of a moment
 * (chmod, mkdir, ln), and the first one installs no packages. See lib/run_edit.c for what else it refuses.
 */
#include "find/dockerfile/lib/run.h"

#define FEW 2

static bool is_short(const struct run *r)
{
	size_t n = 0;
	if (r->script->commands.n > 16)
		return false;
	/* an update belongs to its install, and a repair may take it out */
	for (size_t k = 0; k < r->script->commands.n; k++) {
		struct manager_call call;
		n += !(r->script->commands.p[k].flags & SH_SUBSTITUTION) &&
		     !(manager_read(r->lint, r->at, k, &call) && call.verb == VERB_REFRESH);
	}
	return n > 0 && n <= FEW && r->instruction->heredocs.n == 0 && !r->instruction->json;
}

/* Commands that take no time, so that running them again costs nothing. */
static bool is_quick(const struct run *r)
{
	static const char *const names[] = { "adduser", "addgroup", "chgrp",   "chmod",
					     "chown",	"cp",	    "echo",    "groupadd",
					     "install", "ln",	    "mkdir",   "mv",
					     "printf",	"rm",	    "rmdir",   "sed",
					     "tee",	"touch",    "useradd", "usermod",
					     "cat",	"setcap",   "test",    NULL };
	for (size_t n = 0; n < r->script->commands.n; n++)
		if (!word_in(sh_name(&r->script->commands.p[n]), names))
			return false;
	return true;
}

static bool installs(const struct run *r)
{
	struct manager_call call;
	for (size_t n = 0; n < r->script->commands.n; n++)
		if (manager_read(r->lint, r->at, n, &call))
			return true;
	return false;
}

/* Is the instruction a short RUN directly behind another one? */
static bool is_second(struct lint *l, uint32_t at, struct run *out_previous, struct run *out_this)
{
	const struct dockerfile *d = lint_file(l);
	if (at == 0 || at >= d->instructions.n || d->instructions.p[at].kind != DF_RUN ||
	    d->instructions.p[at - 1].kind != DF_RUN || d->instructions.p[at - 1].broken)
		return false;
	*out_previous = run_of(l, at - 1, &d->instructions.p[at - 1]);
	return run_next(out_previous, out_this) && is_short(out_previous) && is_short(out_this);
}

static struct str describe(struct lint *l, unsigned runs)
{
	return runs == 2 ? STR("a second short RUN directly behind another one")
			 : str_printf(lint_arena(l), "%u short RUNs directly behind each other",
				      runs);
}

/*
 * From the second of a row on. Those that can be joined for certain are one finding with all the edits, of the
 * others the first is named for the row.
 */
static void report_row(struct lint *l, uint32_t at)
{
	const struct dockerfile *d = lint_file(l);
	struct lint_finding *joined = NULL, *left = NULL;
	unsigned runs = 1, in_joined = 0;
	struct run previous, this;
	for (; is_second(l, at, &previous, &this); at++) {
		struct span place = d->instructions.p[at].keyword;
		struct lint_finding pair = { 0 };
		runs++;
		if (!is_quick(&this) || installs(&previous) ||
		    !run_merge(&previous, &this, &pair)) {
			joined = NULL;
			if (!left)
				left = lint_report(l, at, place, " ");
			continue;
		}
		if (!joined) {
			joined = lint_report(l, at, place, " ");
			joined->edit_reason = STR(
				"one layer instead of several; a failure still stops the build");
			in_joined = 1;
		}
		for (size_t k = 0; k < pair.edits.n; k++)
			lint_edit(l, joined, pair.edits.p[k].span, pair.edits.p[k].text);
		joined->message = describe(l, ++in_joined);
	}
	if (!left)
		return;
	left->message = describe(l, runs);
	left->suggestion = STR("Join them with && when neither changes often");
}

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	struct run a, b;
	(void)i;
	if (at > 0 && is_second(l, at, &a, &b) && !is_second(l, at - 1, &a, &b))
		report_row(l, at);
}

const struct dockerfile_rule dockerfile_rule_merge_runs = {
	.id = "merge-runs",
	.aliases = "DL3059",
	.title = "Short RUN instructions directly behind each other",
	.why = "Each RUN is a layer of its own; what a later one deletes or changes is shipped twice.",
	.fix = "Join them with &&, or in one here-document.",
	.level = LINT_INFO,
	.severity = SEVERITY_NEGLIGIBLE,
	.shipped_only = true,
	.reference = "https://docs.docker.com/build/building/best-practices/#run",
	.bad = "FROM debian:12\n"
	       "RUN mkdir -p /app/data\n"
	       "# numeric, so that the cluster can check it\n"
	       "RUN chown 1000:1000 /app/data\n",
	.good = "FROM debian:12 AS build\n"
		"RUN mkdir -p /app/data && chown 1000:1000 /app/data\n"
		"RUN --mount=type=cache,target=/root/.cache make\n"
		"ENV A=1\n"
		"RUN make install\n"
		"FROM debian:12\n"
		"RUN true\n",
	.on = ON(DF_RUN),
	.check = check,
};
