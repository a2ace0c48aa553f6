/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The operating system's files. Below find/ nobody includes this.
 */
#pragma once

#include "base/buf.h"
#include "base/fault.h"

void fd_close(int fd); /* accepts -1 */
void fd_closep(int *fd);

/* Read-only, close-on-exec, not a controlling terminal. `path` is the user's, named in the fault. */
int fs_open_read(const char *path, int *out_fd, struct fault *f);

/*
 * Appends the whole of fd to b; E_LIMIT when the buffer's ceiling is passed. `name` is for the
 * fault.
 */
int fs_read_all(int fd, const char *name, struct buf *b, struct fault *f);

/* Opens and reads. */
int fs_read_file(const char *path, struct buf *b, struct fault *f);

/*
 * A read-only mapping of a whole regular file. An empty file maps to an empty slice. Undo with
 * fs_unmap.
 */
int fs_map(int fd, const char *name, struct str *out, struct fault *f);
void fs_unmap(struct str map);

/*
 * A file that appears whole or not at all: written under a temporary name beside the target,
 * renamed by fs_file_commit(), removed by fs_file_abort() (which fs_file_commit also does on
 * failure; calling it twice is safe). `path` is borrowed until then. A path that names something
 * other than a regular file (/dev/stdout, a pipe) is written to directly.
 */
struct fs_file {
	const char *path;
	char *temporary; /* NULL when writing directly */
	int fd;		 /* -1 when closed */
};

int fs_file_create(struct fs_file *file, const char *path, struct fault *f);
int fs_file_commit(struct fs_file *file, struct fault *f);
void fs_file_abort(struct fs_file *file);
