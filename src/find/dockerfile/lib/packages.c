/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/packages.h"

static const char *const managers[] = { "apt-get", "apt",      "aptitude", "apk",    "yum",
					"dnf",	   "microdnf", "tdnf",	   "zypper", "pacman" };
/* Options whose value is a word of its own, over all managers: none of them is a package's name. */
static const char *const with_value[] = { "-t",
					  "--virtual",
					  "-o",
					  "--repository",
					  "-X",
					  "-c",
					  "-p",
					  "--root",
					  "--target-release",
					  "--config-file",
					  "--installroot",
					  "--releasever",
					  NULL };

static bool is_manager(const struct sh_command *c)
{
	struct str name = sh_name(c);
	for (size_t n = 0; n < ARRAY_LEN(managers); n++)
		if (str_is(name, managers[n]))
			return true;
	return false;
}

static bool takes_value(struct str option)
{
	for (size_t n = 0; with_value[n]; n++)
		if (str_is(option, with_value[n]))
			return true;
	return false;
}

/* Index of the verb ("install"), 0 when there is none. */
static size_t verb_at(const struct sh_command *c)
{
	for (size_t n = 1; n < c->words.n; n++) {
		struct str w = c->words.p[n].text;
		if (takes_value(w))
			n++;
		else if (w.n && w.p[0] != '-')
			return n;
	}
	return 0;
}

static bool verb_is(const struct sh_command *c, const char *const *verbs)
{
	size_t at = verb_at(c);
	for (size_t n = 0; at && verbs[n]; n++)
		if (sh_word_is(c, at, verbs[n]))
			return true;
	return false;
}

bool packages_installs(const struct sh_command *c)
{
	static const char *const verbs[] = { "install", "add", "in", "reinstall", NULL };
	if (str_is(sh_name(c), "pacman"))
		return c->words.n > 1 && str_starts(c->words.p[1].text, STR("-S"));
	return is_manager(c) && verb_is(c, verbs) && !sh_has_long(c, "download-only");
}

static bool packages_removes(const struct sh_command *c)
{
	static const char *const verbs[] = { "remove", "purge",	     "del",	    "erase",
					     "rm",     "autoremove", "auto-remove", NULL };
	return is_manager(c) && verb_is(c, verbs);
}

const struct sh_word *packages_next(const struct sh_command *c, size_t *at, struct str *out_name)
{
	if (*at == 0)
		*at = verb_at(c);
	bool apk = str_is(sh_name(c), "apk");
	while (*at + 1 < c->words.n) {
		const struct sh_word *w = &c->words.p[++*at];
		if (takes_value(w->text) || (apk && str_is(w->text, "-t"))) {
			++*at;
			continue;
		}
		if (!w->literal || w->text.n == 0 || w->text.p[0] == '-' ||
		    str_find_char(w->text, '/') != SIZE_MAX)
			continue;
		struct str name = w->text;
		size_t n = 0;
		while (n < name.n && !(name.p[n] == '=' || name.p[n] == '~' || name.p[n] == '<' ||
				       name.p[n] == '>' || name.p[n] == ':' || name.p[n] == '@'))
			n++;
		name.n = n;
		*out_name = name;
		return w;
	}
	return NULL;
}

/* The name behind --virtual or -t of the apk command that added it; empty without. */
static struct str group_of(const struct sh_command *c)
{
	if (!str_is(sh_name(c), "apk"))
		return (struct str){ 0 };
	for (size_t n = 1; n < c->words.n; n++) {
		struct str w = c->words.p[n].text;
		if (str_starts(w, STR("--virtual=")))
			return str_from(w, 10);
		if (n + 1 < c->words.n &&
		    (str_is(w, "--virtual") || str_is(w, "-t") ||
		     (w.n > 2 && w.p[0] == '-' && w.p[1] != '-' && w.p[w.n - 1] == 't')))
			return c->words.p[n + 1].text;
	}
	return (struct str){ 0 };
}

bool packages_removed_later(const struct sh_script *s, size_t from, struct str package)
{
	struct str group = group_of(&s->commands.p[from]);
	for (size_t n = from + 1; n < s->commands.n; n++) {
		const struct sh_command *c = &s->commands.p[n];
		if (!packages_removes(c))
			continue;
		for (size_t w = 1; w < c->words.n; w++) {
			struct str text = c->words.p[w].text;
			/* a list in a variable, or computed from what is needed: it is a clean-up */
			if (!c->words.p[w].literal || str_eq(text, package) ||
			    (group.n && str_eq(text, group)))
				return true;
		}
	}
	return false;
}
