/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All regular files of the operands, through the secret engine.
 *
 *     list (one thread) ──► files, sorted ──► pool: a file a task, a reader a thread ──► finds by file
 *                                └──► object stores of git: find/watch/git.c             └──► report
 *
 * Links are not followed, devices and pipes are not opened, and nothing is left out for its name. What
 * belongs to the object store of a git repository is read as git reads it: every version of every file.
 *
 * Must stay true:
 *  - The report does not depend on the number of threads: finds are kept by file, and told in the order of names.
 *  - A file or folder that cannot be read is a gap.
 *  - A file that changes its length while it is read is read as far as it goes.
 */
#define _GNU_SOURCE
#include "cmd/lib/secrets_tree.h"

#include "base/fs.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/pool.h"
#include "base/sort.h"
#include "find/lib/git_path.h"
#include "find/lib/secret_places.h"
#include "find/lib/secret_standing.h"
#include "find/walk.h"
#include "find/watch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define WINDOW	  (256 * KIB)
#define FILES_MAX (4 * 1000 * 1000)
#define PATH_ROOM 4096 /* = LIMIT_PATH */

#define OUT_OF_HISTORY \
	"take it out of the history (git filter-repo): another commit that deletes it does not help"
#define OUT_OF_FILE "take it out of the file, and have it given when the program starts"

extern const struct watcher watcher_git;

struct find {
	struct secret_fact fact;
	struct secret_place place;
	struct find *next;
};

struct tree_file {
	struct str shown; /* for the user */
	struct str inner; /* below its root; empty for an operand that is a file */
	uint32_t root;
	bool git; /* read with the object store */
	struct find *first, *last;
	struct fault *gap;
	uint64_t bytes;
};

struct worker {
	struct secret_reader *reader;
	struct arena *arena;
	char *buffer;
	struct search *search;
	struct tree_file *file;
};

struct search {
	const struct secrets_tree *tree;
	struct report *report;
	struct arena *arena;
	VEC(struct tree_file) files;
	VEC(struct str) folders; /* of one root, still to be read: a stack */
	struct worker *workers;
	bool full;
};

/* ---- operands ---- */

int secrets_root_open(struct secrets_root *root, const char *path, struct fault *f)
{
	struct stat st;
	*root = (struct secrets_root){ path, -1, false };
	if (strcmp(path, "-") == 0) {
		root->fd = STDIN_FILENO;
		return 0;
	}
	root->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (root->fd < 0 || fstat(root->fd, &st) < 0)
		return fault_errno(f, errno, "%s", path);
	root->is_folder = S_ISDIR(st.st_mode);
	/* a pipe that was named on purpose ("<(command)") is waited for */
	if (!root->is_folder && fcntl(root->fd, F_SETFL, 0) < 0)
		return fault_errno(f, errno, "%s", path);
	return 0;
}

/* ---- listing ---- */

static void add_gap(struct search *s, struct str path, const struct fault *why)
{
	struct finding *gap = report_gap(s->report, why->code, "not searched for secrets", why);
	gap->path = str_dup(s->report->arena, path);
}

static struct str shown_of(struct search *s, const struct secrets_root *root, struct str inner)
{
	struct str path = str_of(root->path);
	while (path.n > 1 && path.p[path.n - 1] == '/')
		path.n--;
	while (str_starts(path, STR("./")))
		path = str_from(path, 2);
	if (str_is(path, ".") || !path.n)
		return inner.n ? inner : STR(".");
	if (!inner.n)
		return path;
	return str_printf(s->arena, "%.*s%s%.*s", STRF(path), str_is(path, "/") ? "" : "/",
			  STRF(inner));
}

static void add_file(struct search *s, uint32_t root, struct str inner)
{
	if (s->files.n >= FILES_MAX) {
		struct fault f;
		fault_set(&f, E_LIMIT, "more than %d files: the others were not searched",
			  FILES_MAX);
		if (!s->full)
			add_gap(s, str_of(s->tree->roots[root].path), &f);
		s->full = true;
		return;
	}
	struct tree_file *to = VEC_PUSH(s->arena, &s->files);
	to->root = root;
	to->inner = inner;
	to->shown = shown_of(s, &s->tree->roots[root], inner);
}

