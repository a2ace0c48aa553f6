/* SPDX-License-Identifier: Apache-2.0 */
#include "base/path.h"

size_t path_normalise(struct str raw, char *to, unsigned *out_notes)
{
	unsigned notes = PATH_CLEAN;
	size_t nul = str_find_char(raw, '\0');
	if (nul != SIZE_MAX) {
		notes |= PATH_NUL;
		raw.n = nul;
	}
	if (raw.n && raw.p[0] == '/')
		notes |= PATH_ABSOLUTE;
	size_t n = 0;
	for (size_t i = 0; i < raw.n;) {
		if (raw.p[i] == '/') {
			if (i > 0 && (raw.p[i - 1] == '/' || i + 1 == raw.n))
				notes |= PATH_DOTS;
			i++;
			continue;
		}
		size_t end = i;
		while (end < raw.n && raw.p[end] != '/')
			end++;
		struct str part = str_slice(raw, i, end);
		i = end;
		if (str_eq(part, STR("."))) {
			notes |= PATH_DOTS;
		} else if (str_eq(part, STR(".."))) {
			notes |= PATH_CLIMBS;
			while (n > 0 && to[--n] != '/')
				;
		} else {
			if (n)
				to[n++] = '/';
			memmove(to + n, part.p, part.n);
			n += part.n;
		}
	}
	if (out_notes)
		*out_notes = notes;
	return n;
}

struct str path_base(struct str path)
{
	size_t at = str_rfind_char(path, '/');
	return at == SIZE_MAX ? path : str_from(path, at + 1);
}

struct str path_dir(struct str path)
{
	size_t at = str_rfind_char(path, '/');
	return at == SIZE_MAX ? str_make(path.p, 0) : str_slice(path, 0, at);
}

bool path_is_below(struct str path, struct str folder)
{
	if (folder.n == 0)
		return path.n > 0;
	return path.n > folder.n && path.p[folder.n] == '/' && str_starts(path, folder);
}
