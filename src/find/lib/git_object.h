/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Git objects, as the readers of packs and loose objects hand them on, and what both readers share.
 */
#pragma once

#include "base/digest.h"
#include "find/lib/git_cache.h"
#include "find/lib/git_zlib.h"

/* As in packs: gitformat-pack(5), "Object types". */
enum git_type {
	GIT_COMMIT = 1,
	GIT_TREE = 2,
	GIT_BLOB = 3,
	GIT_TAG = 4,
	GIT_OFFSET_DELTA = 6,
	GIT_KEY_DELTA = 7,
};

const char *git_type_name(int type); /* "commit"; "?" for what is none */

/*
 * Who gets the objects. The same object may come more than once (loose and packed). An object above
 * LIMIT_GIT_OBJECT comes as large … large_data* … large_end; its id is empty when it broke off.
 */
struct git_events {
	void *context;
	void (*object)(void *context, int type, struct str id, struct str bytes);
	void (*large)(void *context, int type, uint64_t size);
	void (*large_data)(void *context, struct str window);
	void (*large_end)(void *context, struct str id);
};

/* One object while it is read from a zlib stream. */
struct git_body {
	const struct git_events *events;
	bool sha256, discard; /* discard: nobody wants the bytes */
	int type;
	uint64_t size, n; /* promised, and so far */
	struct buf bytes; /* of an object that is not large */
	struct buf window;
	struct hasher *hasher; /* of a large one */
	struct git_zlib zlib;
};

void git_body_init(struct git_body *b, const struct git_events *events);
void git_body_done(struct git_body *b);

/* An object of that size begins with the next zlib stream. */
void git_body_begin(struct git_body *b, struct inflate *z, int type, uint64_t size);

/* The same for a zlib stream of which some was decoded already (the head of a loose object is in it). */
void git_body_resume(struct git_body *b, const struct git_zlib *zlib, int type, uint64_t size,
		     struct str decoded);

/*
 * 1: wants more input; 0: it is all there (in `bytes`, unless it was large or discarded); E_CORRUPT:
 * *out_over tells that the stream ended all the same, so that what follows it can be read.
 */
int git_body_step(struct git_body *b, struct git_input *in, bool *out_over, struct fault *f);

/* The id of an object: of "TYPE SIZE\0" and its bytes. */
struct digest git_object_id(bool sha256, int type, struct str bytes);

/* Hands a whole object on, and gives its key. */
struct git_key git_object_emit(const struct git_events *events, bool sha256, int type,
			       struct str bytes, struct digest *out_id);
