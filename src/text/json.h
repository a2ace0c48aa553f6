/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON (RFC 8259) over YAJL: small documents as an arena tree, large ones as a stream of subtrees.
 *
 * Refused: more than LIMIT_JSON_DEPTH levels, strings above LIMIT_JSON_STRING, invalid UTF-8,
 * trailing text, comments. Of equal keys in one object all are kept in order; json_get() gives the
 * last, as most readers do. Faults name line and column.
 */
#pragma once

#include "base/fault.h"
#include "base/str.h"

enum json_kind {
	JSON_NULL,
	JSON_BOOL,
	JSON_NUMBER,
	JSON_STRING,
	JSON_ARRAY,
	JSON_OBJECT,
};

struct json {
	enum json_kind kind;
	bool truth;
	uint32_t n;		  /* children of an array or object */
	struct str text;	  /* decoded string, or a number as written */
	struct str key;		  /* of a member of an object */
	const struct json *child; /* first */
	const struct json *next;  /* sibling */
};

/* The whole text as one value, in the arena. E_CORRUPT, E_TRUNCATED, E_LIMIT. */
int json_parse(struct arena *a, struct str text, const struct json **out, struct fault *f);

/* All of these accept NULL and the wrong kind, and then give NULL, "", false. */
const struct json *json_get(const struct json *object, const char *key);
const struct json *json_at(const struct json *array,
			   uint32_t i);		/* linear: iterate with child/next instead */
struct str json_text(const struct json *value); /* of a string */
struct str json_get_text(const struct json *object, const char *key);
bool json_u64(const struct json *value, uint64_t max, uint64_t *out); /* a non-negative integer */

/*
 * For builders of trees: a copy of s in the arena. One character costs nothing, so that the tree of
 * a hostile "[1,1,1,…" stays within 32 times its text.
 */
struct str json_keep(struct arena *a, struct str s);

/*
 * Streaming: bytes are pushed in, and every value at exactly `depth` below the root (0 = the root
 * itself) comes out as a tree, with the keys that lead to it (empty strings for array positions).
 * The tree lives until visit() returns; then its arena is reset. A value that needs more than
 * `max_value` bytes of input ends the stream with E_LIMIT. Scalars above `depth` are visited too,
 * with their shorter path. A fault returned by visit() ends the stream.
 */
struct json_feed;
typedef int json_visit(void *context, const struct str *path, size_t path_n,
		       const struct json *value, struct fault *f);

/*
 * For visitors that have to know where containers above `depth` begin and end, also empty ones. open() is asked at
 * the beginning of each, with the keys that lead to it (none for the root): 0 goes inside, 1 has it visited as a
 * whole, as if it were at `depth`. close() comes at the end of those that were gone into. Either may be NULL; a
 * fault ends the stream.
 */
struct json_outline {
	int (*open)(void *context, const struct str *path, size_t path_n, enum json_kind kind,
		    struct fault *f);
	int (*close)(void *context, const struct str *path, size_t path_n, struct fault *f);
};

struct json_feed *json_feed_new(unsigned depth, size_t max_value, json_visit *visit, void *context);
void json_feed_outline(struct json_feed *feed, const struct json_outline *outline); /* borrowed */
int json_feed_add(struct json_feed *feed, struct str bytes, struct fault *f);
int json_feed_end(struct json_feed *feed,
		  struct fault *f);	     /* E_TRUNCATED when the document is not complete */
void json_feed_free(struct json_feed *feed); /* accepts NULL */
void json_feed_freep(struct json_feed **feed);
