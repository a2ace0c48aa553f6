/* SPDX-License-Identifier: Apache-2.0 */
#include "tell/markdown_text.h"

#include "base/buf.h"
#include "base/term.h"

enum { MOST = 8 * 1024 * 1024 }; /* bytes of one text; callers give far less */

/* What stands before a character in its line: only spaces, a number behind them, or more. */
enum before { NOTHING, NUMBER, TEXT };

/*
 * CommonMark, 2.4: a backslash before a sign makes it itself. Hyphens, dots and the like are everywhere in versions
 * and paths: they are markup only where a line begins ("- x", "1. x"), or where they make an address.
 */
static bool must_escape(struct str s, size_t i, enum before before)
{
	if (char_is_alnum(s.p[i]) || s.p[i] == ' ')
		return false;
	char next = i + 1 < s.n ? s.p[i + 1] : 0;
	switch (s.p[i]) {
	case '-':
	case '+':
	case '=':
		return before == NOTHING;
	case ')':
		return before == NUMBER;
	case '.':
		return before == NUMBER || (i >= 3 && str_starts(str_from(s, i - 3), STR("www")));
	case ':':
		return before == NOTHING || str_starts(str_from(s, i), STR("://"));
	case '&':
		return char_is_alnum(next) || next == '#';
	default:
		return s.p[i] && strchr("\\`*_{}[]#!|<>~$^", s.p[i]) != NULL;
	}
}

struct str markdown_line(struct str s, struct arena *a)
{
	/* hosts look for mentions in the text that comes out: a backslash would not stop them */
	static const char mention[] = "<span>@</span>";
	s = str_trim(text_safe(a, s));
	char *to = arena_bytes(a, s.n * strlen(mention) + 1);
	size_t n = 0;
	enum before before = NOTHING;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '@') {
			memcpy(to + n, mention, strlen(mention));
			n += strlen(mention);
		} else {
			if (must_escape(s, i, before))
				to[n++] = '\\';
			to[n++] = c;
		}
		before = before == TEXT || !(c == ' ' || char_is_digit(c)) ? TEXT
			 : char_is_digit(c)				   ? NUMBER
									   : before;
	}
	return str_make(to, n);
}

struct str markdown_plain(struct str s, struct arena *a)
{
	OWNED(buf_donep) struct buf all;
	struct str line;
	buf_init(&all, MOST);
	while (str_next_line(&s, &line)) {
		if (all.n)
			buf_add_str(&all, STR("  \n"));
		buf_add_str(&all, markdown_line(line, a));
	}
	return str_dup(a, buf_str(&all));
}

struct str markdown_code(struct str s, struct arena *a)
{
	s = str_trim(text_safe(a, s));
	size_t longest = 0, run = 0;
	for (size_t i = 0; i < s.n; i++) {
		run = s.p[i] == '`' ? run + 1 : 0;
		longest = size_max(longest, run);
	}
	if (s.n == 0)
		return s;
	/* a space inside keeps backquotes at the ends apart; CommonMark takes it off again */
	bool edge = s.p[0] == '`' || s.p[s.n - 1] == '`';
	char *marks = arena_bytes(a, longest + 2);
	memset(marks, '`', longest + 1);
	struct str quotes = str_make(marks, longest + 1);
	return str_printf(a, "%.*s%s%.*s%s%.*s", STRF(quotes), edge ? " " : "", STRF(s),
			  edge ? " " : "", STRF(quotes));
}
