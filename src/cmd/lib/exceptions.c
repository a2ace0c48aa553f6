/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Everything is read at once: which documents of a folder speak of the image is known only when the program may
 * open nothing any more. LIMIT_EXCEPTION_FILE, _TOTAL and _DOCUMENTS bound it.
 *
 * In a folder, names that begin with a dot are not looked at (.git), nor are links: what a repository of others
 * holds must not lead to files outside of it. A JSON file that is no document of VEX is stepped over and
 * counted; one that is, and cannot be read, is an error.
 */
#define _GNU_SOURCE
#include "cmd/lib/exceptions.h"

#include "base/fs.h"
#include "base/limits.h"
#include "judge/exception_vexhub.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEPTH_MAX 16

struct opener {
	struct arena *arena;
	struct exception_list *out;
	struct exception_notes *notes;
	const char *folder;
	uint64_t bytes;
};

static void note(struct opener *o, struct str text)
{
	*VEC_PUSH(o->arena, &o->notes->lines) = text;
}

/* The open file as a whole; its bytes count. */
static int read_text(struct opener *o, int fd, const char *name, struct buf *b, struct fault *f)
{
	buf_init(b, LIMIT_EXCEPTION_FILE);
	TRY(fs_read_all(fd, name, b, f));
	o->bytes += b->n;
	if (o->bytes > LIMIT_EXCEPTION_TOTAL)
		return fault_set(f, E_LIMIT,
				 "%s: more than %llu bytes of ignore files and VEX in all", name,
				 (unsigned long long)LIMIT_EXCEPTION_TOTAL);
	return 0;
}

static int take(struct opener *o, int fd, const char *name, bool vex, struct fault *f)
{
	OWNED(buf_donep) struct buf b;
	TRY(read_text(o, fd, name, &b, f));
	struct exception_file file = { .name = str_of(name), .text = buf_str(&b) };
	return exception_read(&file, vex, o->out, o->notes, f);
}

static struct str join(struct arena *a, struct str folder, struct str name)
{
	return folder.n ? str_printf(a, "%.*s/%.*s", STRF(folder), STRF(name)) : name;
}

static const char *path_of(struct opener *o, const char *name)
{
	if (name[0] == '/' || !o->folder || strcmp(o->folder, ".") == 0)
		return name;
	return str_cstr(o->arena, join(o->arena, str_of(o->folder), str_of(name)));
}

/* ---- folders ---- */

struct listing {
	struct arena *arena;
	VEC(struct str) folders, files; /* relative */
};

/* Beneath `root` and through no link; -1 with errno. */
static int open_beneath(int root, const char *path, int flags)
{
	int fd = dup(root);
	for (;;) {
		const char *slash = strchr(path, '/');
		char part[256];
		size_t n = slash ? (size_t)(slash - path) : strlen(path);
		if (fd < 0 || n >= sizeof(part)) {
			fd_close(fd);
			errno = ENAMETOOLONG;
			return -1;
		}
		memcpy(part, path, n);
		part[n] = '\0';
		int last = slash ? O_DIRECTORY : flags;
		int next = openat(fd, part, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | last);
		int error = errno;
		fd_close(fd);
		errno = error;
		if (!slash || next < 0)
			return next;
		fd = next;
		path = slash + 1;
	}
}

static size_t depth_of(struct str path)
{
	size_t n = 0;
	for (size_t i = 0; i < path.n; i++)
		n += path.p[i] == '/';
	return n;
}

