/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TOML to trees.
 *
 * A document is lines: "[table]", "[[table]]" and "key = value". All three name a place in the tree by a dotted
 * key, and the same place may be come to several times, so every table knows how it came about:
 *
 *     [a.b]        a IMPLICIT, b DEFINED      [a] may follow, [a.b] may not
 *     c.d = 1      c DOTTED                   "c.e = 2" may follow in the same table, [c] may not
 *     e = {}       e CLOSED                   nothing may be added
 *     [[f]]        f a LIST of tables         its last one is what [f.g] means
 *     h = [1]      h an array                 nothing may be added
 *
 * Members are found by (number of the table, key) in one hash map, so that a large table costs no more than
 * its text. Values within values stand on a stack of their own: nesting costs no stack of the program.
 *
 * Must stay true:
 *  - A JSON_NUMBER is a number of RFC 8259.
 *  - Whatever is not TOML is refused, with its place.
 *
 * Format: TOML v1.0.0.
 */
#include "text/toml.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/map.h"

#define DEPTH_MAX 64 /* = LIMIT_JSON_DEPTH */

enum how { HOW_VALUE, HOW_IMPLICIT, HOW_DEFINED, HOW_DOTTED, HOW_CLOSED, HOW_LIST };

/* A member of a table, or a container. Items of arrays that are no containers are only a struct json. */
struct node {
	struct json json; /* first: it is what is handed out */
	struct json *last;
	uint32_t number; /* of a table or array, from 1 */
	uint8_t how;
	uint8_t depth;
};

struct parser {
	struct arena *arena;
	struct str text;
	size_t at, line_at;
	uint32_t line;
	struct map members; /* number and key → index of nodes + 1 */
	VEC(struct node *) nodes;
	uint32_t tables;
	struct yaml_places *places;
	struct fault *f;
	struct buf scratch;
};

static int refuse(struct parser *p, int code, const char *why)
{
	return fault_set(p->f, code, "line %u, column %zu: %s", p->line, p->at - p->line_at + 1,
			 why);
}

static int unexpected(struct parser *p, const char *wanted)
{
	return refuse(p, p->at >= p->text.n ? E_TRUNCATED : E_CORRUPT, wanted);
}

/* ---- characters ---- */

static int peek(const struct parser *p)
{
	return p->at < p->text.n ? (unsigned char)p->text.p[p->at] : -1;
}

static bool ahead(const struct parser *p, const char *z)
{
	return str_starts(str_from(p->text, p->at), str_of(z));
}

static void next_line(struct parser *p)
{
	p->at++;
	p->line++;
	p->line_at = p->at;
}

static void skip_blanks(struct parser *p)
{
	while (peek(p) == ' ' || peek(p) == '\t')
		p->at++;
}

static bool is_control(int c)
{
	return (c >= 0 && c < ' ' && c != '\t') || c == 0x7f;
}

/* A comment, if there is one, and the end of the line. */
static int end_of_line(struct parser *p)
{
	skip_blanks(p);
	if (peek(p) == '#')
		while (peek(p) != -1 && peek(p) != '\n' && !ahead(p, "\r\n")) {
			if (is_control(peek(p)))
				return refuse(p, E_CORRUPT, "a control character in a comment");
			p->at++;
		}
	if (ahead(p, "\r\n"))
		p->at++;
	if (peek(p) == '\n')
		next_line(p);
	else if (peek(p) != -1)
		return refuse(p, E_CORRUPT, "the line should end here");
	return 0;
}

/* Blanks, comments and line ends: between the values of an array. */
static int skip_lines(struct parser *p)
{
	for (;;) {
		skip_blanks(p);
		if (peek(p) != '#' && peek(p) != '\n' && !ahead(p, "\r\n"))
			return 0;
		TRY(end_of_line(p));
	}
}

/* ---- strings ---- */

