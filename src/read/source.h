/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Contract of a source (src/read/source/NAME.c exports `source_NAME`): where an image comes from.
 *
 * A source is a set of named blobs. One that can seek opens any of them at any time, from any
 * thread. One that cannot (a pipe, a compressed archive) hands them over once, in the order they
 * come: source_pass().
 */
#pragma once

#include "model/image.h"
#include "read/stream.h"

struct source;

/* What the command opened, before the program confines itself. */
struct source_input {
	const char *reference; /* as the user gave it; "-" is standard input */
	int fd; /* of the file, folder or pipe; owned by the command until the source is closed */
	bool is_directory, can_seek;
	uint64_t size; /* bytes of a regular file, 0 otherwise */
	struct str
		head; /* first bytes of a file after peeling compressions, up to 4 KiB; empty for a folder */
	struct stream *
		stream; /* uncompressed content when it cannot be sought in, positioned at 0; else NULL */
};

/*
 * Gets every member of an archive that can only be streamed. `body` ends with the member; it need
 * not be read.
 */
typedef int source_visit(void *context, struct str name, struct stream *body, uint64_t size,
			 struct fault *f);

struct image_list {
	VEC(struct image) images;
	size_t attestations; /* manifests that are not images: buildkit's provenance and SBOM */
};

struct source_ops {
	const char *name; /* "docker-archive": the file's name with dashes */
	/* How sure it is, 0 = not mine. Looks at content, never at the reference's spelling. */
	unsigned (*bid)(const struct source_input *in);
	int (*open)(struct source_input *in, struct arena *a, struct source **out, struct fault *f);
	void (*close)(struct source *s);

	/*
	 * A blob by name; E_NOTFOUND (scope: caller decides) when there is none. NULL op: cannot
	 * seek.
	 */
	int (*blob)(struct source *s, struct str name, struct stream **out, uint64_t *out_size,
		    struct fault *f);
	/* All members in turn; NULL op where `blob` serves. */
	int (*pass)(struct source *s, source_visit *visit, void *context, struct fault *f);
	/*
	 * The images in it, in the source's order; called after pass() for a stream. Platforms are
	 * not selected yet and attestation manifests are left out (counted in *out_skipped).
	 */
	int (*images)(struct source *s, struct image_list *out, struct fault *f);
};

/* First member of every implementation. */
struct source {
	const struct source_ops *ops;
	struct arena *arena;
};

extern const struct source_ops *const all_sources[];
extern const size_t all_sources_n;

/*
 * Opens the user's reference (a path or "-") and asks who reads it. E_NOTFOUND, E_UNSUPPORTED with
 * what it looks like. `in` is filled and must stay until source_close().
 */
int source_input_open(const char *reference, struct source_input *in, struct arena *a,
		      struct fault *f);
void source_input_close(struct source_input *in);

/* The first byte is parsed from here on: after the program confined itself. */
int source_open(struct source_input *in, struct arena *a, struct source **out, struct fault *f);
void source_close(struct source *s); /* accepts NULL */
