/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "base/fs.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

void fd_close(int fd)
{
	if (fd >= 0)
		close(fd);
}

void fd_closep(int *fd)
{
	fd_close(*fd);
}

int fs_open_read(const char *path, int *out_fd, struct fault *f)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return fault_errno(f, errno, "%s", path);
	*out_fd = fd;
	return 0;
}

int fs_read_all(int fd, const char *name, struct buf *b, struct fault *f)
{
	for (;;) {
		size_t want = size_min(64 * KIB, b->max - b->n + 1);
		char spare; /* one byte beyond the ceiling tells "exactly full" from "too large" */
		char *to = want > b->max - b->n ? NULL : buf_room(b, want);
		if (!to && b->max - b->n > 0) {
			want = b->max - b->n;
			to = buf_room(b, want);
		}
		ssize_t n = to ? read(fd, to, want) : read(fd, &spare, 1);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fault_errno(f, errno, "%s", name);
		if (n == 0)
			return 0;
		if (!to)
			return fault_set(f, E_LIMIT, "%s: larger than %zu bytes", name, b->max);
		buf_filled(b, (size_t)n);
	}
}

int fs_read_file(const char *path, struct buf *b, struct fault *f)
{
	OWNED(fd_closep) int fd = -1;
	TRY(fs_open_read(path, &fd, f));
	return fs_read_all(fd, path, b, f);
}

int fs_map(int fd, const char *name, struct str *out, struct fault *f)
{
	struct stat st;
	if (fstat(fd, &st) < 0)
		return fault_errno(f, errno, "%s", name);
	if (!S_ISREG(st.st_mode))
		return fault_set(f, E_UNSUPPORTED, "%s: not a regular file", name);
	if (st.st_size == 0) {
		*out = STR("");
		return 0;
	}
	void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
	if (p == MAP_FAILED)
		return fault_errno(f, errno, "%s: cannot map", name);
	*out = str_make(p, (size_t)st.st_size);
	return 0;
}

void fs_unmap(struct str map)
{
	if (map.n)
		munmap((void *)(uintptr_t)map.p, map.n);
}

int fs_file_create(struct fs_file *file, const char *path, struct fault *f)
{
	*file = (struct fs_file){ .path = path, .fd = -1 };
	struct stat st;
	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
		if (S_ISDIR(st.st_mode))
			return fault_set(f, E_USAGE, "%s: is a directory, name a file", path);
		file->fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
		if (file->fd < 0)
			return fault_errno(f, errno, "%s", path);
		return 0;
	}
	size_t n = strlen(path) + 32;
	char *temporary = mem_alloc(n);
	for (unsigned i = 0; i < 100; i++) {
		snprintf(temporary, n, "%s.%ld.%u.tmp", path, (long)getpid(), i);
		file->fd =
			open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0666);
		if (file->fd >= 0 || errno != EEXIST)
			break;
	}
	if (file->fd < 0) {
		int err = errno;
		mem_free(temporary);
		return fault_errno(f, err, "%s: cannot create", path);
	}
	file->temporary = temporary;
	return 0;
}

int fs_file_commit(struct fs_file *file, struct fault *f)
{
	int r = 0;
	if (file->temporary && fsync(file->fd) < 0 && errno != EINVAL && errno != EROFS)
		r = fault_errno(f, errno, "%s", file->path);
	if (close(file->fd) < 0 && r == 0)
		r = fault_errno(f, errno, "%s", file->path);
	file->fd = -1;
	if (r == 0 && file->temporary && rename(file->temporary, file->path) < 0)
		r = fault_errno(f, errno, "%s: cannot replace", file->path);
	if (r < 0) {
		fs_file_abort(file);
		return r;
	}
	mem_free(file->temporary);
	file->temporary = NULL;
	return 0;
}

void fs_file_abort(struct fs_file *file)
{
	fd_close(file->fd);
	file->fd = -1;
	if (file->temporary)
		unlink(file->temporary);
	mem_free(file->temporary);
	file->temporary = NULL;
}
