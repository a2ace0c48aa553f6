/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A directory tree as a layer: what a root file system on disk looks like to the same walk that reads images.
 *
 * The tree may belong to somebody hostile, and may change while it is read. So every name is opened relative to
 * the descriptor of its own directory, never by a path, and never through a symbolic link; what was opened is
 * compared with what was looked at. Nothing but regular files and directories is ever opened: a device may do
 * things when it is opened, a FIFO blocks.
 *
 *     stack:  [/] names a b│c d     names are read and sorted when a directory is entered,
 *             [/b] names e│f        then handed out one by one; a directory comes before its content
 *
 * Must stay true:
 *  - Order is by the bytes of the names, whatever the file system's is: reports must not depend on it.
 *  - At most OPEN_DIRS descriptors are held. Below that depth the upper ones are closed and, on the way back,
 *    opened again from the root, name by name; a directory that is no longer the same one is a fault.
 *  - The names held are counted over all levels (LIMIT_HELD_NAMES, LIMIT_HELD_NAME_BYTES).
 *  - Only openat(2) for reading, fstatat, readlinkat, read, getdents: the sandbox allows no more.
 *
 * ".wh." names are ordinary here: a root file system is what a container sees already.
 */
#define _GNU_SOURCE
#include "base/fs.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/vec.h"
#include "read/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#define OPEN_DIRS 32
#define WINDOW	  (128 * KIB)

struct level {
	struct level *up;
	struct arena *arena; /* of the names */
	int fd;		     /* -1: closed to spare descriptors */
	dev_t device;
	ino_t inode;
	size_t path_n;	       /* of the path of this directory */
	VEC(struct str) names; /* NUL-terminated */
	size_t next, name_bytes;
};

struct rootfs {
	struct files base;
	int root_fd; /* the caller's */
	bool one_device, started;
	dev_t device;
	struct level *top;
	size_t depth, held_names, held_bytes;
	bool enter; /* the entry given last is a directory to go into */
	struct stat entry;
	int fd;		   /* of the body, -1 until it is asked for */
	uint64_t left;	   /* of the body */
	char *buffer;	   /* WINDOW bytes, made for the first body */
	char *path, *link; /* 4 KiB each */
	size_t path_n;
	char capability[64]; /* version 3 has 24 bytes */
	int over;
};

#define PATH_ROOM ((size_t)4096)

static int unreadable(struct fault *f, const char *what, struct str path)
{
	return fault_set(f, E_UNREADABLE, "%.*s: %s: %s", STRF(path.n ? path : STR("/")), what,
			 strerrordesc_np(errno) ? strerrordesc_np(errno) : "unknown error");
}

static struct str path_of(const struct rootfs *t)
{
	return str_make(t->path, t->path_n);
}

