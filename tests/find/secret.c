/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The engine with a few rules of its own: places, borders, wrappings, one hit a place.
 */
#include "check.h"

#include "base/buf.h"
#include "find/secret_config.h"

#include <zlib.h>

/* ---- rules ---- */

static bool check_block(struct secret_candidate *c)
{
	size_t end = str_find(c->after, STR("-----END"));
	if (end == SIZE_MAX)
		return false;
	c->value = str_make(c->value.p, (size_t)(c->after.p - c->value.p) + end + 8);
	c->proven = true;
	return true;
}

static bool check_token(struct secret_candidate *c)
{
	c->detail = str_printf(c->scratch, "%zu before, %zu behind", c->before.n, c->after.n);
	return !str_has(c->value, STR("NOT"));
}

static const struct secret_rule rules[] = {
	{ .id = "token", .pattern = "\\btok_([A-Za-z0-9]{16,64})\\b", .check = check_token },
	{ .id = "assigned",
	  .pattern = "(?:password|secret) ?[=:] ?\"?([^\\s\"&]{6,80})",
	  .flags = SECRET_CASELESS | SECRET_GENERIC,
	  .entropy = 2 },
	{ .id = "url",
	  .pattern = "[a-z]{2,10}://[^\\s:@/]{1,40}:([^\\s:@/]{3,40})@",
	  .flags = SECRET_GENERIC },
	{ .id = "key",
	  .pattern = "-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----",
	  .flags = SECRET_KEPT,
	  .check = check_block },
	{ .id = "endless", .pattern = "^long:[a-z]{10,}", .flags = SECRET_KEPT },
};
static const struct secret_set set = { "Test", rules, ARRAY_LEN(rules) };
static const struct secret_set *const sets[] = { &set };
static const struct secret_config config = { .sets = sets, .sets_n = 1, .only = true };

/* ---- hits as text ---- */

static void note(void *context, const struct secret_hit *h)
{
	struct buf *b = context;
	buf_printf(b, "%s ", h->rule->id);
	if (h->value.n <= 100)
		buf_add_str(b, h->value);
	else
		buf_printf(b, "(%zu bytes)", h->value.n);
	buf_printf(b, " @%llu %u:%u", (unsigned long long)h->offset, h->line, h->column);
	if (h->wrap != SECRET_PLAIN)
		buf_printf(b, " %s", secret_wrap_name(h->wrap));
	if (h->member.n)
		buf_printf(b, " %.*s", STRF(h->member));
	buf_add_char(b, '\n');
}

/* In windows of `step` bytes, 0: all at once. */
static int search(struct secret_reader *r, struct str path, struct str text, size_t step,
		  struct fault *f)
{
	if (!step)
		return secret_text(r, path, text, f);
	secret_begin(r, path, text.n);
	for (size_t i = 0; i < text.n; i += step) {
		/* a copy of exactly this size: a sanitizer sees who reads beyond it */
		struct str part = str_slice(text, i, i + step);
		char *copy = malloc(part.n);
		memcpy(copy, part.p, part.n);
		secret_data(r, str_make(copy, part.n));
		free(copy);
	}
	return secret_end(r, true, f);
}

struct bench {
	struct secret_engine *engine;
	struct secret_reader *reader;
	struct buf found;
};

static void bench_init(struct bench *b, const struct secret_config *with)
{
	struct fault f;
	buf_init(&b->found, 8 * MIB);
	check_ok(secret_engine_new(with, &b->engine, &f), &f);
	b->reader = secret_reader_new(b->engine, note, &b->found);
}

static void bench_done(struct bench *b)
{
	secret_reader_free(b->reader);
	secret_engine_free(b->engine);
	buf_done(&b->found);
}

static void check_found_(struct bench *b, struct str text, const char *want, int line)
{
	static const size_t steps[] = { 0, 1, 7, 1000, 1024, 4096, 70000 };
	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		struct fault f;
		if (steps[i] == 1 && text.n > 500000)
			continue;
		buf_clear(&b->found);
		check_ok_(search(b->reader, STR("app/x"), text, steps[i], &f), &f, __FILE__, line);
		check_str_(buf_str(&b->found), str_of(want), __FILE__, line);
	}
}

#define check_found(b, text, want) check_found_((b), (text), (want), __LINE__)