static bool add_code_point(struct buf *b, uint32_t c)
{
	char u[4];
	if (c < 0x80)
		return buf_add_char(b, (char)c);
	if (c < 0x800) {
		u[0] = (char)(0xc0 | c >> 6);
		u[1] = (char)(0x80 | (c & 0x3f));
		return buf_add(b, u, 2);
	}
	if (c < 0x10000) {
		u[0] = (char)(0xe0 | c >> 12);
		u[1] = (char)(0x80 | (c >> 6 & 0x3f));
		u[2] = (char)(0x80 | (c & 0x3f));
		return buf_add(b, u, 3);
	}
	u[0] = (char)(0xf0 | c >> 18);
	u[1] = (char)(0x80 | (c >> 12 & 0x3f));
	u[2] = (char)(0x80 | (c >> 6 & 0x3f));
	u[3] = (char)(0x80 | (c & 0x3f));
	return buf_add(b, u, 4);
}

static int unicode_escape(struct parser *p, size_t digits)
{
	uint8_t bytes[4] = { 0 };
	struct str hex = str_slice(p->text, p->at, p->at + digits);
	if (hex.n < digits || !str_unhex(hex, bytes + 4 - digits / 2, digits / 2))
		return refuse(p, E_CORRUPT, "an escape needs hexadecimal digits");
	uint32_t c = (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
		     bytes[3];
	if (c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		return refuse(p, E_CORRUPT, "no such character");
	p->at += digits;
	add_code_point(&p->scratch, c);
	return 0;
}

/* "\" at the end of a line: it and all white space behind it are nothing. */
static bool is_line_end_escape(const struct parser *p)
{
	size_t i = p->at;
	while (i < p->text.n && (p->text.p[i] == ' ' || p->text.p[i] == '\t'))
		i++;
	struct str rest = str_from(p->text, i);
	return str_starts(rest, STR("\n")) || str_starts(rest, STR("\r\n"));
}

static void skip_white(struct parser *p)
{
	for (;;) {
		skip_blanks(p);
		if (ahead(p, "\r\n"))
			p->at++;
		if (peek(p) != '\n')
			return;
		next_line(p);
	}
}

static int escape(struct parser *p, bool lines)
{
	static const char from[] = "btnfr\"\\", to[] = "\b\t\n\f\r\"\\";
	p->at++;
	int c = peek(p);
	const char *found = c > 0 ? strchr(from, c) : NULL;
	if (found) {
		p->at++;
		buf_add_char(&p->scratch, to[found - from]);
		return 0;
	}
	if (c == 'u' || c == 'U') {
		p->at++;
		return unicode_escape(p, c == 'u' ? 4 : 8);
	}
	if (lines && is_line_end_escape(p)) {
		skip_white(p);
		return 0;
	}
	return refuse(p, E_CORRUPT, "no such escape");
}

/* The closing quotes of a string of several lines: up to two more belong to it. */
static bool closes(struct parser *p, char quote)
{
	size_t n = 0;
	while (n < 5 && p->at + n < p->text.n && p->text.p[p->at + n] == quote)
		n++;
	if (n < 3)
		return false;
	for (size_t i = 3; i < n; i++)
		buf_add_char(&p->scratch, quote);
	p->at += n;
	return true;
}

static int string_body(struct parser *p, char quote, bool lines)
{
	for (;;) {
		int c = peek(p);
		if (c == -1)
			return refuse(p, E_TRUNCATED, "a string does not end");
		if (c == quote && !lines) {
			p->at++;
			return 0;
		}
		if (c == quote && closes(p, quote))
			return 0;
		if (c == '\\' && quote == '"') {
			TRY(escape(p, lines));
			continue;
		}
		if (lines && ahead(p, "\r\n"))
			p->at++;
		else if (is_control(c) && !(lines && c == '\n'))
			return refuse(p, E_CORRUPT,
				      c == '\n' ? "a string does not end in its line"
						: "a control character in a string");
		if (!buf_add_char(&p->scratch, p->text.p[p->at]))
			return refuse(p, E_LIMIT, "a string is too long");
		if (p->text.p[p->at] == '\n')
			next_line(p);
		else
			p->at++;
	}
}

static int quoted(struct parser *p, bool may_have_lines, struct str *out)
{
	char quote = p->text.p[p->at];
	bool lines = may_have_lines && ahead(p, quote == '"' ? "\"\"\"" : "'''");
	buf_clear(&p->scratch);
	p->at += lines ? 3 : 1;
	if (lines && ahead(p, "\r\n"))
		p->at++;
	if (lines && peek(p) == '\n')
		next_line(p);
	TRY(string_body(p, quote, lines));
	if (p->scratch.over)
		return refuse(p, E_LIMIT, "a string is too long");
	*out = json_keep(p->arena, buf_str(&p->scratch));
	return 0;
}

/* ---- numbers, booleans, dates ---- */

static bool is_digits(struct str s, size_t n)
{
	if (s.n != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!char_is_digit(s.p[i]))
			return false;
	return true;
}

static bool number_within(struct str s, uint64_t least, uint64_t most)
{
	uint64_t v;
	return is_digits(s, s.n) && str_u64(s, most, &v) && v >= least;
}

static bool is_date(struct str s)
{
	return s.n == 10 && is_digits(str_slice(s, 0, 4), 4) && s.p[4] == '-' && s.p[7] == '-' &&
	       number_within(str_slice(s, 5, 7), 1, 12) && number_within(str_from(s, 8), 1, 31);
}

/* HH:MM:SS[.fraction]; gives what stands behind it. */
static bool is_time(struct str s, struct str *rest)
{
	if (s.n < 8 || s.p[2] != ':' || s.p[5] != ':' ||
	    !number_within(str_slice(s, 0, 2), 0, 23) ||
	    !number_within(str_slice(s, 3, 5), 0, 59) || !number_within(str_slice(s, 6, 8), 0, 60))
		return false;
	size_t at = 8;
	if (at < s.n && s.p[at] == '.') {
		size_t from = ++at;
		while (at < s.n && char_is_digit(s.p[at]))
			at++;
		if (at == from)
			return false;
	}
	*rest = str_from(s, at);
	return true;
}

static bool is_offset(struct str s)
{
	if (s.n == 0 || str_eq_nocase(s, STR("Z")))
		return true;
	return s.n == 6 && (s.p[0] == '+' || s.p[0] == '-') && s.p[3] == ':' &&
	       number_within(str_slice(s, 1, 3), 0, 23) && number_within(str_from(s, 4), 0, 59);
}

static bool is_date_or_time(struct str s)
{
	struct str rest;
	if (is_time(s, &rest))
		return rest.n == 0;
	if (!is_date(str_slice(s, 0, 10)))
		return false;
	if (s.n == 10)
		return true;
	return (s.p[10] == 'T' || s.p[10] == 't' || s.p[10] == ' ') &&
	       is_time(str_from(s, 11), &rest) && is_offset(rest);
}

/* Digits with single underscores between them, added without these; the bytes taken, 0 when there are none. */
static size_t take_digits(struct buf *b, struct str s)
{
	size_t i = 0;
	while (i < s.n) {
		bool under = s.p[i] == '_' && i > 0 && i + 1 < s.n && char_is_digit(s.p[i + 1]);
		if (!under && !char_is_digit(s.p[i]))
			break;
		if (!under)
			buf_add_char(b, s.p[i]);
		i++;
	}
	return i;
}

/* A decimal number, in JSON's spelling in the scratch buffer. */
static bool is_decimal(struct parser *p, struct str s)
{
	struct buf *b = &p->scratch;
	buf_clear(b);
	if (s.n && (s.p[0] == '-' || s.p[0] == '+')) {
		if (s.p[0] == '-')
			buf_add_char(b, '-');
		s = str_from(s, 1);
	}
	size_t n = take_digits(b, s);
	if (!n || (s.p[0] == '0' && n > 1))
		return false;
	s = str_from(s, n);
	if (s.n && s.p[0] == '.') {
		buf_add_char(b, '.');
		s = str_from(s, 1);
		n = take_digits(b, s);
		if (!n)
			return false;
		s = str_from(s, n);
	}
	if (s.n && char_lower(s.p[0]) == 'e') {
		buf_add_char(b, 'e');
		s = str_from(s, 1);
		if (s.n && (s.p[0] == '-' || s.p[0] == '+')) {
			buf_add_char(b, s.p[0]);
			s = str_from(s, 1);
		}
		n = take_digits(b, s);
		if (!n)
			return false;
		s = str_from(s, n);
	}
	return s.n == 0;
}

static int digit_of(char c)
{
	if (char_is_digit(c))
		return c - '0';
	c = char_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

/* "0xDEAD_BEEF": at most 64 bits. */
static bool is_based(struct parser *p, struct str s)
{
	unsigned base = s.n < 3 || s.p[0] != '0' ? 0
			: s.p[1] == 'x'		 ? 16
			: s.p[1] == 'o'		 ? 8
			: s.p[1] == 'b'		 ? 2
						 : 0;
	uint64_t v = 0;
	for (size_t i = 2; base && i < s.n; i++) {
		bool under = s.p[i] == '_' && i > 2 && i + 1 < s.n && s.p[i - 1] != '_';
		if (under)
			continue;
		int d = digit_of(s.p[i]);
		if (d >= (int)base || !u64_mul(v, base, &v) || !u64_add(v, (uint64_t)d, &v))
			return false;
	}
	buf_clear(&p->scratch);
	if (base)
		buf_printf(&p->scratch, "%llu", (unsigned long long)v);
	return base != 0;
}

static bool is_infinite(struct str s)
{
	if (s.n && (s.p[0] == '-' || s.p[0] == '+'))
		s = str_from(s, 1);
	return str_is(s, "inf") || str_is(s, "nan");
}

static struct str take_word(struct parser *p)
{
	size_t from = p->at;
	while (peek(p) != -1 && !is_control(peek(p)) && !strchr(" \t,]}#", peek(p)))
		p->at++;
	struct str word = str_slice(p->text, from, p->at);
	struct str rest = str_from(p->text, p->at);
	if (is_date(word) && rest.n > 3 && rest.p[0] == ' ' && char_is_digit(rest.p[1]) &&
	    char_is_digit(rest.p[2]) && rest.p[3] == ':') {
		p->at++;
		while (peek(p) != -1 && !is_control(peek(p)) && !strchr(" \t,]}#", peek(p)))
			p->at++;
		word = str_slice(p->text, from, p->at);
	}
	return word;
}

static int scalar(struct parser *p, struct json *to)
{
	if (peek(p) == '"' || peek(p) == '\'') {
		to->kind = JSON_STRING;
		return quoted(p, true, &to->text);
	}
	size_t from = p->at;
	struct str word = take_word(p);
	to->kind = JSON_NUMBER;
	if (str_is(word, "true") || str_is(word, "false")) {
		to->kind = JSON_BOOL;
		to->truth = word.n == 4;
	} else if (is_decimal(p, word) || is_based(p, word)) {
		to->text = json_keep(p->arena, buf_str(&p->scratch));
	} else if (is_infinite(word) || is_date_or_time(word)) {
		to->kind = JSON_STRING;
		to->text = json_keep(p->arena, word);
	} else {
		p->at = from;
		return unexpected(p, word.n ? "this is no value: text needs quotes"
					    : "a value is missing");
	}
	return 0;
}

/* ---- the tree ---- */

static void note_place(struct parser *p, const struct json *value, size_t at)
{
	if (p->places)
		*VEC_PUSH(p->arena, &p->places->list) =
			(struct yaml_place){ value, p->line, (uint32_t)(at - p->line_at + 1) };
}

static void append(struct node *to, struct json *child)
{
	if (to->last)
		to->last->next = child;
	else
		to->json.child = child;
	to->last = child;
	to->json.n++;
}

/* Makes a table or array of it. */
static int become(struct parser *p, struct node *n, enum json_kind kind, enum how how)
{
	if (n->depth >= DEPTH_MAX)
		return refuse(p, E_LIMIT, "too many levels");
	n->json.kind = kind;
	n->how = (uint8_t)how;
	n->number = ++p->tables;
	return 0;
}

/* The member of that key, made when it is new. */
static struct node *member(struct parser *p, struct node *table, struct str key, size_t at,
			   bool *is_new)
{
	buf_clear(&p->scratch);
	buf_add(&p->scratch, &table->number, sizeof(table->number));
	buf_add_str(&p->scratch, key);
	const uint32_t *known = map_get(&p->members, buf_str(&p->scratch));
	*is_new = !known;
	if (known)
		return p->nodes.p[*known - 1];
	struct node *n = arena_alloc(p->arena, sizeof(*n));
	n->json.key = key;
	n->depth = (uint8_t)(table->depth + 1);
	*VEC_PUSH(p->arena, &p->nodes) = n;
	*map_put(&p->members, str_dup(p->arena, buf_str(&p->scratch)), NULL) = (uint32_t)p->nodes.n;
	append(table, &n->json);
	note_place(p, &n->json, at);
	return n;
}

static int key_part(struct parser *p, struct str *out)
{
	if (peek(p) == '"' || peek(p) == '\'')
		return quoted(p, false, out);
	size_t from = p->at;
	while (peek(p) != -1 && (char_is_alnum((char)peek(p)) || peek(p) == '_' || peek(p) == '-'))
		p->at++;
	if (p->at == from)
		return unexpected(p, "a key should stand here");
	*out = str_slice(p->text, from, p->at);
	return 0;
}

/* Is there another part? Steps over the dot. */
static bool another_part(struct parser *p)
{
	size_t at = p->at;
	skip_blanks(p);
	if (peek(p) == '.') {
		p->at++;
		skip_blanks(p);
		return true;
	}
	p->at = at;
	return false;
}

/* "a.b.c" before a '=': the member that gets the value. */
static int assigned(struct parser *p, struct node *table, struct node **out)
{
	for (;;) {
		struct str key;
		size_t at = p->at;
		bool is_new;
		TRY(key_part(p, &key));
		key = str_dup(p->arena, key);
		struct node *n = member(p, table, key, at, &is_new);
		if (!another_part(p)) {
			*out = n;
			return is_new ? 0 : refuse(p, E_CORRUPT, "this key is there already");
		}
		if (is_new)
			TRY(become(p, n, JSON_OBJECT, HOW_DOTTED));
		else if (n->how != HOW_DOTTED)
			return refuse(p, E_CORRUPT, "this key cannot be added to");
		table = n;
	}
}

static int expect_equals(struct parser *p)
{
	skip_blanks(p);
	if (peek(p) != '=')
		return unexpected(p, "'=' should stand here");
	p->at++;
	skip_blanks(p);
	return 0;
}

/* ---- values ---- */

struct values {
	struct node *open[DEPTH_MAX + 1];
	size_t n;
};

/* A value into `n` (of a key), or a container in it. */
static int begin_value(struct parser *p, struct values *v, struct node *n)
{
	if (peek(p) != '[' && peek(p) != '{')
		return scalar(p, &n->json);
	bool array = peek(p) == '[';
	TRY(become(p, n, array ? JSON_ARRAY : JSON_OBJECT, array ? HOW_VALUE : HOW_DOTTED));
	p->at++;
	v->open[v->n++] = n;
	return 0;
}

static int begin_item(struct parser *p, struct values *v, struct node *array)
{
	size_t at = p->at;
	if (peek(p) == '[' || peek(p) == '{') {
		struct node *n = arena_alloc(p->arena, sizeof(*n));
		n->depth = (uint8_t)(array->depth + 1);
		append(array, &n->json);
		note_place(p, &n->json, at);
		return begin_value(p, v, n);
	}
	struct json *item = arena_alloc(p->arena, sizeof(*item));
	append(array, item);
	note_place(p, item, at);
	return scalar(p, item);
}

/* The next item of the innermost array, or its end. */
static int go_on_array(struct parser *p, struct values *v)
{
	struct node *array = v->open[v->n - 1];
	TRY(skip_lines(p));
	if (array->json.n && peek(p) == ',') {
		p->at++;
		TRY(skip_lines(p));
	} else if (array->json.n && peek(p) != ']') {
		return unexpected(p, "',' or ']' should stand here");
	}
	if (peek(p) == ']') {
		p->at++;
		v->n--;
		return 0;
	}
	return begin_item(p, v, array);
}

static int go_on_table(struct parser *p, struct values *v)
{
	struct node *table = v->open[v->n - 1], *n;
	skip_blanks(p);
	bool first = table->json.n == 0;
	if (peek(p) == '}') {
		p->at++;
		table->how = HOW_CLOSED;
		v->n--;
		return 0;
	}
	if (!first) {
		if (peek(p) != ',')
			return unexpected(p, "',' or '}' should stand here");
		p->at++;
		skip_blanks(p);
	}
	TRY(assigned(p, table, &n));
	TRY(expect_equals(p));
	return begin_value(p, v, n);
}

static int value(struct parser *p, struct node *n)
{
	struct values v = { .n = 0 };
	TRY(begin_value(p, &v, n));
	while (v.n)
		TRY(v.open[v.n - 1]->json.kind == JSON_ARRAY ? go_on_array(p, &v)
							     : go_on_table(p, &v));
	return 0;
}

/* ---- lines ---- */

/* The table that a key means on the way to another one. */
static int step_into(struct parser *p, struct node **table, struct node *n, bool is_new)
{
	if (is_new)
		TRY(become(p, n, JSON_OBJECT, HOW_IMPLICIT));
	if (n->how == HOW_LIST)
		n = (struct node *)(void *)n->last;
	if (n->json.kind != JSON_OBJECT || n->how == HOW_CLOSED)
		return refuse(p, E_CORRUPT, "this key is no table that can be added to");
	*table = n;
	return 0;
}

static int define(struct parser *p, struct node *n, bool is_new, bool list, struct node **out)
{
	if (!list) {
		if (!is_new && n->how != HOW_IMPLICIT)
			return refuse(p, E_CORRUPT, "this table is there already");
		if (is_new)
			TRY(become(p, n, JSON_OBJECT, HOW_DEFINED));
		n->how = HOW_DEFINED;
		*out = n;
		return 0;
	}
	if (is_new)
		TRY(become(p, n, JSON_ARRAY, HOW_LIST));
	if (n->how != HOW_LIST)
		return refuse(p, E_CORRUPT, "this key is no array of tables");
	struct node *item = arena_alloc(p->arena, sizeof(*item));
	item->depth = (uint8_t)(n->depth + 1);
	TRY(become(p, item, JSON_OBJECT, HOW_DEFINED));
	append(n, &item->json);
	note_place(p, &item->json, p->line_at);
	*out = item;
	return 0;
}

/* "[a.b]" or "[[a.b]]" */
static int header(struct parser *p, struct node *root, struct node **out)
{
	bool list = ahead(p, "[[");
	struct node *table = root;
	p->at += list ? 2 : 1;
	for (;;) {
		struct str key;
		bool is_new;
		skip_blanks(p);
		size_t at = p->at;
		TRY(key_part(p, &key));
		struct node *n = member(p, table, str_dup(p->arena, key), at, &is_new);
		if (another_part(p)) {
			TRY(step_into(p, &table, n, is_new));
			continue;
		}
		skip_blanks(p);
		if (!ahead(p, list ? "]]" : "]"))
			return unexpected(p, list ? "']]' should stand here"
						  : "']' should stand here");
		TRY(define(p, n, is_new, list, out));
		p->at += list ? 2 : 1;
		return 0;
	}
}

static int document(struct parser *p, struct node *root)
{
	struct node *table = root, *n;
	for (;;) {
		TRY(skip_lines(p));
		if (peek(p) == -1)
			return 0;
		if (peek(p) == '[') {
			TRY(header(p, root, &table));
		} else {
			TRY(assigned(p, table, &n));
			TRY(expect_equals(p));
			TRY(value(p, n));
		}
		TRY(end_of_line(p));
	}
}

int toml_parse(struct arena *a, struct str text, struct yaml_places *places,
	       const struct json **out, struct fault *f)
{
	struct parser p = { .arena = a, .text = text, .line = 1, .places = places, .f = f };
	if (!str_is_utf8(text))
		return fault_set(f, E_CORRUPT, "the text is not UTF-8");
	if (str_starts(text, STR("\xef\xbb\xbf")))
		p.at = p.line_at = 3;
	map_init(&p.members, a);
	buf_init(&p.scratch, LIMIT_JSON_STRING);
	struct node *root = arena_alloc(a, sizeof(*root));
	int r = become(&p, root, JSON_OBJECT, HOW_DEFINED);
	if (r == 0)
		r = document(&p, root);
	buf_done(&p.scratch);
	if (r == 0)
		*out = &root->json;
	return r;
}
