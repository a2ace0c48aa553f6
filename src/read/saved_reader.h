/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the readers of saved reports share: read/saved.c streams, and asks one of them for each part.
 */
#pragma once

#include "read/saved.h"
#include "read/saved_bind.h"

/* Depth at which parts of a document are handed over, unless a reader wants one as a whole. */
#define SAVED_DEPTH 4

struct saved_reader;

struct saved_form {
	/* As in text/json.h: a container begins, ends, a part is complete. */
	int (*open)(struct saved_reader *s, const struct str *path, size_t n, enum json_kind kind,
		    struct fault *f);
	int (*close)(struct saved_reader *s, const struct str *path, size_t n, struct fault *f);
	int (*visit)(struct saved_reader *s, const struct str *path, size_t n,
		     const struct json *value, struct fault *f);
	/* The document has ended. */
	int (*end)(struct saved_reader *s, struct fault *f);
};

struct saved_reader {
	const struct saved_form *form; /* NULL until a member tells */
	struct saved *out;
	struct bind bind;
	struct report *report;	   /* of the image that is being read; NULL between images */
	size_t packages, findings; /* of all images */
	uint64_t schema;	   /* 0 until it was read */
	bool has_images;
	struct {
		size_t result;		 /* results so far */
		size_t package, finding; /* the first ones of the result that is being read */
		struct str target, class, type;
		struct map rows; /* result, name, version and path → index of a package */
		size_t left_out; /* what has no place in our report */
	} trivy;
};

extern const struct saved_form saved_ours, saved_trivy;

/* A report at the end of the list, with the reader's strings. */
struct report *saved_begin(struct saved_reader *s, struct fault *f); /* NULL: too many */

/* Within the limits: one more of them. */
int saved_count_package(struct saved_reader *s, struct fault *f);
int saved_count_finding(struct saved_reader *s, struct fault *f);