/* ---- places ---- */

static void lines_and_columns(void **state)
{
	struct bench *b = *state;
	check_found(b, STR(""), "");
	check_found(b, STR("nothing here\n"), "");
	check_found(b, STR("tok_kQ7xZp2mVb9sTn4w"), "token kQ7xZp2mVb9sTn4w @4 1:5\n");
	check_found(b, STR("\n\n  tok_kQ7xZp2mVb9sTn4w;\n\ttok_R3fYd8LhJc6eWu5A\n"),
		    "token kQ7xZp2mVb9sTn4w @8 3:7\ntoken R3fYd8LhJc6eWu5A @31 4:6\n");
	/* neither joined to something, nor refused by the check */
	check_found(b, STR("xtok_kQ7xZp2mVb9sTn4w tok_kQ7xNOTmVb9sTn4w tok_short"), "");
}

static void one_hit_a_place(void **state)
{
	struct bench *b = *state;
	/* the provider's rule goes before the assignment, wherever its match begins */
	check_found(b, STR("password = \"tok_kQ7xZp2mVb9sTn4w\""),
		    "token kQ7xZp2mVb9sTn4w @16 1:17\n");
	check_found(b, STR("password=kx81-Hq+02zz;tok_kQ7xZp2mVb9sTn4w"),
		    "token kQ7xZp2mVb9sTn4w @26 1:27\n");
	check_found(b, STR("secret=kx81-Hq+02zz\npassword: qq71-Hq+02yy"),
		    "assigned kx81-Hq+02zz @7 1:8\nassigned qq71-Hq+02yy @30 2:11\n");
	/* two generic ones: the one that begins first */
	check_found(b, STR("secret=pg://u:kx81Hq02@db"), "assigned pg://u:kx81Hq02@db @7 1:8\n");
}

static void placeholders_and_entropy(void **state)
{
	struct bench *b = *state;
	check_found(b, STR("password=changeme\npassword=aaaaaabb\n"), "");
}

static struct str repeat(struct arena *a, const char *what, size_t n)
{
	size_t size = strlen(what);
	char *p = arena_bytes(a, n * size);
	for (size_t i = 0; i < n; i++)
		memcpy(p + i * size, what, size);
	return str_make(p, n * size);
}

/* A token at each place around the engine's borders, in a text of several windows. */
static void borders(void **state)
{
	struct bench *b = *state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct str filler = repeat(a, "one two three four\n", 30000);
	const struct str token = STR(" tok_kQ7xZp2mVb9sTn4w ");
	for (size_t at = 120000; at < 400000; at += 9973) {
		char *p = arena_bytes(a, filler.n);
		memcpy(p, filler.p, filler.n);
		memcpy(p + at, token.p, token.n);
		struct str text = str_make(p, filler.n);
		size_t feeds = 0, last = 0;
		for (size_t i = 0; i < at; i++)
			if (p[i] == '\n') {
				feeds++;
				last = i + 1;
			}
		char want[200];
		snprintf(want, sizeof(want), "token kQ7xZp2mVb9sTn4w @%zu %zu:%zu\n", at + 5,
			 feeds + 1, at + 5 - last + 1);
		for (size_t step = 0; step < 3; step++) {
			struct fault f;
			buf_clear(&b->found);
			check_ok(search(b->reader, STR(""), text, step * 30011, &f), &f);
			check_text(buf_str(&b->found), want);
		}
		arena_reset(a);
		filler = repeat(a, "one two three four\n", 30000);
	}
}

static void key_blocks(void **state)
{
	struct bench *b = *state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct str body = repeat(a, "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcw/+gSjAgEAAoIBAQ\n", 200);
	struct str key = str_printf(
		a, "-----BEGIN RSA PRIVATE KEY-----\n%.*s-----END RSA PRIVATE KEY-----\n",
		STRF(body));
	for (size_t lead = 0; lead < 400000; lead += 39999) {
		struct str text =
			str_printf(a, "%.*s\n%.*s", STRF(repeat(a, "x", lead)), STRF(key));
		char want[100];
		snprintf(want, sizeof(want), "key (%zu bytes) @%zu 2:1\n", 31 + 1 + body.n + 8,
			 lead + 1);
		check_found(b, text, want);
	}
	check_found(b, STR("-----BEGIN PRIVATE KEY-----\nno end"), "");
}

