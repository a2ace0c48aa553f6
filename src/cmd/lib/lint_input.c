/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Folders that hold what others have made (.git, node_modules, …) are named, but not entered: no
 * rule asks for a file in them, and they are what makes a listing slow.
 */
#include "cmd/lib/lint_input.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/path.h"
#include "base/vec.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAMES_MAX = 10000, DEPTH_MAX = 16 };

struct listing {
	struct arena *arena;
	VEC(struct str) names;
	VEC(struct str) folders; /* still to be read: a stack */
	bool incomplete;
};

static bool is_closed(struct str name)
{
	static const char *const closed[] = { ".git",  ".hg",	".svn",	  "node_modules",
					      ".venv", "venv",	"target", "__pycache__",
					      ".tox",  ".cache" };
	for (size_t i = 0; i < ARRAY_LEN(closed); i++)
		if (str_is(name, closed[i]))
			return true;
	return false;
}

static unsigned depth_of(struct str path)
{
	unsigned n = 0;
	for (size_t i = 0; i < path.n; i++)
		n += path.p[i] == '/';
	return n;
}

static void add_entry(struct listing *l, int fd, struct str folder, const struct dirent *e)
{
	struct stat st;
	bool is_folder = e->d_type == DT_DIR;
	if (e->d_type == DT_UNKNOWN)
		is_folder = fstatat(fd, e->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
			    S_ISDIR(st.st_mode);
	struct str name =
		str_printf(l->arena, "%.*s%s%s", STRF(folder), e->d_name, is_folder ? "/" : "");
	*VEC_PUSH(l->arena, &l->names) = name;
	if (is_folder && !is_closed(str_of(e->d_name))) {
		if (depth_of(name) > DEPTH_MAX)
			l->incomplete = true;
		else
			*VEC_PUSH(l->arena, &l->folders) = name;
	}
}

static void read_folder(struct listing *l, int root, struct str folder)
{
	int fd = openat(root, folder.n ? str_cstr(l->arena, folder) : ".",
			O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	if (!dir) {
		fd_close(fd);
		l->incomplete = true;
		return;
	}
	const struct dirent *e;
	while ((e = readdir(dir)) && l->names.n < NAMES_MAX)
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			add_entry(l, fd, folder, e);
	l->incomplete |= l->names.n >= NAMES_MAX;
	closedir(dir);
}

static void list_context(struct arena *a, int root, struct df_options *out)
{
	struct listing l = { .arena = a };
	*VEC_PUSH(a, &l.folders) = STR("");
	while (l.folders.n && !l.incomplete)
		read_folder(&l, root, l.folders.p[--l.folders.n]);
	if (l.incomplete) {
		log_info("the build context is too large to list, or not readable: rules that need "
			 "its file names are silent");
		return;
	}
	str_sort(l.names.p, l.names.n);
	const char **names = arena_array(a, l.names.n + 1, sizeof(*names));
	for (size_t i = 0; i < l.names.n; i++)
		names[i] = str_cstr(a, l.names.p[i]);
	out->context = names;
	out->has_context = true;
}

/* A file that may be missing; anything else that goes wrong is said. */
static bool read_optional(struct arena *a, const char *path, struct str *out)
{
	OWNED(buf_donep) struct buf b;
	struct fault f = { 0 };
	buf_init(&b, LIMIT_SMALL_FILE);
	if (access(path, F_OK) < 0)
		return false;
	if (fs_read_file(path, &b, &f) < 0) {
		log_warn("%s", f.text);
		return false;
	}
	*out = str_dup(a, buf_str(&b));
	return true;
}

static void read_context(struct arena *a, const char *path, const char *context,
			 struct df_options *out)
{
	struct str own = str_printf(a, "%s.dockerignore", path);
	struct str common = str_printf(a, "%s/.dockerignore", context);
	out->has_ignore = read_optional(a, str_cstr(a, own), &out->ignore) ||
			  read_optional(a, str_cstr(a, common), &out->ignore);
	OWNED(fd_closep)
	int root = open(context, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (root >= 0)
		list_context(a, root, out);
}

int lint_input_read(struct arena *a, const char *path, const char *context, struct lint_input *out,
		    struct fault *f)
{
	OWNED(buf_donep) struct buf b;
	bool is_stdin = strcmp(path, "-") == 0;
	buf_init(&b, LIMIT_DOCKERFILE);
	*out = (struct lint_input){ .path = path, .shown = str_of(path) };
	if (is_stdin)
		TRY(fs_read_all(STDIN_FILENO, "standard input", &b, f));
	else
		TRY(fs_read_file(path, &b, f));
	out->source = str_dup(a, buf_str(&b));
	if (context || !is_stdin) {
		struct str folder = path_dir(out->shown);
		const char *of_file = folder.n ? str_cstr(a, folder) : path[0] == '/' ? "/" : ".";
		read_context(a, path, context ? context : of_file, &out->options);
	}
	return 0;
}
