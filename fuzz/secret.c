/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The secret engine under arbitrary bytes. The first byte chooses the windows, the rest is a file. Beside "no
 * crash":
 *
 *  - the same hits for any windows;
 *  - a hit lies in the file, unless it is wrapped; hits are in order of their offset;
 *  - no more of a value is shown than a quarter.
 */
#include "base/buf.h"
#include "base/log.h"
#include "base/mem.h"
#include "find/secret.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

struct seen {
	struct str text;
	struct buf list;
	struct arena *arena;
	uint64_t offset;
};

static void on_hit(void *context, const struct secret_hit *hit)
{
	struct seen *s = context;
	ENSURE(hit->offset <= s->text.n && hit->offset >= s->offset);
	s->offset = hit->offset;
	struct str mask = secret_mask(s->arena, hit->rule, hit->value);
	size_t shown = 0;
	for (size_t i = 0; i < mask.n; i++)
		shown += mask.p[i] != '*';
	ENSURE(shown * 4 <= hit->value.n);
	struct str fingerprint = secret_fingerprint(s->arena, hit->provider, hit->value);
	ENSURE(fingerprint.n == 32);
	buf_printf(&s->list, "%s %.*s %llu %u %u %d %.*s %.*s\n", hit->rule->id, STRF(fingerprint),
		   (unsigned long long)hit->offset, hit->line, hit->column, (int)hit->wrap,
		   STRF(hit->member), STRF(hit->line_text));
	arena_reset(s->arena);
}

/* The result; what was found is in s->list. */
static int search(const struct secret_engine *e, struct seen *s, size_t step)
{
	s->offset = 0;
	buf_init(&s->list, 64 * MIB);
	struct secret_reader *r = secret_reader_new(e, on_hit, s);
	struct fault f;
	secret_begin(r, STR("app/file"), s->text.n);
	for (size_t at = 0; at < s->text.n; at += step) {
		struct str part = str_slice(s->text, at, at + step);
		char *copy =
			mem_alloc(part.n); /* exactly this long: a sanitizer sees what is beyond */
		memcpy(copy, part.p, part.n);
		secret_data(r, str_make(copy, part.n));
		mem_free(copy);
	}
	int result = secret_end(r, true, &f);
	secret_reader_free(r);
	return result;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct secret_engine *engine; /* the rules never change */
	struct fault f;
	if (!engine && secret_engine_new(NULL, &engine, &f) < 0)
		die("%s", f.text);
	if (n < 2)
		return 0;
	static const size_t steps[] = { 1, 2, 3, 7, 13, 64, 511, 1023, 1024, 1025, 4096, 65536 };
	struct seen one = { .text = str_make(data + 1, n - 1), .arena = arena_new() };
	struct seen other = { .text = one.text, .arena = one.arena };
	int r = search(engine, &one, SIZE_MAX / 2);
	int q = search(engine, &other, steps[data[0] % ARRAY_LEN(steps)]);
	ENSURE(r == q);
	if (r != E_LIMIT)
		ENSURE(str_eq(buf_str(&one.list), buf_str(&other.list)));
	buf_done(&one.list);
	buf_done(&other.list);
	arena_free(one.arena);
	return 0;
}
