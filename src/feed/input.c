/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a folder to feed files.
 *
 *     folder ─► file ─► [xz gzip zstd]* ─► zip? tar? ─► member ─► [xz gzip zstd]* ─► the feeds
 *
 * People keep feeds as they were downloaded: a zip of a hundred thousand JSON records, a tarball of
 * a git repository, one compressed table. All of them are streams here; a window is in memory, never
 * a file, and nothing is unpacked. An archive inside an archive is offered as it is, and nobody will
 * want it: one level is what publishers use, and a limit that ends archive bombs.
 *
 * Damage stays where it is: a member that cannot be decompressed costs that member, a zip without
 * its directory costs what comes behind. Both are told to the caller, who counts and reports.
 *
 * Must stay true: the order depends on names only; nothing outside the folder is opened (rootfs_open()
 * does not follow links); nothing is written.
 */
#define _GNU_SOURCE
#include "feed/input.h"

#include "base/fs.h"
#include "base/limits.h"
#include "read/files.h"
#include "read/filter.h"
#include "read/zip.h"

#include <errno.h>
#include <fcntl.h>

#define HEAD 1024

struct input {
	const struct input_ops *ops;
	void *context;
	struct buf name; /* of the archive's member that is being read */
};

/* LOCAL and STAGE faults belong to the file: told and forgotten. Others end the walk. */
static int contain(struct input *in, struct str path, int r, struct fault *f)
{
	if (r >= 0 || fault_scope(r) > SCOPE_STAGE)
		return r;
	in->ops->damaged(in->context, path, f);
	return 0;
}

static int offer(struct input *in, struct str path, struct stream *body, uint64_t size,
		 bool open_archives, struct fault *f);

static int too_many(struct fault *f)
{
	return fault_set(f, E_LIMIT, "more than %llu members",
			 (unsigned long long)LIMIT_FEED_MEMBERS);
}

/* `path` is the archive's and does not lie in in->name. */
static int offer_member(struct input *in, struct str path, struct str member, struct stream *body,
			uint64_t size, struct fault *f)
{
	buf_clear(&in->name);
	bool fits = buf_add_str(&in->name, path) && buf_add_char(&in->name, '/') &&
		    buf_add_str(&in->name, member);
	struct str name = fits ? buf_str(&in->name) : path;
	return contain(in, name, offer(in, name, body, size, false, f), f);
}

static int walk_zip(struct input *in, struct str path, struct stream *body, struct fault *f)
{
	OWNED(zip_closep) struct zip *z = zip_open(body);
	for (uint64_t n = 0;; n++) {
		struct zip_entry entry;
		int r = zip_next(z, &entry, f);
		if (r <= 0)
			return r;
		if (n == LIMIT_FEED_MEMBERS)
			return too_many(f);
		if (!entry.is_directory)
			TRY(offer_member(in, path, entry.name, zip_body(z), entry.size, f));
	}
}

static int walk_tar(struct input *in, struct str path, struct stream *body, struct fault *f)
{
	OWNED(files_closep) struct files *files = tar_open(body);
	for (;;) {
		struct file_head head;
		bool more = false;
		int r = files_next(files, &head, &more, f);
		if (r < 0 && more) {
			TRY(contain(in, path, r, f));
			continue;
		}
		if (r <= 0)
			return r;
		if (files->entries > LIMIT_FEED_MEMBERS)
			return too_many(f);
		if (head.type == FILE_REGULAR && !head.flags)
			TRY(offer_member(in, path, head.path, files_body(files), head.size, f));
	}
}

/* Owns `body`. */
static int offer(struct input *in, struct str path, struct stream *body, uint64_t size,
		 bool open_archives, struct fault *f)
{
	OWNED(stream_closep) struct stream *s = NULL;
	const char *names[8] = { NULL }; /* at least LIMIT_FILTERS */
	TRY(filter_open_wide(body, LIMIT_FEED_FILE, &s, names, f));
	char head[HEAD];
	size_t n = 0;
	TRY(stream_peek(s, head, sizeof(head), &n, f));
	struct feed_file file = {
		.path = path,
		.head = str_make(head, n),
		.body = s,
		.size = names[0] ? UINT64_MAX : size,
	};
	if (open_archives && zip_looks_like(file.head))
		return walk_zip(in, path, STEAL(s), f);
	if (open_archives && n >= 512 && tar_looks_like(file.head))
		return walk_tar(in, path, STEAL(s), f);
	return in->ops->file(in->context, &file, f);
}

int input_stream(struct str path, struct stream *body, uint64_t size, const struct input_ops *ops,
		 void *context, struct fault *f)
{
	struct input in = { .ops = ops, .context = context };
	buf_init(&in.name, 2 * LIMIT_PATH + 2);
	int r = contain(&in, path, offer(&in, path, body, size, true, f), f);
	buf_done(&in.name);
	return r;
}

int input_walk(const char *dir, const struct input_ops *ops, void *context, struct fault *f)
{
	OWNED(fd_closep) int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return fault_errno(f, errno, "%s", dir);
	OWNED(files_closep) struct files *files = rootfs_open(fd, false);
	for (;;) {
		struct file_head head;
		bool more = false;
		int r = files_next(files, &head, &more, f);
		if (r < 0 && more) {
			/* a file without permission is the file's fault, whatever its scope elsewhere */
			ops->damaged(context, STR("."), f);
			continue;
		}
		if (r <= 0)
			return r;
		if (head.type == FILE_REGULAR)
			TRY(input_stream(head.path, files_body(files), head.size, ops, context, f));
	}
}
