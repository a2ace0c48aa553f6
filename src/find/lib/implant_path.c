/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables of folders and names. They are judged with the file's content: a name alone is never a finding.
 *
 * Benign by place: usr/local, opt and whatever an application brings in folders of its own; what installers of
 * languages write into system folders (site-packages, node_modules, gems); hidden folders that
 * common tools keep in homes (.cargo, .cache, …), and those that debuggers and wheels use (.build-id, .libs).
 */
#include "find/lib/implant_path.h"

#include "base/path.h"

static bool below_any(struct str path, const char *const *folders, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (path_is_below(path, str_of(folders[i])))
			return true;
	return false;
}

static bool is_one_of(struct str s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(s, words[i]))
			return true;
	return false;
}

/* Is one of the folders on the way named so? */
static bool passes(struct str path, const char *const *names, size_t n)
{
	struct str part, rest = path_dir(path);
	while (rest.n && str_next(&rest, '/', &part))
		if (is_one_of(part, names, n))
			return true;
	return false;
}

static bool is_language(struct str path)
{
	static const char *const names[] = { "site-packages", "dist-packages", "node_modules",
					     "gems",	      "site-library",  "site_perl",
					     "vendor_perl",   "vendor_ruby",   "site_ruby",
					     "__pycache__",   "extensions",    "ensurepip" };
	return passes(path, names, ARRAY_LEN(names));
}

enum implant_place implant_place(struct str path)
{
	static const char *const system[] = { "bin",	     "sbin",	  "lib",       "lib32",
					      "lib64",	     "libx32",	  "usr/bin",   "usr/sbin",
					      "usr/lib",     "usr/lib32", "usr/lib64", "usr/libx32",
					      "usr/libexec", "usr/games" };
	static const char *const temp[] = { "tmp",  "var/tmp", "dev",	   "run",	"var/run",
					    "proc", "sys",     "var/lock", "lost+found" };
	if (below_any(path, temp, ARRAY_LEN(temp)))
		return IMPLANT_TEMP;
	if (below_any(path, system, ARRAY_LEN(system)))
		return is_language(path) ? IMPLANT_LANGUAGE : IMPLANT_SYSTEM;
	if (path_is_below(path, STR("usr/local/bin")) || path_is_below(path, STR("usr/local/sbin")))
		return IMPLANT_LOCAL;
	if (path_is_below(path, STR("etc")) || path_is_below(path, STR("var/spool")))
		return IMPLANT_CONFIG;
	return IMPLANT_ANYWHERE;
}

static bool is_home(struct str folder)
{
	return str_is(folder, "root") || (str_starts(folder, STR("home/")) &&
					  str_find_char(str_from(folder, 5), '/') == SIZE_MAX);
}

static enum implant_role role_of_home(struct str path)
{
	static const char *const shell[] = {
		".bashrc",   ".bash_profile", ".bash_login", ".bash_logout", ".profile", ".zshrc",
		".zprofile", ".zshenv",	      ".kshrc",	     ".shrc",	     ".ashrc",	 ".cshrc",
		".tcshrc",   ".login",	      ".xinitrc",    ".xprofile"
	};
	struct str folder = path_dir(path), name = path_base(path);
	if (str_is(path_base(folder), ".ssh")) {
		if (str_starts(name, STR("authorized_keys")))
			return ROLE_LOGIN_KEY;
		return str_is(name, "rc") ? ROLE_STARTUP : ROLE_NONE;
	}
	if (is_home(folder) && is_one_of(name, shell, ARRAY_LEN(shell)))
		return ROLE_SHELL;
	return str_has(path, STR("/.config/systemd/user/")) ||
			       str_has(path, STR("/.config/autostart/"))
		       ? ROLE_STARTUP
		       : ROLE_NONE;
}

