/* SPDX-License-Identifier: Apache-2.0 */
/*
 * apt, the command for people, in a build. Its output and options change between releases (it says so itself);
 * apt-get and apt-cache do the same and stay. Subcommands that have another name there are renamed by the repair.
 */
#include "find/dockerfile/lib/run.h"

struct apt_word {
	const char *apt, *instead, *verb; /* verb: NULL when it stays */
};

static const struct apt_word words[] = {
	{ "install", "apt-get", NULL },
	{ "remove", "apt-get", NULL },
	{ "purge", "apt-get", NULL },
	{ "autoremove", "apt-get", NULL },
	{ "update", "apt-get", NULL },
	{ "upgrade", "apt-get", "upgrade --with-new-pkgs" },
	{ "dist-upgrade", "apt-get", NULL },
	{ "full-upgrade", "apt-get", "dist-upgrade" },
	{ "clean", "apt-get", NULL },
	{ "autoclean", "apt-get", NULL },
	{ "build-dep", "apt-get", NULL },
	{ "source", "apt-get", NULL },
	{ "download", "apt-get", NULL },
	{ "satisfy", "apt-get", NULL },
	{ "reinstall", "apt-get", "install --reinstall" },
	{ "policy", "apt-cache", NULL },
	{ "search", "apt-cache", NULL },
	{ "show", "apt-cache", NULL },
	{ "depends", "apt-cache", NULL },
};

static const struct apt_word *find_word(struct str verb)
{
	for (size_t n = 0; n < ARRAY_LEN(words); n++)
		if (str_is(verb, words[n].apt))
			return &words[n];
	return NULL;
}

/* "apt" or "/usr/bin/apt" → the same with another name. */
static struct str renamed(struct arena *a, struct str word, const char *name)
{
	return str_printf(a, "%.*s%s", STRF(str_slice(word, 0, word.n - 3)), name);
}

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	struct run r = run_of(l, at, i);
	struct arena *a = lint_arena(l);
	for (size_t n = 0; n < r.script->commands.n; n++) {
		struct manager_call call;
		if (!run_calls(&r, n, MANAGER_APT, &call) || !str_is(call.name, "apt"))
			continue;
		const struct sh_command *c = call.command;
		const struct apt_word *word = find_word(call.verb_text);
		struct lint_finding *found =
			run_report(&r, n,
				   str_printf(a, "apt is for people; use %s",
					      word ? word->instead : "apt-get"));
		if (!word || str_ends(c->words.p[0].raw, STR("apt")) == false ||
		    !run_replace_word(&r, found, &c->words.p[0],
				      renamed(a, c->words.p[0].raw, word->instead))) {
			found->suggestion = STR("Use apt-get, or apt-cache to ask for packages");
			continue;
		}
		found->edit_reason =
			str_printf(a, "%s does the same and keeps its options between releases",
				   word->instead);
		if (word->verb)
			run_replace_word(&r, found, &c->words.p[call.verb_at], str_of(word->verb));
	}
}

const struct dockerfile_rule dockerfile_rule_apt_cli = {
	.id = "apt-cli",
	.aliases = "DL3027",
	.title = "apt instead of apt-get",
	.why = "apt is made for people at a terminal; its output and options may change with the next "
	       "release, and it warns in every build log.",
	.fix = "Write apt-get for installing and apt-cache for asking.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.reference = "https://manpages.debian.org/bookworm/apt/apt.8.en.html",
	.bad = "FROM debian:12\n"
	       "RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt install -y "
	       "--no-install-recommends curl=7.88.1-10 && rm -rf /var/lib/apt/lists/*\n"
	       "RUN if apt list --installed; then apt upgrade -y; fi\n",
	.good = "FROM debian:12\n"
		"RUN apt-get update && apt-get install -y --no-install-recommends apt=2.6.1 "
		"&& rm -rf /var/lib/apt/lists/* && echo apt\n",
	.on = ON(DF_RUN),
	.check = check,
};
