/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Installs by apt that bring recommended packages along. The option has three spellings: its own, the setting
 * APT::Install-Recommends by -o, and a line in apt.conf that was written earlier.
 */
#include "find/dockerfile/lib/run.h"

static bool is_off(const struct manager_call *call)
{
	static const char *const option[] = { "-o", "--option", NULL };
	static const char *const flags[] = { "--no-install-recommends", "--without-recommends",
					     "--download-only", "-d", NULL };
	struct str value, setting, state;
	for (size_t n = 0; manager_value(call, option, n, &value); n++)
		if (str_cut(value, '=', &setting, &state) &&
		    str_eq_nocase(setting, STR("APT::Install-Recommends")) && !manager_true(state))
			return true;
	if (str_is(call->name, "aptitude") && manager_has_option(call, "-R"))
		return true;
	return manager_has(call, flags) || call->unresolved;
}

/* install -f alone repairs, and names no package */
static bool names_package(struct lint *l, const struct manager_call *call)
{
	struct manager_operand *operands;
	bool unknown = false;
	return manager_operands(l, call, &operands, &unknown) > 0 || unknown;
}

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	static const char *const config[] = { "apt.conf", "Install-Recommends", NULL };
	struct run r = run_of(l, at, i);
	struct run_answer configured = { 0 };
	for (size_t n = 0; n < r.script->commands.n; n++) {
		struct manager_call call;
		if (!run_calls(&r, n, MANAGER_APT, &call) || !str_is(call.verb_text, "install") ||
		    is_off(&call) || !names_package(l, &call) ||
		    run_was_said_once(&r, config, &configured))
			continue;
		struct lint_finding *found = run_report(
			&r, n, STR("installs recommended packages that nobody asked for"));
		bool aptitude = str_is(call.name, "aptitude");
		/* behind -y, where people look for it */
		size_t behind = call.verb_at;
		if (sh_word_is(call.command, behind + 1, "-y"))
			behind++;
		if (run_insert_behind(&r, found, &call.command->words.p[behind],
				      aptitude ? STR(" --without-recommends")
					       : STR(" --no-install-recommends")))
			found->edit_reason = STR("installs only what is asked for and needed; name "
						 "what is missing afterwards");
		else
			found->suggestion = STR("Add --no-install-recommends");
	}
}

const struct dockerfile_rule dockerfile_rule_apt_recommends = {
	.id = "apt-recommends",
	.aliases = "DL3015 DS-0029 AVD-DS-0029 DS029",
	.title = "apt-get install without --no-install-recommends",
	.why = "Recommended packages are not needed to run; they make the image larger and bring their "
	       "own vulnerabilities.",
	.fix = "Write apt-get install --no-install-recommends, and name what you really need.",
	.level = LINT_INFO,
	.severity = SEVERITY_HIGH,
	.shipped_only = true,
	.reference = "https://docs.docker.com/build/building/best-practices/#apt-get",
	.bad = "FROM debian:12\n"
	       "RUN apt-get update && apt-get -o Dpkg::Use-Pty=0 install -y curl=7.88.1-10 "
	       "&& rm -rf /var/lib/apt/lists/*\n"
	       "RUN apt-get update && apt-get install -y --install-recommends git && rm -rf /var/lib/apt/lists/*\n",
	.good = "FROM debian:12\n"
		"RUN apt-get update \\\n"
		" && apt-get -y --no-install-recommends install curl=7.88.1-10 \\\n"
		" && apt-get install -y -o APT::Install-Recommends=false jq=1.6-2.1 \\\n"
		" && dpkg -i /tmp/x.deb || apt-get install -yf \\\n"
		" && rm -rf /var/lib/apt/lists/*\n"
		"RUN echo 'APT::Install-Recommends \"0\";' > /etc/apt/apt.conf.d/90lean \\\n"
		" && apt-get update && apt-get install -y git=1:2.39.2-1.1 && rm -rf /var/lib/apt/lists/*\n",
	.on = ON(DF_RUN),
	.check = check,
};