static int list_folder(struct listing *l, int root, const char *name, struct str folder,
		       struct fault *f)
{
	int fd = folder.n ? open_beneath(root, str_cstr(l->arena, folder), O_DIRECTORY)
			  : openat(root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	if (!dir) {
		int error = errno;
		fd_close(fd);
		return fault_errno(f, error, "%s/%.*s", name, STRF(folder));
	}
	int r = 0;
	for (const struct dirent *e; r == 0 && (e = readdir(dir));) {
		struct stat st;
		if (e->d_name[0] == '.' || fstatat(fd, e->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0)
			continue;
		struct str path = str_dup(l->arena, join(l->arena, folder, str_of(e->d_name)));
		if (S_ISDIR(st.st_mode) && depth_of(path) < DEPTH_MAX)
			*VEC_PUSH(l->arena, &l->folders) = path;
		else if (S_ISREG(st.st_mode) && str_ends(path, STR(".json")))
			*VEC_PUSH(l->arena, &l->files) = path;
		if (l->files.n + l->folders.n > LIMIT_EXCEPTION_DOCUMENTS)
			r = fault_set(f, E_LIMIT, "%s: more than %llu documents", name,
				      (unsigned long long)LIMIT_EXCEPTION_DOCUMENTS);
	}
	closedir(dir);
	return r;
}

static int take_beneath(struct opener *o, int root, const char *name, struct str path,
			struct fault *f)
{
	const char *shown = str_cstr(o->arena, join(o->arena, str_of(name), path));
	OWNED(fd_closep) int fd = open_beneath(root, str_cstr(o->arena, path), 0);
	if (fd < 0)
		return fault_errno(f, errno, "%s", shown);
	return take(o, fd, shown, true, f);
}

static int take_folder(struct opener *o, int root, const char *name, struct fault *f)
{
	struct listing l = { .arena = o->arena };
	size_t others = 0;
	*VEC_PUSH(o->arena, &l.folders) = STR("");
	for (size_t i = 0; i < l.folders.n; i++)
		TRY(list_folder(&l, root, name, l.folders.p[i], f));
	str_sort(l.files.p, l.files.n);
	for (size_t i = 0; i < l.files.n; i++) {
		struct fault why = { 0 };
		int r = take_beneath(o, root, name, l.files.p[i], &why);
		if (r == E_UNSUPPORTED)
			others++;
		else if (r < 0)
			return fault_copy(f, &why);
	}
	if (others)
		note(o, str_printf(o->arena, "%s: %zu JSON files are no documents of VEX", name,
				   others));
	if (l.files.n == others)
		note(o, str_printf(o->arena, "%s: there is no document of VEX in it", name));
	return 0;
}

/* The first folder of the manifest that has an index. */
static int read_index(struct opener *o, int root, const char *name, struct vexhub *hub,
		      struct str *out_folder, struct fault *f)
{
	for (size_t i = 0; i < hub->folders.n; i++) {
		struct str path = join(o->arena, hub->folders.p[i], STR("index.json"));
		OWNED(fd_closep) int fd = open_beneath(root, str_cstr(o->arena, path), 0);
		if (fd < 0 && errno == ENOENT)
			continue;
		if (fd < 0)
			return fault_errno(f, errno, "%s/%.*s", name, STRF(path));
		OWNED(buf_donep) struct buf b;
		*out_folder = hub->folders.p[i];
		TRY(read_text(o, fd, name, &b, f));
		int r = vexhub_index(o->arena, buf_str(&b), NULL, 0, hub, f);
		return fault_in(f, r, "%s/%.*s", name, STRF(path));
	}
	return fault_set(f, E_NOTFOUND, "%s: the repository has no index.json", name);
}

static int take_repository(struct opener *o, int root, const char *name, int manifest,
			   struct fault *f)
{
	OWNED(buf_donep) struct buf b;
	struct vexhub hub = { 0 };
	struct str folder = { 0 };
	size_t missing = 0;
	TRY(read_text(o, manifest, name, &b, f));
	TRY(fault_in(f, vexhub_manifest(o->arena, buf_str(&b), &hub, f), "%s/vex-repository.json",
		     name));
	TRY(read_index(o, root, name, &hub, &folder, f));
	for (size_t i = 0; i < hub.documents.n; i++) {
		struct fault why = { 0 };
		int r = take_beneath(o, root, name,
				     join(o->arena, folder, hub.documents.p[i].location), &why);
		if (r == E_NOTFOUND)
			missing++;
		else if (r < 0)
			return fault_copy(f, &why);
	}
	if (missing)
		note(o, str_printf(o->arena, "%s: %zu documents of its index are not there", name,
				   missing));
	if (hub.outside)
		note(o, str_printf(o->arena, "%s: %u entries of its index name no document in it",
				   name, hub.outside));
	return 0;
}

static int take_vex(struct opener *o, const char *name, struct fault *f)
{
	OWNED(fd_closep) int fd = -1;
	struct stat st;
	TRY(fs_open_read(path_of(o, name), &fd, f));
	if (fstat(fd, &st) < 0)
		return fault_errno(f, errno, "%s", name);
	if (!S_ISDIR(st.st_mode))
		return take(o, fd, name, true, f);
	OWNED(fd_closep) int manifest = open_beneath(fd, "vex-repository.json", 0);
	if (manifest >= 0)
		return take_repository(o, fd, name, manifest, f);
	return take_folder(o, fd, name, f);
}

/* ---- all ---- */

/* What is wrong with a file of the user is a usage error, not an unreadable image. */
static int as_usage(struct fault *f, int r, const struct fault *why)
{
	if (r >= 0)
		return r;
	if (fault_scope(why->code) == SCOPE_LOCAL)
		return fault_set(f, E_USAGE, "%s", why->text);
	return fault_copy(f, why);
}

static int take_ignore_file(struct opener *o, const char *name, struct fault *f)
{
	OWNED(fd_closep) int fd = -1;
	TRY(fs_open_read(path_of(o, name), &fd, f));
	return take(o, fd, name, false, f);
}

static int take_automatic(struct opener *o, struct fault *f)
{
	static const char *const names[] = { ".trivyignore", ".trivyignore.yaml",
					     ".trivyignore.yml" };
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		struct fault why = { 0 };
		int r = take_ignore_file(o, names[i], &why);
		if (r < 0 && r != E_NOTFOUND)
			return as_usage(f, r, &why);
	}
	return 0;
}

int exceptions_open(const struct opt_list *vex, const struct opt_list *ignore_files, bool automatic,
		    const char *folder, struct exception_list *out, struct exception_notes *notes,
		    struct fault *f)
{
	struct opener o = { .arena = out->arena, .out = out, .notes = notes, .folder = folder };
	for (size_t i = 0; vex && i < vex->n; i++) {
		struct fault why = { 0 };
		TRY(as_usage(f, take_vex(&o, vex->p[i], &why), &why));
	}
	for (size_t i = 0; ignore_files && i < ignore_files->n; i++) {
		struct fault why = { 0 };
		TRY(as_usage(f, take_ignore_file(&o, ignore_files->p[i], &why), &why));
	}
	if (automatic && !(ignore_files && ignore_files->n))
		return take_automatic(&o, f);
	return 0;
}
