/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON into structures, by tables: one row a member, with its place in the structure. A member that no row names is
 * left out; one of another kind than its row says is refused.
 *
 * A text whose bytes JSON could not hold has a second member, named with "Hex" behind; the rows of the tables
 * do not repeat it.
 */
#pragma once

#include "base/fault.h"
#include "base/sym.h"
#include "text/json.h"

/* Where the strings of what is read go. */
struct bind {
	struct arena *arena;
	struct sym_table *syms;
	uint32_t asked; /* texts looked up in `syms`: it is not endless */
};

enum bind_kind {
	BIND_TEXT,    /* struct str */
	BIND_SYM,     /* sym */
	BIND_TEXTS,   /* VEC(struct str) */
	BIND_NUMBER,  /* a whole number up to `max`, into `size` bytes */
	BIND_NUMBERS, /* VEC of such */
	BIND_DECIMAL, /* double, not negative, at most `max` */
	BIND_BOOL,    /* bool */
	BIND_WORD,    /* one of `words`, as its number into `size` bytes */
	BIND_DIGEST,  /* struct digest */
	BIND_OBJECT,  /* a structure within, by `table` */
	BIND_POINTER, /* a structure that is made when there is one */
	BIND_ROWS,    /* VEC of structures */
	BIND_OTHER,   /* by `other` */
};

struct bind_table;

struct bind_field {
	const char *name;
	enum bind_kind kind;
	size_t offset, size;
	uint64_t max;
	const char *(*word)(unsigned i); /* the name of number i, of `max` */
	const struct bind_table *table;
	int (*other)(struct bind *b, const struct json *value, void *object, struct fault *f);
	bool required; /* one without is refused */
};

struct bind_table {
	const struct bind_field *fields;
	size_t n;
	size_t size;	   /* of the structure, for those that are made */
	const void *fresh; /* what it holds before it is read; NULL: zeros */
	/* What members have to say together; NULL: nothing. */
	int (*done)(struct bind *b, void *object, struct fault *f);
};

#define BIND_AT(type, field)	.offset = offsetof(type, field), .size = sizeof(((type *)0)->field)
#define BIND_FIELDS(table_rows) .fields = (table_rows), .n = ARRAY_LEN(table_rows)

/* All members of an object. */
int bind_object(struct bind *b, const struct bind_table *table, const struct json *value,
		void *object, struct fault *f);

/* One member, when the table has it: its key is value->key. */
int bind_member(struct bind *b, const struct bind_table *table, const struct json *value,
		void *object, struct fault *f);

/* "a text", "a list"; for messages. */
const char *json_kind_words(enum json_kind kind);
