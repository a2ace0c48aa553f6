/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words of arguments: where they end, and what they say without their quotes.
 *
 * The builder has two ways to cut and one way to unquote:
 *
 *         COPY "a b" /c       by white space alone: "a  b"  /c   (so this COPY is broken)
 *         ENV A="a b" B=c     quotes and escapes hold together: A="a b"  B=c
 *         USER "me"           the whole rest is one word
 *
 * Unquoting is that of the shell, but for the escape character, which the file chooses: '…' is literal,
 * inside "…" the escape works before ", $ and itself, elsewhere it makes the next byte literal. Variables
 * are not touched; ${x:-"y z"} is kept as it stands, quotes included.
 *
 * Nested ${…"…${…}…"…} is followed with a stack of bits, one per level: brace or double quote.
 */
#include "find/dockerfile/lex.h"

#define NESTING_MAX 60

bool df_next_word(struct str *rest, struct str *word)
{
	*rest = df_trim_left(*rest);
	size_t n = 0;
	while (n < rest->n && !char_is_space(rest->p[n]))
		n++;
	*word = str_make(rest->p, n);
	*rest = str_make(rest->p + n, rest->n - n);
	return n > 0;
}

bool df_next_quoted_word(struct str *rest, char escape, struct str *word)
{
	struct str s = df_trim_left(*rest);
	size_t n = 0;
	char quote = 0;
	for (; n < s.n; n++) {
		char c = s.p[n];
		if (c == escape && quote != '\'') {
			n += n + 1 < s.n;
		} else if (quote) {
			if (c == quote)
				quote = 0;
		} else if (c == '"' || c == '\'') {
			quote = c;
		} else if (char_is_space(c)) {
			break;
		}
	}
	*word = str_make(s.p, n);
	*rest = str_make(s.p + n, s.n - n);
	return n > 0;
}

size_t df_skip_braces(struct str s, size_t at, char escape)
{
	uint64_t quoted = 0; /* bit 0: the innermost level is a double quote */
	unsigned depth = 1;
	for (size_t k = at + 2; k < s.n; k++) {
		char c = s.p[k];
		bool push = false, as_quote = false;
		if (c == escape) {
			k++;
		} else if (c == '$' && k + 1 < s.n && s.p[k + 1] == '{') {
			push = true;
			k++;
		} else if (c == (quoted & 1 ? '"' : '}')) {
			quoted >>= 1;
			if (--depth == 0)
				return k + 1;
		} else if (c == '"') {
			push = as_quote = true;
		} else if (c == '\'' && !(quoted & 1)) {
			size_t close = str_find_char(str_from(s, k + 1), '\'');
			if (close == SIZE_MAX)
				return SIZE_MAX;
			k += close + 1;
		}
		if (push) {
			if (++depth > NESTING_MAX)
				return SIZE_MAX;
			quoted = quoted << 1 | as_quote;
		}
	}
	return SIZE_MAX;
}

/* Does the $ at `at` begin something that expansion would look at? */
static bool is_reference(struct str s, size_t at)
{
	char c = at + 1 < s.n ? s.p[at + 1] : 0;
	return char_is_alnum(c) || c == '_' || c == '{' || (c && memchr("@*#?-$!", c, 7));
}

bool df_has_variable(struct str s)
{
	for (size_t k = 0; k < s.n; k++)
		if (s.p[k] == '$' && is_reference(s, k))
			return true;
	return false;
}

/* A word while its quotes are taken off. */
struct unquoting {
	struct str s;
	size_t at;
	char escape;
	char *to;
	size_t n;
	bool variable;
};

static bool copy_variable(struct unquoting *u)
{
	size_t end = u->at + 1;
	u->variable |= is_reference(u->s, u->at);
	if (end < u->s.n && u->s.p[end] == '{') {
		end = df_skip_braces(u->s, u->at, u->escape);
		if (end == SIZE_MAX)
			return false;
	}
	memcpy(u->to + u->n, u->s.p + u->at, end - u->at);
	u->n += end - u->at;
	u->at = end;
	return true;
}

static enum df_quote copy_double_quoted(struct unquoting *u)
{
	for (u->at++; u->at < u->s.n;) {
		char c = u->s.p[u->at];
		if (c == '"') {
			u->at++;
			return DF_QUOTE_FINE;
		}
		if (c == '$') {
			if (!copy_variable(u))
				return DF_QUOTE_VARIABLE;
			continue;
		}
		if (c == u->escape && u->at + 1 < u->s.n) {
			char next = u->s.p[u->at + 1];
			if (next == '"' || next == '$' || next == u->escape) {
				c = next;
				u->at++;
			}
		}
		u->to[u->n++] = c;
		u->at++;
	}
	return DF_QUOTE_DOUBLE;
}

