/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes as a Dockerfile, and every word of it expanded.
 *
 * Must hold: the promises of ast.h (tests/lib/dockerfile_check.h: the file is put together again from its
 * parts); memory stays below a multiple of the input; a second run gives the same; expanding what has no
 * variable, quote or escape changes nothing; what the parser could unquote, expansion can read, and without
 * a variable both say the same.
 */
#include "../tests/lib/dockerfile_check.h"

#include "base/log.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* "A" is known, "E" is empty, "U" is known to be unset; of others nothing is. */
static bool look_up(void *context, struct str name, struct str *out_value)
{
	(void)context;
	if (str_is(name, "A"))
		*out_value = STR("value/of.a\xc3\xa4*");
	else if (str_is(name, "E"))
		*out_value = STR("");
	else if (str_is(name, "U"))
		*out_value = str_make(NULL, 0);
	else
		return false;
	return true;
}

static bool is_plain(struct str s, char escape)
{
	for (size_t k = 0; k < s.n; k++)
		if (memchr("$'\"", s.p[k], 3) || s.p[k] == escape)
			return false;
	return true;
}

static void expand(struct arena *a, const struct df_word *w, char escape, bool broken,
		   bool plain_text)
{
	struct str one = { 0 }, two = { 0 };
	bool unknown[2] = { false, false };
	struct fault f[2] = { 0 };
	int r = df_expand(a, w->raw, escape, look_up, NULL, &one, &unknown[0], &f[0]);
	ENSURE(df_expand(a, w->raw, escape, look_up, NULL, &two, &unknown[1], &f[1]) == r);
	ENSURE(strcmp(f[0].text, f[1].text) == 0 && unknown[0] == unknown[1]);
	if (r < 0) {
		ENSURE(f[0].text[0]);
		ENSURE(broken || plain_text || w->has_variable || f[0].code == E_LIMIT);
		return;
	}
	ENSURE(str_eq(one, two));
	if (is_plain(w->raw, escape))
		ENSURE(str_eq(one, w->raw));
	if (!broken && !plain_text && !w->has_variable)
		ENSURE(str_eq(one, w->text) && !unknown[0]);
}

static void expand_all(struct arena *a, const struct dockerfile *d, const struct df_instruction *i)
{
	for (size_t k = 0; k < i->args.n; k++)
		expand(a, &i->args.p[k], d->escape, i->broken, i->json || i->kind == DF_MAINTAINER);
	for (size_t k = 0; k < i->pairs.n; k++) {
		expand(a, &i->pairs.p[k].key, d->escape, i->broken, false);
		expand(a, &i->pairs.p[k].value, d->escape, i->broken, false);
	}
	if (i->inner)
		expand_all(a, d, i->inner);
}

static void same(const struct dockerfile *one, const struct dockerfile *two)
{
	ENSURE(one->instructions.n == two->instructions.n && one->errors.n == two->errors.n);
	ENSURE(one->comments.n == two->comments.n && one->escape == two->escape);
	for (size_t k = 0; k < one->errors.n; k++)
		ENSURE(str_eq(one->errors.p[k].message, two->errors.p[k].message) &&
		       one->errors.p[k].span.begin == two->errors.p[k].span.begin);
	for (size_t k = 0; k < one->instructions.n; k++) {
		const struct df_instruction *x = &one->instructions.p[k];
		const struct df_instruction *y = &two->instructions.p[k];
		ENSURE(x->kind == y->kind && x->broken == y->broken && x->args.n == y->args.n);
		ENSURE(str_eq(x->text, y->text) && x->span.end == y->span.end);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	/* One NUL ends all reading: only some inputs keep theirs. */
	char *bytes = arena_bytes(a, n);
	for (size_t k = 0; k < n; k++)
		bytes[k] = data[k] || n % 8 == 0 ? (char)data[k] : '\n';
	struct str source = str_make(bytes, n);
	struct dockerfile one, two;
	struct fault f = { 0 };
	if (dockerfile_parse(a, STR("Dockerfile"), source, &one, &f) < 0) {
		ENSURE(f.code == E_LIMIT);
		return 0;
	}
	ENSURE(arena_used(a) <= 1024 * n + 16 * KIB);
	const char *wrong = df_check(&one);
	if (wrong)
		die("%s", wrong);
	ENSURE(dockerfile_parse(a, STR("Dockerfile"), source, &two, &f) == 0);
	same(&one, &two);
	for (size_t k = 0; k < one.instructions.n; k++)
		expand_all(a, &one, &one.instructions.p[k]);
	/* the whole as one word, which no line cuts */
	expand(a, &(struct df_word){ .raw = source }, n % 2 ? '`' : '\\', true, true);
	return 0;
}