static const struct {
	const char *folder;
	enum implant_role role;
} role_folders[] = {
	{ "etc/cron.d", ROLE_STARTUP },
	{ "etc/cron.hourly", ROLE_STARTUP },
	{ "etc/cron.daily", ROLE_STARTUP },
	{ "etc/cron.weekly", ROLE_STARTUP },
	{ "etc/cron.monthly", ROLE_STARTUP },
	{ "etc/cron.yearly", ROLE_STARTUP },
	{ "etc/crontabs", ROLE_STARTUP },
	{ "etc/periodic", ROLE_STARTUP },
	{ "etc/init.d", ROLE_STARTUP },
	{ "etc/local.d", ROLE_STARTUP },
	{ "etc/init", ROLE_STARTUP },
	{ "etc/rc.d", ROLE_STARTUP },
	{ "etc/systemd/system", ROLE_STARTUP },
	{ "etc/systemd/user", ROLE_STARTUP },
	{ "lib/systemd/system", ROLE_STARTUP },
	{ "usr/lib/systemd/system", ROLE_STARTUP },
	{ "usr/lib/systemd/user", ROLE_STARTUP },
	{ "usr/lib/systemd/system-generators", ROLE_STARTUP },
	{ "usr/local/lib/systemd/system", ROLE_STARTUP },
	{ "run/systemd/system", ROLE_STARTUP },
	{ "etc/profile.d", ROLE_STARTUP },
	{ "etc/update-motd.d", ROLE_STARTUP },
	{ "etc/udev/rules.d", ROLE_STARTUP },
	{ "etc/xdg/autostart", ROLE_STARTUP },
	{ "etc/network/if-up.d", ROLE_STARTUP },
	{ "etc/network/if-pre-up.d", ROLE_STARTUP },
	{ "etc/dhcp/dhclient-exit-hooks.d", ROLE_STARTUP },
	{ "etc/logrotate.d", ROLE_SHELL },
	{ "var/spool/cron", ROLE_STARTUP },
	{ "var/spool/at", ROLE_STARTUP },
	{ "var/spool/cron/atjobs", ROLE_STARTUP },
	{ "etc/pam.d", ROLE_PAM },
	{ "etc/sudoers.d", ROLE_SUDOERS },
	{ "etc/apt/sources.list.d", ROLE_APT_SOURCE },
	{ "etc/apt/apt.conf.d", ROLE_APT_CONFIG },
	{ "etc/apt/trusted.gpg.d", ROLE_TRUSTED_KEY },
	{ "etc/apt/keyrings", ROLE_TRUSTED_KEY },
	{ "usr/share/keyrings", ROLE_TRUSTED_KEY },
	{ "etc/apk/keys", ROLE_TRUSTED_KEY },
	{ "etc/pki/rpm-gpg", ROLE_TRUSTED_KEY },
};

static const struct {
	const char *path;
	enum implant_role role;
} role_files[] = {
	{ "etc/crontab", ROLE_STARTUP },
	{ "etc/anacrontab", ROLE_STARTUP },
	{ "etc/rc.local", ROLE_STARTUP },
	{ "etc/inittab", ROLE_SHELL },
	{ "etc/ssh/sshrc", ROLE_STARTUP },
	{ "etc/profile", ROLE_SHELL },
	{ "etc/bash.bashrc", ROLE_SHELL },
	{ "etc/bashrc", ROLE_SHELL },
	{ "etc/bash/bashrc", ROLE_SHELL },
	{ "etc/zsh/zshenv", ROLE_SHELL },
	{ "etc/zsh/zshrc", ROLE_SHELL },
	{ "etc/ld.so.preload", ROLE_PRELOAD },
	{ "etc/environment", ROLE_ENVIRONMENT },
	{ "etc/passwd", ROLE_PASSWD },
	{ "etc/shadow", ROLE_SHADOW },
	{ "etc/sudoers", ROLE_SUDOERS },
	{ "etc/apt/sources.list", ROLE_APT_SOURCE },
	{ "etc/apt/apt.conf", ROLE_APT_CONFIG },
	{ "etc/apt/trusted.gpg", ROLE_TRUSTED_KEY },
	{ "etc/apk/repositories", ROLE_APK_SOURCE },
	{ "var/lib/dpkg/diversions", ROLE_DIVERSIONS },
	{ "var/lib/dpkg/statoverride", ROLE_STATOVERRIDE },
	{ "lib/apk/db/installed", ROLE_APK_DATABASE },
	{ "usr/lib/apk/db/installed", ROLE_APK_DATABASE },
};

