/* SPDX-License-Identifier: Apache-2.0 */
/*
 * YAML to trees.
 *
 * libyaml gives events; a stack of open containers turns them into nodes. The stream itself is the
 * container at the bottom, its members are the documents.
 *
 *         - &a [1, 2]         anchors: a ─► { node, 3 values, 1 level }
 *         - x: *a             alias: a copy of that node; the children are shared
 *
 * An alias copies one node and shares its children, so memory stays linear in the text. A reader of
 * the tree does not see the sharing, and would walk for ever through nine lines of nested aliases.
 * Hence every value is counted as often as a walk would meet it, and the count has a ceiling; the
 * same for depth.
 *
 * Must stay true:
 *  - The expanded tree has at most LIMIT_YAML_NODES values, LIMIT_YAML_TEXT bytes and
 *    LIMIT_JSON_DEPTH levels: to copy it is safe.
 *  - An anchor can be used only after its value ended: the tree has no cycles.
 *  - A JSON_NUMBER is a number of RFC 8259, whatever YAML calls one.
 *
 * libyaml does not recurse. Its scanner looks ahead for a ':' at most 1024 characters in one line,
 * so deep nesting is seen here before it costs anything.
 *
 * Format: YAML 1.1 (libyaml); scalars by YAML 1.2.2, section 10.3.2.
 */
#include "text/yaml.h"

#include "base/limits.h"
#include "base/map.h"
#include "base/vec.h"

#include <yaml.h>

#define DEPTH_MAX 64

/* A value as its container counts it. */
struct sized {
	struct json *node;
	uint64_t values; /* with all below it, aliases expanded */
	uint64_t bytes;	 /* of keys and texts, the same */
	unsigned height; /* containers on the longest way down; 0 for a scalar */
};

struct anchor {
	struct sized value;
	bool complete;
};

struct level {
	struct sized container;
	struct json *last;
	uint32_t anchor; /* index + 1 of its own anchor, 0 without */
	bool has_key;	 /* of an object: `key` waits for its value */
	struct str key;
	yaml_mark_t key_mark;
};

struct builder {
	struct arena *arena;
	struct level level[DEPTH_MAX + 1]; /* 0 is the stream */
	unsigned open;			   /* index of the innermost */
	uint64_t values, bytes;
	struct map names;	    /* of anchors in this document → index */
	struct yaml_places *places; /* NULL when nobody asks */
	yaml_mark_t mark;	    /* of the event */
	VEC(struct anchor) anchors;
};

static int at(struct fault *f, int r, yaml_mark_t mark)
{
	return fault_in(f, r, "line %zu, column %zu", mark.line + 1, mark.column + 1);
}

/* ---- scalars ---- */

static size_t digits(struct str s, size_t from)
{
	size_t n = from;
	while (n < s.n && char_is_digit(s.p[n]))
		n++;
	return n - from;
}

/* "0x1F" and "0o17" in decimal; false when it is none or does not fit. */
static bool based_number(struct arena *a, struct str s, struct str *out)
{
	bool hex = s.n > 2 && s.p[0] == '0' && s.p[1] == 'x';
	bool octal = s.n > 2 && s.p[0] == '0' && s.p[1] == 'o';
	uint64_t v = 0, base = hex ? 16 : 8;
	if (!hex && !octal)
		return false;
	for (size_t i = 2; i < s.n; i++) {
		char c = char_lower(s.p[i]);
		uint64_t digit = char_is_digit(c)	? (uint64_t)(c - '0')
				 : c >= 'a' && c <= 'f' ? (uint64_t)(c - 'a') + 10
							: 99;
		if (digit >= base || !u64_mul(v, base, &v) || !u64_add(v, digit, &v))
			return false;
	}
	*out = str_printf(a, "%llu", (unsigned long long)v);
	return true;
}

/*
 * A decimal number of the core schema, in JSON's spelling. A leading zero ("007") is left a string:
 * YAML 1.1 reads it as octal, 1.2 as decimal, and in feeds it is neither but a version or a date.
 */
