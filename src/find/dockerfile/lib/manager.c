/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of package managers, and the reader of their command lines.
 *
 * Rules ask the same questions of all managers: is it an install, is it told not to ask, what are the packages.
 * The answers differ only in words, and the words stand here, once. Reading a command line needs the options that
 * take the next word as their value: without them `apk add -t .build-deps gcc` has two packages, and
 * `apt-get -o Dpkg::Use-Pty=0 install curl` has the subcommand "Dpkg::Use-Pty=0".
 *
 *      apt-get   -o      Dpkg::Use-Pty=0  install  -qqy    curl     $EXTRA
 *      COMMAND   OPTION  VALUE            VERB     OPTION  OPERAND  OPERAND
 *
 * Must stay true:
 *  - Nothing is guessed. A variable whose value ARG or ENV gives is looked into; of another one only its name is
 *    known, and `unresolved` says that options may hide in it.
 *  - What stands behind "--" is an operand.
 *
 * Words are those of the manual pages apt-get(8), apk(8), yum(8), dnf(8), zypper(8), gem(1), and of the help texts
 * of pip, npm, yarn, pnpm, go, cargo and composer.
 */
#include "find/dockerfile/lib/manager.h"

#define LIST(...)  ((const char *const[]){ __VA_ARGS__, NULL })
#define VERBS(...) ((const struct manager_word[]){ __VA_ARGS__, { NULL, VERB_OTHER } })

#define RPM_VERBS                                                                             \
	VERBS({ "install", VERB_INSTALL }, { "in", VERB_INSTALL },                            \
	      { "localinstall", VERB_INSTALL }, { "reinstall", VERB_INSTALL },                \
	      { "install-n", VERB_INSTALL }, { "install-na", VERB_INSTALL },                  \
	      { "install-nevra", VERB_INSTALL }, { "downgrade", VERB_INSTALL },               \
	      { "groupinstall", VERB_INSTALL }, { "makecache", VERB_REFRESH },                \
	      { "check-update", VERB_REFRESH }, { "update", VERB_UPGRADE },                   \
	      { "upgrade", VERB_UPGRADE }, { "up", VERB_UPGRADE },                            \
	      { "update-minimal", VERB_UPGRADE }, { "upgrade-minimal", VERB_UPGRADE },        \
	      { "distro-sync", VERB_UPGRADE }, { "dsync", VERB_UPGRADE },                     \
	      { "system-upgrade", VERB_DIST_UPGRADE }, { "remove", VERB_REMOVE },             \
	      { "rm", VERB_REMOVE }, { "erase", VERB_REMOVE }, { "autoremove", VERB_REMOVE }, \
	      { "clean", VERB_CLEAN })

#define RPM_VALUES                                                                         \
	LIST("-c", "--config", "-x", "--exclude", "--excludepkgs", "--installroot",        \
	     "--enablerepo", "--disablerepo", "--enable-repo", "--disable-repo", "--repo", \
	     "--repoid", "--setopt", "--releasever", "--disableplugin", "--enableplugin",  \
	     "--advisory", "--bz", "--cve", "--sec-severity", "--comment", "--destdir",    \
	     "--downloaddir", "--forcearch", "--repofrompath", "-d", "--debuglevel", "-e", \
	     "--errorlevel", "-R", "--randomwait", "--color", "--disableexcludes",         \
	     "--rpmverbosity")

#define RPM_YES	  LIST("-y", "--assumeyes")
#define RPM_CACHE LIST("/var/cache/yum", "/var/cache/dnf", "/var/cache/libdnf5")

#define NPM_VALUES                                                                                \
	LIST("-C", "--prefix", "--registry", "--tag", "--loglevel", "--cache", "--userconfig",    \
	     "--globalconfig", "--omit", "--include", "--only", "-w", "--workspace", "--scope",   \
	     "--before", "--fetch-retries", "--fetch-retry-mintimeout",                           \
	     "--fetch-retry-maxtimeout", "--fetch-timeout", "--maxsockets", "--install-strategy", \
	     "--otp", "--script-shell", "--cpu", "--os", "--libc", "--dir", "--filter",           \
	     "--store-dir", "--virtual-store-dir", "--reporter", "--network-concurrency",         \
	     "--child-concurrency", "--modules-dir")

