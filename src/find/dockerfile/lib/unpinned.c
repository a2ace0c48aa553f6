/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Packages without a version, for every manager.
 *
 *      apt      curl=7.88.1-10          curl/bookworm        ./curl.deb
 *      apk      curl=8.5.0-r0           curl~8.5             ./curl.apk
 *      yum dnf  curl-7.76.1-26.el9                           https://…/x.rpm
 *      zypper   curl=8.0.1              curl>=8              ./x.rpm
 *      pip      flask==3.0.2  ~=  ===   flask<4  flask @ url -r file, -c file, ., git+https://…@v1
 *      npm      express@4.19.2          @scope/x@1           git+…, file:…, ./x.tgz, user/repository
 *      gem      rake:13.1.0             rake -v 13.1.0       ./x.gem
 *      go       example.com/x@v1.2.3                         ./cmd/x
 *
 * Silent where the version is decided elsewhere: apt with sources of a snapshot service, pip with constraints or
 * hashes, go with a go.mod that was copied. Of variables that nothing resolves nothing is said.
 *
 * "pip install flask>=2" is unquoted shell: a redirection, and flask is unpinned. A lower bound alone is no pin
 * either: it is what changes tomorrow.
 */
#include "find/dockerfile/lib/check.h"

#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })

static bool has_any(struct str s, const char *const *parts)
{
	for (; *parts; parts++)
		if (str_has(s, str_of(*parts)))
			return true;
	return false;
}

static bool starts_any(struct str s, const char *const *heads)
{
	for (; *heads; heads++)
		if (str_starts(s, str_of(*heads)))
			return true;
	return false;
}

static bool ends_any(struct str s, const char *const *tails)
{
	for (; *tails; tails++)
		if (str_ends(s, str_of(*tails)))
			return true;
	return false;
}

static bool is_path_or_url(struct str s)
{
	return s.n == 0 || str_is(s, ".") || str_is(s, "..") || str_has(s, STR("://")) ||
	       starts_any(s, LIST("./", "../", "/", "~", "file:", ".["));
}

static bool is_pinned_apt(struct str s)
{
	/* name- removes, name+ installs, task^ is a list of packages, ?pattern and ~pattern search */
	return has_any(s, LIST("=", "/")) || ends_any(s, LIST(".deb", "-", "^")) ||
	       str_starts(s, STR("?"));
}

static bool is_pinned_rpm(struct str s)
{
	/*
	 * Groups and modules: @development-tools has no version, @nodejs:18 is bound to a stream. What is in
	 * brackets is a capability, dnf-command(copr), and not a package's name.
	 */
	if (str_starts(s, STR("@")) || str_ends(s, STR(")")) || str_ends(s, STR(".rpm")) ||
	    has_any(s, LIST("/", "=", "<")))
		return true;
	for (size_t n = 0; n + 1 < s.n; n++)
		if (s.p[n] == '-' && (char_is_digit(s.p[n + 1]) || s.p[n + 1] == '$'))
			return true;
	return false;
}

/* Words that move: what is behind them is another version tomorrow. */
static bool is_moving_tag(struct str version)
{
	return version.n == 0 ||
	       word_in(version, LIST("latest", "next", "*", "x", "master", "main", "HEAD",
				     "upgrade", "patch", "beta", "canary", "nightly"));
}

static bool is_pinned_npm(struct str s)
{
	if (is_path_or_url(s) || ends_any(s, LIST(".tgz", ".tar.gz", ".tar")) ||
	    starts_any(s, LIST("git+",
			       "github:", "gitlab:", "bitbucket:", "gist:", "link:", "workspace:")))
		return true;
	struct str name = str_starts(s, STR("@")) ? str_from(s, 1) : s, version;
	size_t at = str_rfind_char(name, '@');
	if (at == SIZE_MAX) /* user/repository is a place, @scope/name is a name */
		return str_eq(name, s) && str_find_char(s, '/') != SIZE_MAX;
	version = str_from(name, at + 1);
	if (starts_any(version, LIST("npm:", "git+", "http", "file:")))
		return is_pinned_npm(str_from(version, 4)) || !str_starts(version, STR("npm:"));
	return !is_moving_tag(version);
}

/* git+https://host/x.git@v1: what stands behind the last part of the path is a tag, a commit or a branch. */
static bool is_pinned_source(struct str s)
{
	struct str path, version;
	size_t slash;
	str_cut(s, '#', &s, NULL);
	slash = str_rfind_char(s, '/');
	return slash != SIZE_MAX && str_cut(str_from(s, slash), '@', &path, &version) &&
	       !is_moving_tag(version);
}

static bool is_pinned_pip(struct str s)
{
	if (starts_any(s, LIST("git+", "hg+", "bzr+")))
		return is_pinned_source(s);
	if (is_path_or_url(s) || ends_any(s, LIST(".whl", ".tar.gz", ".zip", ".tar.bz2", ".tgz")) ||
	    str_starts(s, STR("svn+")) || str_has(s, STR("@ ")) || str_has(s, STR(" @")) ||
	    str_has(s, STR("/")))
		return true;
	/* the marker behind ; compares, too */
	str_cut(s, ';', &s, NULL);
	return has_any(s, LIST("==", "~=", "<")) || str_has(s, STR("@git+"));
}

