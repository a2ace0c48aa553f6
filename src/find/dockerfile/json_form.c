/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The exec form: arguments as a JSON array of strings, each with its place.
 *
 * An array that is no JSON at all (single quotes, a comma too many, text behind it) is no error to the
 * builder: it takes the line in shell form, which is rarely what was meant, hence json_broken. An array
 * that is JSON but holds anything but strings is refused. To tell the two apart, what is no string is
 * handed to the JSON reader, once an instruction.
 *
 * `[ -f x ] && …` and `[[ … ]]` are commands of the shell, not attempts at an array.
 *
 * Format: RFC 8259. Half of a surrogate pair reads as U+FFFD.
 */
#include "find/dockerfile/lex.h"

#include "text/json.h"

enum outcome { IS_STRINGS, IS_OTHER_JSON, IS_NO_JSON };

static size_t skip_white(struct str s, size_t at)
{
	while (at < s.n &&
	       (s.p[at] == ' ' || s.p[at] == '\t' || s.p[at] == '\r' || s.p[at] == '\n'))
		at++;
	return at;
}

/* The end of the string that begins at `at`, behind its quote; 0 when it is none. */
static size_t string_end(struct str s, size_t at, bool *escaped)
{
	*escaped = false;
	for (size_t k = at + 1; k < s.n; k++) {
		unsigned char c = (unsigned char)s.p[k];
		if (c == '"')
			return k + 1;
		if (c < ' ')
			return 0;
		if (c != '\\')
			continue;
		*escaped = true;
		if (++k == s.n)
			return 0;
		uint8_t hex[2];
		if (s.p[k] == 'u') {
			if (k + 4 >= s.n || !str_unhex(str_slice(s, k + 1, k + 5), hex, 2))
				return 0;
			k += 4;
		} else if (!memchr("\"\\/bfnrt", s.p[k], 8)) {
			return 0;
		}
	}
	return 0;
}

static size_t put_utf8(char *to, uint32_t c)
{
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (char)(0xc0 | c >> 6);
		to[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		to[0] = (char)(0xe0 | c >> 12);
		to[1] = (char)(0x80 | (c >> 6 & 0x3f));
		to[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	to[0] = (char)(0xf0 | c >> 18);
	to[1] = (char)(0x80 | (c >> 12 & 0x3f));
	to[2] = (char)(0x80 | (c >> 6 & 0x3f));
	to[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

/* The four digits behind "\u". */
static uint32_t unit_at(struct str s, size_t at)
{
	uint8_t hex[2] = { 0 };
	return str_unhex(str_slice(s, at, at + 4), hex, 2) ? (uint32_t)hex[0] << 8 | hex[1] : 0;
}

/* A checked string without its quotes; never longer than it was written. */
static struct str decode(struct arena *a, struct str s)
{
	char *to = arena_bytes(a, s.n);
	size_t n = 0;
	for (size_t k = 0; k < s.n; k++) {
		if (s.p[k] != '\\') {
			to[n++] = s.p[k];
			continue;
		}
		char c = s.p[++k];
		const char *plain = memchr("bfnrt", c, 5);
		if (plain) {
			to[n++] = "\b\f\n\r\t"[plain - (const char *)memchr("bfnrt", 'b', 1)];
			continue;
		}
		if (c != 'u') {
			to[n++] = c;
			continue;
		}
		uint32_t unit = unit_at(s, k + 1), low = 0;
		k += 4;
		if (unit >= 0xd800 && unit < 0xdc00 && k + 6 < s.n && s.p[k + 1] == '\\' &&
		    s.p[k + 2] == 'u')
			low = unit_at(s, k + 3);
		if (low >= 0xdc00 && low < 0xe000) {
			unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
			k += 6;
		} else if (unit >= 0xd800 && unit < 0xe000) {
			unit = 0xfffd;
		}
		n += put_utf8(to + n, unit);
	}
	return str_make(to, n);
}

static void add_string(struct df_parser *p, struct df_instruction *i, struct str raw, bool escaped)
{
	struct df_word *word = VEC_PUSH(p->arena, &i->args);
	struct str inside = str_slice(raw, 1, raw.n - 1);
	word->span = df_place(&p->line, raw);
	word->raw = raw;
	word->text = escaped ? decode(p->arena, inside) : inside;
	word->quoted = true;
	word->has_variable = df_has_variable(word->text);
}

static enum outcome other_json(struct df_parser *p, struct str s)
{
	const struct json *tree;
	return json_parse(p->arena, s, &tree, NULL) == 0 ? IS_OTHER_JSON : IS_NO_JSON;
}

static enum outcome read_array(struct df_parser *p, struct df_instruction *i)
{
	struct str s = i->text;
	size_t at = skip_white(s, 1);
	if (at < s.n && s.p[at] == ']')
		return at + 1 == s.n ? IS_STRINGS : IS_NO_JSON;
	while (at < s.n) {
		if (s.p[at] != '"')
			return memchr("-0123456789tfn{[", s.p[at], 16) ? other_json(p, s)
								       : IS_NO_JSON;
		bool escaped;
		size_t end = string_end(s, at, &escaped);
		if (!end)
			return IS_NO_JSON;
		add_string(p, i, str_slice(s, at, end), escaped);
		at = skip_white(s, end);
		if (at == s.n)
			return IS_NO_JSON;
		if (s.p[at] == ']')
			return at + 1 == s.n ? IS_STRINGS : IS_NO_JSON;
		if (s.p[at] != ',')
			return IS_NO_JSON;
		at = skip_white(s, at + 1);
	}
	return IS_NO_JSON;
}

/* `[ -f x ]`: the bracket stands alone and closes before any comma. */
static bool is_test_command(struct str s)
{
	size_t open = s.n > 1 && s.p[1] == '[' ? 2 : 1;
	size_t close = str_find(s, STR(" ]"));
	size_t comma = str_find_char(s, ',');
	return open < s.n && s.p[open] == ' ' && close != SIZE_MAX && close < comma;
}

void df_read_json(struct df_parser *p, struct df_instruction *i)
{
	if (!i->text.n || i->text.p[0] != '[')
		return;
	enum outcome outcome = read_array(p, i);
	i->json = outcome == IS_STRINGS;
	if (i->json)
		return;
	i->args.n = 0;
	bool command = i->kind == DF_RUN || i->kind == DF_CMD || i->kind == DF_ENTRYPOINT;
	i->json_broken = !(command && is_test_command(i->text));
	if (outcome == IS_OTHER_JSON)
		df_break(p, i, i->text_span,
			 "the array holds something that is no string: put it in double quotes");
}
