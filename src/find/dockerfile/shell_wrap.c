/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Commands that run another one: where it begins behind them.
 *
 * Each row says which options take the next word as their value, how many operands stand before the command,
 * whether NAME=value may stand there, and which options mean that no command follows at all. Option letters
 * bundle; a letter with a value ends its bundle and takes the rest of it, or the next word.
 *
 * An option that is not literal (sudo $OPTIONS cmd) ends the search in front of it: the command that really
 * runs is then not known, and its first word says so by not being literal.
 *
 * find -exec is no wrapper, since find runs as well: sh_next_exec() tells where the commands in its arguments are.
 *
 * Formats: the manual pages of the tools; coreutils, util-linux, findutils, busybox.
 */
#include "find/dockerfile/shell_reader.h"

struct wrapper {
	const char *name;
	const char *value_letters; /* -u USER, -uUSER */
	const char *value_words;   /* --user USER; space separated, with a space at both ends */
	unsigned operands;	   /* in front of the command: USER, DURATION, FOLDER */
	bool assignments;	   /* NAME=value */
	const char *no_command;	   /* letters with which it runs nothing, or reads it otherwise */
	bool bare_number;	   /* nice -5: the digits are an option */
};

static const struct wrapper wrappers[] = {
	{ "busybox", "", "", 0, false, "", false },
	{ "builtin", "", "", 0, false, "", false },
	{ "catatonit", "", "", 0, false, "Vh", false },
	{ "catchsegv", "", "", 0, false, "", false },
	{ "chpst", "ugebmdopfcrtCP/", "", 0, false, "", false },
	{ "chroot", "", " --userspec --groups ", 1, false, "", false },
	{ "chrt", "TPD", "", 1, false, "pm", false },
	{ "command", "", "", 0, false, "vV", false },
	{ "dbus-run-session", "", " --config-file --dbus-daemon ", 0, false, "", false },
	{ "doas", "uaC", "", 0, true, "Ls", false },
	{ "dumb-init", "r", " --rewrite ", 0, false, "Vh", false },
	{ "eatmydata", "", "", 0, false, "", false },
	{ "env", "uCa", " --unset --chdir --argv0 ", 0, true, "S", false },
	{ "exec", "a", "", 0, false, "", false },
	{ "faketime", "fp", "", 1, false, "h", false },
	{ "fakeroot", "lsifb", " --lib --faked ", 0, false, "vh", false },
	{ "flock", "wE", " --timeout --wait --conflict-exit-code ", 1, false, "uc", false },
	{ "gosu", "", "", 1, false, "", false },
	{ "ionice", "cn", " --class --classdata ", 0, false, "pPu", false },
	{ "linux32", "", "", 0, false, "", false },
	{ "linux64", "", "", 0, false, "", false },
	{ "ltrace", "aAdeFlnopsuwx", " --library --output ", 0, false, "hV", false },
	{ "nice", "n", " --adjustment ", 0, false, "", true },
	{ "nohup", "", "", 0, false, "", false },
	{ "runuser", "ugG", " --user --group --supp-group ", 0, false, "cl", false },
	{ "s6-setuidgid", "", "", 1, false, "", false },
	{ "setarch", "", "", 1, false, "hV", false },
	{ "setpriv", "",
	  " --ambient-caps --inh-caps --bounding-set --ruid --euid --rgid --egid --reuid --regid --groups "
	  "--securebits --pdeathsig --selinux-label --apparmor-profile ",
	  0, false, "dVh", false },
	{ "setsid", "", "", 0, false, "Vh", false },
	{ "setuidgid", "", "", 1, false, "", false },
	{ "ssh-agent", "aEPt", "", 0, false, "kcsdD", false },
	{ "stdbuf", "ioe", " --input --output --error ", 0, false, "", false },
	{ "strace", "abeEIoOpPsSuUX", " --output --trace --env --user --attach ", 0, false, "hV",
	  false },
	{ "su-exec", "", "", 1, false, "", false },
	{ "sudo", "ugpCDRTUrthc",
	  " --user --group --prompt --close-from --chdir --chroot --command-timeout --other-user --role "
	  "--type --host ",
	  0, true, "lvVKe", false },
	{ "taskset", "", "", 1, false, "pVh", false },
	{ "time", "fo", " --format --output ", 0, false, "V", false },
	{ "timeout", "sk", " --signal --kill-after ", 1, false, "", false },
	{ "tini", "pe", "", 0, false, "hl", false },
	{ "unbuffer", "", "", 0, false, "", false },
	{ "unshare", "GRSw",
	  " --setgroups --propagation --root --wd --setuid --setgid --map-user --map-group ", 0,
	  false, "Vh", false },
	{ "xargs", "IEanPLsd",
	  " --arg-file --delimiter --max-args --max-procs --max-chars --process-slot-var ", 0,
	  false, "", false },
	{ "xvfb-run", "efnpsw",
	  " --error-file --auth-file --server-num --xauth-protocol --server-args --wait ", 0, false,
	  "h", false },
};

