/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Members by tables.
 *
 * A list of structures (VEC) is reached through a copy of its head, as its item type is not known here. Lists are
 * limited by rows, for a row of a few bytes ("{},") makes a structure of some hundred.
 */
#include "read/saved_bind.h"

#include "base/digest.h"
#include "base/limits.h"
#include "base/vec.h"

enum { SHORT = 128, ASKED_MAX = 4 * 1000 * 1000 };

/* The head of any VEC. */
struct head {
	void *p;
	size_t n, cap;
};

const char *json_kind_words(enum json_kind kind)
{
	static const char *const words[] = {
		[JSON_NULL] = "null",	    [JSON_BOOL] = "true or false",
		[JSON_NUMBER] = "a number", [JSON_STRING] = "a text",
		[JSON_ARRAY] = "a list",    [JSON_OBJECT] = "an object",
	};
	return words[kind];
}

static int wrong(struct fault *f, const struct json *v, const char *want)
{
	return fault_set(f, E_CORRUPT, "is %s, not %s", json_kind_words(v->kind), want);
}

static int need(const struct json *v, enum json_kind kind, struct fault *f)
{
	return v->kind == kind ? 0 : wrong(f, v, json_kind_words(kind));
}

/* Texts repeat: names, places, feeds. Long ones do not. */
static struct str keep(struct bind *b, struct str s)
{
	if (s.n > SHORT || b->asked >= ASKED_MAX)
		return str_dup(b->arena, s);
	b->asked++;
	return sym_str(b->syms, sym_of(b->syms, s));
}

static int unhex(struct bind *b, const struct json *v, struct str *out, struct fault *f)
{
	TRY(need(v, JSON_STRING, f));
	char *p = arena_bytes(b->arena, v->text.n / 2 + 1);
	if (v->text.n % 2 || !str_unhex(v->text, (uint8_t *)p, v->text.n / 2))
		return fault_set(f, E_CORRUPT, "is not hexadecimal");
	*out = str_make(p, v->text.n / 2);
	return 0;
}

static int bind_texts(struct bind *b, const struct json *v, void *at, struct fault *f)
{
	VEC(struct str) list = { 0 };
	TRY(need(v, JSON_ARRAY, f));
	if (v->n > LIMIT_REPORT_ROWS)
		return fault_set(f, E_LIMIT, "has %u texts, limit %llu", v->n,
				 (unsigned long long)LIMIT_REPORT_ROWS);
	for (const struct json *c = v->child; c; c = c->next) {
		TRY(need(c, JSON_STRING, f));
		*VEC_PUSH(b->arena, &list) = keep(b, c->text);
	}
	memcpy(at, &list, sizeof(list));
	return 0;
}

/* The bytes of those in the list that have any, beside it. */
static int bind_texts_hex(struct bind *b, const struct json *v, void *at, struct fault *f)
{
	VEC(struct str) list;
	memcpy(&list, at, sizeof(list));
	TRY(need(v, JSON_ARRAY, f));
	size_t i = 0;
	if (v->n != list.n)
		return fault_set(f, E_CORRUPT, "has not as many texts as the list it belongs to");
	for (const struct json *c = v->child; c; c = c->next, i++)
		if (c->kind != JSON_STRING || c->text.n)
			TRY(unhex(b, c, &list.p[i], f));
	return 0;
}

static void store(void *at, size_t size, uint64_t n)
{
	uint8_t u8 = (uint8_t)n;
	uint16_t u16 = (uint16_t)n;
	uint32_t u32 = (uint32_t)n;
	memcpy(at,
	       size == 1   ? (const void *)&u8
	       : size == 2 ? (const void *)&u16
	       : size == 4 ? (const void *)&u32
			   : (const void *)&n,
	       size);
}