static bool decimal_number(struct arena *a, struct str s, struct str *out)
{
	size_t sign = s.n && (s.p[0] == '-' || s.p[0] == '+');
	size_t whole = digits(s, sign), i = sign + whole, fraction = 0;
	bool dot = i < s.n && s.p[i] == '.';
	if (dot) {
		fraction = digits(s, i + 1);
		i += 1 + fraction;
	}
	if (whole + fraction == 0 || (whole > 1 && s.p[sign] == '0'))
		return false;
	size_t mantissa = i;
	if (i < s.n && (s.p[i] == 'e' || s.p[i] == 'E')) {
		i++;
		i += i < s.n && (s.p[i] == '-' || s.p[i] == '+');
		size_t exponent = digits(s, i);
		if (exponent == 0)
			return false;
		i += exponent;
	}
	if (i != s.n)
		return false;
	if (whole && !(dot && !fraction) && s.p[0] != '+') {
		*out = str_dup(a, s);
		return true;
	}
	*out = str_printf(a, "%s%s%.*s%s%.*s", s.p[0] == '-' ? "-" : "", whole ? "" : "0",
			  STRF(str_slice(s, sign, mantissa)), dot && !fraction ? "0" : "",
			  STRF(str_from(s, mantissa)));
	return true;
}

static bool is_one_of(struct str s, const char *const *words)
{
	for (; *words; words++)
		if (str_is(s, *words))
			return true;
	return false;
}

static void resolve_plain(struct arena *a, struct str s, struct json *out)
{
	static const char *const nulls[] = { "", "~", "null", "Null", "NULL", NULL };
	static const char *const yes[] = { "true", "True", "TRUE", NULL };
	static const char *const no[] = { "false", "False", "FALSE", NULL };
	struct str number;
	if (is_one_of(s, nulls)) {
		out->kind = JSON_NULL;
	} else if (is_one_of(s, yes) || is_one_of(s, no)) {
		out->kind = JSON_BOOL;
		out->truth = is_one_of(s, yes);
	} else if (based_number(a, s, &number) || decimal_number(a, s, &number)) {
		out->kind = JSON_NUMBER;
		out->text = number;
	} else {
		out->kind = JSON_STRING;
		out->text = json_keep(a, s);
	}
}

/* "!!int 7" resolves as 7 does; "!!str 7", "!Ref x" and "! 7" are strings. */
static bool resolves(const char *tag, bool plain)
{
	static const char *const core[] = {
		YAML_NULL_TAG, YAML_BOOL_TAG, YAML_INT_TAG, YAML_FLOAT_TAG, NULL,
	};
	return tag ? is_one_of(str_of(tag), core) : plain;
}

/* ---- containers ---- */

/* Puts a value into the innermost container. */
static int place(struct builder *b, struct sized value, struct fault *f)
{
	struct level *l = &b->level[b->open];
	b->values += value.values;
	if (b->values > LIMIT_YAML_NODES)
		return fault_set(f, E_LIMIT, "more than %llu values, aliases expanded",
				 (unsigned long long)LIMIT_YAML_NODES);
	b->bytes += value.bytes;
	if (b->bytes > LIMIT_YAML_TEXT)
		return fault_set(f, E_LIMIT, "more than %llu bytes of text, aliases expanded",
				 (unsigned long long)LIMIT_YAML_TEXT);
	if (b->open + value.height > DEPTH_MAX)
		return fault_set(f, E_LIMIT, "more than %d nested values", DEPTH_MAX);
	if (l->container.node->kind == JSON_OBJECT) {
		value.node->key = l->key;
		b->bytes += l->key.n;
		l->container.bytes += l->key.n;
		l->key = STR("");
		l->has_key = false;
	}
	if (l->last)
		l->last->next = value.node;
	else
		l->container.node->child = value.node;
	l->last = value.node;
	l->container.node->n++;
	if (b->places) {
		bool member = l->container.node->kind == JSON_OBJECT;
		yaml_mark_t mark = member ? l->key_mark : b->mark;
		*VEC_PUSH(b->arena, &b->places->list) = (struct yaml_place){
			.value = value.node,
			.line = (uint32_t)mark.line + 1,
			.column = (uint32_t)mark.column + 1,
		};
	}
	return 0;
}

/* What a closed container means to the one around it. */
static void account(struct level *l, struct sized value)
{
	l->container.values += value.values;
	l->container.bytes += value.bytes;
	if (value.height + 1 > l->container.height)
		l->container.height = value.height + 1;
}

