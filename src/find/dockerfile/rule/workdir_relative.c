/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A relative WORKDIR depends on the one before it, which the base image may set. The repair writes the
 * whole path where the file says what came before, or where the base is one of those that set none.
 */
#include "find/dockerfile/lib/image.h"
#include "find/dockerfile/lib/repair.h"
#include "find/dockerfile/lib/ship.h"
#include "find/dockerfile/lib/value.h"

/* Official images without a WORKDIR of their own, in all their tags: what is relative begins at /. */
static bool base_sets_none(struct str image)
{
	static const char *const images[] = {
		"almalinux",  "alpine", "amazoncorretto", "amazonlinux",     "archlinux",
		"busybox",    "centos", "debian",	  "eclipse-temurin", "fedora",
		"nginx",      "node",	"openjdk",	  "oraclelinux",     "python",
		"rockylinux", "ruby",	"rust",		  "ubuntu",
	};
	for (size_t i = 0; i < ARRAY_LEN(images); i++)
		if (str_is(image, images[i]))
			return true;
	return false;
}

/* The folder before this instruction; empty when it is not known. */
static struct str folder_before(struct lint *l, uint32_t instruction)
{
	const struct df_build *b = lint_build(l);
	const struct df_state *state = &b->states[instruction];
	const struct df_stage *stage = ship_stage(b, instruction);
	if (state->workdir_known)
		return state->workdir;
	if (!stage || (stage->parent < b->stages.n && b->stages.p[stage->parent].workdir) ||
	    !base_sets_none(official_base(b, stage)))
		return STR("");
	/* ends at the first one, so that all calls together look at each instruction once */
	for (uint32_t k = instruction; k-- > stage->first;)
		if (b->file->instructions.p[k].kind == DF_WORKDIR)
			return STR("");
	return STR("/");
}

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
	struct str before = folder_before(l, instruction);
	bool literal = !w->has_variable && str_eq(w->raw, w->text) &&
		       str_eq(df_slice(lint_file(l), w->span), w->raw);
	if (before.n && before.p[0] == '/' && literal && is_direct(l, instruction, i))
		repair_replace(l, n, w->span, path_join(lint_arena(l), before, path),
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
