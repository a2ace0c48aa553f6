/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words of the shell: quotes are removed, everything else stays as it is written and is only noted.
 *
 * A word's text gathers in reader.characters, a stack: while a $( ) inside a word is read, its words come and
 * go on top, then the whole of it is added as it is written. What stands inside ${ }, $(( )) and an array's
 * parentheses is not gathered piece by piece but copied when it is closed ("raw"); the pieces are still
 * walked, because they may hold further substitutions.
 *
 * One call makes one step: up to the next quote, substitution or end. The stack of frames remembers the rest.
 *
 * Format: POSIX.1-2017, Shell Command Language, 2.2 Quoting, 2.6 Word Expansions; bash for $'…', <( ).
 */
#include "find/dockerfile/shell_reader.h"

#include "base/limits.h"

static bool is_raw(const struct sh_reader *r)
{
	const struct sh_frame *f = &r->frames.p[r->frames.n - 1];
	return f->kind > FRAME_LAST_LIST_ && f->raw;
}

static void put(struct sh_reader *r, char c)
{
	*VEC_PUSH(r->scratch, &r->characters) = c;
}

void sh_emit(struct sh_reader *r, size_t from, size_t to)
{
	if (is_raw(r) || !sh_list(r)->word.active)
		return;
	for (size_t i = from; i < to; i++)
		put(r, r->source.text.p[i]);
}

void sh_begin_word(struct sh_reader *r, enum sh_target target)
{
	sh_list(r)->word = (struct sh_reading){ .active = true,
						.begin = (uint32_t)r->source.at,
						.characters = r->characters.n,
						.target = target };
}

/* The part on top ends before the next byte. */
static void leave_part(struct sh_reader *r)
{
	size_t begin = sh_top(r)->begin;
	bool raw = sh_top(r)->raw;
	sh_pop(r);
	if (raw)
		sh_emit(r, begin, r->source.at);
}

/*
 * Counts parentheses from behind "((": arithmetic ends with two together. Only so far: an expression is
 * short, and a subshell that opens a command substitution may be long.
 */
bool sh_is_arithmetic(const struct sh_reader *r, size_t from)
{
	const struct sh_source *s = &r->source;
	size_t depth = 0, end = from + size_min(s->end - from, 1024);
	for (size_t i = from; i < end; i++) {
		char c = s->text.p[i];
		if (c == '\\')
			i++;
		else if (c == '(')
			depth++;
		else if (c == ')' && depth == 0)
			return i + 1 < end && s->text.p[i + 1] == ')';
		else if (c == ')')
			depth--;
	}
	return false;
}

static void begin_part(struct sh_reader *r, enum sh_frame_kind kind, size_t skip, bool in_quotes)
{
	bool raw = kind != FRAME_QUOTE || is_raw(r);
	struct sh_frame *f = sh_push(r, kind);
	if (!f)
		return;
	f->raw = raw;
	f->in_quotes = in_quotes;
	r->source.at += skip;
}

static void begin_substitution(struct sh_reader *r, size_t skip)
{
	sh_list(r)->word.substitution = true;
	if (sh_push(r, FRAME_SUBSTITUTION))
		r->source.at += skip;
}

/* The content of backticks without the backslashes that protect it from them. */
static struct str unescape_backticks(struct arena *a, struct str s, bool in_quotes)
{
	char *to = arena_bytes(a, s.n);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		char next = i + 1 < s.n ? s.p[i + 1] : '\0';
		if (s.p[i] == '\\' &&
		    (next == '\\' || next == '`' || next == '$' || (in_quotes && next == '"')))
			i++;
		to[n++] = s.p[i];
	}
	return str_make(to, n);
}

static void begin_backticks(struct sh_reader *r, bool in_quotes)
{
	struct sh_source *s = &r->source;
	size_t begin = s->at + 1, end = begin;
	bool escapes = false;
	while (end < s->end && s->text.p[end] != '`') {
		if (s->text.p[end] == '\\') {
			char next = end + 1 < s->end ? s->text.p[end + 1] : '\0';
			escapes |= next != '\0' && memchr("\\`$\"", next, 4);
			end++;
		}
		end++;
	}
	sh_list(r)->word.substitution = true;
	if (end >= s->end) {
		r->out->incomplete = true;
		sh_emit(r, s->at, s->end);
		s->at = s->end;
		return;
	}
	if (!sh_push(r, FRAME_BACKTICK))
		return;
	struct sh_map map = s->map;
	struct str text = s->text;
	size_t from = begin, to = end;
	if (escapes) {
		text = unescape_backticks(r->arena, str_slice(text, begin, end), in_quotes);
		map = (struct sh_map){ .begin = sh_place(&map, begin - 1),
				       .end = sh_place_end(&map, end + 1) };
		from = 0;
		to = text.n;
	}
	s->at = end + 1;
	sh_enter(r, text, from, to, map);
}

