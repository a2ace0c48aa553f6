/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/lib/bases.h"

#include "base/fs.h"
#include "base/limits.h"

#include <stdlib.h>

extern const char data_bases[];
extern const size_t data_bases_n;

/* A line that cannot be used is the user's to mend: a usage error, not an unreadable image. */
static int read_text(struct base_list *list, struct str text, struct str origin, struct fault *f)
{
	struct fault why = { 0 };
	if (base_list_read(list, text, origin, &why) < 0)
		return fault_set(f, E_USAGE, "%s", why.text);
	return 0;
}

int bases_read(struct base_list *list, const char *path, struct fault *f)
{
	OWNED(buf_donep) struct buf text;
	struct fault why = { 0 };
	buf_init(&text, LIMIT_BASE_CATALOGUE);
	int r = fs_read_file(path, &text, &why);
	if (r == E_NOTFOUND)
		return 0;
	if (r < 0)
		return fault_set(f, E_USAGE, "%s", why.text);
	TRY(read_text(list, str_dup(list->arena, buf_str(&text)),
		      str_dup(list->arena, str_of(path)), f));
	return 1;
}

static const char *user_path(struct arena *a)
{
	const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	struct str path;
	if (config && config[0])
		path = str_printf(a, "%s/seaworthy/bases", config);
	else if (home && home[0])
		path = str_printf(a, "%s/.config/seaworthy/bases", home);
	else
		return NULL;
	return str_cstr(a, path);
}

int bases_read_all(struct base_list *list, const char *catalogue, struct arena *a, bool *out_any,
		   struct fault *f)
{
	base_list_init(list, a);
	if (catalogue) {
		int r = bases_read(list, catalogue, f);
		TRY(r);
		if (r == 0)
			return fault_set(f, E_USAGE, "--catalogue %s: no such file", catalogue);
	}
	TRY(bases_read(list, BASES_FILE, f));
	const char *user = user_path(a);
	if (user)
		TRY(bases_read(list, user, f));
	*out_any = list->entries.n > 0;
	return read_text(list, str_make(data_bases, data_bases_n), STR("built in"), f);
}