static int read_number(const struct bind_field *d, const struct json *v, uint64_t *out,
		       struct fault *f)
{
	TRY(need(v, JSON_NUMBER, f));
	if (!str_u64(v->text, d->max, out))
		return fault_set(f, E_CORRUPT, "is %.*s, not a whole number up to %llu",
				 STRF(str_slice(v->text, 0, 40)), (unsigned long long)d->max);
	return 0;
}

static int bind_numbers(struct bind *b, const struct bind_field *d, const struct json *v, void *at,
			struct fault *f)
{
	struct head list = { 0 };
	size_t size = d->max > UINT16_MAX ? sizeof(uint32_t) : sizeof(uint16_t);
	TRY(need(v, JSON_ARRAY, f));
	list.p = arena_array(b->arena, v->n, size);
	list.cap = v->n;
	for (const struct json *c = v->child; c; c = c->next) {
		uint64_t n = 0;
		TRY(read_number(d, c, &n, f));
		store((char *)list.p + size * list.n++, size, n);
	}
	memcpy(at, &list, sizeof(list));
	return 0;
}

/* "9.8": digits, and digits behind a point. Exact as long as both fit a double's 53 bits, and ours do. */
static int bind_decimal(const struct bind_field *d, const struct json *v, void *at, struct fault *f)
{
	struct str whole, part;
	uint64_t a, b = 0;
	double scale = 1;
	TRY(need(v, JSON_NUMBER, f));
	bool point = str_cut(v->text, '.', &whole, &part);
	for (size_t i = 0; i < part.n; i++)
		scale *= 10;
	if (!str_u64(whole, d->max, &a) || part.n > 15 || (point && !str_u64(part, UINT64_MAX, &b)))
		return fault_set(f, E_CORRUPT, "is %.*s, not a number from 0 to %llu",
				 STRF(str_slice(v->text, 0, 40)), (unsigned long long)d->max);
	double value = ((double)a * scale + (double)b) / scale;
	memcpy(at, &value, sizeof(value));
	return 0;
}

static int bind_word(const struct bind_field *d, const struct json *v, void *at, struct fault *f)
{
	TRY(need(v, JSON_STRING, f));
	for (unsigned i = 0; i < d->max; i++) {
		const char *word = d->word(i);
		if (word && str_is(v->text, word)) {
			store(at, d->size, i);
			return 0;
		}
	}
	return fault_set(f, E_UNSUPPORTED, "is \"%.*s\", which this version does not know",
			 STRF(str_slice(v->text, 0, 60)));
}

static int bind_digest(const struct json *v, struct digest *out, struct fault *f)
{
	TRY(need(v, JSON_STRING, f));
	if (!digest_parse(v->text, out))
		return fault_set(f, E_CORRUPT, "is \"%.*s\", not a digest",
				 STRF(str_slice(v->text, 0, 60)));
	return 0;
}

static int bind_rows(struct bind *b, const struct bind_table *table, const struct json *v, void *at,
		     struct fault *f)
{
	struct head list = { 0 };
	TRY(need(v, JSON_ARRAY, f));
	if (v->n > LIMIT_REPORT_ROWS)
		return fault_set(f, E_LIMIT, "has %u rows, limit %llu", v->n,
				 (unsigned long long)LIMIT_REPORT_ROWS);
	list.p = arena_array(b->arena, v->n, table->size);
	list.cap = v->n;
	for (const struct json *c = v->child; c; c = c->next) {
		void *item = (char *)list.p + table->size * list.n;
		if (table->fresh)
			memcpy(item, table->fresh, table->size);
		TRY(fault_in(f, bind_object(b, table, c, item, f), "%zu", list.n));
		list.n++;
	}
	memcpy(at, &list, sizeof(list));
	return 0;
}

static int bind_pointer(struct bind *b, const struct bind_table *table, const struct json *v,
			void *at, struct fault *f)
{
	void *object = arena_alloc(b->arena, table->size);
	if (table->fresh)
		memcpy(object, table->fresh, table->size);
	TRY(bind_object(b, table, v, object, f));
	memcpy(at, &object, sizeof(object));
	return 0;
}

