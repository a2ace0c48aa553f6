/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Folders that hold what others have made (.git, node_modules, …) are named, but not entered: no
 * rule asks for a file in them, and they are what makes a listing slow.
 */
#include "cmd/lib/lint_input.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/path.h"

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

static void list_names(struct arena *a, int root, struct lint_context *out)
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
	out->names = names;
	out->known = true;
}

/* One that cannot be read might say anything. */
static void read_ignore(struct lint_contexts *c, struct lint_ignore_file *out, struct str path)
{
	OWNED(buf_donep) struct buf b;
	struct fault f = { 0 };
	*out = (struct lint_ignore_file){ .path = str_cstr(c->arena, path) };
	buf_init(&b, LIMIT_SMALL_FILE);
	if (access(out->path, F_OK) < 0) {
		out->unknown = errno != ENOENT;
		return;
	}
	out->exists = true;
	if (fs_read_file(out->path, &b, &f) < 0) {
		log_warn("%s", f.text);
		out->unknown = true;
		return;
	}
	out->was = out->text = str_dup(c->arena, buf_str(&b));
}

static struct lint_context *context_of(struct lint_contexts *c, const char *folder)
{
	bool fresh;
	uint32_t *at = map_put(&c->by_folder, str_of(folder), &fresh);
	if (!fresh)
		return c->list.p[*at];
	struct lint_context *new = arena_alloc(c->arena, sizeof(*new));
	*at = (uint32_t)c->list.n;
	*VEC_PUSH(c->arena, &c->list) = new;
	*VEC_PUSH(c->arena, &c->ignores) = &new->common;
	bool here = strcmp(folder, ".") == 0, ends = folder[strlen(folder) - 1] == '/';
	read_ignore(c, &new->common,
		    str_printf(c->arena, "%s%s.dockerignore", here ? "" : folder,
			       here || ends ? "" : "/"));
	OWNED(fd_closep)
	int root = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (root >= 0)
		list_names(c->arena, root, new);
	return new;
}

static void read_context(struct lint_contexts *c, const char *path, const char *folder,
			 struct lint_input *out)
{
	struct lint_context *context = context_of(c, folder);
	struct str own = str_printf(c->arena, "%s.dockerignore", path);
	out->options.has_context = context->known;
	out->options.context = context->names;
	out->ignore = &context->common;
	if (strcmp(path, "-") == 0 || access(str_cstr(c->arena, own), F_OK) < 0)
		return;
	out->ignore = arena_alloc(c->arena, sizeof(*out->ignore));
	*VEC_PUSH(c->arena, &c->ignores) = out->ignore;
	read_ignore(c, out->ignore, own);
}

void lint_input_update(struct lint_input *input)
{
	const struct lint_ignore_file *file = input->ignore;
	input->options.ignore_unknown = !file || file->unknown;
	input->options.has_ignore = file && (file->exists || file->text.n);
	input->options.ignore = file ? file->text : STR("");
}

void lint_contexts_init(struct lint_contexts *c, struct arena *a)
{
	*c = (struct lint_contexts){ .arena = a };
	map_init(&c->by_folder, a);
}

int lint_input_read(struct lint_contexts *c, const char *path, const char *context,
		    struct lint_input *out, struct fault *f)
{
	OWNED(buf_donep) struct buf b;
	struct arena *a = c->arena;
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
		read_context(c, path, context ? context : of_file, out);
	}
	lint_input_update(out);
	return 0;
}