struct str sh_base_name(const struct sh_word *w)
{
	if (!w->literal)
		return STR("");
	size_t slash = str_rfind_char(w->text, '/');
	return slash == SIZE_MAX ? w->text : str_from(w->text, slash + 1);
}

static const struct wrapper *find_wrapper(struct str name)
{
	for (size_t i = 0; i < ARRAY_LEN(wrappers); i++)
		if (str_is(name, wrappers[i].name))
			return &wrappers[i];
	return NULL;
}

static bool has_letter(const char *letters, char c)
{
	return c && strchr(letters, c);
}

/* " --user " within " --group --user --host ". */
static bool takes_next(const struct wrapper *w, struct str option)
{
	struct str rest = str_of(w->value_words), word;
	while (str_next_word(&rest, &word))
		if (str_eq(word, option))
			return true;
	return false;
}

/* One option at words[i]: how many words it takes, 0 when with it no command runs. */
static size_t option_words(const struct wrapper *w, struct str t)
{
	if (str_starts(t, STR("--")))
		return str_starts(t, STR("--split-string")) || str_is(t, "--help") ||
				       str_is(t, "--version")
			       ? 0
			       : 1 + takes_next(w, t);
	if (w->bare_number && char_is_digit(t.p[1]))
		return 1;
	for (size_t k = 1; k < t.n; k++) {
		if (has_letter(w->no_command, t.p[k]))
			return 0;
		if (has_letter(w->value_letters, t.p[k]))
			return k + 1 == t.n ? 2 : 1;
	}
	return 1;
}

static bool is_assignment(struct str t)
{
	size_t n = 0;
	while (n < t.n && sh_is_name(t.p[n]))
		n++;
	return n && n < t.n && t.p[n] == '=';
}

/* runuser -u USER [--] command; without -u it is a su, whose command stands behind -c. */
static bool is_plain_runuser(const struct sh_word *words, size_t n)
{
	for (size_t i = 1; i < n && str_starts(words[i].text, STR("-")); i++) {
		struct str t = words[i].text;
		if (str_is(t, "-c") || str_is(t, "--"))
			return false;
		if (str_starts(t, STR("-u")) || str_starts(t, STR("--user")))
			return true;
	}
	return false;
}

size_t sh_unwrap(const struct sh_word *words, size_t n, struct str *out_wrapper)
{
	if (n < 2)
		return 0;
	struct str name = sh_base_name(&words[0]);
	const struct wrapper *w = find_wrapper(name);
	if (!w || (str_is(name, "runuser") && !is_plain_runuser(words, n)))
		return 0;
	size_t i = 1;
	while (i < n) {
		struct str t = words[i].text;
		if (str_is(t, "--")) {
			i++;
			break;
		}
		if (w->assignments && is_assignment(t)) {
			i++;
			continue;
		}
		if (!t.n || t.p[0] != '-' || words[i].substitution)
			break;
		if (t.n == 1 && !str_is(name, "env"))
			break;
		size_t take = t.n == 1 ? 1 : option_words(w, t);
		if (!take)
			return 0;
		i += take;
	}
	i += w->operands;
	while (w->assignments && i < n && is_assignment(words[i].text))
		i++;
	/* flock FILE -c 'script' reads a script, not words. */
	if (i >= n || (str_is(name, "flock") && words[i].text.n && words[i].text.p[0] == '-'))
		return 0;
	*out_wrapper = name;
	return i;
}

bool sh_next_exec(const struct sh_word *words, size_t n, size_t *at, size_t *out_n)
{
	static const char *const actions[] = { "-exec", "-execdir", "-ok", "-okdir" };
	for (size_t i = *at; i < n; i++) {
		bool action = false;
		for (size_t k = 0; words[i].literal && k < ARRAY_LEN(actions); k++)
			action |= str_is(words[i].text, actions[k]);
		size_t end = i + 1;
		while (action && end < n && !str_is(words[end].text, ";") &&
		       !(str_is(words[end].text, "+") && str_is(words[end - 1].text, "{}")))
			end++;
		if (!action || end == i + 1)
			continue;
		*at = i + 1;
		*out_n = end - i - 1;
		return true;
	}
	return false;
}