const struct manager managers[MANAGER_COUNT_] = {
	[MANAGER_APT] = {
		.names = LIST("apt-get", "apt", "aptitude"),
		.verbs = VERBS({ "install", VERB_INSTALL }, { "build-dep", VERB_INSTALL },
			       { "reinstall", VERB_INSTALL }, { "satisfy", VERB_INSTALL },
			       { "update", VERB_REFRESH }, { "upgrade", VERB_UPGRADE },
			       { "safe-upgrade", VERB_UPGRADE },
			       { "dist-upgrade", VERB_DIST_UPGRADE },
			       { "full-upgrade", VERB_DIST_UPGRADE }, { "remove", VERB_REMOVE },
			       { "purge", VERB_REMOVE }, { "autoremove", VERB_REMOVE },
			       { "autopurge", VERB_REMOVE }, { "clean", VERB_CLEAN },
			       { "autoclean", VERB_CLEAN }, { "distclean", VERB_CLEAN }),
		.values = LIST("-o", "--option", "-c", "--config-file", "-t", "--target-release",
			       "--default-release", "-a", "--host-architecture", "-P",
			       "--build-profiles"),
		.yes = LIST("-y", "--yes", "--assume-yes"),
		.cache = LIST("/var/lib/apt/lists"),
	},
	[MANAGER_APK] = {
		.names = LIST("apk"),
		.verbs = VERBS({ "add", VERB_INSTALL }, { "update", VERB_REFRESH },
			       { "upgrade", VERB_UPGRADE }, { "del", VERB_REMOVE }),
		.values = LIST("-t", "--virtual", "-X", "--repository", "-p", "--root", "--arch",
			       "--keys-dir", "--repositories-file", "--wait", "--cache-dir",
			       "--cache-max-age", "--progress-fd", "--timeout"),
		.yes = LIST("--no-interactive"),
		.cache = LIST("/var/cache/apk", "/etc/apk/cache"),
	},
	[MANAGER_YUM] = {
		.names = LIST("yum", "yum-3"),
		.verbs = RPM_VERBS,
		.prefixes = LIST("module", "group", "groups"),
		.values = RPM_VALUES,
		.yes = RPM_YES,
		.cache = RPM_CACHE,
	},
	[MANAGER_DNF] = {
		.names = LIST("dnf", "dnf-3", "dnf5", "tdnf"),
		.verbs = RPM_VERBS,
		.prefixes = LIST("module", "group", "groups"),
		.values = RPM_VALUES,
		.yes = RPM_YES,
		.cache = RPM_CACHE,
	},
	[MANAGER_MICRODNF] = {
		.names = LIST("microdnf"),
		.verbs = RPM_VERBS,
		.prefixes = LIST("module"),
		.values = RPM_VALUES,
		.yes = RPM_YES,
		.cache = RPM_CACHE,
	},
	[MANAGER_ZYPPER] = {
		.names = LIST("zypper"),
		.verbs = VERBS({ "install", VERB_INSTALL }, { "in", VERB_INSTALL },
			       { "source-install", VERB_INSTALL }, { "si", VERB_INSTALL },
			       { "install-new-recommends", VERB_INSTALL }, { "inr", VERB_INSTALL },
			       { "refresh", VERB_REFRESH }, { "ref", VERB_REFRESH },
			       { "update", VERB_UPGRADE }, { "up", VERB_UPGRADE },
			       { "patch", VERB_UPGRADE }, { "dist-upgrade", VERB_DIST_UPGRADE },
			       { "dup", VERB_DIST_UPGRADE }, { "remove", VERB_REMOVE },
			       { "rm", VERB_REMOVE }, { "clean", VERB_CLEAN },
			       { "cc", VERB_CLEAN }),
		.values = LIST("-r", "--repo", "--from", "-t", "--type", "-R", "--root",
			       "--installroot", "-p", "--plus-repo", "--plus-content", "-c",
			       "--config", "-D", "--reposd-dir", "-C", "--cache-dir", "--raw-cache-dir",
			       "--solv-cache-dir", "--pkg-cache-dir", "--userdata", "--download",
			       "--releasever"),
		.yes = LIST("-n", "--non-interactive", "-y", "--no-confirm"),
		.cache = LIST("/var/cache/zypp"),
	},
	[MANAGER_PIP] = {
		.names = LIST("pip", "pip2", "pip3"),
		.verbs = VERBS({ "install", VERB_INSTALL }, { "uninstall", VERB_REMOVE }),
		.values = LIST("-r", "--requirement", "-c", "--constraint", "-e", "--editable", "-i",
			       "--index-url", "--extra-index-url", "-f", "--find-links", "-t",
			       "--target", "-d", "--dest", "-w", "--wheel-dir", "--prefix", "--root",
			       "--src", "--platform", "--python-version", "--implementation", "--abi",
			       "--upgrade-strategy", "--proxy", "--timeout", "--retries", "--cert",
			       "--client-cert", "--cache-dir", "--log", "--python", "-C",
			       "--config-settings", "--global-option", "--install-option",
			       "--build-option", "--no-binary", "--only-binary", "--exists-action",
			       "--progress-bar", "--report", "--root-user-action", "--use-feature",
			       "--use-deprecated", "--keyring-provider", "--trusted-host", "--group",
			       "--resume-retries"),
		.yes = LIST("-y", "--yes"),
		.cache = LIST("~/.cache/pip"),
	},
	[MANAGER_NPM] = {
		.names = LIST("npm"),
		.verbs = VERBS({ "install", VERB_INSTALL }, { "i", VERB_INSTALL },
			       { "in", VERB_INSTALL }, { "ins", VERB_INSTALL },
			       { "inst", VERB_INSTALL }, { "isntall", VERB_INSTALL },
			       { "add", VERB_INSTALL }, { "update", VERB_UPGRADE },
			       { "up", VERB_UPGRADE }, { "upgrade", VERB_UPGRADE },
			       { "uninstall", VERB_REMOVE }, { "un", VERB_REMOVE },
			       { "remove", VERB_REMOVE }, { "rm", VERB_REMOVE },
			       { "r", VERB_REMOVE }),
		.values = NPM_VALUES,
		.yes = LIST("-y", "--yes"),
		.cache = LIST("~/.npm"),
	},
	[MANAGER_YARN] = {
		.names = LIST("yarn", "yarnpkg"),
		.verbs = VERBS({ "install", VERB_INSTALL }, { "add", VERB_INSTALL },
			       { "upgrade", VERB_UPGRADE }, { "up", VERB_UPGRADE },
			       { "remove", VERB_REMOVE }),
		.prefixes = LIST("global"),
		.values = LIST("--cwd", "--cache-folder", "--modules-folder", "--global-folder",
			       "--link-folder", "--preferred-cache-folder", "--registry", "--mutex",
			       "--network-concurrency", "--network-timeout", "--prefix",
			       "--use-yarnrc", "--emoji", "--https-proxy", "--proxy"),
		.yes = LIST("--non-interactive"),
		.cache = LIST("~/.cache/yarn", "/usr/local/share/.cache/yarn", "~/.yarn/cache",
			      "~/.yarn/berry/cache"),
	},
	[MANAGER_PNPM] = {
		.names = LIST("pnpm"),
		.verbs = VERBS({ "install", VERB_INSTALL }, { "i", VERB_INSTALL },
			       { "add", VERB_INSTALL }, { "update", VERB_UPGRADE },
			       { "up", VERB_UPGRADE }, { "remove", VERB_REMOVE },
			       { "rm", VERB_REMOVE }),
		.values = NPM_VALUES,
		.yes = LIST("--yes"),
		.cache = LIST("~/.local/share/pnpm/store", "~/.pnpm-store"),
	},
	[MANAGER_GEM] = {
		.names = LIST("gem"),
		.verbs = VERBS({ "install", VERB_INSTALL }, { "i", VERB_INSTALL },
			       { "update", VERB_UPGRADE }, { "uninstall", VERB_REMOVE },
			       { "cleanup", VERB_CLEAN }),
		.values = LIST("-v", "--version", "-s", "--source", "-i", "--install-dir", "-n",
			       "--bindir", "-P", "--trust-policy", "--platform", "--document",
			       "--build-root", "-g", "--file", "-B", "--bulk-threshold", "-p",
			       "--http-proxy", "--without", "--config-file"),
		.yes = LIST("--silent"),
		.cache = LIST("~/.gem"),
	},
	[MANAGER_GO] = {
		.names = LIST("go"),
		.verbs = VERBS({ "install", VERB_INSTALL }, { "get", VERB_INSTALL },
			       { "run", VERB_INSTALL }, { "clean", VERB_CLEAN }),
		.values = LIST("-C", "-p", "-o", "-mod", "-modfile", "-overlay", "-tags", "-ldflags",
			       "-gcflags", "-asmflags", "-gccgoflags", "-buildmode", "-buildvcs",
			       "-compiler", "-installsuffix", "-pkgdir", "-toolexec", "-exec", "-pgo",
			       "-coverpkg", "-covermode"),
		.yes = LIST("-x"),
		.cache = LIST("~/go/pkg/mod", "/go/pkg/mod", "~/.cache/go-build"),
		.plain_options = true,
	},
	[MANAGER_CARGO] = {
		.names = LIST("cargo"),
		.verbs = VERBS({ "install", VERB_INSTALL }, { "binstall", VERB_INSTALL },
			       { "update", VERB_UPGRADE }, { "uninstall", VERB_REMOVE },
			       { "clean", VERB_CLEAN }),
		.values = LIST("--version", "--vers", "--git", "--branch", "--tag", "--rev", "--path",
			       "--root", "--index", "--registry", "-F", "--features", "--profile",
			       "-j", "--jobs", "--target", "--target-dir", "--message-format",
			       "--color", "--config", "-Z", "--bin", "--example"),
		.yes = LIST("-y", "--no-confirm"),
		.cache = LIST("~/.cargo/registry", "/usr/local/cargo/registry"),
	},
	[MANAGER_COMPOSER] = {
		.names = LIST("composer", "composer.phar"),
		.verbs = VERBS({ "install", VERB_INSTALL }, { "i", VERB_INSTALL },
			       { "require", VERB_INSTALL }, { "create-project", VERB_INSTALL },
			       { "update", VERB_UPGRADE }, { "upgrade", VERB_UPGRADE },
			       { "u", VERB_UPGRADE }, { "remove", VERB_REMOVE },
			       { "clear-cache", VERB_CLEAN }, { "clearcache", VERB_CLEAN }),
		.prefixes = LIST("global"),
		.values = LIST("-d", "--working-dir", "--ignore-platform-req", "--prefer-install",
			       "--apcu-autoloader-prefix", "-s", "--stability", "--repository",
			       "--format", "-f"),
		.yes = LIST("-n", "--no-interaction"),
		.cache = LIST("~/.composer/cache", "~/.cache/composer"),
	},
};

