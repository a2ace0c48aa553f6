/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/repair.h"

#include "find/lib/json_quote.h"

struct span repair_lines(const struct dockerfile *d, struct span s)
{
	while (s.begin && (d->source.p[s.begin - 1] == ' ' || d->source.p[s.begin - 1] == '\t'))
		s.begin--;
	while (s.end < d->source.n && (d->source.p[s.end] == ' ' || d->source.p[s.end] == '\t' ||
				       d->source.p[s.end] == '\r'))
		s.end++;
	if (s.end < d->source.n && d->source.p[s.end] == '\n')
		s.end++;
	return s;
}

struct str json_array(struct arena *a, const struct str *items, size_t n)
{
	size_t size = 2;
	for (size_t i = 0; i < n; i++)
		size += JSON_QUOTED(items[i].n) + 2;
	char *to = arena_bytes(a, size);
	size_t at = 0;
	to[at++] = '[';
	for (size_t i = 0; i < n; i++) {
		if (i) {
			to[at++] = ',';
			to[at++] = ' ';
		}
		at += json_quote_put(to + at, items[i]);
	}
	to[at++] = ']';
	return str_make(to, at);
}

/* What a shell does itself, or does otherwise than the program of the same name. */
static bool is_builtin(struct str name)
{
	static const char *const builtins[] = {
		".",	   ":",	       "alias",	   "bg",      "break",	  "builtin", "cd",
		"command", "continue", "declare",  "dirs",    "eval",	  "exec",    "exit",
		"export",  "fc",       "fg",	   "getopts", "hash",	  "jobs",    "let",
		"local",   "popd",     "pushd",	   "read",    "readonly", "return",  "set",
		"shift",   "shopt",    "source",   "times",   "trap",	  "type",    "typeset",
		"ulimit",  "umask",    "unalias",  "unset",   "wait",	  "[[",	     "time",
		"!",	   "{",	       "function",
	};
	for (size_t i = 0; i < ARRAY_LEN(builtins); i++)
		if (str_is(name, builtins[i]))
			return true;
	return false;
}

/* Between the begin of the command and its first real word stands nothing, or "exec" alone. */
static bool only_exec(const struct sh_script *s, const struct sh_command *c)
{
	struct str before = str_trim(str_slice(s->text, c->begin, c->words.p[0].begin));
	return !before.n || str_is(before, "exec");
}

size_t plain_command(const struct sh_script *s, struct arena *a, struct str **out)
{
	*out = NULL;
	if (s->commands.n != 1 || s->incomplete)
		return 0;
	const struct sh_command *c = &s->commands.p[0];
	if (!c->words.n || c->assignments.n || c->redirections.n ||
	    (c->flags & ~(unsigned)SH_WRAPPED) || !only_exec(s, c) ||
	    is_builtin(c->words.p[0].text))
		return 0;
	/* what the reader does not count as part of the command: comments, a trailing & or ; */
	struct str behind = str_trim(str_from(s->text, c->words.p[c->words.n - 1].end));
	if (behind.n || str_trim(str_slice(s->text, 0, c->begin)).n)
		return 0;
	struct str *words = arena_array(a, c->words.n, sizeof(*words));
	for (size_t i = 0; i < c->words.n; i++) {
		const struct sh_word *w = &c->words.p[i];
		bool tilde = w->raw.n && w->raw.p[0] == '~';
		bool braces = !w->quoted && str_find_char(w->raw, '{') != SIZE_MAX;
		if (!w->literal || tilde || braces || !str_is_utf8(w->text))
			return 0;
		words[i] = w->text;
	}
	if (!words[0].n || str_find_char(words[0], '=') != SIZE_MAX)
		return 0;
	*out = words;
	return c->words.n;
}

struct str quote_value(struct arena *a, struct str value, char escape)
{
	bool plain = value.n > 0;
	for (size_t i = 0; i < value.n && plain; i++)
		plain = !strchr(" \t\"'\\`#", value.p[i]);
	if (plain)
		return value;
	char *to = arena_bytes(a, 2 * value.n + 2);
	size_t n = 0;
	to[n++] = '"';
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] == '"' || value.p[i] == escape)
			to[n++] = escape;
		to[n++] = value.p[i];
	}
	to[n++] = '"';
	return str_make(to, n);
}

void repair_replace(struct lint *l, struct lint_finding *n, struct span span, struct str text,
		    const char *reason)
{
	if (str_eq(df_slice(lint_file(l), span), text))
		return;
	lint_edit(l, n, span, text);
	n->edit_reason = str_of(reason);
}
