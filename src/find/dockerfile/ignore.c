/* SPDX-License-Identifier: Apache-2.0 */
/*
 * .dockerignore: which paths of the build context the builder never sees.
 *
 * Patterns are tried in order and the last that matches decides. A pattern that matches a folder matches
 * everything below it, so "!docs/x" brings back one file of a folder that is left out. Each is made tidy
 * first (doubled, leading and trailing slashes, "." and ".." parts), then:
 *
 *	*	any run without /	?	one byte but /		[a-z] [^a]	one of these, or none
 *	**	any folders (or all that is left, at the end)	\x	x itself
 *
 * Matching keeps, for every place in the path, whether the pattern so far can end there; one pass over the
 * path for each piece of the pattern. A match that ends in front of a / is one of a parent folder.
 *
 * Specification: Dockerfile reference, ".dockerignore files"; Go's filepath.Match. A pattern that is wrong
 * ([ without its end) or longer than a path may be matches nothing.
 */
#include "find/dockerfile/build.h"

#include "base/limits.h"
#include "base/path.h"

#define PATH_MAX_ ((size_t)4096)
_Static_assert(PATH_MAX_ == 4096, "LIMIT_PATH");

struct match {
	struct str path;
	bool at[PATH_MAX_ + 1]; /* the pattern so far can end before path.p[i] */
};

static void step_byte(struct match *m, char c)
{
	for (size_t i = m->path.n; i > 0; i--)
		m->at[i] = m->at[i - 1] && m->path.p[i - 1] == c;
	m->at[0] = false;
}

/* `set` is what stands between the brackets; false when it is wrong. */
static bool in_set(struct str set, char c)
{
	unsigned char x = (unsigned char)c;
	bool negated = set.n && set.p[0] == '^', found = false;
	for (size_t i = negated; i < set.n;) {
		if (set.p[i] == '\\' && i + 1 < set.n)
			i++;
		unsigned char low = (unsigned char)set.p[i++], high = low;
		if (i + 1 < set.n && set.p[i] == '-') {
			i++;
			if (set.p[i] == '\\' && i + 1 < set.n)
				i++;
			high = (unsigned char)set.p[i++];
		}
		found |= low <= x && x <= high;
	}
	return found != negated;
}

static void step_set(struct match *m, struct str set)
{
	for (size_t i = m->path.n; i > 0; i--)
		m->at[i] = m->at[i - 1] && m->path.p[i - 1] != '/' && in_set(set, m->path.p[i - 1]);
	m->at[0] = false;
}

static bool is_continuation(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* One character of UTF-8; a byte that is none counts as one. */
static void step_any(struct match *m)
{
	const char *p = m->path.p;
	for (size_t i = m->path.n; i > 0; i--) {
		size_t from = i - 1;
		if (i == m->path.n || !is_continuation(p[i]))
			while (from > 0 && i - from < 4 && is_continuation(p[from]))
				from--;
		m->at[i] = m->at[from] && p[i - 1] != '/';
	}
	m->at[0] = false;
}

static void step_star(struct match *m)
{
	for (size_t i = 1; i <= m->path.n; i++)
		m->at[i] |= m->at[i - 1] && m->path.p[i - 1] != '/';
}

/* Any folders, with the / behind them; or, at the end of the pattern, anything. */
static void step_folders(struct match *m, bool anything)
{
	bool before = false;
	for (size_t i = 0; i <= m->path.n; i++) {
		bool here = m->at[i];
		if (before && (anything || m->path.p[i - 1] == '/'))
			m->at[i] = true;
		before |= here;
	}
}

/* The end of the set that begins behind `at`; SIZE_MAX when it has none. */
static size_t set_end(struct str p, size_t at)
{
	size_t i = at;
	if (i < p.n && p.p[i] == '^')
		i++;
	for (size_t from = i; i < p.n; i++) {
		if (p.p[i] == '\\')
			i++;
		else if (p.p[i] == ']' && i > from)
			return i;
	}
	return SIZE_MAX;
}

static bool matches(struct match *m, struct str p)
{
	memset(m->at, 0, m->path.n + 1);
	m->at[0] = true;
	for (size_t i = 0; i < p.n; i++) {
		char c = p.p[i];
		if (c == '*' && i + 1 < p.n && p.p[i + 1] == '*') {
			i += i + 2 < p.n && p.p[i + 2] == '/' ? 2 : 1;
			step_folders(m, i + 1 >= p.n);
		} else if (c == '*') {
			step_star(m);
		} else if (c == '?') {
			step_any(m);
		} else if (c == '[') {
			size_t end = set_end(p, i + 1);
			if (end == SIZE_MAX)
				return false;
			step_set(m, str_slice(p, i + 1, end));
			i = end;
		} else {
			if (c == '\\') {
				if (i + 1 == p.n)
					return false;
				i++;
			}
			step_byte(m, p.p[i]);
		}
	}
	if (m->at[m->path.n])
		return true;
	for (size_t i = 1; i < m->path.n; i++)
		if (m->at[i] && m->path.p[i] == '/')
			return true;
	return false;
}

/* ".." parts that lead out of the context: such a pattern matches nothing in it. */
static bool climbs_out(struct str p)
{
	size_t depth = 0;
	struct str part;
	while (str_next(&p, '/', &part)) {
		if (str_is(part, "..")) {
			if (!depth)
				return true;
			depth--;
		} else if (part.n && !str_is(part, ".")) {
			depth++;
		}
	}
	return false;
}

bool df_ignored(struct str ignore_text, struct str path)
{
	struct match m;
	char tidy_path[PATH_MAX_], tidy[PATH_MAX_];
	unsigned notes;
	if (path.n > PATH_MAX_)
		return false;
	m.path = str_make(tidy_path, path_normalise(path, tidy_path, &notes));
	bool ignored = false;
	struct str rest = ignore_text, line;
	if (str_starts(rest, STR("\xef\xbb\xbf")))
		rest = str_from(rest, 3);
	while (m.path.n && str_next_line(&rest, &line)) {
		if (line.n && line.p[0] == '#')
			continue;
		line = str_trim(line);
		bool back = line.n && line.p[0] == '!';
		if (back)
			line = str_trim(str_from(line, 1));
		/* Only a pattern that would change the answer is worth trying. */
		if (!line.n || line.n > PATH_MAX_ || back != ignored || climbs_out(line))
			continue;
		struct str pattern = str_make(tidy, path_normalise(line, tidy, &notes));
		if (pattern.n && matches(&m, pattern))
			ignored = !back;
	}
	return ignored;
}
