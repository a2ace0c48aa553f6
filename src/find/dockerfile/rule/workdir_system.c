/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/value.h"

/* Everything below these belongs to the system, too. */
static const char *const trees[] = { "/proc", "/sys",	"/dev",	  "/boot",    "/bin",	  "/sbin",
				     "/lib",  "/lib32", "/lib64", "/usr/bin", "/usr/sbin" };
/* An application may have a folder of its own below these. */
static const char *const folders[] = { "/etc", "/usr", "/usr/lib",  "/usr/lib64",
				       "/var", "/run", "/root/.ssh" };

static bool is_system(struct str path)
{
	while (path.n > 1 && path.p[path.n - 1] == '/')
		path.n--;
	for (size_t i = 0; i < ARRAY_LEN(trees); i++) {
		struct str tree = str_of(trees[i]);
		if (str_starts(path, tree) && (path.n == tree.n || path.p[tree.n] == '/'))
			return true;
	}
	for (size_t i = 0; i < ARRAY_LEN(folders); i++)
		if (str_is(path, folders[i]))
			return true;
	return false;
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	bool unknown;
	if (!i->args.n)
		return;
	struct str path = value_of(l, instruction, i, &i->args.p[0], &unknown);
	if (!unknown && path.n && path.p[0] == '/' &&
	    is_system(path_join(lint_arena(l), STR(""), path)))
		lint_report(l, instruction, i->args.p[0].span, "%.*s belongs to the system",
			    STRF(path));
}

const struct dockerfile_rule dockerfile_rule_workdir_system = {
	.id = "workdir-system",
	.aliases = "DS-0030 AVD-DS-0030 DS030",
	.title = "WORKDIR is a folder of the system",
	.why = "What the application writes lands among the system's own files: it can hide them, break them, or "
	       "vanish when /proc, /sys or /dev are mounted over it.",
	.fix = "Give the application a folder of its own, such as /app or /srv/app.",
	.level = LINT_WARNING,
	.severity = SEVERITY_HIGH,
	.reference = "https://docs.docker.com/reference/dockerfile/#workdir",
	.bad = "FROM debian:12\nWORKDIR /usr/bin/../bin\n"
	       "WORKDIR /etc\n",
	.good = "FROM debian:12\nWORKDIR /usr/src/app\nWORKDIR /binaries\nWORKDIR /\n"
		"WORKDIR /var/lib/app\n",
	.on = ON(DF_WORKDIR),
	.check = check,
};
