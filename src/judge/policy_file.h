/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A configuration file as typed values: tables of keys in, "name:line:column: what, and what is expected"
 * out when one is unknown, written twice or wrong. For src/judge/policy*.c alone.
 */
#pragma once

#include "base/fault.h"
#include "judge/clause.h"
#include "text/yaml.h"

struct policy_file {
	struct arena *arena;
	struct str name;	  /* for messages */
	bool builtin;		  /* its names are reserved, its places are not told */
	struct yaml_place *place; /* sorted by value */
	size_t places;
};

/* The one document of the text; *out is JSON_NULL when it is empty. */
int policy_file_parse(struct policy_file *x, struct str text, const struct json **out,
		      struct fault *f);

/* "name:line:column" of a value: of its key, or of itself as an item of a list. */
struct str policy_file_place(const struct policy_file *x, const struct json *value);

/* Records "place: …" and returns `code`, which is E_CORRUPT or E_LIMIT. */
int policy_fail(const struct policy_file *x, const struct json *value, int code, struct fault *f,
		const char *fmt, ...) PRINTF_LIKE(5, 6);
#define policy_wrong(x, value, f, ...) policy_fail((x), (value), E_CORRUPT, (f), __VA_ARGS__)

/* At most 60 bytes of a text, for a message. */
struct str policy_shown(const struct policy_file *x, struct str s);

/* "; did you mean high?", or nothing. `words` ends with NULL. */
struct str policy_hint(const struct policy_file *x, struct str word, const char *const *words);

/*
 * One key of a mapping: what it is called, and who reads its value into `to`, which is `offset` bytes into what
 * the caller fills.
 */
typedef int policy_reader(struct policy_file *x, const struct json *value, void *to,
			  struct fault *f);
struct policy_key {
	const char *name;
	policy_reader *read;
	size_t offset;
};

/* A mapping; null is an empty one. Each key at most once. At most 64 keys. */
int policy_read_keys(struct policy_file *x, const struct json *value, const struct policy_key *keys,
		     size_t n, void *to, struct fault *f);

/* The values of a key that may be one or a list: `one` is NULL at the end. Mappings count as one. */
#define POLICY_EACH(one, value)                                                                    \
	for (const struct json *one = (value)->kind == JSON_ARRAY ? (value)->child : (value); one; \
	     one = (value)->kind == JSON_ARRAY ? one->next : NULL)

/* What the words of a key are called, by number; NULL for numbers without a name. */
typedef const char *policy_word(unsigned i);

/* A word of n; any case. */
int policy_read_word(struct policy_file *x, const struct json *value, policy_word *word, unsigned n,
		     unsigned *out, struct fault *f);

/* Readers for tables: what `to` points to stands behind each. */
struct policy_strings { /* as every VEC(struct str) is laid out */
	struct str *p;
	size_t n, cap;
};

policy_reader policy_read_asked;    /* enum asked: true or false */
policy_reader policy_read_string;   /* struct str */
policy_reader policy_read_strings;  /* VEC(struct str): one or a list, none empty */
policy_reader policy_read_fraction; /* struct at_least: 0 to 1, or a percentage */
policy_reader policy_read_score;    /* struct at_least: 0 to 10 */
policy_reader policy_read_age;	    /* struct at_least, in days */
policy_reader policy_read_days;	    /* uint32_t: at least one day */

/* "7d", "2w", 7. False for anything else, and for more than a hundred years. */
bool policy_days(struct str s, uint32_t *out);
