/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Here-documents of RUN, COPY and ADD.
 *
 *         COPY <<one.txt <<-"two.txt" /etc/     markers, in the order of their bodies
 *         body of the first
 *         one.txt                               terminator: the name alone on its line
 *         	body of the second                    <<- takes leading tabs away
 *         	two.txt
 *
 * The builder looks for markers before any shell does, and by its own rule: a marker is a whole word that
 * begins with << (digits may stand before), so `cat<<EOF` is none, and `<<EOF;` is named "EOF;". Words are
 * cut as the shell would, with quotes, backslashes and ${…}; `<<` alone, `<<<` and what stands inside a
 * quoted word are no markers. When the line cannot be cut (a quote without its end) it has none at all.
 *
 * A shift in arithmetic that is written as a word of its own, `$(( 1 <<2 ))`, is a marker to the builder,
 * which then fails. That is reported where it stands, and the lines below are not taken for a body.
 *
 * Each line is compared once: bodies follow one another, and one without end takes the rest of the file.
 */
#include "find/dockerfile/lex.h"

#define SHELL_ESCAPE '\\' /* markers do not follow the escape directive */

/* `${` is followed by something that the builder can read. */
static bool is_substitution(struct str s, size_t at)
{
	size_t k = at + 2;
	if (k >= s.n || memchr("{}:", s.p[k], 3))
		return false;
	if (char_is_digit(s.p[k]))
		while (k < s.n && char_is_digit(s.p[k]))
			k++;
	else if (memchr("@*#?-$!", s.p[k], 7))
		k++;
	else
		while (k < s.n && (char_is_alnum(s.p[k]) || s.p[k] == '_'))
			k++;
	return k < s.n && memchr("}:+-?#%/", s.p[k], 8);
}

/* Steps over a quoted part or a variable at `at`; SIZE_MAX when it has no end. */
static size_t skip_special(struct str s, size_t at)
{
	char c = s.p[at];
	if (c == '\'') {
		size_t n = str_find_char(str_from(s, at + 1), '\'');
		return n == SIZE_MAX ? n : at + n + 2;
	}
	if (c == '$') {
		if (at + 1 == s.n || s.p[at + 1] != '{')
			return at + 1;
		return is_substitution(s, at) ? df_skip_braces(s, at, SHELL_ESCAPE) : SIZE_MAX;
	}
	for (size_t k = at + 1; k < s.n;) {
		if (s.p[k] == '"')
			return k + 1;
		if (s.p[k] == '$') {
			k = skip_special(
				s, k); /* one level: a variable, which skips its quotes itself */
			if (k == SIZE_MAX)
				return k;
		} else {
			k += s.p[k] == SHELL_ESCAPE ? 2 : 1;
		}
	}
	return SIZE_MAX;
}

/* The parts of `<<-name`, when it is that. */
static bool split_marker(struct str word, bool *strip, struct str *name)
{
	size_t n = 0;
	while (n < word.n && char_is_digit(word.p[n]))
		n++;
	struct str rest = str_from(word, n);
	if (!str_starts(rest, STR("<<")))
		return false;
	rest = str_from(rest, 2);
	*strip = rest.n && rest.p[0] == '-';
	*name = str_from(rest, *strip);
	return name->n && str_find_char(*name, '<') == SIZE_MAX;
}

static bool read_marker(struct df_parser *p, struct str word, bool is_run, struct df_heredoc *out)
{
	struct str name;
	if (!split_marker(word, &out->strip_tabs, &name))
		return false;
	struct df_word unquoted = { 0 };
	if (df_unquote(p->arena, name, SHELL_ESCAPE, &unquoted) != DF_QUOTE_FINE ||
	    !unquoted.text.n)
		return false;
	out->marker = df_place(&p->line, word);
	out->name = unquoted.text;
	/* A shell takes a backslash for a quote, the builder does not. */
	out->expand = !unquoted.quoted && !(is_run && str_find_char(name, '\\') != SIZE_MAX);
	return true;
}

bool df_is_heredoc(struct str word)
{
	bool strip;
	struct str name;
	return split_marker(word, &strip, &name);
}

/* Collects markers; false when the text cannot be cut into words. */
static bool find_markers(struct df_parser *p, struct df_instruction *i)
{
	struct str s = i->text;
	size_t arithmetic = 0;
	for (size_t at = 0; at < s.n;) {
		if (char_is_space(s.p[at])) {
			at++;
			continue;
		}
		size_t from = at, inside = arithmetic;
		while (at < s.n && !char_is_space(s.p[at])) {
			char c = s.p[at], next = at + 1 < s.n ? s.p[at + 1] : 0;
			if (c == '\'' || c == '"' || c == '$') {
				at = skip_special(s, at);
				if (at == SIZE_MAX)
					return false;
			} else if (c == SHELL_ESCAPE) {
				at = size_min(at + 2, s.n);
			} else if (c == '(' && next == '(') {
				arithmetic++;
				at += 2;
			} else if (c == ')' && next == ')') {
				arithmetic -= arithmetic > 0;
				at += 2;
			} else {
				at++;
			}
		}
		struct df_heredoc marker = { 0 };
		struct str word = str_slice(s, from, at);
		if (!read_marker(p, word, i->kind == DF_RUN, &marker))
			continue;
		if (inside)
			df_break(
				p, i, marker.marker,
				"the builder takes %.*s for a here-document: put a space behind <<",
				STRF(df_clip(p->arena, word)));
		else
			*VEC_PUSH(p->arena, &i->heredocs) = marker;
	}
	return true;
}

static struct str strip_tabs(struct arena *a, struct str body)
{
	char *to = arena_bytes(a, body.n);
	size_t n = 0;
	bool start = true;
	for (size_t k = 0; k < body.n; k++) {
		if (start && body.p[k] == '\t')
			continue;
		start = body.p[k] == '\n';
		to[n++] = body.p[k];
	}
	return str_make(to, n);
}

static void read_body(struct df_parser *p, struct df_instruction *i, struct df_heredoc *h)
{
	struct str source = p->file->source;
	uint32_t begin = (uint32_t)p->at, end = (uint32_t)source.n;
	struct df_physical x;
	bool found = false;
	while (!found && df_next_physical(p, &x)) {
		size_t from = x.begin;
		while (h->strip_tabs && from < x.end && source.p[from] == '\t')
			from++;
		found = str_eq(str_slice(source, from, x.end), h->name);
	}
	if (found) {
		end = (uint32_t)x.begin;
		h->terminator = (struct span){ end, (uint32_t)x.end };
		p->line.end = (uint32_t)x.end;
	} else {
		h->terminator = (struct span){ end, end };
		uint32_t last = end;
		while (last > p->line.end &&
		       (source.p[last - 1] == '\n' || source.p[last - 1] == '\r'))
			last--;
		p->line.end = last;
		if (!i->broken)
			df_break(p, i, h->marker,
				 "here-document without its end: no line is just %.*s",
				 STRF(df_clip(p->arena, h->name)));
	}
	h->body = (struct span){ begin, end };
	h->content = str_slice(source, begin, end);
	if (h->strip_tabs)
		h->content = strip_tabs(p->arena, h->content);
}

void df_read_heredocs(struct df_parser *p, struct df_instruction *i)
{
	if (!str_has(i->text, STR("<<")))
		return;
	if (!find_markers(p, i))
		i->heredocs.n = 0;
	for (size_t k = 0; k < i->heredocs.n; k++)
		read_body(p, i, &i->heredocs.p[k]);
}