static bool wants_key(const struct level *l)
{
	return l->container.node->kind == JSON_OBJECT && !l->has_key;
}

/* Registers an anchor; gives its index + 1, 0 without a name. */
static uint32_t name_anchor(struct builder *b, const yaml_char_t *name)
{
	if (!name)
		return 0;
	*VEC_PUSH(b->arena, &b->anchors) = (struct anchor){ 0 };
	struct str key = str_dup(b->arena, str_of((const char *)name));
	*map_put(&b->names, key, NULL) = (uint32_t)b->anchors.n - 1;
	return (uint32_t)b->anchors.n;
}

static void complete_anchor(struct builder *b, uint32_t anchor, struct sized value)
{
	if (anchor)
		b->anchors.p[anchor - 1] = (struct anchor){ .value = value, .complete = true };
}

static int on_scalar(struct builder *b, const yaml_event_t *event, struct fault *f)
{
	struct level *l = &b->level[b->open];
	struct str s = str_make(event->data.scalar.value, event->data.scalar.length);
	if (s.n > LIMIT_JSON_STRING)
		return fault_set(f, E_LIMIT, "a string of %zu bytes, limit %zu", s.n,
				 (size_t)LIMIT_JSON_STRING);
	bool key = wants_key(l);
	uint32_t anchor = name_anchor(b, event->data.scalar.anchor);
	if (key) {
		l->key = json_keep(b->arena, s);
		l->has_key = true;
		l->key_mark = b->mark;
		if (!anchor)
			return 0;
	}
	struct sized value = { .node = arena_alloc(b->arena, sizeof(*value.node)), .values = 1 };
	if (resolves((const char *)event->data.scalar.tag, event->data.scalar.plain_implicit)) {
		resolve_plain(b->arena, s, value.node);
	} else {
		value.node->kind = JSON_STRING;
		value.node->text = json_keep(b->arena, s);
	}
	value.bytes = value.node->text.n;
	complete_anchor(b, anchor, value);
	if (key)
		return 0;
	TRY(place(b, value, f));
	account(l, value);
	return 0;
}

static int on_open(struct builder *b, enum json_kind kind, const yaml_char_t *anchor,
		   struct fault *f)
{
	if (wants_key(&b->level[b->open]))
		return fault_set(f, E_UNSUPPORTED, "a container as a key");
	struct sized value = { .node = arena_alloc(b->arena, sizeof(*value.node)),
			       .values = 1,
			       .height = 1 };
	value.node->kind = kind;
	TRY(place(b, value, f));
	uint32_t named = name_anchor(b, anchor);
	b->level[++b->open] = (struct level){ .container = value, .anchor = named };
	return 0;
}

static void on_close(struct builder *b)
{
	struct level *l = &b->level[b->open--];
	complete_anchor(b, l->anchor, l->container);
	account(&b->level[b->open], l->container);
}

static int on_alias(struct builder *b, const yaml_event_t *event, struct fault *f)
{
	struct level *l = &b->level[b->open];
	const char *name = (const char *)event->data.alias.anchor;
	const uint32_t *index = map_get(&b->names, str_of(name));
	if (!index)
		return fault_set(f, E_CORRUPT, "alias *%s names nothing", name);
	const struct anchor *anchor = &b->anchors.p[*index];
	if (!anchor->complete)
		return fault_set(f, E_CORRUPT, "alias *%s stands in the value it names", name);
	const struct json *node = anchor->value.node;
	if (wants_key(l)) {
		if (node->kind == JSON_ARRAY || node->kind == JSON_OBJECT)
			return fault_set(f, E_UNSUPPORTED, "a container as a key");
		l->key = node->kind == JSON_BOOL ? (node->truth ? STR("true") : STR("false"))
						 : node->text;
		l->has_key = true;
		l->key_mark = b->mark;
		return 0;
	}
	struct sized value = anchor->value;
	value.node = arena_alloc(b->arena, sizeof(*value.node));
	*value.node = *node;
	value.node->next = NULL;
	value.node->key = STR("");
	TRY(place(b, value, f));
	account(l, value);
	return 0;
}