enum implant_role implant_role(struct str path)
{
	struct str name = path_base(path);
	if (name.n == 0)
		return ROLE_NONE;
	if (str_starts(path, STR("root/")) || str_starts(path, STR("home/")) ||
	    str_has(path, STR("/.ssh/")))
		return role_of_home(path);
	for (size_t i = 0; i < ARRAY_LEN(role_files); i++)
		if (str_is(path, role_files[i].path))
			return role_files[i].role;
	/* cron and its like leave hidden files (.placeholder) and what editors and dpkg left alone. */
	if (name.p[0] == '.' || str_ends(name, STR("~")) || str_is(name, "README"))
		return ROLE_NONE;
	for (size_t i = 0; i < ARRAY_LEN(role_folders); i++)
		if (path_is_below(path, str_of(role_folders[i].folder)))
			return role_folders[i].role;
	return ROLE_NONE;
}

static bool ends_any(struct str s, const char *const *ends, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_ends(s, str_of(ends[i])))
			return true;
	return false;
}

bool implant_is_document(struct str path)
{
	static const char *const folders[] = { "doc",	    "docs",	"man",	  "info",
					       "licenses",  "test",	"tests",  "testdata",
					       "fixtures",  "examples", "locale", "i18n",
					       "changelogs" };
	static const char *const ends[] = { ".md",	  ".rst",   ".html", ".htm",	 ".adoc",
					    ".tex",	  ".po",    ".pot",  ".txt",	 ".csv",
					    ".list",	  ".dic",   ".aff",  ".changes", ".yar",
					    ".yara",	  ".rules", ".svg",  ".ipynb",	 ".log",
					    ".gitignore", ".vim",   ".map" };
	struct str name = path_base(path);
	return passes(path, folders, ARRAY_LEN(folders)) || ends_any(name, ends, ARRAY_LEN(ends)) ||
	       str_starts(name, STR("README")) || str_starts(name, STR("CHANGE")) ||
	       str_starts(name, STR("LICENSE")) || str_starts(name, STR("NEWS"));
}

/* Hidden folders that tools make and fill with programs. */
static bool is_common_hidden(struct str name)
{
	static const char *const names[] = {
		".npm",		".cache",	  ".local",	 ".cargo",	 ".rustup",
		".nvm",		".git",		  ".venv",	 ".virtualenv",	 ".virtualenvs",
		".pyenv",	".rbenv",	  ".rvm",	 ".gem",	 ".bundle",
		".m2",		".gradle",	  ".sdkman",	 ".deno",	 ".bun",
		".yarn",	".pnpm",	  ".pnpm-store", ".node-gyp",	 ".config",
		".vscode",	".vscode-server", ".oh-my-zsh",	 ".asdf",	 ".volta",
		".fnm",		".gvm",		  ".stack",	 ".cabal",	 ".ghcup",
		".opam",	".julia",	  ".conda",	 ".mamba",	 ".dotnet",
		".nuget",	".bin",		  ".build-id",	 ".libs",	 ".dylibs",
		".pub-cache",	".composer",	  ".terraform",	 ".terraform.d", ".krew",
		".kube",	".docker",	  ".ivy2",	 ".sbt",	 ".next",
		".nuxt",	".husky",	  ".github",	 ".circleci",	 ".travis",
		".vim",		".emacs.d",	  ".tmux",	 ".fzf",	 ".linuxbrew",
		".nix-profile", ".tox",		  ".nox",	 ".eggs",	 ".idea",
		".mvn",		".pnp",		  ".svn",	 ".hg",		 ".jenkins",
		".ci",		".buildkite",	  ".gitlab",	 ".hmac",	 ".debug",
		".dwz",		".poetry",	  ".pulumi",	 ".fly",	 ".wasmtime",
		".wasmer",	".swiftpm",	  ".electron",	 ".store",	 ".links",
		".uv",		".pixi",	  ".rye",	 ".foundry",	 ".nimble",
		".mix",		".hex",		  ".cpan",	 ".cpanm",	 ".perlbrew",
		".luarocks",	".roswell",	  ".dapr",	 ".helm",	 ".arkade",
		".dart",	".meteor",	  ".ansible",
	};
	return is_one_of(name, names, ARRAY_LEN(names));
}