/* A match without a longest: cut to SECRET_SPAN, from the same bytes whatever the windows. */
static void endless(void **state)
{
	struct bench *b = *state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct str text =
		str_printf(a, "%.*s\nlong:%.*s\nlong:abcdefghijkl\n", STRF(repeat(a, "-", 150000)),
			   STRF(repeat(a, "abcdefgh", 40000)));
	check_found(b, text,
		    "endless (4096 bytes) @150001 2:1\nendless long:abcdefghijkl @470007 3:1\n");
}

/* ---- any split ---- */

static const char *const pieces[] = {
	"tok_kQ7xZp2mVb9sTn4w",
	"tok_",
	"password=kx81-Hq+02zz",
	"secret: ",
	"\n",
	" ",
	"x",
	"pg://user:kx81Hq02@db",
	"-----BEGIN RSA PRIVATE KEY-----\nMIIE\n",
	"-----END",
	"long:abcdefghijklmnop",
	"cGFzc3dvcmQ9a3g4MS1IcSswMnp6Cg==",
	"password%3Dkx81-Hq%2B02zz ",
	"cGFzc3dvcmQ9\na3g4MS1I\n",
	"dG9rX2tRN3hacDJtVmI5c1RuNHcgdG9rX2tRN3hacDJt\nVmI5c1RuNHc=",
	"The quick brown fox jumps over the lazy dog, and /usr/lib/python3/dist-packages\n",
	"\xc3\xa9",
	"%20",
	"\"",
};

static uint32_t next(uint32_t *x)
{
	*x = *x * 1664525u + 1013904223u;
	return *x >> 8;
}

static void any_split_gives_the_same(void **state)
{
	struct bench *b = *state;
	OWNED(buf_donep) struct buf text, first;
	buf_init(&text, 8 * MIB);
	buf_init(&first, 8 * MIB);
	size_t total = 0;
	for (uint32_t seed = 1; seed <= 24; seed++) {
		uint32_t x = seed * 7919;
		buf_clear(&text);
		buf_clear(&first);
		size_t size = seed % 3 ? 3000 : 600000;
		while (text.n < size) {
			const char *piece = pieces[next(&x) % ARRAY_LEN(pieces)];
			unsigned times = next(&x) % 64 ? 1 : next(&x) % 3000;
			while (times--)
				buf_add_str(&text, str_of(piece));
		}
		struct fault f = { 0 }, g = { 0 };
		buf_clear(&b->found);
		int r = search(b->reader, STR(""), buf_str(&text), 0, &f);
		buf_add_str(&first, buf_str(&b->found));
		total += first.n;
		for (unsigned i = 0; i < 5; i++) {
			size_t step = 1 + next(&x) % (i % 2 ? 3000 : 200000);
			buf_clear(&b->found);
			assert_int_equal(search(b->reader, STR(""), buf_str(&text), step, &g), r);
			if (r == 0)
				check_str(buf_str(&b->found), buf_str(&first));
		}
	}
	assert_true(total > 50000);
}

/* ---- wrappings ---- */

static struct str utf16(struct arena *a, const char *text, bool big, bool mark)
{
	size_t n = strlen(text);
	char *p = arena_alloc(a, 2 * n + 2), *to = p;
	if (mark) {
		*to++ = big ? '\xfe' : '\xff';
		*to++ = big ? '\xff' : '\xfe';
	}
	for (size_t i = 0; i < n; i++) {
		to[big] = text[i];
		to += 2;
	}
	return str_make(p, (size_t)(to - p));
}

static void utf16_is_read(void **state)
{
	struct bench *b = *state;
	OWNED(arena_freep) struct arena *a = arena_new();
	for (unsigned i = 0; i < 4; i++)
		check_found(b, utf16(a, "first line\nkey: tok_kQ7xZp2mVb9sTn4w\n", i & 1, i & 2),
			    "token kQ7xZp2mVb9sTn4w @0 2:10 UTF-16\n");
}

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static struct str base64(struct arena *a, struct str s, size_t fold)
{
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 4 * MIB);
	size_t column = 0;
	for (size_t i = 0; i < s.n; i += 3) {
		uint32_t bits = 0;
		size_t n = size_min(3, s.n - i);
		for (size_t j = 0; j < 3; j++)
			bits = bits << 8 | (j < n ? (uint8_t)s.p[i + j] : 0);
		for (size_t j = 0; j < 4; j++) {
			buf_add_char(&b, j <= n ? alphabet[bits >> (18 - 6 * j) & 63] : '=');
			if (fold && ++column % fold == 0)
				buf_add_char(&b, '\n');
		}
	}
	return str_dup(a, buf_str(&b));
}