bool word_in(struct str word, const char *const *list)
{
	for (; list && *list; list++)
		if (str_is(word, *list))
			return true;
	return false;
}

bool manager_true(struct str value)
{
	static const char *const words[] = { "1", "true", "yes", "on", "t", "y" };
	for (size_t n = 0; n < ARRAY_LEN(words); n++)
		if (str_eq_nocase(value, str_of(words[n])))
			return true;
	return false;
}

/* "pip3.11" and "python3.9" are pip and python: the name, then digits and dots. */
static bool is_versioned(struct str name, struct str plain)
{
	if (!str_starts(name, plain))
		return false;
	for (size_t n = plain.n; n < name.n; n++)
		if (!char_is_digit(name.p[n]) && name.p[n] != '.')
			return false;
	return true;
}

/* python -m pip, python -mpip: the place of "pip", 0 when it is something else. */
static size_t find_module_pip(const struct sh_command *c)
{
	for (size_t n = 1; n + 1 < c->words.n; n++) {
		if (sh_word_is(c, n, "-m"))
			return sh_word_is(c, n + 1, "pip") ? n + 1 : 0;
		if (sh_word_is(c, n, "-mpip"))
			return n;
		if (!str_starts(c->words.p[n].text, STR("-")))
			return 0;
	}
	return 0;
}

