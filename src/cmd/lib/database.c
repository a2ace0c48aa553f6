/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/lib/database.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *set_variable(const char *name)
{
	const char *value = getenv(name);
	return value && value[0] ? value : NULL;
}

const char *database_default_path(struct arena *a, bool *out_named)
{
	const char *named = set_variable("SEAWORTHY_DB");
	if (out_named)
		*out_named = named != NULL;
	if (named)
		return named;
	const char *cache = set_variable("XDG_CACHE_HOME"), *home = set_variable("HOME");
	/* the base directory specification: a path that is not absolute is to be ignored */
	if (cache && cache[0] == '/')
		return str_printf(a, "%s/seaworthy/seaworthy.db%c", cache, 0).p;
	if (home)
		return str_printf(a, "%s/.cache/seaworthy/seaworthy.db%c", home, 0).p;
	return NULL;
}

int database_make_folders(const char *path, struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct str all = str_of(path);
	for (size_t i = 1; i < all.n; i++) {
		if (all.p[i] != '/')
			continue;
		const char *folder = str_cstr(a, str_slice(all, 0, i));
		if (mkdir(folder, 0777) < 0 && errno != EEXIST && errno != EISDIR)
			return fault_errno(f, errno, "%s: cannot make the folder", folder);
	}
	return 0;
}

/* Made at build time by tools/mkdata.c from data/headline.txt. */
extern const char data_headline_db[];
extern const size_t data_headline_db_n;

static int fill_info(struct database *d, const char *path, struct arena *a, struct fault *f)
{
	struct db_status status;
	TRY(db_status(d->db, a, &status, f));
	d->info = (struct database_info){
		.path = path ? str_dup(a, str_of(path)) : STR(""),
		.digest = status.digest,
		.built = str_dup(a, status.built),
		.advisories = status.advisories,
		.headline_only = path == NULL,
	};
	return 0;
}

int database_open(struct database *d, const char *option, struct arena *a, struct fault *f)
{
	*d = (struct database){ 0 };
	const char *path = option;
	if (option && strcmp(option, "builtin") == 0) {
		path = NULL;
	} else if (!option) {
		bool named;
		path = database_default_path(a, &named);
		if (path && !named && access(path, F_OK) < 0 && errno == ENOENT)
			path = NULL;
	}
	struct str builtin = str_make(data_headline_db, data_headline_db_n);
	int r = path ? db_open(path, &d->db, f)
		     : db_open_bytes(builtin, "built-in headline advisories", &d->db, f);
	if (r == 0)
		r = fill_info(d, path, a, f);
	if (r < 0)
		database_close(d);
	return fault_in(f, r, "advisory database");
}

void database_close(struct database *d)
{
	db_close(d->db);
	d->db = NULL;
}

void database_closep(struct database *d)
{
	database_close(d);
}