static void add_entry(struct search *s, uint32_t root, int fd, struct str folder,
		      const struct dirent *e)
{
	struct stat st;
	unsigned char type = e->d_type;
	struct str name =
		str_printf(s->arena, "%.*s%s%s", STRF(folder), folder.n ? "/" : "", e->d_name);
	if (type == DT_UNKNOWN && fstatat(fd, e->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0)
		type = S_ISDIR(st.st_mode) ? DT_DIR : S_ISREG(st.st_mode) ? DT_REG : DT_LNK;
	if (name.n > LIMIT_PATH) {
		struct fault f;
		fault_set(&f, E_LIMIT, "a path of more than %llu bytes",
			  (unsigned long long)LIMIT_PATH);
		add_gap(s, shown_of(s, &s->tree->roots[root], folder), &f);
	} else if (type == DT_DIR) {
		*VEC_PUSH(s->arena, &s->folders) = name;
	} else if (type == DT_REG) {
		add_file(s, root, name);
	}
}

static void list_folder(struct search *s, uint32_t root, struct str folder)
{
	struct fault f = { 0 };
	int fd = openat(s->tree->roots[root].fd, folder.n ? str_cstr(s->arena, folder) : ".",
			O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	if (!dir) {
		fault_errno(&f, errno, "cannot be read");
		fd_close(fd);
		add_gap(s, shown_of(s, &s->tree->roots[root], folder), &f);
		return;
	}
	const struct dirent *e;
	for (errno = 0; !s->full && (e = readdir(dir)); errno = 0)
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			add_entry(s, root, fd, folder, e);
	if (errno) {
		fault_errno(&f, errno, "cannot be listed");
		add_gap(s, shown_of(s, &s->tree->roots[root], folder), &f);
	}
	closedir(dir);
}

static int by_name(const void *pa, const void *pb)
{
	const struct tree_file *a = pa, *b = pb;
	if (a->root != b->root)
		return a->root < b->root ? -1 : 1;
	return str_cmp(a->inner, b->inner);
}

static void list_all(struct search *s)
{
	for (uint32_t i = 0; i < s->tree->n; i++) {
		if (!s->tree->roots[i].is_folder) {
			add_file(s, i, STR(""));
			continue;
		}
		*VEC_PUSH(s->arena, &s->folders) = STR("");
		while (s->folders.n && !s->full)
			list_folder(s, i, s->folders.p[--s->folders.n]);
		s->folders.n = 0;
	}
	sort_stable(s->arena, s->files.p, s->files.n, sizeof(*s->files.p), by_name);
}

/* ---- reading ---- */

static int open_file(const struct search *s, const struct tree_file *file, struct fault *f)
{
	const struct secrets_root *root = &s->tree->roots[file->root];
	char path[PATH_ROOM + 1];
	if (!root->is_folder)
		return root->fd;
	memcpy(path, file->inner.p, file->inner.n);
	path[file->inner.n] = '\0';
	int fd = openat(root->fd, path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | O_NOFOLLOW);
	return fd < 0 ? fault_errno(f, errno, "cannot be read") : fd;
}

typedef void take_window(void *context, struct str window);

/* The whole file in windows. */
static int read_windows(int fd, char *buffer, take_window *take, void *context, uint64_t *bytes,
			struct fault *f)
{
	for (;;) {
		ssize_t n = read(fd, buffer, WINDOW);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fault_errno(f, errno, "cannot be read");
		if (n == 0)
			return 0;
		*bytes += (uint64_t)n;
		take(context, str_make(buffer, (size_t)n));
	}
}

static void on_hit(void *context, const struct secret_hit *hit)
{
	struct worker *w = context;
	struct arena *a = w->arena;
	struct find *find = arena_alloc(a, sizeof(*find));
	struct str wrap = str_of(secret_wrap_name(hit->wrap)), package;
	find->fact = secret_fact_of(a, hit, secret_fingerprint(a, hit->provider, hit->value),
				    w->search->tree->show_secrets);
	find->place = (struct secret_place){
		.path = w->file->shown,
		.inside = hit->member.n ? str_dup(a, hit->member) : wrap,
		.line = hit->line,
		.column = hit->column,
		.layer = LAYER_NONE,
		.deleted_by = LAYER_NONE,
		.standing = secret_standing_of_path(w->file->shown, &package),
	};
	find->place.package = package;
	if (w->file->last)
		w->file->last->next = find;
	else
		w->file->first = find;
	w->file->last = find;
}

static void keep_gap(struct worker *w, struct tree_file *file, const struct fault *why)
{
	if (file->gap)
		return;
	file->gap = arena_alloc(w->arena, sizeof(*why));
	*file->gap = *why;
}

static void to_reader(void *context, struct str window)
{
	secret_data(context, window);
}

static void search_file(void *context, size_t task, unsigned number)
{
	struct search *s = context;
	struct worker *w = &s->workers[number];
	struct tree_file *file = &s->files.p[task];
	struct fault f = { 0 };
	struct stat st;
	if (file->git)
		return;
	int fd = open_file(s, file, &f);
	if (fd < 0) {
		keep_gap(w, file, &f);
		return;
	}
	if (!w->reader) {
		w->reader = secret_reader_new(secrets_setup_engine(s->tree->setup), on_hit, w);
		w->arena = w->arena ? w->arena : arena_new();
		w->buffer = mem_alloc(WINDOW);
	}
	w->file = file;
	if (s->tree->roots[file->root].is_folder && (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))) {
		fd_close(fd);
		return; /* it was exchanged after it was listed */
	}
	/* "./": folders of a distribution's packages (usr/lib) mean nothing here */
	char path[PATH_ROOM + 2] = "./";
	size_t n = size_min(file->shown.n, PATH_ROOM);
	memcpy(path + 2, file->shown.p, n);
	secret_begin(w->reader, str_make(path, n + 2), 0);
	int r = read_windows(fd, w->buffer, to_reader, w->reader, &file->bytes, &f);
	if (r < 0)
		keep_gap(w, file, &f);
	if (secret_end(w->reader, r == 0, &f) < 0)
		keep_gap(w, file, &f);
	if (s->tree->roots[file->root].is_folder)
		fd_close(fd);
	progress_update(0, 0);
}

/* ---- git ---- */

struct git {
	struct search *search;
	struct layer_result result;
	struct watch_layer layer;
	void *state;
};

static void to_watcher(void *context, struct str window)
{
	watcher_git.data(context, window);
}

/* "/tmp/x" and "../x" cannot be paths of an image. */
static struct str as_image_path(struct arena *a, struct str shown)
{
	char *p = arena_bytes(a, shown.n);
	unsigned notes;
	memcpy(p, shown.p, shown.n);
	return str_make(p, path_normalise(str_make(p, shown.n), p, &notes));
}

static void git_file(struct git *g, struct tree_file *file, char *buffer)
{
	struct search *s = g->search;
	struct fault f = { 0 };
	struct stat st = { 0 };
	int fd = open_file(s, file, &f);
	if (fd < 0)
		return; /* the search of plain files tells */
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
		struct file_head head = {
			.path = as_image_path(s->arena, file->shown),
			.type = FILE_REGULAR,
			.mode = st.st_mode & 07777,
			.size = (uint64_t)st.st_size,
			.stored = (uint64_t)st.st_size,
			.mtime = st.st_mtime,
		};
		uint32_t entry = inventory_add(g->layer.inventory, &head);
		if (watcher_git.entry(g->state, &head, entry)) {
			uint64_t bytes = 0;
			int r = read_windows(fd, buffer, to_watcher, g->state, &bytes, &f);
			watcher_git.body_end(g->state, r == 0);
			file->git = r == 0 && git_owns_path(head.path);
			file->bytes = file->git ? bytes : 0;
		}
	}
	fd_close(fd);
}