static int open_dir(int at, const char *name)
{
	return openat(at, name,
		      O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
}

static bool same_dir(int fd, dev_t device, ino_t inode)
{
	struct stat st;
	return fstat(fd, &st) == 0 && st.st_dev == device && st.st_ino == inode;
}

static int compare_names(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static void level_free(struct rootfs *t, struct level *l)
{
	t->held_names -= l->names.n;
	t->held_bytes -= l->name_bytes;
	fd_close(l->fd);
	arena_free(l->arena);
	mem_free(l);
}

static int names_read(struct rootfs *t, struct level *l, DIR *dir, struct fault *f)
{
	for (;;) {
		errno = 0;
		const struct dirent *d = readdir(dir);
		if (!d)
			break;
		if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0)
			continue;
		struct str name = str_of(d->d_name);
		if (t->held_names >= LIMIT_HELD_NAMES ||
		    t->held_bytes + name.n > LIMIT_HELD_NAME_BYTES)
			return fault_set(f, E_LIMIT, "%.*s: more than %llu names at once",
					 STRF(path_of(t)), (unsigned long long)LIMIT_HELD_NAMES);
		const char *copy = str_cstr(l->arena, name);
		*VEC_PUSH(l->arena, &l->names) = str_make(copy, name.n);
		l->name_bytes += name.n;
		t->held_bytes += name.n;
		t->held_names++;
	}
	if (errno)
		return unreadable(f, "cannot list", path_of(t));
	if (l->names.n)
		qsort(l->names.p, l->names.n, sizeof(*l->names.p), compare_names);
	return 0;
}

/* Fills l->names; takes a second descriptor for it, because closedir() closes its own. */
static int names_load(struct rootfs *t, struct level *l, struct fault *f)
{
	int fd = open_dir(l->fd, ".");
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	if (!dir) {
		int r = unreadable(f, "cannot list", path_of(t));
		fd_close(fd);
		return r;
	}
	int r = names_read(t, l, dir, f);
	closedir(dir);
	return r;
}

/* Closes the deepest-but-OPEN_DIRS level's descriptor. */
static void spare_descriptors(struct rootfs *t)
{
	struct level *l = t->top;
	for (size_t i = 0; l && i < OPEN_DIRS; i++)
		l = l->up;
	if (l && l->up) {
		fd_close(l->fd);
		l->fd = -1;
	}
}

/* Owns fd. */
static int push(struct rootfs *t, int fd, struct fault *f)
{
	struct level *l = mem_alloc(sizeof(*l));
	struct stat st;
	l->fd = fd;
	l->arena = arena_new();
	l->path_n = t->path_n;
	int r = fstat(fd, &st) == 0 ? 0 : unreadable(f, "cannot look at", path_of(t));
	if (r == 0) {
		l->device = st.st_dev;
		l->inode = st.st_ino;
		r = names_load(t, l, f);
	}
	if (r < 0) {
		level_free(t, l);
		return r;
	}
	l->up = t->top;
	t->top = l;
	t->depth++;
	spare_descriptors(t);
	return 0;
}

static void pop(struct rootfs *t)
{
	struct level *l = t->top;
	t->top = l->up;
	t->depth--;
	level_free(t, l);
}

/* A level whose descriptor was spared: from the root again, one name after the other. */
static int reopen(struct rootfs *t, struct level *l, struct fault *f)
{
	OWNED(fd_closep) int fd = open_dir(t->root_fd, ".");
	struct str rest = str_make(t->path, l->path_n), name;
	char z[NAME_MAX + 1];
	while (fd >= 0 && rest.n && str_next(&rest, '/', &name)) {
		memcpy(z, name.p, size_min(name.n, NAME_MAX));
		z[size_min(name.n, NAME_MAX)] = '\0';
		int down = open_dir(fd, z);
		fd_close(fd);
		fd = down;
	}
	if (fd < 0)
		return unreadable(f, "cannot open again", str_make(t->path, l->path_n));
	if (!same_dir(fd, l->device, l->inode))
		return fault_set(f, E_UNREADABLE, "%.*s: was replaced while it was read",
				 STRF(str_make(t->path, l->path_n)));
	l->fd = fd;
	fd = -1;
	return 0;
}

static void body_close(struct rootfs *t)
{
	fd_close(t->fd);
	t->fd = -1;
	t->left = 0;
}

/* The regular file that was looked at, or a fault. */
static int body_open(struct rootfs *t, struct fault *f)
{
	const struct level *l = t->top;
	const char *name = l->names.p[l->next - 1].p;
	int fd = openat(l->fd, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0)
		return unreadable(f, "cannot open", path_of(t));
	struct stat st;
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || st.st_dev != t->entry.st_dev ||
	    st.st_ino != t->entry.st_ino) {
		fd_close(fd);
		return fault_set(f, E_UNREADABLE, "%.*s: was replaced while it was read",
				 STRF(path_of(t)));
	}
	t->fd = fd;
	return 0;
}

static enum file_type type_of(mode_t mode)
{
	switch (mode & S_IFMT) {
	case S_IFREG:
		return FILE_REGULAR;
	case S_IFDIR:
		return FILE_DIRECTORY;
	case S_IFLNK:
		return FILE_SYMLINK;
	case S_IFCHR:
		return FILE_CHAR;
	case S_IFBLK:
		return FILE_BLOCK;
	case S_IFIFO:
		return FILE_FIFO;
	default:
		return FILE_OTHER;
	}
}

static void head_fill(struct rootfs *t, struct file_head *out)
{
	const struct stat *st = &t->entry;
	*out = (struct file_head){
		.path = path_of(t),
		.type = type_of(st->st_mode),
		.mode = st->st_mode & 07777,
		.uid = st->st_uid,
		.gid = st->st_gid,
		.mtime = st->st_mtime,
	};
	if (out->type == FILE_CHAR || out->type == FILE_BLOCK) {
		out->device_major = major(st->st_rdev);
		out->device_minor = minor(st->st_rdev);
	}
}

/* What only an open descriptor tells; programs are the files that can have capabilities. */
static void capability_read(struct rootfs *t, struct file_head *out)
{
	if (t->fd < 0)
		return;
	ssize_t n = fgetxattr(t->fd, "security.capability", t->capability, sizeof(t->capability));
	if (n > 0)
		out->capability = str_make(t->capability, (size_t)n);
}

/* The entry `name` of the top level; t->path names it. */
static int entry_read(struct rootfs *t, struct str name, struct file_head *out, struct fault *f)
{
	const struct level *l = t->top;
	struct file_head head;
	if (fstatat(l->fd, name.p, &t->entry, AT_SYMLINK_NOFOLLOW) < 0)
		return unreadable(f, "cannot look at", path_of(t));
	head_fill(t, &head);
	if (head.type == FILE_SYMLINK) {
		ssize_t n = readlinkat(l->fd, name.p, t->link, PATH_ROOM);
		if (n < 0)
			return unreadable(f, "cannot read the link", path_of(t));
		head.link = str_make(t->link, (size_t)n);
	} else if (head.type == FILE_REGULAR) {
		head.size = t->entry.st_size > 0 ? (uint64_t)t->entry.st_size : 0;
		head.stored = size_min(head.size, (uint64_t)t->entry.st_blocks * 512);
		if (head.mode & 0111)
			TRY(body_open(t, f));
		capability_read(t, &head);
		t->left = head.size;
	} else if (head.type == FILE_DIRECTORY) {
		/* another file system is mounted there, /proc for one: not part of this root */
		t->enter = !t->one_device || t->entry.st_dev == t->device;
	}
	*out = head;
	return 1;
}

