/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sudo in a RUN. Where the build runs as root already the word is taken out; `sudo -u name` and sudo under another
 * user say something that only USER (or gosu, for one command) says better, and are left to a person.
 */
#include "find/dockerfile/lib/run.h"

/* "sudo -EH " in front of the command: what to take out; false when there is more than that. */
static bool find_sudo(const struct run *r, const struct sh_command *c, struct span *out)
{
	struct str text = str_slice(r->script->text, c->begin, c->words.p[0].begin);
	size_t n = str_find(text, STR("sudo"));
	if (n == SIZE_MAX || !run_is_editable(r) || c->flags & SH_NESTED ||
	    str_find_char(text, '\n') != SIZE_MAX || str_find_char(text, '=') != SIZE_MAX)
		return false;
	size_t end = n + 4;
	struct str rest = str_from(text, end), word;
	while (str_next_word(&rest, &word))
		if (word.n < 2 || word.p[0] != '-' ||
		    !(str_is(word, "-E") || str_is(word, "-H") || str_is(word, "-n") ||
		      str_is(word, "-EH") || str_is(word, "-HE") || str_is(word, "--")))
			return false;
	out->begin = df_script_offset(r->build, r->at, c->begin + (uint32_t)n);
	out->end = df_script_offset(r->build, r->at, c->words.p[0].begin);
	return n == 0 && str_starts(df_slice(r->file, *out), STR("sudo"));
}

static bool is_sudo(const struct sh_command *c)
{
	return str_is(c->wrapper, "sudo") || str_is(sh_name(c), "sudo");
}

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	struct run r = run_of(l, at, i);
	for (size_t n = 0; n < r.script->commands.n; n++) {
		const struct sh_command *c = &r.script->commands.p[n];
		struct span cut;
		if (!is_sudo(c))
			continue;
		struct lint_finding *found = run_report(&r, n, STR("sudo in a build"));
		if (c->words.n && !str_is(sh_name(c), "sudo") && run_is_root(&r) &&
		    find_sudo(&r, c, &cut)) {
			lint_edit(l, found, cut, STR(""));
			found->edit_reason =
				STR("the build runs as root here: sudo changes nothing");
		} else {
			found->suggestion =
				STR("Put USER root in front, and the application's user "
				    "behind it");
		}
	}
}

const struct dockerfile_rule dockerfile_rule_sudo = {
	.id = "sudo",
	.aliases = "DL3004 DS-0010 AVD-DS-0010 DS010 DKL-DI-0001",
	.title = "sudo in a RUN",
	.why = "It is not needed in a build, and once it is installed an intruder in the container can "
	       "use it to become root.",
	.fix = "Switch with USER root and back; to start as root and drop rights, use gosu or su-exec.",
	.level = LINT_ERROR,
	.severity = SEVERITY_CRITICAL,
	.bad = "FROM debian:12\nRUN mkdir /app && sudo -E chown 1000 /app\n"
	       "RUN if true; then sudo -u root ls; fi\n",
	.good = "FROM debian:12\nRUN mkdir /app && chown 1000 /app && echo \"no sudo\" > /app/sudo\nUSER 1000\n"
		"USER root\n"
		"RUN apt-get install -y sudo=1.9.13p3-1+deb12u1\n",
	.on = ON(DF_RUN),
	.check = check,
};