static int bind_value(struct bind *b, const struct bind_field *d, const struct json *v,
		      void *object, struct fault *f)
{
	void *at = (char *)object + d->offset;
	switch (d->kind) {
	case BIND_TEXT:
		TRY(need(v, JSON_STRING, f));
		*(struct str *)at = keep(b, v->text);
		return 0;
	case BIND_SYM:
		TRY(need(v, JSON_STRING, f));
		*(sym *)at = sym_of(b->syms, v->text);
		return 0;
	case BIND_TEXTS:
		return bind_texts(b, v, at, f);
	case BIND_NUMBER: {
		uint64_t n = 0;
		TRY(read_number(d, v, &n, f));
		store(at, d->size, n);
		return 0;
	}
	case BIND_NUMBERS:
		return bind_numbers(b, d, v, at, f);
	case BIND_DECIMAL:
		return bind_decimal(d, v, at, f);
	case BIND_BOOL:
		TRY(need(v, JSON_BOOL, f));
		*(bool *)at = v->truth;
		return 0;
	case BIND_WORD:
		return bind_word(d, v, at, f);
	case BIND_DIGEST:
		return bind_digest(v, at, f);
	case BIND_OBJECT:
		return bind_object(b, d->table, v, at, f);
	case BIND_POINTER:
		return bind_pointer(b, d->table, v, at, f);
	case BIND_ROWS:
		return bind_rows(b, d->table, v, at, f);
	case BIND_OTHER:
		return d->other(b, v, object, f);
	}
	return 0;
}

/* The member's bytes, when its text was not all of them. */
static int bind_hex(struct bind *b, const struct bind_field *d, const struct json *v, void *object,
		    struct fault *f)
{
	void *at = (char *)object + d->offset;
	struct str bytes = STR("");
	if (d->kind == BIND_TEXTS)
		return bind_texts_hex(b, v, at, f);
	TRY(unhex(b, v, &bytes, f));
	if (d->kind == BIND_SYM)
		*(sym *)at = sym_of(b->syms, bytes);
	else
		*(struct str *)at = bytes;
	return 0;
}

static bool has_bytes(enum bind_kind kind)
{
	return kind == BIND_TEXT || kind == BIND_SYM || kind == BIND_TEXTS;
}

int bind_member(struct bind *b, const struct bind_table *table, const struct json *value,
		void *object, struct fault *f)
{
	struct str key = value->key,
		   plain = str_ends(key, STR("Hex")) ? str_slice(key, 0, key.n - 3) : STR("");
	if (value->kind == JSON_NULL)
		return 0;
	for (size_t i = 0; i < table->n; i++) {
		const struct bind_field *d = &table->fields[i];
		int r = 1;
		if (str_is(key, d->name))
			r = bind_value(b, d, value, object, f);
		else if (plain.n && has_bytes(d->kind) && str_is(plain, d->name))
			r = bind_hex(b, d, value, object, f);
		if (r <= 0)
			return fault_in(f, r, "%.*s", STRF(key));
	}
	return 0;
}

static int check_required(const struct bind_table *table, const struct json *value, struct fault *f)
{
	for (size_t i = 0; i < table->n; i++)
		if (table->fields[i].required && !json_get(value, table->fields[i].name))
			return fault_set(f, E_CORRUPT, "has no \"%s\"", table->fields[i].name);
	return 0;
}

int bind_object(struct bind *b, const struct bind_table *table, const struct json *value,
		void *object, struct fault *f)
{
	TRY(need(value, JSON_OBJECT, f));
	TRY(check_required(table, value, f));
	/* the bytes of a text come after the text, wherever they stand */
	for (unsigned pass = 0; pass < 2; pass++)
		for (const struct json *m = value->child; m; m = m->next)
			if (str_ends(m->key, STR("Hex")) == (pass == 1))
				TRY(bind_member(b, table, m, object, f));
	return table->done ? table->done(b, object, f) : 0;
}
