/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writing JSON.
 *
 * State is a depth and one bit a level: whether the container has a member, hence whether a comma is
 * due. before_value() is the only place that writes separators; escape() the only place that writes
 * a string.
 *
 * Strings come from hostile images. What is not UTF-8 (Unicode 15, table 3-7) becomes U+FFFD, one
 * for each maximal piece that could have begun a character, as decoders of browsers and of Python
 * do. So the output is UTF-8 whatever the input, and every reader sees the same text.
 *
 * Misuse (a value without a key in an object cannot be seen here, but an unbalanced end, a key after
 * a key, or 65 levels can) dies: it is a bug of a report writer, not of its input.
 */
#include "text/emit.h"

#include "base/log.h"

#include <math.h>

#define DEPTH_MAX 64

void emit_init(struct emit *e, struct out *out, bool compact)
{
	*e = (struct emit){ .out = out, .compact = compact };
}

static uint64_t level_bit(const struct emit *e)
{
	return e->depth ? (uint64_t)1 << (e->depth - 1) : 0;
}

/* What stands in front of a member: the comma when there is one before it, the line feed, the indentation. */
static void new_line(struct emit *e, bool comma)
{
#define SPACES "                                "
	static const char line[] = ",\n" SPACES SPACES SPACES SPACES;
	_Static_assert(sizeof(line) > 2 + 2 * DEPTH_MAX, "indentation of the deepest level");
#undef SPACES
	size_t from = comma ? 0 : 1, to = e->compact ? 1 : 2 + (size_t)e->depth * 2;
	out_add(e->out, line + from, to - from);
}

/* The comma and line feed in front of a member, or nothing behind a key. */
static void before_value(struct emit *e)
{
	if (e->key_pending) {
		e->key_pending = false;
		return;
	}
	if (e->depth)
		new_line(e, e->filled & level_bit(e));
	e->filled |= level_bit(e);
}

static void open_container(struct emit *e, char c)
{
	before_value(e);
	ENSURE(e->depth < DEPTH_MAX);
	e->depth++;
	e->filled &= ~level_bit(e);
	out_char(e->out, c);
}

static void close_container(struct emit *e, char c)
{
	ENSURE(e->depth > 0 && !e->key_pending);
	bool filled = e->filled & level_bit(e);
	e->depth--;
	if (filled)
		new_line(e, false);
	out_char(e->out, c);
}

void emit_object(struct emit *e)
{
	open_container(e, '{');
}

void emit_object_end(struct emit *e)
{
	close_container(e, '}');
}

void emit_array(struct emit *e)
{
	open_container(e, '[');
}

void emit_array_end(struct emit *e)
{
	close_container(e, ']');
}

/*
 * Reads one character at p, n > 0 bytes left: its length and *out_code; when the bytes are no
 * character, the length of the maximal piece to replace and *out_code = UINT32_MAX.
 */
static size_t decode(const unsigned char *p, size_t n, uint32_t *out_code)
{
	unsigned c = p[0];
	*out_code = c;
	if (c < 0x80)
		return 1;
	*out_code = UINT32_MAX;
	if (c < 0xc2 || c > 0xf4)
		return 1;
	size_t more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : 1;
	/* The second byte has a narrower range where overlong forms and surrogates would begin. */
	unsigned low = c == 0xe0 ? 0xa0 : c == 0xf0 ? 0x90 : 0x80;
	unsigned high = c == 0xed ? 0x9f : c == 0xf4 ? 0x8f : 0xbf;
	uint32_t v = c & (0x3fu >> more);
	for (size_t i = 1; i <= more; i++) {
		if (i == n || p[i] < low || p[i] > high)
			return i;
		v = v << 6 | (p[i] & 0x3f);
		low = 0x80;
		high = 0xbf;
	}
	*out_code = v;
	return more + 1;
}

/* The escape for a code that must not stand as it is; false when it may. */
static bool escape_code(struct out *out, uint32_t code)
{
	char z[6] = { '\\', 'u', '0', '0', '0', '0' };
	switch (code) {
	case '"':
	case '\\':
		z[1] = (char)code;
		out_add(out, z, 2);
		return true;
	case '\n':
		out_text(out, "\\n");
		return true;
	case '\r':
		out_text(out, "\\r");
		return true;
	case '\t':
		out_text(out, "\\t");
		return true;
	case UINT32_MAX:
		out_text(out, "\xef\xbf\xbd");
		return true;
	default:
		break;
	}
	if (!(code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x2028 || code == 0x2029))
		return false;
	const uint8_t bytes[] = { (uint8_t)(code >> 8), (uint8_t)code };
	hex_put(z + 2, bytes, sizeof(bytes));
	out_add(out, z, sizeof(z));
	return true;
}

