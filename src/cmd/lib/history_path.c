/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/lib/history_path.h"

#include "base/mem.h"
#include "base/str.h"

#include <stdlib.h>
#include <sys/stat.h>

static const char *set_variable(const char *name)
{
	const char *value = getenv(name);
	return value && value[0] ? value : NULL;
}

static bool is_off(const char *named)
{
	return named && strcmp(named, "off") == 0;
}

const char *history_default_path(struct arena *a)
{
	const char *state = set_variable("XDG_STATE_HOME"), *home = set_variable("HOME");
	/* the base directory specification: a path that is not absolute is to be ignored */
	if (state && state[0] == '/')
		return str_printf(a, "%s/seaworthy/history.db%c", state, 0).p;
	if (home)
		return str_printf(a, "%s/.local/state/seaworthy/history.db%c", home, 0).p;
	return NULL;
}

/* The specification asks for 0700. One that cannot be made shows when the file is opened. */
static void make_folders(const char *path, struct arena *a)
{
	struct str all = str_of(path);
	for (size_t i = 1; i < all.n; i++)
		if (all.p[i] == '/')
			mkdir(str_cstr(a, str_slice(all, 0, i)), 0700);
}

const char *history_for_scan(const char *option, bool off, struct arena *a)
{
	const char *named = option ? option : set_variable("SEAWORTHY_HISTORY");
	if (off || (!option && is_off(named)))
		return NULL;
	if (named)
		return named;
	if (set_variable("CI"))
		return NULL;
	const char *path = history_default_path(a);
	if (path)
		make_folders(path, a);
	return path;
}

int history_for_question(const char *option, struct arena *a, const char **out, struct fault *f)
{
	const char *named = option ? option : set_variable("SEAWORTHY_HISTORY");
	if (!named || (!option && is_off(named)))
		named = history_default_path(a);
	if (!named)
		return fault_set(f, E_USAGE, "which history? write --history FILE");
	*out = named;
	return 0;
}

const char *history_folder(const char *path, struct arena *a)
{
	char *real = realpath(path, NULL);
	struct str p = str_of(real ? real : path);
	size_t slash = str_rfind_char(p, '/');
	struct str folder = slash == SIZE_MAX ? STR(".")
			    : slash == 0      ? STR("/")
					      : str_slice(p, 0, slash);
	const char *copy = str_cstr(a, folder);
	mem_free(real);
	return copy;
}