static void git_gaps(struct git *g)
{
	for (size_t i = 0; i < g->result.gaps.n; i++)
		add_gap(g->search, g->result.gaps.p[i].path, &g->result.gaps.p[i].why);
	if (!g->result.gaps_dropped)
		return;
	struct fault f;
	fault_set(&f, E_LIMIT, "%llu more objects of git repositories could not be read",
		  (unsigned long long)g->result.gaps_dropped);
	add_gap(g->search, STR(""), &f);
}

/* Object stores, one after the other: what is in one may be the base of what is in another. */
static void search_git(struct search *s)
{
	const struct secret_engine *engine = secrets_setup_engine(s->tree->setup);
	bool any = false;
	for (size_t i = 0; i < s->files.n && !any; i++)
		any = s->files.p[i].inner.n &&
		      git_path_of(s->files.p[i].shown).kind != GIT_PATH_OTHER;
	if (!any)
		return;
	struct git g = { .search = s };
	uint64_t bytes = 0;
	layer_result_init(&g.result);
	g.layer = (struct watch_layer){
		.arena = g.result.arena,
		.inventory = inventory_new(g.result.arena, &bytes),
		.secrets = engine,
		.result = &g.result,
		.show_secrets = s->tree->show_secrets,
	};
	g.state = watcher_git.begin(&g.layer);
	char *buffer = mem_alloc(WINDOW);
	for (size_t i = 0; i < s->files.n; i++)
		if (s->files.p[i].inner.n)
			git_file(&g, &s->files.p[i], buffer);
	mem_free(buffer);
	watcher_git.end(g.state);
	const struct inventory *inventory = g.layer.inventory;
	void *states[] = { g.state };
	struct watch_image image = {
		.report = s->report,
		.view = view_new(s->arena, &inventory, 1),
		.states = states,
		.n = 1,
		.arena = s->arena,
		.secrets = engine,
		.today = str_slice(s->report->created, 0, 10),
		.excused = secrets_setup_excuses,
		.excused_context = s->tree->setup,
		.show_secrets = s->tree->show_secrets,
	};
	watcher_git.settle(&image);
	struct report *r = s->report;
	for (size_t i = 0; i < r->findings.n; i++) {
		struct secret *found = r->findings.p[i].secret;
		for (size_t k = 0; found && k < found->places.n; k++)
			found->places.p[k].layer = LAYER_NONE; /* a tree has none */
	}
	git_gaps(&g);
	if (watcher_git.done)
		watcher_git.done(g.state);
	layer_result_done(&g.result);
}