enum implant_hiding implant_hiding(struct str path)
{
	static const char *const homes[] = { "home",	  "root",    "opt",	"srv",	  "app",
					     "usr/local", "usr/src", "var/www", "var/lib" };
	enum implant_hiding found = HIDING_NONE;
	struct str part, folder = path_dir(path), rest = folder;
	bool home = below_any(path, homes, ARRAY_LEN(homes));
	while (rest.n && str_next(&rest, '/', &part)) {
		if (part.n == 0)
			continue;
		if (part.p[part.n - 1] == ' ' || str_starts(part, STR("...")))
			return HIDING_FOLDER;
		if (part.p[0] != '.')
			continue;
		/* What is within a tool's folder is the tool's own affair. */
		if (is_common_hidden(part))
			return found;
		if (found == HIDING_NONE)
			found = home || implant_place(path) == IMPLANT_ANYWHERE ? HIDING_HOME
										: HIDING_FOLDER;
	}
	return found;
}

/* Names that ps shows for threads of the kernel. */
static bool is_kernel_name(struct str name)
{
	static const char *const starts[] = {
		"kworker",    "ksoftirqd", "kswapd",  "kthreadd",    "kdevtmpfs", "kauditd",
		"khugepaged", "kcompactd", "kblockd", "kintegrityd", "ksmd",	  "rcu_sched",
		"rcu_bh",     "watchdogd", "jbd2",    "ext4-rsv"
	};
	for (size_t i = 0; i < ARRAY_LEN(starts); i++)
		if (str_starts(name, str_of(starts[i])))
			return true;
	return false;
}

static bool is_data_name(struct str name)
{
	static const char *const ends[] = { ".jpg",  ".jpeg", ".png",	".gif", ".ico",	 ".svg",
					    ".webp", ".bmp",  ".txt",	".log", ".pdf",	 ".css",
					    ".html", ".htm",  ".conf",	".cfg", ".json", ".xml",
					    ".yml",  ".yaml", ".mp3",	".mp4", ".doc",	 ".docx",
					    ".xls",  ".woff", ".woff2", ".ttf", ".md",	 ".lock",
					    ".pid",  ".ini",  ".csv",	".zip" };
	return ends_any(name, ends, ARRAY_LEN(ends));
}

/* Letters of other scripts among Latin ones, and characters that do not show. */
static bool deceives_the_eye(struct str name)
{
	bool latin = false, other = false;
	for (size_t i = 0; i < name.n; i++) {
		unsigned char c = (unsigned char)name.p[i];
		unsigned char d = i + 1 < name.n ? (unsigned char)name.p[i + 1] : 0;
		unsigned char e = i + 2 < name.n ? (unsigned char)name.p[i + 2] : 0;
		latin |= char_is_alpha((char)c);
		other |= (c >= 0xce && c <= 0xd3); /* Greek and Cyrillic in UTF-8 */
		/* U+200B … U+200F, U+202A … U+202E, U+2060 … U+2069, U+FEFF */
		if (c == 0xe2 &&
		    ((d == 0x80 && ((e >= 0x8b && e <= 0x8f) || (e >= 0xaa && e <= 0xae))) ||
		     (d == 0x81 && e >= 0xa0 && e <= 0xa9)))
			return true;
		if ((c == 0xef && d == 0xbb && e == 0xbf) || c < ' ' || c == 0x7f)
			return true;
	}
	return latin && other;
}

const char *implant_disguise(struct str path)
{
	static const char *const samples[] = { "test", "tests", "testdata", "fixtures" };
	struct str name = path_base(path);
	if (name.n == 0)
		return NULL;
	if (name.p[name.n - 1] == ' ' || name.p[0] == ' ')
		return "its name has a space at an end";
	if (deceives_the_eye(name))
		return "its name has characters that look like others or do not show";
	if (name.p[0] == '[')
		return "its name is written like a thread of the kernel";
	if (is_kernel_name(name))
		return "it is named like a thread of the kernel";
	if (passes(path, samples, ARRAY_LEN(samples)))
		return NULL;
	if (name.p[0] == '.' && !str_has(name, STR(".so")) && !str_has(name, STR(".node")))
		return "its name begins with a dot";
	return is_data_name(name) ? "its name is that of a data file" : NULL;
}