/* Is it a call of this manager? *out_at is the last word of its name. */
static bool is_call(const struct sh_command *c, struct str name, enum manager_id id, size_t *out_at)
{
	*out_at = 0;
	if (name.n == 0)
		return false;
	if (id != MANAGER_PIP)
		return word_in(name, managers[id].names);
	if (is_versioned(name, STR("pip")))
		return true;
	if (!is_versioned(name, STR("python")) && !is_versioned(name, STR("pypy")))
		return false;
	*out_at = find_module_pip(c);
	return *out_at > 0;
}

/* Does this option want the next word as its value? */
static bool takes_next(const struct manager *m, struct str option)
{
	if (word_in(option, m->values))
		return true;
	if (m->plain_options || option.n < 3 || option.p[1] == '-')
		return false;
	/* -yt: the last letter of a bundle may want it; a letter before it has its value in the bundle */
	for (size_t n = 1; n < option.n; n++) {
		const char one[3] = { '-', option.p[n], 0 };
		if (word_in(str_of(one), m->values))
			return n + 1 == option.n;
	}
	return false;
}

/* Names people give to variables with options. */
static bool may_hold_options(struct str word)
{
	static const char *const parts[] = {
		"OPT", "FLAG", "ARGS", "PARAM", "opt", "flag", "args"
	};
	if (!str_starts(word, STR("$")))
		return false;
	for (size_t n = 0; n < ARRAY_LEN(parts); n++)
		if (str_has(word, str_of(parts[n])))
			return true;
	return false;
}