static void base64_is_read(void **state)
{
	struct bench *b = *state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct str inner = STR("user: tok_kQ7xZp2mVb9sTn4w and more\n");
	struct str text = str_printf(a, "a: b\nauth: %.*s\n", STRF(base64(a, inner, 0)));
	check_found(b, text, "token kQ7xZp2mVb9sTn4w @11 2:7 base64\n");

	/* the last of many lines, and one across pieces of a long run */
	struct str filler = repeat(a, "some words of a text, ", 2600);
	inner = str_printf(a, "%.*s tok_kQ7xZp2mVb9sTn4w %.*s", STRF(filler), STRF(filler));
	text = str_printf(a, "x\n%.*s\n", STRF(base64(a, inner, 76)));
	struct fault f;
	buf_clear(&b->found);
	check_ok(secret_text(b->reader, STR(""), text, &f), &f);
	assert_true(str_has(buf_str(&b->found), STR("token kQ7xZp2mVb9sTn4w @")));
	check_found(b, text, str_cstr(a, str_dup(a, buf_str(&b->found))));

	/* one level only; and what decodes to no text is none */
	text = base64(a, base64(a, STR("user: tok_kQ7xZp2mVb9sTn4w and more\n"), 0), 0);
	check_found(b, text, "");
}

static void percent_is_read(void **state)
{
	struct bench *b = *state;
	check_found(b, STR("GET /?q=pg%3A%2F%2Fuser%3Akx81Hq02%40db HTTP/1.1\n"),
		    "url kx81Hq02 @4 1:5 percent-encoding\n");
	/* what is found as it lies is not found twice */
	check_found(b, STR("/a%20b?t=tok_kQ7xZp2mVb9sTn4w\n"), "token kQ7xZp2mVb9sTn4w @13 1:14\n");
	check_found(b, STR("100%25 of %zz and 5% %"), "");
}

/* raw deflate, and gzip around it */
static struct str deflated(struct arena *a, struct str s, int bits)
{
	z_stream z = { 0 };
	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY), Z_OK);
	size_t room = deflateBound(&z, s.n) + 64;
	char *p = arena_bytes(a, room);
	z.next_in = (Bytef *)(uintptr_t)s.p;
	z.avail_in = (uInt)s.n;
	z.next_out = (Bytef *)p;
	z.avail_out = (uInt)room;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	deflateEnd(&z);
	return str_make(p, room - z.avail_out);
}

static void gzip_is_read(void **state)
{
	struct bench *b = *state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct str filler = repeat(a, "some words of a text\n", 30000);
	struct str text = str_printf(a, "%.*stok_kQ7xZp2mVb9sTn4w\n", STRF(filler));
	struct str packed = deflated(a, text, 15 + 16);
	check_found(b, packed, "token kQ7xZp2mVb9sTn4w @0 30001:5 gzip\n");
	/* members follow each other; zeros behind them are padding */
	struct str two = str_printf(a, "%.*s", 0, "");
	char *p = arena_alloc(a, packed.n * 2 + 512);
	memcpy(p, packed.p, packed.n);
	memcpy(p + packed.n, packed.p, packed.n);
	two = str_make(p, packed.n * 2 + 512);
	check_found(
		b, two,
		"token kQ7xZp2mVb9sTn4w @0 30001:5 gzip\ntoken kQ7xZp2mVb9sTn4w @0 60002:5 gzip\n");
	/* what is in front of the damage is found, and the damage told */
	struct fault f;
	buf_clear(&b->found);
	assert_int_equal(search(b->reader, STR(""), str_slice(packed, 0, packed.n - 9), 0, &f),
			 E_TRUNCATED);
	packed = deflated(a, STR("tok_kQ7xZp2mVb9sTn4w and so on, and so on"), 15 + 16);
	check_found(b, packed, "token kQ7xZp2mVb9sTn4w @0 1:5 gzip\n");
}