static void escape(struct out *out, struct str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t from = 0, at = 0;
	out_char(out, '"');
	while (at < s.n) {
		unsigned c = p[at];
		if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') {
			at++;
			continue;
		}
		uint32_t code;
		size_t n = decode(p + at, s.n - at, &code);
		out_add(out, p + from, at - from);
		if (!escape_code(out, code))
			out_add(out, p + at, n);
		at += n;
		from = at;
	}
	if (at > from)
		out_add(out, p + from, at - from);
	out_char(out, '"');
}

void emit_key_str(struct emit *e, struct str key)
{
	ENSURE(!e->key_pending && e->depth > 0);
	before_value(e);
	escape(e->out, key);
	out_text(e->out, e->compact ? ":" : ": ");
	e->key_pending = true;
}

void emit_key(struct emit *e, const char *key)
{
	emit_key_str(e, str_of(key));
}

void emit_str(struct emit *e, struct str s)
{
	before_value(e);
	escape(e->out, s);
}

void emit_text(struct emit *e, const char *z)
{
	emit_str(e, str_of(z));
}

static void put_u64(struct out *out, uint64_t v, unsigned width)
{
	char z[20];
	size_t at = sizeof(z);
	do {
		z[--at] = (char)('0' + v % 10);
		v /= 10;
	} while (v || sizeof(z) - at < width);
	out_add(out, z + at, sizeof(z) - at);
}

void emit_u64(struct emit *e, uint64_t v)
{
	before_value(e);
	put_u64(e->out, v, 1);
}

void emit_fixed(struct emit *e, double v, unsigned digits)
{
	ENSURE(digits <= 9);
	if (!isfinite(v)) {
		emit_null(e);
		return;
	}
	uint64_t scale = 1;
	for (unsigned i = 0; i < digits; i++)
		scale *= 10;
	double scaled = round(fabs(v) * (double)scale);
	before_value(e);
	/* 2^63: beyond it the fraction of a double is zero anyway, and our numbers end far below. */
	uint64_t n = scaled < 9223372036854775808.0 ? (uint64_t)scaled : (uint64_t)1 << 63;
	if (v < 0 && n > 0)
		out_char(e->out, '-');
	put_u64(e->out, n / scale, 1);
	if (digits) {
		out_char(e->out, '.');
		put_u64(e->out, n % scale, digits);
	}
}

void emit_bool(struct emit *e, bool v)
{
	before_value(e);
	out_text(e->out, v ? "true" : "false");
}

void emit_null(struct emit *e)
{
	before_value(e);
	out_text(e->out, "null");
}

static void emit_scalar(struct emit *e, const struct json *value)
{
	switch (value->kind) {
	case JSON_BOOL:
		emit_bool(e, value->truth);
		break;
	case JSON_NUMBER:
		before_value(e);
		out_str(e->out, value->text);
		break;
	case JSON_STRING:
		emit_str(e, value->text);
		break;
	case JSON_NULL:
	case JSON_ARRAY:
	case JSON_OBJECT:
		emit_null(e);
		break;
	}
}

void emit_json(struct emit *e, const struct json *value)
{
	const struct json *open[DEPTH_MAX];
	unsigned depth = 0;
	for (const struct json *at = value; at;) {
		if (depth && open[depth - 1]->kind == JSON_OBJECT)
			emit_key_str(e, at->key);
		if (at->kind == JSON_ARRAY || at->kind == JSON_OBJECT) {
			open_container(e, at->kind == JSON_ARRAY ? '[' : '{');
			open[depth++] = at;
			if (at->child) {
				at = at->child;
				continue;
			}
		} else {
			emit_scalar(e, at);
			if (depth == 0)
				return;
			if (at->next) {
				at = at->next;
				continue;
			}
		}
		/* The end of this container, and of those that end with it. */
		for (at = NULL; depth && !at;) {
			const struct json *done = open[--depth];
			close_container(e, done->kind == JSON_ARRAY ? ']' : '}');
			if (depth)
				at = done->next;
		}
	}
}

void emit_member_str(struct emit *e, const char *key, struct str s)
{
	emit_key(e, key);
	emit_str(e, s);
}

void emit_member_set(struct emit *e, const char *key, struct str s)
{
	if (s.n)
		emit_member_str(e, key, s);
}

void emit_member_text(struct emit *e, const char *key, const char *z)
{
	emit_member_str(e, key, str_of(z));
}

void emit_member_u64(struct emit *e, const char *key, uint64_t v)
{
	emit_key(e, key);
	emit_u64(e, v);
}

void emit_member_bool(struct emit *e, const char *key, bool v)
{
	emit_key(e, key);
	emit_bool(e, v);
}