/* What a word with variables becomes; false when that is not known. */
static bool resolve(struct lint *l, uint32_t instruction, struct str word, struct str *out)
{
	if (str_has(word, STR("$(")) || str_find_char(word, '`') != SIZE_MAX)
		return false;
	bool unknown = false;
	*out = df_resolve(lint_build(l), instruction, word, &unknown);
	return !unknown;
}

static bool has_variable(const struct sh_word *w)
{
	return !w->literal &&
	       (str_find_char(w->text, '$') != SIZE_MAX || str_find_char(w->text, '`') != SIZE_MAX);
}

/* Options inside a variable: known ones are taken, unknown ones are remembered as a doubt. */
static void look_into(struct lint *l, struct manager_call *call, const struct sh_word *w)
{
	struct str value;
	if (!resolve(l, call->instruction, w->text, &value)) {
		call->unresolved |= may_hold_options(w->text);
		return;
	}
	struct str part;
	while (str_next_word(&value, &part))
		if (part.n > 1 && part.p[0] == '-')
			*VEC_PUSH(lint_arena(l), &call->options) = part;
}

static enum manager_verb verb_of(const struct manager *m, struct str word)
{
	for (const struct manager_word *v = m->verbs; v->word; v++)
		if (str_is(word, v->word))
			return v->verb;
	return VERB_OTHER;
}