static enum df_quote copy_all(struct unquoting *u, bool *quoted)
{
	while (u->at < u->s.n) {
		char c = u->s.p[u->at];
		if (c == '\'') {
			size_t n = str_find_char(str_from(u->s, u->at + 1), '\'');
			if (n == SIZE_MAX)
				return DF_QUOTE_SINGLE;
			memcpy(u->to + u->n, u->s.p + u->at + 1, n);
			u->n += n;
			u->at += n + 2;
			*quoted = true;
		} else if (c == '"') {
			enum df_quote q = copy_double_quoted(u);
			if (q != DF_QUOTE_FINE)
				return q;
			*quoted = true;
		} else if (c == '$') {
			if (!copy_variable(u))
				return DF_QUOTE_VARIABLE;
		} else {
			if (c == u->escape && ++u->at == u->s.n)
				break;
			u->to[u->n++] = u->s.p[u->at++];
		}
	}
	return DF_QUOTE_FINE;
}

/* Sets text, raw, quoted and has_variable. When it fails, text is as written. */
enum df_quote df_unquote(struct arena *a, struct str raw, char escape, struct df_word *out)
{
	out->raw = out->text = raw;
	out->quoted = out->has_variable = false;
	size_t k = 0;
	while (k < raw.n && raw.p[k] != '\'' && raw.p[k] != '"' && raw.p[k] != '$' &&
	       raw.p[k] != escape)
		k++;
	if (k == raw.n)
		return DF_QUOTE_FINE;
	struct unquoting u = { .s = raw, .escape = escape, .to = arena_bytes(a, raw.n) };
	enum df_quote q = copy_all(&u, &out->quoted);
	out->has_variable = u.variable;
	if (q == DF_QUOTE_FINE)
		out->text = str_make(u.to, u.n);
	return q;
}

static void fill_word(struct df_parser *p, struct df_instruction *i, struct str raw,
		      struct df_word *out)
{
	static const char *const what[] = {
		[DF_QUOTE_SINGLE] = "'",
		[DF_QUOTE_DOUBLE] = "\"",
		[DF_QUOTE_VARIABLE] = "${",
	};
	out->span = df_place(&p->line, raw);
	enum df_quote q = df_unquote(p->arena, raw, p->file->escape, out);
	if (q == DF_QUOTE_FINE || i->broken)
		return;
	bool split = q != DF_QUOTE_VARIABLE && i->kind != DF_ENV && i->kind != DF_LABEL &&
		     i->kind != DF_ARG && raw.n < i->text.n;
	df_break(p, i, out->span, "%s without its end in %.*s%s", what[q],
		 STRF(df_clip(p->arena, raw)),
		 split ? ": quotes do not hold words together here" : "");
}

void df_add_word(struct df_parser *p, struct df_instruction *i, struct str raw)
{
	fill_word(p, i, raw, VEC_PUSH(p->arena, &i->args));
}

void df_read_words(struct df_parser *p, struct df_instruction *i)
{
	struct str rest = i->text, word;
	while (df_next_word(&rest, &word))
		df_add_word(p, i, word);
}

/* ENV key value: all behind the first white space is the value. */
static void read_legacy_pair(struct df_parser *p, struct df_instruction *i)
{
	struct str value = i->text, key;
	df_next_word(&value, &key);
	value = df_trim_left(value);
	struct df_pair *pair = VEC_PUSH(p->arena, &i->pairs);
	pair->legacy = true;
	pair->has_value = value.n > 0;
	fill_word(p, i, key, &pair->key);
	fill_word(p, i, value, &pair->value);
	if (!value.n)
		df_break(p, i, pair->key.span, "%s needs a name and a value: %.*s=…",
			 df_kind_name(i->kind), STRF(df_clip(p->arena, key)));
}

void df_read_pairs(struct df_parser *p, struct df_instruction *i)
{
	struct str rest = i->text, word;
	bool first = true;
	for (; df_next_quoted_word(&rest, p->file->escape, &word); first = false) {
		size_t equals = str_find_char(word, '=');
		if (equals == SIZE_MAX && i->kind != DF_ARG) {
			if (first) {
				read_legacy_pair(p, i);
				return;
			}
			if (word.p[0] == '#')
				df_break(p, i, df_place(&p->line, word),
					 "a comment needs a line of its own");
			df_break(p, i, df_place(&p->line, word), "no = in %.*s: write name=value",
				 STRF(df_clip(p->arena, word)));
			continue;
		}
		struct df_pair *pair = VEC_PUSH(p->arena, &i->pairs);
		pair->has_value = equals != SIZE_MAX;
		fill_word(p, i, str_slice(word, 0, equals), &pair->key);
		fill_word(p, i, str_from(word, pair->has_value ? equals + 1 : word.n),
			  &pair->value);
		if (!pair->key.raw.n)
			df_break(p, i, df_place(&p->line, word), "%s without a name",
				 df_kind_name(i->kind));
	}
}
