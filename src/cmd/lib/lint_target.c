/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/lib/lint_target.h"

#include "base/log.h"
#include "base/out.h"
#include "base/path.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Nobody may write it, or not this user: renaming would get round that. */
static bool is_read_only(const char *path, const struct stat *st)
{
	return (st->st_mode & 0222) == 0 || access(path, W_OK) < 0;
}

static void keep_owner_and_mode(int fd, const char *path, const struct stat *st)
{
	if (fchown(fd, st->st_uid, st->st_gid) < 0)
		log_debug("%s: the owner cannot be kept", path);
	if (fchmod(fd, st->st_mode & 07777) < 0)
		log_warn("%s: the mode cannot be kept", path);
}

int lint_target_prepare(struct lint_target *t, const char *path, struct arena *a, struct fault *f)
{
	struct stat st;
	char *real = arena_bytes(a, PATH_MAX);
	bool exists = stat(path, &st) == 0;
	if (!exists && errno != ENOENT)
		return fault_errno(f, errno, "%s", path);
	if (exists && !realpath(path, real))
		return fault_errno(f, errno, "%s: cannot be resolved", path);
	const char *to = exists ? real : path;
	if (exists && is_read_only(to, &st))
		return fault_set(f, E_DENIED, "%s: it is read-only, so it cannot be repaired",
				 path);
	TRY(fs_file_create(&t->file, to, f));
	if (exists && t->file.temporary)
		keep_owner_and_mode(t->file.fd, to, &st);
	struct str folder = path_dir(str_of(to));
	t->folder = folder.n ? str_cstr(a, folder) : to[0] == '/' ? "/" : ".";
	t->ready = true;
	return 0;
}

int lint_target_write(struct lint_target *t, struct str text, struct fault *f)
{
	struct out out;
	out_init_fd(&out, t->file.fd);
	out_str(&out, text);
	int r = out_finish(&out, f);
	out_done(&out);
	if (r >= 0)
		r = fs_file_commit(&t->file, f);
	else
		fs_file_abort(&t->file);
	t->ready = false;
	return r;
}

void lint_target_drop(struct lint_target *t)
{
	if (t->ready)
		fs_file_abort(&t->file);
	t->ready = false;
}