/* Gives every word its role. */
static void assign_roles(struct lint *l, struct manager_call *call)
{
	const struct sh_command *c = call->command;
	bool only_operands = false;
	for (size_t n = call->name_at + 1; n < c->words.n; n++) {
		const struct sh_word *w = &c->words.p[n];
		if (!only_operands && w->text.n > 1 && w->text.p[0] == '-') {
			call->roles[n] = ROLE_OPTION;
			if (str_is(w->text, "--")) {
				only_operands = true;
				continue;
			}
			*VEC_PUSH(lint_arena(l), &call->options) = w->text;
			if (takes_next(call->manager, w->text) && n + 1 < c->words.n)
				call->roles[++n] = ROLE_VALUE;
			continue;
		}
		call->roles[n] = ROLE_OPERAND;
		if (has_variable(w) && !w->quoted) {
			look_into(l, call, w);
		} else if (call->verb_at == 0 && !word_in(w->text, call->manager->prefixes)) {
			call->roles[n] = ROLE_VERB;
			call->verb_at = n;
			call->verb_text = w->text;
			call->verb = verb_of(call->manager, w->text);
			/* behind the package of `go run` stand the arguments of that program */
			if (call->id == MANAGER_GO && str_is(w->text, "run")) {
				while (n + 1 < c->words.n && c->words.p[n + 1].text.n > 0 &&
				       c->words.p[n + 1].text.p[0] == '-')
					call->roles[++n] = ROLE_OPTION;
				if (n + 1 < c->words.n)
					call->roles[n + 1] = ROLE_OPERAND;
				for (n += 2; n < c->words.n; n++)
					call->roles[n] = ROLE_VALUE;
			}
		}
	}
}

/* The call of the command; NULL when it is none. */
static const struct manager_call *read_call(struct lint *l, uint32_t instruction, size_t at)
{
	const struct sh_command *c = &lint_build(l)->scripts[instruction].commands.p[at];
	struct str name = sh_name(c);
	size_t id = 0, name_at = 0;
	while (id < MANAGER_COUNT_ && !is_call(c, name, (enum manager_id)id, &name_at))
		id++;
	if (id == MANAGER_COUNT_)
		return NULL;
	struct manager_call *call = arena_alloc(lint_arena(l), sizeof(*call));
	*call = (struct manager_call){ .manager = &managers[id],
				       .id = (enum manager_id)id,
				       .command = c,
				       .instruction = instruction,
				       .at = at,
				       .name = name,
				       .name_at = name_at };
	call->roles = arena_alloc(lint_arena(l), c->words.n);
	assign_roles(l, call);
	/* yarn without a subcommand installs what package.json names */
	if (call->id == MANAGER_YARN && call->verb_at == 0 && !sh_has_arg(c, "--version") &&
	    !sh_has_arg(c, "-v") && !sh_has_arg(c, "--help"))
		call->verb = VERB_INSTALL;
	return call;
}

/* Of one instruction: parallel to its commands. */
struct manager_calls {
	const struct manager_call **p; /* NULL until somebody asks */
};

/* Twenty rules ask about the same commands: each is read once. */
static const struct manager_call *find_call(struct lint *l, uint32_t instruction, size_t at)
{
	const struct sh_script *script = &lint_build(l)->scripts[instruction];
	struct lint_memo *memo = lint_memo(l);
	if (at >= script->commands.n)
		return NULL;
	if (!memo->managers)
		memo->managers = arena_array(lint_arena(l), lint_file(l)->instructions.n,
					     sizeof(*memo->managers));
	struct manager_calls *calls = &memo->managers[instruction];
	if (!calls->p) {
		calls->p = arena_array(lint_arena(l), script->commands.n, sizeof(*calls->p));
		for (size_t n = 0; n < script->commands.n; n++)
			calls->p[n] = read_call(l, instruction, n);
	}
	return calls->p[at];
}

bool manager_is(struct lint *l, uint32_t instruction, size_t at, enum manager_id id,
		struct manager_call *out)
{
	const struct manager_call *call = find_call(l, instruction, at);
	if (!call || call->id != id)
		return false;
	*out = *call;
	return true;
}