/* ---- telling ---- */

/* What the texts of images say does not fit a tree. */
static void reword(struct search *s)
{
	struct report *r = s->report;
	struct arena *a = r->arena;
	for (size_t i = 0; i < r->findings.n; i++) {
		struct finding *n = &r->findings.p[i];
		if (str_is(n->id, "git-in-image"))
			n->title = STR("a git repository: all versions of its files were searched");
		if (!n->secret || !n->secret->places.n)
			continue;
		const struct secret_place *p = &n->secret->places.p[0];
		n->path = p->path;
		n->line = p->line;
		n->layer = LAYER_NONE;
		struct str rotate = n->secret->rotate;
		if (rotate.n && rotate.p[rotate.n - 1] == '.')
			rotate.n--;
		n->fix = str_printf(a, "%.*s; %s", STRF(rotate),
				    p->commit.n ? OUT_OF_HISTORY : OUT_OF_FILE);
	}
}

static void tell(struct search *s, struct secrets_report *out)
{
	struct secret_places places;
	secret_places_begin(&places, s->report, s->arena, s->tree->show_secrets);
	for (size_t i = 0; i < s->files.n; i++) {
		struct tree_file *file = &s->files.p[i];
		out->bytes += file->bytes;
		for (struct find *find = file->first; find; find = find->next)
			secret_places_add(&places, &find->fact, &find->place);
		if (file->gap)
			add_gap(s, file->shown, file->gap);
	}
	secret_places_end(&places);
	out->files += s->files.n;
}

void secrets_tree_search(const struct secrets_tree *tree, struct secrets_report *out)
{
	OWNED(arena_freep) struct arena *arena = arena_new();
	struct search s = { .tree = tree, .report = out->report, .arena = arena };
	progress_begin("searching for secrets");
	list_all(&s);
	search_git(&s);
	s.workers = mem_alloc(tree->jobs * sizeof(*s.workers));
	for (unsigned i = 0; i < tree->jobs; i++) {
		s.workers[i].search = &s;
		s.workers[i].arena = arena_new();
	}
	pool_run(tree->jobs, s.files.n, search_file, &s);
	tell(&s, out);
	reword(&s);
	for (unsigned i = 0; i < tree->jobs; i++) {
		secret_reader_free(s.workers[i].reader);
		arena_free(s.workers[i].arena);
		mem_free(s.workers[i].buffer);
	}
	mem_free(s.workers);
	progress_end();
}
