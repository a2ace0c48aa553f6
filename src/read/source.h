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

#define IMAGE_NONE UINT32_MAX

/* What is wrong with an image, or stands in the place of one that could not be read. */
struct image_fault {
	uint32_t image;	 /* index into images; IMAGE_NONE when there is no image because of this */
	struct str name; /* what the archive calls the missing image; empty when nothing */
	struct platform platform; /* of the missing image, as its index says */
	struct fault fault;	  /* names the document or layer */
};

struct image_list {
	VEC(struct image) images;
	VEC(struct image_fault) faults; /* at most LIMIT_IMAGES; see manifest_fault_matters() */
	size_t faults_left_out;		/* further ones: the scan is incomplete */
	VEC(struct str) notes;		/* one line each: skipped because it is no image, … */
	size_t attestations; /* manifests that are not images: buildkit's provenance and SBOM */
	size_t artifacts;    /* other manifests that are not images: signatures, charts */
};

struct source_ops {
	const char *name; /* "docker-archive": the file's name with dashes */
	/* How sure it is, 0 = not mine. Looks at content, never at the reference's spelling. */
	unsigned (*bid)(const struct source_input *in);
	int (*open)(struct source_input *in, struct arena *a, struct source **out, struct fault *f);
	void (*close)(struct source *s);

	/*
	 * A blob by name; E_NOTFOUND (scope: caller decides) when there is none. When
	 * source.streamed is set `pass` is the way to the content, and this gives only the JSON
	 * documents that were kept behind it; E_UNSUPPORTED for anything else.
	 */
	int (*blob)(struct source *s, struct str name, struct stream **out, uint64_t *out_size,
		    struct fault *f);
	/*
	 * Everything in turn that is not a JSON document (those the source keeps for images()). A
	 * name can come twice: the later member counts, as it does for whoever unpacks the archive.
	 * The visitor wraps `body` in stream_hash() where it needs a digest: which digest a member
	 * should have is known only from images(), whose layer.blob equals the name given here.
	 * A damaged end of the archive is a fault of images(), after all that was readable was
	 * visited; a negative answer of `visit` ends the pass and is returned.
	 */
	int (*pass)(struct source *s, source_visit *visit, void *context, struct fault *f);
	/*
	 * The images in it, in the source's order; called after pass() for a stream. Platforms are
	 * not selected yet (manifest_choose). One broken image among several becomes a fault of the
	 * list; a negative answer means that nothing at all could be read.
	 */
	int (*images)(struct source *s, struct image_list *out, struct fault *f);
};

/* First member of every implementation. */
struct source {
	const struct source_ops *ops;
	struct arena *arena;
	const char *name; /* "oci-archive": as ops->name, or what images() found it to be */
	bool streamed;	  /* use pass(), not blob() */
};

extern const struct source_ops *const all_sources[];
extern const size_t all_sources_n;

/*
 * Opens the user's reference (a path or "-"): E_NOTFOUND, E_DENIED, E_UNSUPPORTED (a device). Reads
 * nothing yet: in->head and in->stream are filled by source_open(). `in` must stay until
 * source_close().
 */
int source_input_open(const char *reference, struct source_input *in, struct arena *a,
		      struct fault *f);
void source_input_close(struct source_input *in);

/*
 * Peels compressions and asks every source who reads this; E_UNSUPPORTED with what it looks like.
 * The first byte is parsed from here on: after the program confined itself. Uses read, pread, fstat
 * and, in a folder, openat(O_RDONLY) beneath in->fd.
 */
int source_open(struct source_input *in, struct arena *a, struct source **out, struct fault *f);
void source_close(struct source *s); /* accepts NULL */