static int on_event(struct builder *b, const yaml_event_t *event, struct fault *f)
{
	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		map_init(&b->names, b->arena);
		return 0;
	case YAML_SCALAR_EVENT:
		return on_scalar(b, event, f);
	case YAML_ALIAS_EVENT:
		return on_alias(b, event, f);
	case YAML_SEQUENCE_START_EVENT:
		return on_open(b, JSON_ARRAY, event->data.sequence_start.anchor, f);
	case YAML_MAPPING_START_EVENT:
		return on_open(b, JSON_OBJECT, event->data.mapping_start.anchor, f);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		on_close(b);
		return 0;
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_STREAM_END_EVENT:
	case YAML_DOCUMENT_END_EVENT:
		return 0;
	}
	return 0;
}

/* ---- the text ---- */

/* Did the reader stop at the end of the text? Its marks count characters. */
static bool at_end(const yaml_parser_t *parser, struct str text)
{
	size_t characters = 0;
	for (size_t i = 0; i < text.n; i++)
		characters += ((unsigned char)text.p[i] & 0xc0) != 0x80;
	return parser->problem_mark.index >= characters;
}

static int blame(const yaml_parser_t *parser, struct str text, struct fault *f)
{
	const char *problem = parser->problem ? parser->problem : "not readable";
	if (parser->error == YAML_MEMORY_ERROR)
		return fault_set(f, E_LIMIT, "the YAML reader has no memory left");
	if (parser->error == YAML_READER_ERROR)
		return fault_set(f, E_CORRUPT, "byte %zu: %s", parser->problem_offset, problem);
	int r = fault_set(f, at_end(parser, text) ? E_TRUNCATED : E_CORRUPT, "%s%s%s",
			  parser->context ? parser->context : "", parser->context ? ", " : "",
			  problem);
	return at(f, r, parser->problem_mark);
}

static int parse(struct arena *a, struct str text, struct yaml_places *places,
		 const struct json **out, struct fault *f)
{
	OWNED(yaml_parser_delete) yaml_parser_t parser = { 0 };
	if (!yaml_parser_initialize(&parser))
		return fault_set(f, E_LIMIT, "the YAML reader has no memory left");
	yaml_parser_set_input_string(&parser, (const unsigned char *)(text.n ? text.p : ""),
				     text.n);

	struct json *stream = arena_alloc(a, sizeof(*stream));
	stream->kind = JSON_ARRAY;
	struct builder *b = arena_alloc(a, sizeof(*b));
	b->arena = a;
	b->places = places;
	b->level[0].container = (struct sized){ .node = stream, .values = 1 };
	map_init(&b->names, a);
	for (;;) {
		OWNED(yaml_event_delete) yaml_event_t event = { 0 };
		if (!yaml_parser_parse(&parser, &event))
			return blame(&parser, text, f);
		if (event.type == YAML_STREAM_END_EVENT)
			break;
		b->mark = event.start_mark;
		int r = on_event(b, &event, f);
		if (r < 0)
			return at(f, r, event.start_mark);
	}
	*out = stream;
	return 0;
}

/* The one document of a stream. */
static int single(struct arena *a, const struct json *stream, const struct json **out,
		  struct fault *f)
{
	if (stream->n > 1)
		return fault_set(f, E_UNSUPPORTED, "%u documents where one is expected", stream->n);
	*out = stream->n ? stream->child : arena_alloc(a, sizeof(**out)); /* zero is null */
	return 0;
}

int yaml_parse_all(struct arena *a, struct str text, const struct json **out, struct fault *f)
{
	return parse(a, text, NULL, out, f);
}

int yaml_parse(struct arena *a, struct str text, const struct json **out, struct fault *f)
{
	const struct json *stream;
	TRY(parse(a, text, NULL, &stream, f));
	return single(a, stream, out, f);
}

int yaml_parse_places(struct arena *a, struct str text, struct yaml_places *places,
		      const struct json **out, struct fault *f)
{
	const struct json *stream;
	*places = (struct yaml_places){ 0 };
	TRY(parse(a, text, places, &stream, f));
	return single(a, stream, out, f);
}

struct yaml_place yaml_place(const struct yaml_places *places, const struct json *value)
{
	for (size_t i = 0; i < places->list.n; i++)
		if (places->list.p[i].value == value)
			return places->list.p[i];
	return (struct yaml_place){ .value = value, .line = 1, .column = 1 };
}
