/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/value.h"

struct str value_of(struct lint *l, uint32_t instruction, const struct df_instruction *i,
		    const struct df_word *w, bool *out_unknown)
{
	*out_unknown = false;
	if (!w->has_variable)
		return w->text;
	return df_resolve(lint_build(l), instruction, i->json ? w->text : w->raw, out_unknown);
}

struct str value_of_text(struct lint *l, uint32_t instruction, struct str text, bool *out_unknown)
{
	*out_unknown = false;
	if (str_find_char(text, '$') == SIZE_MAX)
		return text;
	return df_resolve(lint_build(l), instruction, text, out_unknown);
}

void variables_of(struct variables *v, struct str text, char escape)
{
	*v = (struct variables){ .text = text, .escape = escape };
}

static bool is_name_start(char c)
{
	return char_is_alpha(c) || c == '_';
}

static void read_reference(struct variables *v, struct variable *out)
{
	struct str s = v->text;
	size_t begin = v->at, i = begin + 1;
	bool braces = i < s.n && s.p[i] == '{';
	i += braces;
	size_t name = i;
	while (i < s.n && (char_is_alnum(s.p[i]) || s.p[i] == '_'))
		i++;
	*out = (struct variable){ .name = str_slice(s, name, i), .begin = (uint32_t)begin };
	if (braces && i < s.n && s.p[i] != '}') {
		out->modifier = s.p[i++];
		if (out->modifier == ':' && i < s.n)
			out->modifier = s.p[i++];
		out->default_given = strchr("-+?", out->modifier) != NULL;
	} else if (braces && i < s.n) {
		i++;
	}
	out->end = (uint32_t)i;
	v->at = i;
}

bool variable_next(struct variables *v, struct variable *out)
{
	struct str s = v->text;
	while (v->at < s.n) {
		char c = s.p[v->at];
		char next = v->at + 1 < s.n ? s.p[v->at + 1] : 0;
		if (v->single) {
			v->single = c != '\'';
		} else if (c == v->escape) {
			v->at++;
		} else if (c == '\'' && !v->twice) {
			v->single = true;
		} else if (c == '"') {
			v->twice = !v->twice;
		} else if (c == '$' && (is_name_start(next) || next == '{')) {
			read_reference(v, out);
			if (out->name.n && is_name_start(out->name.p[0]))
				return true;
			continue;
		}
		v->at++;
	}
	return false;
}

bool refers_to(struct str text, char escape, struct str name)
{
	struct variables v;
	struct variable r;
	variables_of(&v, text, escape);
	while (variable_next(&v, &r))
		if (str_eq(r.name, name))
			return true;
	return false;
}

static bool is_separator(char c)
{
	return c == '/' || c == '\\';
}

bool path_is_absolute(struct str p)
{
	if (p.n && is_separator(p.p[0]))
		return true;
	/* the separator behind a drive is often the escape character, and gone */
	return p.n >= 2 && char_is_alpha(p.p[0]) && p.p[1] == ':';
}

struct str path_join(struct arena *a, struct str base, struct str path)
{
	struct str all = str_printf(a, "%.*s/%.*s", STRF(base), STRF(path));
	char *to = arena_bytes(a, all.n + 1);
	size_t n = 0;
	struct str rest = all, part;
	while (str_next(&rest, '/', &part)) {
		if (!part.n || str_is(part, "."))
			continue;
		if (str_is(part, "..")) {
			while (n && to[--n] != '/')
				;
			continue;
		}
		to[n++] = '/';
		memcpy(to + n, part.p, part.n);
		n += part.n;
	}
	if (!n)
		to[n++] = '/';
	return str_make(to, n);
}

static bool starts_nocase(struct str s, const char *prefix)
{
	struct str p = str_of(prefix);
	return s.n >= p.n && str_eq_nocase(str_slice(s, 0, p.n), p);
}

static bool ends_nocase(struct str s, const char *suffix)
{
	struct str p = str_of(suffix);
	return s.n >= p.n && str_eq_nocase(str_from(s, s.n - p.n), p);
}

bool is_git_source(struct str s)
{
	if (starts_nocase(s, "git@") || starts_nocase(s, "git://") || starts_nocase(s, "ssh://"))
		return true;
	if (!starts_nocase(s, "http://") && !starts_nocase(s, "https://"))
		return starts_nocase(s, "github.com/");
	struct str path;
	str_cut(s, '#', &path, NULL);
	return ends_nocase(path, ".git");
}

bool is_remote_source(struct str s)
{
	return starts_nocase(s, "http://") || starts_nocase(s, "https://") ||
	       starts_nocase(s, "ftp://") || is_git_source(s);
}

bool is_tar_archive(struct str path)
{
	static const char *const ends[] = {
		".tar",	    ".tar.gz", ".tgz",	    ".tar.bz2", ".tbz2",
		".tbz",	    ".tb2",    ".tar.bz",   ".tar.xz",	".txz",
		".tar.zst", ".tzst",   ".tar.lzma", ".tlz",	".tar.Z"
	};
	for (size_t i = 0; i < ARRAY_LEN(ends); i++)
		if (ends_nocase(path, ends[i]))
			return true;
	return false;
}

const struct df_stage *stage_at(const struct lint *l, uint32_t instruction)
{
	const struct df_build *b = lint_build(l);
	const struct dockerfile *d = lint_file(l);
	if (instruction >= d->instructions.n)
		return NULL;
	uint32_t stage = d->instructions.p[instruction].stage;
	return stage < b->stages.n ? &b->stages.p[stage] : NULL;
}

bool is_heredoc_word(const struct df_instruction *i, const struct df_word *w)
{
	for (size_t k = 0; k < i->heredocs.n; k++)
		if (i->heredocs.p[k].marker.begin == w->span.begin)
			return true;
	return false;
}

bool is_direct(const struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct dockerfile *d = lint_file(l);
	return instruction < d->instructions.n && &d->instructions.p[instruction] == i;
}