static void put16(struct buf *b, unsigned v)
{
	buf_add_char(b, (char)v);
	buf_add_char(b, (char)(v >> 8));
}

static void zip_member(struct buf *b, struct arena *a, const char *name, struct str text,
		       bool packed, bool descriptor)
{
	struct str body = packed ? deflated(a, text, -15) : text;
	size_t known = descriptor ? 0 : body.n;
	buf_add(b, "PK\3\4", 4);
	put16(b, 20);
	put16(b, descriptor ? 8 : 0);
	put16(b, packed ? 8 : 0);
	buf_add(b, "\0\0\0\0\0\0\0\0", 8);
	put16(b, (unsigned)known);
	put16(b, (unsigned)(known >> 16));
	put16(b, (unsigned)text.n);
	put16(b, (unsigned)(text.n >> 16));
	put16(b, (unsigned)strlen(name));
	put16(b, 0);
	buf_add_str(b, str_of(name));
	buf_add_str(b, body);
	if (descriptor)
		buf_add(b, "PK\7\10aaaabbbbcccc", 16);
}

static void zip_is_read(void **state)
{
	struct bench *b = *state;
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(buf_donep) struct buf zip;
	buf_init(&zip, 4 * MIB);
	struct str filler = repeat(a, "some words of a text\n", 9000);
	zip_member(&zip, a, "one.txt", STR("x\ntok_kQ7xZp2mVb9sTn4w\n"), false, false);
	zip_member(&zip, a, "two.txt", str_printf(a, "%.*stok_R3fYd8LhJc6eWu5A", STRF(filler)),
		   true, true);
	size_t third = zip.n;
	zip_member(&zip, a, "three", STR("password=kx81-Hq+02zz"), true, false);
	buf_add(&zip, "PK\1\2 the directory", 18);
	char want[300];
	snprintf(want, sizeof(want),
		 "token kQ7xZp2mVb9sTn4w @0 2:5 zip one.txt\n"
		 "token R3fYd8LhJc6eWu5A @60 9001:5 zip two.txt\n"
		 "assigned kx81-Hq+02zz @%zu 1:10 zip three\n",
		 third);
	check_found(b, buf_str(&zip), want);
	struct fault f;
	assert_int_equal(search(b->reader, STR(""), str_slice(buf_str(&zip), 0, 70), 0, &f),
			 E_TRUNCATED);
}

/* ---- what is looked at ---- */

static void system_programs_are_not(void **state)
{
	struct bench *b = *state;
	OWNED(arena_freep) struct arena *a = arena_new();
	char *p = arena_alloc(a, 5000);
	memcpy(p, "\177ELF\2\1\1", 7);
	memcpy(p + 3000, "tok_kQ7xZp2mVb9sTn4w", 21);
	struct str program = str_make(p, 5000);
	struct fault f;
	static const struct {
		const char *path;
		bool found;
	} cases[] = {
		{ "app/server", true },		{ "usr/local/bin/server", true },
		{ "usr/bin/ls", false },	{ "usr/lib/python3/x.pyc", true },
		{ "usr/lib/x/libx.so", false },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		buf_clear(&b->found);
		check_ok(search(b->reader, str_of(cases[i].path), program, 0, &f), &f);
		check_text(buf_str(&b->found),
			   cases[i].found ? "token kQ7xZp2mVb9sTn4w @3004 0:0\n" : "");
	}
	/* text is looked at wherever it lies */
	buf_clear(&b->found);
	check_ok(search(b->reader, STR("usr/bin/x"), STR("tok_kQ7xZp2mVb9sTn4w"), 0, &f), &f);
	assert_true(b->found.n > 0);
}

/* "z", a length that is a letter, the string, "N" for None: no word ends where it does. */
static void strings_of_bytecode(void **state)
{
	struct bench *b = *state;
	static const char pyc[] = "\xa7\r\r\n\0\0\0\0)\2z\x14"
				  "tok_kQ7xZp2mVb9sTn4wN)\1\xda\1x\xf3\2\0\0\0ab";
	struct fault f;
	for (size_t window = 0; window < 4; window++) {
		buf_clear(&b->found);
		check_ok(search(b->reader, STR("app/x.pyc"), str_make(pyc, sizeof(pyc) - 1), window,
				&f),
			 &f);
		check_text(buf_str(&b->found), "token kQ7xZp2mVb9sTn4w @16 0:0\n");
	}
}