bool manager_read(struct lint *l, uint32_t instruction, size_t at, struct manager_call *out)
{
	const struct manager_call *call = find_call(l, instruction, at);
	if (call)
		*out = *call;
	return call != NULL;
}

/* One option as it was written against one that is looked for. */
static bool option_is(const struct manager *m, struct str given, struct str wanted)
{
	if (str_eq(given, wanted))
		return true;
	if (!str_starts(wanted, STR("--"))) {
		if (m->plain_options || wanted.n != 2 || given.n < 2 || given.p[0] != '-' ||
		    given.p[1] == '-')
			return false;
		for (size_t n = 1; n < given.n && given.p[n] != '='; n++) {
			if (given.p[n] == wanted.p[1])
				return true;
			const char one[3] = { '-', given.p[n], 0 };
			if (word_in(str_of(one), m->values))
				return false;
		}
		return false;
	}
	struct str value = str_from(given, wanted.n);
	if (!str_starts(given, wanted) || !str_starts(value, STR("=")))
		return false;
	value = str_from(value, 1);
	return !str_is(value, "false") && !str_is(value, "no") && !str_is(value, "0");
}

bool manager_has(const struct manager_call *call, const char *const *options)
{
	for (; options && *options; options++)
		for (size_t n = 0; n < call->options.n; n++)
			if (option_is(call->manager, call->options.p[n], str_of(*options)))
				return true;
	return false;
}

bool manager_has_option(const struct manager_call *call, const char *option)
{
	return manager_has(call, LIST(option));
}

/* The value that stands in the same word: --option=X, -oX, -o=X. */
static bool joined_value(struct str word, const char *const *options, struct str *out)
{
	for (; *options; options++) {
		struct str option = str_of(*options);
		struct str value = str_from(word, option.n);
		if (!str_starts(word, option) || value.n == 0)
			continue;
		if (value.p[0] == '=')
			value = str_from(value, 1);
		else if (option.n != 2)
			continue;
		*out = value;
		return true;
	}
	return false;
}

bool manager_value(const struct manager_call *call, const char *const *options, size_t n,
		   struct str *out)
{
	const struct sh_command *c = call->command;
	for (size_t k = call->name_at + 1; k < c->words.n; k++) {
		if (call->roles[k] != ROLE_OPTION)
			continue;
		struct str value;
		if (word_in(c->words.p[k].text, options)) {
			if (k + 1 == c->words.n || call->roles[k + 1] != ROLE_VALUE)
				continue;
			value = c->words.p[k + 1].text;
		} else if (!joined_value(c->words.p[k].text, options, &value)) {
			continue;
		}
		if (n-- == 0) {
			*out = value;
			return true;
		}
	}
	return false;
}

size_t manager_operands(struct lint *l, const struct manager_call *call,
			struct manager_operand **out, bool *out_unknown)
{
	struct arena *a = lint_arena(l);
	VEC(struct manager_operand) found = { 0 };
	*out_unknown = call->unresolved || str_is(call->command->wrapper, "xargs");
	for (size_t n = call->verb_at + 1; n < call->command->words.n; n++) {
		const struct sh_word *w = &call->command->words.p[n];
		if (call->roles[n] != ROLE_OPERAND)
			continue;
		struct str value = w->text;
		if (!has_variable(w)) {
			*VEC_PUSH(a, &found) = (struct manager_operand){ value, n };
			continue;
		}
		if (!resolve(l, call->instruction, w->text, &value)) {
			/* curl=$VERSION names its package and says that it is pinned */
			if (w->text.p[0] != '$' && w->text.p[0] != '`')
				*VEC_PUSH(a, &found) = (struct manager_operand){ w->text, n };
			*out_unknown = true;
			continue;
		}
		struct str part;
		while (str_next_word(&value, &part))
			if (part.p[0] != '-')
				*VEC_PUSH(a, &found) = (struct manager_operand){ part, n };
	}
	*out = found.p;
	return found.n;
}
