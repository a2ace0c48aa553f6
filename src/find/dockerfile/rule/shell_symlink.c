/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A link over /bin/sh to get another shell for RUN. Every script of the distribution then runs under it, and so
 * does everything in the container; SHELL changes only what the Dockerfile means. Which of the two is wanted a
 * person has to say, so there is no repair.
 */
#include "find/dockerfile/lib/run.h"

static bool is_sh(struct str path)
{
	return str_is(path, "/bin/sh") || str_is(path, "/usr/bin/sh");
}

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	static const char *const values[] = { "-S", "--suffix", "-t", "--target-directory", NULL };
	struct run r = run_of(l, at, i);
	for (size_t n = 0; n < r.script->commands.n; n++) {
		const struct sh_command *c = &r.script->commands.p[n];
		const struct sh_word *target = sh_operand(c, 0, values),
				     *name = sh_operand(c, 1, values);
		if (!str_is(sh_name(c), "ln") || !name || !is_sh(name->text))
			continue;
		struct str shell = target->text;
		size_t slash = str_rfind_char(shell, '/');
		shell = slash == SIZE_MAX ? shell : str_from(shell, slash + 1);
		run_report(&r, n, STR("replaces the shell of the whole distribution"))->suggestion =
			str_printf(lint_arena(l), "Write SHELL [\"/bin/%.*s\", \"-c\"] instead",
				   STRF(target->literal ? shell : STR("bash")));
	}
}

const struct dockerfile_rule dockerfile_rule_shell_symlink = {
	.id = "shell-symlink",
	.aliases = "DL4005",
	.title = "A link over /bin/sh instead of SHELL",
	.why = "All scripts of the distribution, and everything in the container, then run under a shell "
	       "they were not written for; the next update may put the link back.",
	.fix = "Write SHELL [\"/bin/bash\", \"-c\"] in front of the RUN instructions that need it.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.reference = "https://docs.docker.com/reference/dockerfile/#shell",
	.bad = "FROM debian:12\nRUN rm /bin/sh && ln -sf bash /bin/sh\n"
	       "RUN ln -sfn /bin/bash /usr/bin/sh\n",
	.good = "FROM debian:12\nSHELL [\"/bin/bash\", \"-c\"]\nRUN ln -sf /bin/sh /usr/local/bin/app-sh\n",
	.on = ON(DF_RUN),
	.check = check,
};
