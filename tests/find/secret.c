/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The engine with a few rules of its own: places, borders, wrappings, one hit a place.
 */
#include "check.h"

#include "base/buf.h"
#include "find/secret_config.h"

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
	for (size_t at = 120000; at < 480000; at += 4093) {
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
	for (uint32_t seed = 1; seed <= 60; seed++) {
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
	assert_true(total > 100000);
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
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
