/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/image_path.h"

#include "base/path.h"

bool image_path(const struct df_build *b, uint32_t instruction, struct str path, struct str *out)
{
	bool unknown = false;
	path = df_resolve(b, instruction, path, &unknown);
	if (unknown || path.n == 0 || str_find_char(path, '$') != SIZE_MAX)
		return false;
	if (path.p[0] != '/') {
		const struct df_state *s = &b->states[instruction];
		if (!s->workdir_known || s->workdir.n == 0)
			return false;
		path = str_printf(b->arena, "%.*s/%.*s", STRF(s->workdir), STRF(path));
	}
	char *p = arena_bytes(b->arena, path.n + 1);
	size_t n = path_normalise(path, p + 1, NULL);
	p[0] = '/';
	*out = str_make(p, n + 1);
	return true;
}

bool image_path_within(struct str path, struct str folder)
{
	if (folder.n == 1)
		return path.n > 0;
	return str_starts(path, folder) && (path.n == folder.n || path.p[folder.n] == '/');
}

bool copy_is_local(const struct df_instruction *i)
{
	return (i->kind == DF_COPY || i->kind == DF_ADD) && !i->broken && i->args.n >= 2 &&
	       !df_flag(i, "from");
}

size_t copy_sources(const struct df_instruction *i, const struct df_word **out_to)
{
	size_t n = i->args.n < 2 ? 0 : i->args.n - 1;
	if (out_to)
		*out_to = n ? &i->args.p[n] : NULL;
	return n;
}

struct str copy_destination(const struct df_instruction *i)
{
	return i->args.n ? i->args.p[i->args.n - 1].text : (struct str){ 0 };
}

/* "a/b/" → "b"; "." and ".." have no name. */
static struct str last_part(struct str s)
{
	while (s.n && s.p[s.n - 1] == '/')
		s.n--;
	struct str base = path_base(s);
	return str_is(base, ".") || str_is(base, "..") ? (struct str){ 0 } : base;
}

bool copy_target(const struct df_build *b, uint32_t instruction, const struct df_instruction *i,
		 size_t n, struct str *out)
{
	struct str to = copy_destination(i);
	bool folder = copy_sources(i, NULL) > 1 || str_ends(to, STR("/")) || str_is(to, ".") ||
		      str_is(to, "..") || str_ends(to, STR("/."));
	struct str name = last_part(i->args.p[n].text);
	if (folder && name.n && str_find_char(name, '*') == SIZE_MAX)
		to = str_printf(b->arena, "%.*s/%.*s", STRF(to), STRF(name));
	return image_path(b, instruction, to, out);
}
