/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The strict variants of installers ("npm ci") fail without a lock file, so a repair may use them only where
 * one is certain. It is, when a COPY into the folder of the RUN names the file: the build would stop
 * there without it. A pattern ("package*.json") or a whole folder ("COPY . .") brings the file only if the
 * context holds it, so then the context must be known, and .dockerignore must let the file pass.
 */
#include "find/dockerfile/lib/lock_file.h"

#include "base/path.h"
#include "find/dockerfile/lib/image_path.h"
#include "find/dockerfile/lib/ship.h"

static bool in_context(const struct df_build *b, struct str path)
{
	if (!b->has_context || !b->context)
		return false;
	for (size_t n = 0; b->context[n]; n++)
		if (str_is(path, b->context[n]))
			return !b->has_ignore || !df_ignored(b->ignore_text, path);
	return false;
}

static bool anywhere_in_context(const struct df_build *b, const char *const *names)
{
	for (size_t n = 0; b->context && b->context[n]; n++)
		for (size_t k = 0; names[k]; k++)
			if (str_is(path_base(str_of(b->context[n])), names[k]))
				return true;
	return false;
}

static struct str normal(struct arena *a, struct str path)
{
	char *p = arena_bytes(a, path.n + 1);
	return str_make(p, path_normalise(path, p, NULL));
}

/* Does this source bring the file into the destination itself? */
static bool source_brings(const struct df_build *b, struct str source, const char *name)
{
	struct str s = normal(b->arena, source), file = str_of(name);
	if (str_eq(path_base(s), file))
		return true;
	if (str_find_char(s, '*') != SIZE_MAX) {
		struct str folder = path_dir(s);
		struct str whole =
			folder.n ? str_printf(b->arena, "%.*s/%s", STRF(folder), name) : file;
		return str_glob(s, whole) && in_context(b, whole);
	}
	return in_context(b, s.n ? str_printf(b->arena, "%.*s/%s", STRF(s), name) : file);
}

static bool copy_brings(const struct df_build *b, uint32_t at, const struct df_instruction *i,
			struct str folder, const char *const *names)
{
	struct str to;
	if (!image_path(b, at, copy_destination(i), &to) || !str_eq(to, folder))
		return false;
	for (size_t n = 0; n < copy_sources(i, NULL); n++)
		for (size_t k = 0; names[k]; k++)
			if (source_brings(b, i->args.p[n].text, names[k]))
				return true;
	return false;
}

enum lock_state lock_file_state(const struct df_build *b, uint32_t run, const char *const *names)
{
	const struct df_stage *s = ship_stage(b, run);
	struct str folder;
	if (s && image_path(b, run, STR("."), &folder)) {
		struct ship_walk w;
		for (ship_walk_begin(&w, b, s, run); ship_walk_next(&w);)
			if (copy_is_local(w.i) && w.i->heredocs.n == 0 &&
			    copy_brings(b, w.instruction, w.i, folder, names))
				return LOCK_PRESENT;
	}
	return b->has_context && !anywhere_in_context(b, names) ? LOCK_ABSENT : LOCK_UNKNOWN;
}
