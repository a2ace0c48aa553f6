/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A layer as a sequence of files: what tar_open() and rootfs_open() give and find/walk.c consumes.
 *
 * files_next() steps to the next entry; what was not read of the last body is skipped. files_data()
 * pulls the body in windows. Both return 1, 0 at the end, or a fault. A LOCAL fault of files_next()
 * about one entry (a name that is too long, an unknown type) sets *out_more: reading may go on with
 * the next entry. Without it the layer is over.
 */
#pragma once

#include "base/fault.h"
#include "model/file.h"

struct files;

struct files_ops {
	int (*next)(struct files *s, struct file_head *out, bool *out_more, struct fault *f);
	int (*data)(struct files *s, struct str *window, struct fault *f);
	/* Optional: steps over n bytes of the body that data() gives. 1 done, 0 cannot. */
	int (*skip)(struct files *s, uint64_t n, struct fault *f);
	void (*close)(struct files *s);
};

/* First member of every implementation. */
struct files {
	const struct files_ops *ops;
	uint64_t entries;    /* seen so far */
	uint64_t bytes;	     /* of the uncompressed archive, or of the files of a folder, so far */
	struct stream *body; /* made by files_body() when first asked for, owned */
};

int files_next(struct files *s, struct file_head *out, bool *out_more, struct fault *f);
int files_data(struct files *s, struct str *window, struct fault *f);
void files_close(struct files *s); /* accepts NULL */
void files_closep(struct files **s);

struct stream;

/*
 * A tar stream: ustar, pax (global headers too), GNU long names and sparse files of all kinds, v7,
 * base-256 numbers. Paths come out normalised; whiteouts are turned into flags. Owns `in`. Two zero
 * blocks, or the end of the stream at a block boundary, end it; the rest of the stream after the
 * zero blocks is drained so that digests are complete. Format: POSIX.1-2017 pax; GNU tar manual,
 * "Tar Internals"; OCI image-spec layer.md.
 */
struct files *tar_open(struct stream *in);

/* True when the 512 bytes could be a tar header: its checksum holds. */
bool tar_looks_like(struct str head);

/*
 * The body of the current entry as a stream, for archives inside archives. Owns nothing; ends with
 * the entry: the next files_next() restarts it. Closing it does nothing, so it may be handed to
 * filter_open().
 */
struct stream *files_body(struct files *s);

/*
 * A directory tree in a stable order (by bytes of the name, a directory before its content). Never
 * follows a symbolic link, never leaves the file system of the root when `one_device`. `dir_fd`
 * stays the caller's.
 */
struct files *rootfs_open(int dir_fd, bool one_device);
