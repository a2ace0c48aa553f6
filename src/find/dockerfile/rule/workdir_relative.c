/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A relative WORKDIR depends on the one before it, which the base image may set. The repair writes the
 * whole path where the file says what came before.
 */
#include "find/dockerfile/lib/repair.h"
#include "find/dockerfile/lib/value.h"

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	bool unknown;
	if (!i->args.n)
		return;
	const struct df_word *w = &i->args.p[0];
	struct str path = value_of(l, instruction, i, w, &unknown);
	if (!path.n || path_is_absolute(path) || (unknown && path.p[0] == '$'))
		return;
	struct lint_finding *n =
		lint_report(l, instruction, w->span, "WORKDIR %.*s is relative", STRF(w->text));
	const struct df_state *state = &lint_build(l)->states[instruction];
	bool literal = !w->has_variable && str_eq(w->raw, w->text) &&
		       str_eq(df_slice(lint_file(l), w->span), w->raw);
	if (state->workdir_known && state->workdir.n && state->workdir.p[0] == '/' && literal &&
	    is_direct(l, instruction, i))
		repair_replace(l, n, w->span, path_join(lint_arena(l), state->workdir, path),
			       "writes the whole path that it comes to");
	else
		n->suggestion = str_printf(
			lint_arena(l),
			"write the whole path, for instance /%.*s; what the base image has "
			"set is not known",
			STRF(w->text));
}

const struct dockerfile_rule dockerfile_rule_workdir_relative = {
	.id = "workdir-relative",
	.aliases = "DL3000 WorkdirRelativePath DS-0009 AVD-DS-0009 DS009",
	.title = "Relative WORKDIR",
	.why = "The folder depends on what the base image or an instruction far above has set, and changes with "
	       "them.",
	.fix = "Write the absolute path.",
	.level = LINT_ERROR,
	.severity = SEVERITY_HIGH,
	.reference = "https://docs.docker.com/reference/build-checks/workdir-relative-path/",
	.bad = "FROM debian:12\nWORKDIR /srv\nWORKDIR app\n",
	.good = "FROM debian:12\nENV HOME_OF_APP=/srv/app\nWORKDIR $HOME_OF_APP\nWORKDIR \"/srv/my app\"\n",
	.on = ON(DF_WORKDIR),
	.check = check,
};