/* ---- limits, configuration ---- */

static void limits_are_told(void **state)
{
	struct bench *b = *state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct fault f;
	struct str text = repeat(a, "tok_kQ7xZp2mVb9sTn4w\n", 5000);
	buf_clear(&b->found);
	assert_int_equal(search(b->reader, STR(""), text, 0, &f), E_LIMIT);
	/* and the next subject begins anew */
	check_found(b, STR("tok_kQ7xZp2mVb9sTn4w"), "token kQ7xZp2mVb9sTn4w @4 1:5\n");
}

static void bad_configuration_is_named(void **state)
{
	(void)state;
	static const struct secret_rule bad[] = { { .id = "mine", .pattern = "abc(" } };
	static const struct secret_set bad_set = { "Test", bad, 1 };
	static const struct secret_set *const bad_sets[] = { &bad_set };
	const struct secret_config with = { .sets = bad_sets, .sets_n = 1, .only = true };
	struct secret_engine *e;
	struct fault f;
	assert_int_equal(secret_engine_new(&with, &e, &f), E_USAGE);
	assert_non_null(strstr(f.text, "mine"));
}

/* ---- showing without telling ---- */

static void masks_do_not_tell(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	static const struct secret_rule known = { .pattern = "\\b(abcd_[a-z0-9]{20})\\b" };
	static const struct secret_rule generic = { .pattern = "x", .flags = SECRET_GENERIC };
	check_text(secret_mask(a, &known, STR("abcd_0123456789abcdefg9")),
		   "abcd_******************");
	check_text(secret_mask(a, &known, STR("abcd_0123456789abcdefg9abcdefghijklmnopqr")),
		   "abcd_*******************************opqr");
	check_text(secret_mask(a, &generic, STR("kx81Hq02")), "********");
	check_text(secret_mask(a, &generic, STR("a much longer pass phrase than that")),
		   "********");
	/* of nothing more than a quarter, and one line */
	char value[200];
	for (size_t n = 1; n < sizeof(value); n++) {
		for (size_t i = 0; i < n; i++)
			value[i] = i < 5 ? "abcd_"[i] : (char)(i % 7 ? 'k' : '\n');
		struct str mask = secret_mask(a, &known, str_make(value, n));
		size_t shown = 0;
		for (size_t i = 0; i < mask.n; i++)
			shown += mask.p[i] != '*';
		assert_true(shown * 4 <= n);
		assert_true(mask.n <= 64);
		assert_int_equal(str_find_char(mask, '\n'), SIZE_MAX);
	}
}

static void fingerprints_are_stable(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct str f = secret_fingerprint(a, "GitHub", STR("value"));
	assert_int_equal(f.n, 32);
	check_str(secret_fingerprint(a, "GitHub", STR("value")), f);
	assert_false(str_eq(secret_fingerprint(a, "GitLab", STR("value")), f));
	assert_false(str_eq(secret_fingerprint(a, "GitHub", STR("valuf")), f));
	check_text(f, "2f748cbf0107cdd532c22e9f6507430f");
}

static int setup(void **state)
{
	static struct bench b;
	bench_init(&b, &config);
	*state = &b;
	return 0;
}

static int teardown(void **state)
{
	bench_done(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_and_columns),
		cmocka_unit_test(one_hit_a_place),
		cmocka_unit_test(placeholders_and_entropy),
		cmocka_unit_test(borders),
		cmocka_unit_test(key_blocks),
		cmocka_unit_test(endless),
		cmocka_unit_test(any_split_gives_the_same),
		cmocka_unit_test(utf16_is_read),
		cmocka_unit_test(strings_of_bytecode),
		cmocka_unit_test(base64_is_read),
		cmocka_unit_test(percent_is_read),
		cmocka_unit_test(gzip_is_read),
		cmocka_unit_test(zip_is_read),
		cmocka_unit_test(system_programs_are_not),
		cmocka_unit_test(limits_are_told),
		cmocka_unit_test(bad_configuration_is_named),
		cmocka_unit_test(masks_do_not_tell),
		cmocka_unit_test(fingerprints_are_stable),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
