/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/db/intern.h"

#include "base/log.h"

#define CEILING (1024 * MIB)

void intern_init(struct intern *t)
{
	*t = (struct intern){ 0 };
	buf_init(&t->bytes, CEILING);
	buf_init(&t->ends, CEILING);
	buf_init(&t->slots, CEILING);
}

void intern_done(struct intern *t)
{
	buf_done(&t->bytes);
	buf_done(&t->ends);
	buf_done(&t->slots);
	t->n = 0;
}

static uint32_t *ends_of(const struct intern *t)
{
	return (uint32_t *)(void *)t->ends.p;
}

struct str intern_str(const struct intern *t, uint32_t id)
{
	ENSURE(id < t->n);
	uint32_t from = id ? ends_of(t)[id - 1] : 0;
	return str_make(t->bytes.p + from, ends_of(t)[id] - from);
}

/* A slot holds number + 1; 0 is free. */
static uint32_t *find_slot(const struct intern *t, struct str s)
{
	uint32_t *slots = (uint32_t *)(void *)t->slots.p;
	uint32_t mask = (uint32_t)(t->slots.n / sizeof(uint32_t)) - 1;
	for (uint32_t i = (uint32_t)str_hash(s) & mask;; i = (i + 1) & mask)
		if (slots[i] == 0 || str_eq(intern_str(t, slots[i] - 1), s))
			return &slots[i];
}

static void grow(struct intern *t)
{
	size_t n = size_max(t->slots.n * 2, 64 * sizeof(uint32_t));
	buf_done(&t->slots); /* the content is made again: do not copy it */
	char *p = buf_room(&t->slots, n);
	ENSURE(p);
	memset(p, 0, n);
	buf_filled(&t->slots, n);
	for (uint32_t id = 0; id < t->n; id++)
		*find_slot(t, intern_str(t, id)) = id + 1;
}

uint32_t intern(struct intern *t, struct str s, bool *out_new)
{
	if ((size_t)t->n * 2 * sizeof(uint32_t) >= t->slots.n)
		grow(t);
	uint32_t *slot = find_slot(t, s);
	bool is_new = *slot == 0;
	if (is_new) {
		ENSURE(buf_add_str(&t->bytes, s));
		uint32_t end = (uint32_t)t->bytes.n;
		ENSURE(buf_add(&t->ends, &end, sizeof(end)));
		*slot = ++t->n;
	}
	if (out_new)
		*out_new = is_new;
	return *slot - 1;
}