static bool is_pinned_go(struct str s)
{
	struct str path, version;
	if (str_cut(s, '@', &path, &version))
		return !is_moving_tag(version);
	/* a package of the module itself, of the standard library, or a file */
	struct str first;
	str_cut(s, '/', &first, NULL);
	return str_find_char(first, '.') == SIZE_MAX || str_starts(s, STR(".")) ||
	       str_ends(s, STR(".go"));
}

static bool is_pinned_gem(struct str s)
{
	return is_path_or_url(s) || str_ends(s, STR(".gem")) || str_find_char(s, ':') != SIZE_MAX;
}

bool package_is_pinned(enum manager_id id, struct str s)
{
	switch (id) {
	case MANAGER_APT:
		return is_path_or_url(s) || is_pinned_apt(s);
	case MANAGER_APK:
		return is_path_or_url(s) || has_any(s, LIST("=", "~", "<", "@")) ||
		       str_ends(s, STR(".apk")) || str_starts(s, STR("!")) ||
		       str_starts(s, STR("."));
	case MANAGER_YUM:
	case MANAGER_DNF:
	case MANAGER_MICRODNF:
		return is_path_or_url(s) || is_pinned_rpm(s);
	case MANAGER_ZYPPER:
		return is_path_or_url(s) || has_any(s, LIST("=", "<", ">")) ||
		       ends_any(s, LIST(".rpm", "-")) || starts_any(s, LIST("-", "!"));
	case MANAGER_PIP:
		return is_pinned_pip(s);
	case MANAGER_NPM:
	case MANAGER_YARN:
	case MANAGER_PNPM:
		return is_pinned_npm(s);
	case MANAGER_GEM:
		return is_pinned_gem(s);
	case MANAGER_GO:
		return is_pinned_go(s);
	case MANAGER_CARGO:
		return is_path_or_url(s) || has_any(s, LIST("@"));
	case MANAGER_COMPOSER:
		return is_path_or_url(s) || has_any(s, LIST(":", "="));
	case MANAGER_COUNT_:
		break;
	}
	return true;
}

/* Are versions decided by something that this command line only names? */
static bool is_decided_elsewhere(const struct run *r, const struct manager_call *call,
				 struct run_answer snapshot[2])
{
	if (call->id == MANAGER_APT)
		return run_was_said_once(r, LIST("snapshot.debian.org"), &snapshot[0]) ||
		       run_was_said_once(r, LIST("snapshot.ubuntu.com"), &snapshot[1]);
	if (call->id == MANAGER_PIP)
		return manager_has(call, LIST("-c", "--constraint", "--require-hashes"));
	if (call->id == MANAGER_GEM)
		return manager_has(call, LIST("-v", "--version", "-g", "--file"));
	if (call->id == MANAGER_ZYPPER)
		return manager_has(call, LIST("-t", "--type")); /* patterns, patches */
	return call->id == MANAGER_CARGO &&
	       manager_has(call, LIST("--version", "--vers", "--git", "--path", "--rev"));
}

static bool installs_packages(const struct manager_call *call)
{
	if (call->verb != VERB_INSTALL || call->verb_at == 0)
		return false;
	/* groups and modules of packages have no version */
	const struct sh_word *before = &call->command->words.p[call->verb_at - 1];
	if (manager_is_rpm(call->id))
		return !str_is(call->verb_text, "groupinstall") &&
		       !word_in(before->text, call->manager->prefixes);
	if (call->id == MANAGER_APT)
		return str_is(call->verb_text, "install");
	if (call->id == MANAGER_COMPOSER)
		return str_is(call->verb_text, "require");
	return call->id != MANAGER_YARN || str_is(call->verb_text, "add");
}

/* "apt-get install", "python -m pip install": how the call names itself. */
static struct str call_text(struct arena *a, const struct manager_call *call)
{
	const struct sh_word *name = &call->command->words.p[call->name_at];
	return str_printf(a, "%.*s %.*s", STRF(call->name_at ? name->text : call->name),
			  STRF(call->verb_text));
}

static void check_call(const struct run *r, const struct manager_call *call,
		       struct run_answer snapshot[2])
{
	struct arena *a = lint_arena(r->lint);
	struct manager_operand *operands;
	bool unknown;
	if (!installs_packages(call))
		return;
	size_t n = manager_operands(r->lint, call, &operands, &unknown), bad_n = 0;
	struct str *bad = arena_array(a, n + 1, sizeof(*bad));
	size_t first = 0, last = 0;
	for (size_t k = 0; k < n; k++) {
		if (package_is_pinned(call->id, operands[k].text))
			continue;
		if (bad_n == 0)
			first = operands[k].word;
		last = operands[k].word;
		bad[bad_n++] = operands[k].text;
	}
	if (bad_n == 0 || is_decided_elsewhere(r, call, snapshot))
		return;
	struct span from = df_word_span(r->build, r->at, &call->command->words.p[first]);
	struct span to = df_word_span(r->build, r->at, &call->command->words.p[last]);
	struct str text = call_text(a, call);
	lint_report(r->lint, r->at,
		    (struct span){ from.begin, to.end > from.begin ? to.end : from.end },
		    "%.*s without a version: %.*s", STRF(text), STRF(run_enumerate(a, bad, bad_n)));
}

void check_unpinned(struct lint *l, uint32_t at, const struct df_instruction *i, enum manager_id id)
{
	struct run r = run_of(l, at, i);
	struct manager_call call;
	struct run_answer snapshot[2] = { 0 };
	for (size_t n = 0; n < r.script->commands.n; n++)
		if (run_calls(&r, n, id, &call))
			check_call(&r, &call, snapshot);
}