static int enter_directory(struct rootfs *t, struct fault *f)
{
	t->enter = false;
	if (t->depth >= LIMIT_PATH_DEPTH)
		return fault_set(f, E_LIMIT, "%.*s: a path of more than %llu parts",
				 STRF(str_slice(path_of(t), 0, 60)),
				 (unsigned long long)LIMIT_PATH_DEPTH);
	const struct level *l = t->top;
	int fd = open_dir(l->fd, l->names.p[l->next - 1].p);
	if (fd < 0)
		return unreadable(f, "cannot open", path_of(t));
	if (!same_dir(fd, t->entry.st_dev, t->entry.st_ino)) {
		fd_close(fd);
		return fault_set(f, E_UNREADABLE, "%.*s: was replaced while it was read",
				 STRF(path_of(t)));
	}
	return push(t, fd, f);
}

static int start(struct rootfs *t, struct fault *f)
{
	struct stat st;
	int fd = open_dir(t->root_fd, ".");
	t->started = true;
	if (fd < 0 || fstat(fd, &st) < 0) {
		int r = fault_errno(f, errno, "cannot open the folder");
		fd_close(fd);
		return r;
	}
	t->device = st.st_dev;
	return push(t, fd, f);
}

/* Appends "/name" to the path of the top level. */
static bool path_join(struct rootfs *t, struct str name)
{
	size_t n = t->top->path_n;
	if (n + 1 + name.n > PATH_ROOM)
		return false;
	if (n)
		t->path[n++] = '/';
	memcpy(t->path + n, name.p, name.n);
	t->path_n = n + name.n;
	return true;
}

static int rootfs_next(struct files *base, struct file_head *out, bool *out_more, struct fault *f)
{
	struct rootfs *t = (struct rootfs *)base;
	body_close(t);
	if (!t->started) {
		t->over = start(t, f);
		if (t->over < 0)
			return t->over;
	}
	if (t->over)
		return fault_set(f, t->over, "the folder could not be read");
	*out_more = true;
	if (t->enter)
		TRY(enter_directory(t, f));
	while (t->top && t->top->next == t->top->names.n)
		pop(t);
	*out_more = false;
	if (!t->top)
		return 0;
	struct level *l = t->top;
	if (t->base.entries >= LIMIT_LAYER_ENTRIES)
		return t->over = fault_set(f, E_LIMIT, "more than %llu files",
					   (unsigned long long)LIMIT_LAYER_ENTRIES);
	*out_more = true;
	if (l->fd < 0) {
		int r = reopen(t, l, f);
		if (r < 0) {
			l->next =
				l->names.n; /* the rest of this directory is what the fault is about */
			return r;
		}
	}
	struct str name = l->names.p[l->next++];
	t->base.entries++;
	if (!path_join(t, name))
		return fault_set(f, E_LIMIT, "%.*s…: a path of more than %zu bytes",
				 STRF(str_slice(path_of(t), 0, 60)), PATH_ROOM);
	TRY(entry_read(t, name, out, f));
	if (out->type == FILE_REGULAR)
		t->base.bytes += out->size;
	*out_more = false;
	return 1;
}

static int rootfs_data(struct files *base, struct str *window, struct fault *f)
{
	struct rootfs *t = (struct rootfs *)base;
	if (!t->left)
		return 0;
	if (t->fd < 0)
		TRY(body_open(t, f));
	if (!t->buffer)
		t->buffer = mem_alloc(WINDOW);
	ssize_t n;
	do {
		n = read(t->fd, t->buffer, t->left < WINDOW ? (size_t)t->left : WINDOW);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return unreadable(f, "cannot read", path_of(t));
	if (n == 0)
		return fault_set(f, E_TRUNCATED, "%.*s: became shorter while it was read",
				 STRF(path_of(t)));
	t->left -= (uint64_t)n;
	*window = str_make(t->buffer, (size_t)n);
	return 1;
}

static void rootfs_close(struct files *base)
{
	struct rootfs *t = (struct rootfs *)base;
	body_close(t);
	while (t->top)
		pop(t);
	mem_free(t->buffer);
	mem_free(t->path);
	mem_free(t->link);
	mem_free(t);
}

static const struct files_ops rootfs_ops = {
	.next = rootfs_next,
	.data = rootfs_data,
	.close = rootfs_close,
};

struct files *rootfs_open(int dir_fd, bool one_device)
{
	struct rootfs *t = mem_alloc(sizeof(*t));
	t->base.ops = &rootfs_ops;
	t->root_fd = dir_fd;
	t->one_device = one_device;
	t->fd = -1;
	t->path = mem_alloc(PATH_ROOM);
	t->link = mem_alloc(PATH_ROOM);
	return &t->base;
}
