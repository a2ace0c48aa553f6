/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of an image folder.
 *
 * The folder comes from the same place as the image, so its entries are hostile too: a blob may be a
 * symbolic link to /etc/shadow, a FIFO that blocks for ever, or a device. Opening goes through one
 * function, which refuses a name that is not already normal, does not follow a link in the last place,
 * does not block, and accepts regular files only. Links in the middle of a path are the business of the
 * confinement that the program is in by then (base/sandbox.h): the folder is all it can open.
 */
#define _GNU_SOURCE
#include "read/folder.h"

#include "base/fs.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "read/image_list.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

static int open_file(int folder, struct str name, int *out_fd, uint64_t *out_size, struct fault *f)
{
	if (!name.n || name.n > LIMIT_PATH)
		return fault_set(f, E_CORRUPT, "a name of %zu bytes", name.n);
	OWNED(arena_freep) struct arena *a = arena_new();
	unsigned notes;
	size_t n = path_normalise(name, arena_bytes(a, name.n), &notes);
	if (notes != PATH_CLEAN || n != name.n)
		return fault_set(f, E_CORRUPT, "\"%.*s\" cannot be the name of a blob", STRF(name));
	OWNED(fd_closep)
	int fd = openat(folder, str_cstr(a, name),
			O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0 && errno == ELOOP)
		return fault_set(f, E_UNSUPPORTED,
				 "%.*s: a symbolic link, which is not followed: copy the folder "
				 "with `cp -rL` first",
				 STRF(name));
	if (fd < 0 && errno == ENOENT)
		return fault_set(f, E_NOTFOUND, "%.*s: not in the folder", STRF(name));
	if (fd < 0)
		return fault_errno(f, errno, "%.*s", STRF(name));
	struct stat st;
	if (fstat(fd, &st) < 0)
		return fault_errno(f, errno, "%.*s", STRF(name));
	if (!S_ISREG(st.st_mode))
		return fault_set(f, E_UNSUPPORTED, "%.*s: not a regular file", STRF(name));
	*out_size = (uint64_t)st.st_size;
	*out_fd = fd;
	fd = -1;
	return 0;
}

struct folder *folder_new(struct source_input *in, struct arena *a, const struct source_ops *ops)
{
	struct folder *x = arena_alloc(a, sizeof(*x));
	x->base = (struct source){ .ops = ops, .arena = a, .name = ops->name };
	x->in = in;
	return x;
}

bool folder_has(const struct source_input *in, const char *name)
{
	OWNED(fd_closep) int fd = -1;
	uint64_t size;
	struct fault f;
	return open_file(in->fd, str_of(name), &fd, &size, &f) == 0;
}

int folder_fetch(void *folder, struct str name, struct str *out, struct fault *f)
{
	struct folder *x = folder;
	OWNED(fd_closep) int fd = -1;
	uint64_t size;
	TRY(open_file(x->in->fd, name, &fd, &size, f));
	OWNED(buf_donep) struct buf b;
	buf_init(&b, LIMIT_MANIFEST);
	OWNED(arena_freep) struct arena *scratch = arena_new();
	TRY(fs_read_all(fd, str_cstr(scratch, name), &b, f));
	x->kept_bytes += b.n;
	if (x->kept_bytes > LIMIT_MANIFEST_TOTAL)
		return fault_set(f, E_LIMIT, "%.*s: more than %llu bytes of manifests", STRF(name),
				 (unsigned long long)LIMIT_MANIFEST_TOTAL);
	*out = str_dup(x->base.arena, buf_str(&b));
	return 0;
}

void folder_close(struct source *s)
{
	(void)s; /* all of it is in the arena; the descriptor is the input's */
}

/* A file stream that also owns its descriptor. */
struct file_stream {
	struct stream base;
	struct stream *in;
	int fd;
};

static int file_next(struct stream *s, struct str *out, struct fault *f)
{
	return stream_next(((struct file_stream *)s)->in, out, f);
}

static int file_skip(struct stream *s, uint64_t n, struct fault *f)
{
	TRY(stream_skip(((struct file_stream *)s)->in, n, f));
	return 1;
}

static void file_close(struct stream *s)
{
	struct file_stream *x = (struct file_stream *)s;
	stream_close(x->in);
	fd_close(x->fd);
	mem_free(x);
}

static const struct stream_ops file_ops = { file_next, file_skip, file_close };

int folder_blob(struct source *s, struct str name, struct stream **out, uint64_t *out_size,
		struct fault *f)
{
	struct folder *x = (struct folder *)s;
	int fd;
	TRY(open_file(x->in->fd, name, &fd, out_size, f));
	struct file_stream *file = mem_alloc(sizeof(*file));
	file->base.ops = &file_ops;
	file->fd = fd;
	file->in = stream_of_range(fd, 0, *out_size, x->in->reference);
	*out = &file->base;
	return 0;
}

static bool resolve_layer(void *context, struct str *blob)
{
	struct folder *x = context;
	OWNED(fd_closep) int fd = -1;
	uint64_t size;
	struct fault f;
	/* Any other reason than absence is told when the layer is opened. */
	return open_file(x->in->fd, *blob, &fd, &size, &f) != E_NOTFOUND;
}

void folder_settle(struct folder *x, struct image_list *list, struct image_list *out)
{
	image_list_settle(x->base.arena, list, resolve_layer, x);
	*out = *list;
}