static unsigned octal(const struct str s, size_t *at)
{
	unsigned value = 0;
	for (unsigned n = 0; n < 3 && *at < s.n && s.p[*at] >= '0' && s.p[*at] <= '7'; n++)
		value = value * 8 + (unsigned)(s.p[(*at)++] - '0');
	return value;
}

static unsigned hexadecimal(const struct str s, size_t *at)
{
	unsigned value = 0;
	for (unsigned n = 0; n < 2 && *at < s.n; n++, (*at)++) {
		char c = char_lower(s.p[*at]);
		if (char_is_digit(c))
			value = value * 16 + (unsigned)(c - '0');
		else if (c >= 'a' && c <= 'f')
			value = value * 16 + (unsigned)(c - 'a' + 10);
		else
			break;
	}
	return value;
}

/* $'…'; the next byte is the first behind the quote. */
static void ansi_quote(struct sh_reader *r)
{
	struct sh_source *s = &r->source;
	struct sh_reading *w = &sh_list(r)->word;
	bool keep = !is_raw(r) && w->active;
	struct str text = str_slice(s->text, 0, s->end);
	w->quoted = w->changed = true;
	size_t i = s->at;
	while (i < text.n && text.p[i] != '\'') {
		char c = text.p[i++];
		if (c == '\\' && i < text.n) {
			static const char from[] = "abefnrtvE", to[] = "\a\b\033\f\n\r\t\v\033";
			c = text.p[i];
			const char *known = c ? strchr(from, c) : NULL;
			if (known) {
				c = to[known - from];
				i++;
			} else if (c >= '0' && c <= '7') {
				c = (char)octal(text, &i);
			} else if (c == 'x') {
				i++;
				c = (char)hexadecimal(text, &i);
			} else {
				i++;
			}
		}
		if (keep)
			put(r, c);
	}
	if (i >= text.n)
		r->out->incomplete = true;
	s->at = size_min(i + 1, text.n);
}

/* At a $. */
static void dollar(struct sh_reader *r, bool in_quotes)
{
	struct sh_source *s = &r->source;
	struct sh_reading *w = &sh_list(r)->word;
	char c = sh_peek(r, 1);
	if (c == '(' && sh_peek(r, 2) == '(' && sh_is_arithmetic(r, s->at + 3)) {
		w->variable = true;
		begin_part(r, FRAME_ARITHMETIC, 3, in_quotes);
	} else if (c == '(') {
		begin_substitution(r, 2);
	} else if (c == '{') {
		w->variable = true;
		begin_part(r, FRAME_BRACE, 2, in_quotes);
	} else if (c == '\'' && !in_quotes) {
		s->at += 2;
		ansi_quote(r);
	} else if (c == '"' && !in_quotes) {
		s->at++; /* $"…" is " " that may be translated */
		w->changed = true;
	} else {
		size_t n = 1;
		if (sh_is_name_start(c)) {
			while (sh_is_name(sh_peek(r, n)))
				n++;
		} else if (c && (char_is_digit(c) || strchr("@*#?-$!", c))) {
			n = 2;
		}
		w->variable |= n > 1;
		sh_emit(r, s->at, s->at + n);
		s->at += n;
	}
}

/* At a ' outside other quotes. */
static void single_quote(struct sh_reader *r)
{
	struct sh_source *s = &r->source;
	struct sh_reading *w = &sh_list(r)->word;
	w->quoted = w->changed = true;
	const char *p = s->text.p + s->at + 1;
	const char *end = memchr(p, '\'', s->end - s->at - 1);
	size_t n = end ? (size_t)(end - p) : s->end - s->at - 1;
	sh_emit(r, s->at + 1, s->at + 1 + n);
	s->at += 1 + n + (end != NULL);
	if (!end)
		r->out->incomplete = true;
}

static void double_quote(struct sh_reader *r)
{
	struct sh_reading *w = &sh_list(r)->word;
	w->quoted = w->changed = true;
	begin_part(r, FRAME_QUOTE, 1, true);
}

/* The length of a line's end here: 0 when it goes on. */
static size_t line_end(const struct sh_reader *r, size_t ahead)
{
	if (sh_peek(r, ahead) == '\n')
		return 1;
	return sh_peek(r, ahead) == '\r' && sh_peek(r, ahead + 1) == '\n' ? 2 : 0;
}

/* At a \ outside quotes. */
static void backslash(struct sh_reader *r)
{
	struct sh_source *s = &r->source;
	struct sh_reading *w = &sh_list(r)->word;
	if (s->end - s->at == 1) {
		sh_emit(r, s->at, s->at + 1);
		s->at++;
		return;
	}
	w->changed = true;
	size_t line = line_end(r, 1);
	if (line) {
		s->at += 1 + line;
		return;
	}
	w->quoted = true;
	sh_emit(r, s->at + 1, s->at + 2);
	s->at += 2;
}

