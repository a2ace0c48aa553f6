/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The JSON documents that describe images: fetched within limits, checked against their digest,
 * read without guessing.
 */
#pragma once

#include "read/manifest.h"
#include "text/json.h"

/* All documents of one source; the limits run over all of them. */
struct documents {
	manifest_fetch *fetch;
	void *context;
	uint64_t bytes, values; /* so far */
};

/*
 * Fetches `name` into *out (the source's arena) and checks it: against `digest` (NULL: named by
 * none) and `size` (UINT64_MAX: unknown). E_MISMATCH names both digests.
 */
int document_load(struct documents *d, struct str name, const struct digest *digest, uint64_t size,
		  struct str *out, struct fault *f);

/* json_parse() with LIMIT_MANIFEST and LIMIT_MANIFEST_VALUES checked before a tree is built. */
int document_parse(struct arena *scratch, struct str text, const struct json **out,
		   struct fault *f);

/*
 * Reading with a sticky failure, as rd.h does for bytes: read everything, ask once. Only the first
 * complaint is kept.
 */
struct document_check {
	struct fault first; /* code 0 while all is well */
};

/*
 * The member of `object` if it has this kind; NULL when there is none or it is null. Another kind is
 * a complaint. So is a key that occurs twice: readers of JSON disagree about which one counts, and
 * some fold case when they look (those written in Go do), so that a document could show one image
 * to a scanner and another to the engine.
 */
const struct json *document_get(struct document_check *check, const struct json *object,
				const char *key, enum json_kind kind);

/* The same for a string, copied to `a`; empty when there is none. */
struct str document_text(struct document_check *check, struct arena *a, const struct json *object,
			 const char *key);

/* True when the object has the key, whatever its case and value. */
bool document_has(const struct json *object, const char *key);

typedef VEC(struct str) document_list;
typedef VEC(struct key_value) document_map;

/* Strings of an array, copied to `a`. `lone`: a single string stands for a list of one. */
document_list document_strings(struct document_check *check, struct arena *a,
			       const struct json *object, const char *key, bool lone);
/* Keys of an object, and keys with their values. The last of two equal keys counts. */
document_list document_keys(struct document_check *check, struct arena *a,
			    const struct json *object, const char *key);
document_map document_pairs(struct document_check *check, struct arena *a,
			    const struct json *object, const char *key);

/* Moves one of them into a field of struct image. */
#define DOCUMENT_MOVE(field, list)               \
	do {                                     \
		__typeof__(list) list_ = (list); \
		(field).p = list_.p;             \
		(field).n = list_.n;             \
		(field).cap = list_.cap;         \
	} while (0)

/* A digest in words of the document; anything but sha256 and sha512 is a complaint. */
bool document_digest(struct document_check *check, const struct json *object, const char *key,
		     struct digest *out);

/* Platform words in the usual spelling; "unknown" becomes empty. */
struct platform document_platform(struct document_check *check, struct arena *a,
				  const struct json *object);