static void note_glob(struct sh_reader *r, char c)
{
	const struct sh_source *s = &r->source;
	struct sh_reading *w = &sh_list(r)->word;
	if (c == '*' || c == '?' || (c == '~' && s->at == w->begin) || (c == ']' && w->bracket) ||
	    (c == '}' && w->brace == 2))
		w->glob = true;
	else if (c == '[')
		w->bracket = true;
	else if (c == '{')
		w->brace = 1;
	else if (w->brace == 1 && (c == ',' || (c == '.' && sh_peek(r, 1) == '.')))
		w->brace = 2;
}

/* Does a ( inside a word belong to it: name=(…), @(…|…)? */
static bool opens_parentheses(const struct sh_reader *r, const struct sh_reading *w)
{
	const struct sh_source *s = &r->source;
	if (s->at == w->begin)
		return false;
	char before = s->text.p[s->at - 1];
	if (before == '=')
		return s->at - w->begin > 1;
	return (before == '!' && s->at - w->begin > 1) || before == '@' || before == '?' ||
	       before == '+' || before == '*';
}

void sh_step_word(struct sh_reader *r)
{
	struct sh_source *s = &r->source;
	struct sh_list *l = sh_list(r);
	size_t from = s->at;
	for (; s->at < s->end; s->at++) {
		char c = s->text.p[s->at];
		if (char_is_alnum(c) || c == '-' || c == '/')
			continue;
		if (c == ' ' || c == '\t' || line_end(r, 0))
			break;
		if (memchr("\"'\\$`", c, 5))
			break;
		if (memchr("()<>;&|", c, 7) && !l->test)
			break;
		note_glob(r, c);
	}
	sh_emit(r, from, s->at);
	char c = sh_peek(r, 0), next = sh_peek(r, 1);
	if (s->at >= s->end)
		sh_finish_word(r);
	else if (c == '"')
		double_quote(r);
	else if (c == '\'')
		single_quote(r);
	else if (c == '\\')
		backslash(r);
	else if (c == '$')
		dollar(r, false);
	else if (c == '`')
		begin_backticks(r, false);
	else if (c == '(' && opens_parentheses(r, &l->word)) {
		l->word.glob = true;
		begin_part(r, FRAME_PARENTHESES, 1, false);
	} else if ((c == '<' || c == '>') && next == '(') {
		begin_substitution(r, 2);
	} else {
		sh_finish_word(r);
	}
}

static void step_quote(struct sh_reader *r)
{
	struct sh_source *s = &r->source;
	size_t from = s->at;
	while (s->at < s->end && !memchr("\"\\$`", s->text.p[s->at], 4))
		s->at++;
	sh_emit(r, from, s->at);
	switch (sh_peek(r, 0)) {
	case '"':
		s->at++;
		leave_part(r);
		break;
	case '$':
		dollar(r, true);
		break;
	case '`':
		begin_backticks(r, true);
		break;
	case '\\': {
		size_t line = line_end(r, 1);
		char next = sh_peek(r, 1);
		size_t n = line ? 1 + line : size_min(2, s->end - s->at);
		if (!line && (n == 1 || !next || !strchr("$`\"\\", next)))
			sh_emit(r, s->at, s->at + n);
		else if (!line)
			sh_emit(r, s->at + 1, s->at + 2);
		s->at += n;
		break;
	}
	default:
		break;
	}
}

/* A parenthesis in arithmetic or among an array's values. */
static void step_parenthesis(struct sh_reader *r, char c)
{
	struct sh_frame *f = sh_top(r);
	bool two = f->kind == FRAME_ARITHMETIC && sh_peek(r, 1) == ')';
	if (c == '(') {
		f->depth++;
		r->source.at++;
	} else if (f->depth) {
		f->depth--;
		r->source.at++;
	} else {
		r->source.at += two ? 2 : 1;
		leave_part(r);
	}
}

/* The parts that are taken as they are written. */
void sh_step_part(struct sh_reader *r)
{
	struct sh_source *s = &r->source;
	enum sh_frame_kind kind = sh_top(r)->kind;
	bool in_quotes = sh_top(r)->in_quotes;
	if (kind == FRAME_QUOTE) {
		step_quote(r);
		return;
	}
	char c = s->text.p[s->at];
	if (c == '\\') {
		s->at += size_min(2, s->end - s->at);
	} else if (c == '$') {
		dollar(r, in_quotes || kind == FRAME_HEREDOC);
	} else if (c == '`') {
		begin_backticks(r, in_quotes || kind == FRAME_HEREDOC);
	} else if (kind == FRAME_HEREDOC) {
		while (s->at < s->end && !memchr("\\$`", s->text.p[s->at], 3))
			s->at++;
	} else if (c == '"') {
		begin_part(r, FRAME_QUOTE, 1, true);
	} else if (c == '\'' && !in_quotes && kind != FRAME_ARITHMETIC) {
		single_quote(r);
	} else if (kind != FRAME_BRACE && (c == '(' || c == ')')) {
		step_parenthesis(r, c);
	} else {
		s->at++;
		if (kind == FRAME_BRACE && c == '}')
			leave_part(r);
	}
}
