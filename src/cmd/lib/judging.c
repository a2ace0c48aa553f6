/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A policy is found by its name, .seaworthy.yaml: in the folder of the image and those above it, then in
 * the working folder and those above it. A folder that is the target itself is not asked: it may be a root
 * file system or an unpacked image, and those do not judge themselves. Nor is a file that another user
 * put where everybody may write.
 *
 * Paths in a policy are relative to its folder, paths on the command line to the working folder.
 */
#define _GNU_SOURCE
#include "cmd/lib/judging.h"

#include "base/date.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/path.h"
#include "cmd/lib/exceptions.h"
#include "cmd/lib/history_path.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDERS_MAX = 64 };

struct judging judging_new(struct arena *a)
{
	return (struct judging){
		.arena = a,
		.exceptions = { .arena = a },
		.baseline = { .fd = -1 },
		.lang = "en",
	};
}

/* ---- finding the policy ---- */

/* Ours, root's, or in a folder in which others cannot put files. */
static bool is_trusted(const char *path, struct arena *a)
{
	struct stat file, folder;
	struct str dir = path_dir(str_of(path));
	if (stat(path, &file) != 0 || !S_ISREG(file.st_mode))
		return false;
	if (file.st_uid == geteuid() || file.st_uid == 0)
		return true;
	bool open = stat(str_cstr(a, dir.n ? dir : STR("/")), &folder) != 0 ||
		    (folder.st_mode & S_IWOTH) != 0;
	if (open)
		log_warn("%s is another user's in a folder that everybody may write to: it is not "
			 "used",
			 path);
	return !open;
}

/* In `folder`, which is absolute, or above it; NULL when there is none. */
static const char *search_up(struct str folder, struct arena *a)
{
	static const char *const names[] = { ".seaworthy.yaml", ".seaworthy.yml" };
	for (unsigned i = 0; i < FOLDERS_MAX; i++) {
		for (size_t k = 0; k < ARRAY_LEN(names); k++) {
			const char *path =
				str_cstr(a, str_printf(a, "%.*s/%s", STRF(folder), names[k]));
			if (access(path, F_OK) == 0 && is_trusted(path, a))
				return path;
		}
		if (folder.n == 0)
			break;
		folder = path_dir(folder);
	}
	return NULL;
}

static struct str absolute(const char *path, struct arena *a)
{
	char *real = realpath(path, NULL);
	struct str s = str_dup(a, str_of(real));
	free(real);
	return str_eq(s, STR("/")) ? STR("") : s;
}

static const char *find_policy(const char *target, struct arena *a)
{
	const char *found = NULL;
	if (target && strcmp(target, "-") != 0) {
		struct str path = absolute(target, a);
		if (path.n)
			found = search_up(path_dir(path), a);
	}
	return found ? found : search_up(absolute(".", a), a);
}

/* As people know it: relative to the working folder when it is below it. */
static struct str short_name(const char *path, struct arena *a)
{
	struct str here = absolute(".", a), whole = str_of(path);
	return path_is_below(whole, here) ? str_from(whole, here.n + 1) : whole;
}

static bool is_built_in(const char *name)
{
	return strcmp(name, "default") == 0 || strcmp(name, "trivy") == 0;
}

static int read_policy(struct judging *j, const struct judging_options *o, const char *target,
		       struct fault *f)
{
	struct arena *a = j->arena;
	bool named = o->policy != NULL;
	const char *path = o->policy;
	j->folder = STR(".");
	if (o->trivy) {
		policy_trivy(j->arena, o->trivy, &j->policy);
		return 0;
	}
	if (named && is_built_in(path))
		return policy_builtin(a, str_of(path), &j->policy, f);
	if (!named && !o->no_policy_file)
		path = find_policy(target, a);
	if (!path)
		return policy_builtin(a, STR("default"), &j->policy, f);
	OWNED(buf_donep) struct buf b;
	buf_init(&b, LIMIT_POLICY);
	int r = fs_read_file(path, &b, f);
	if (r < 0)
		return r == E_NOTFOUND
			       ? fault_set(
					 f, E_USAGE,
					 "--policy %s: no such file, and no built-in policy: these "
					 "are default and trivy",
					 path)
			       : r;
	struct str folder = path_dir(str_of(path));
	j->folder = folder.n				 ? str_dup(a, folder)
		    : str_starts(str_of(path), STR("/")) ? STR("/")
							 : STR(".");
	return policy_parse(a, named ? str_of(path) : short_name(path, a), str_dup(a, buf_str(&b)),
			    &j->policy, f);
}

/* ---- what it names ---- */

static const char *in_folder(const struct judging *j, struct str path)
{
	if (str_starts(path, STR("/")) || str_eq(j->folder, STR(".")))
		return str_cstr(j->arena, path);
	return str_cstr(j->arena, str_printf(j->arena, "%.*s/%.*s", STRF(j->folder), STRF(path)));
}

static void add_word(struct arena *a, struct opt_list *list, const char *word)
{
	if (list->n == list->cap)
		list->p = vec_grow(a, list->p, &list->cap, sizeof(*list->p));
	list->p[list->n++] = word;
}

static struct opt_list joined(struct judging *j, const struct opt_list *said,
			      const struct str *more, size_t n)
{
	struct opt_list all = { 0 };
	for (size_t i = 0; i < said->n; i++)
		add_word(j->arena, &all, said->p[i]);
	for (size_t i = 0; i < n; i++)
		add_word(j->arena, &all, in_folder(j, more[i]));
	return all;
}

/* "html=report.html" of the policy is beside the policy. */
static void join_outputs(struct judging *j, const struct opt_list *said)
{
	const struct report_settings *s = &j->policy.report;
	for (size_t i = 0; i < said->n; i++)
		add_word(j->arena, &j->outputs, said->p[i]);
	for (size_t i = 0; i < s->outputs.n; i++) {
		struct str format, path;
		if (!str_cut(s->outputs.p[i], '=', &format, &path))
			format = s->outputs.p[i], path = STR("");
		add_word(j->arena, &j->outputs,
			 str_cstr(j->arena, str_printf(j->arena, "%.*s=%s", STRF(format),
						       in_folder(j, path))));
	}
}

static int read_exceptions(struct judging *j, const struct judging_options *o, struct fault *f)
{
	const struct policy *p = &j->policy;
	struct opt_list vex = joined(j, &o->vex, p->vex.p, p->vex.n);
	struct opt_list files = joined(j, &o->ignore_files, p->ignore_files.p, p->ignore_files.n);
	bool automatic = files.n == 0 && !o->no_ignore_files;
	TRY(exceptions_open(&vex, &files, automatic, ".", &j->exceptions, &j->notes, f));
	for (size_t i = 0; i < j->notes.lines.n; i++)
		log_warn("%.*s", STRF(j->notes.lines.p[i]));
	return 0;
}

static int read_lang(struct judging *j, const struct judging_options *o, struct fault *f)
{
	struct str lang = o->lang ? str_of(o->lang) : j->policy.report.language;
	if (lang.n && !str_eq(lang, STR("en")) && !str_eq(lang, STR("zh")))
		return fault_set(f, E_USAGE, "--lang %.*s: choose en or zh", STRF(lang));
	j->lang = lang.n ? str_cstr(j->arena, lang) : "en";
	return 0;
}

static int read_dockerfile(struct judging *j, const char *path, struct scan_options *scan,
			   struct fault *f)
{
	if (!path)
		return 0;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, LIMIT_DOCKERFILE);
	int r = fs_read_file(path, &b, f);
	if (r == E_NOTFOUND)
		return fault_set(f, E_USAGE, "--dockerfile %s: no such file", path);
	TRY(r);
	scan->dockerfile_path = str_of(path);
	scan->dockerfile_text = str_dup(j->arena, buf_str(&b));
	return 0;
}

static int open_baseline(struct judging *j, const struct judging_options *o, struct fault *f)
{
	const char *path = o->baseline		  ? o->baseline
			   : j->policy.baseline.n ? in_folder(j, j->policy.baseline)
						  : NULL;
	if (!path)
		return 0;
	int r = saved_input_open(path, &j->baseline, f);
	if (r == E_NOTFOUND)
		return fault_set(f, E_USAGE, "--baseline %s: no such file", path);
	TRY(r);
	j->has_baseline = true;
	return 0;
}

/* The command line, then the policy, then the environment. */
static const char *history_path(struct judging *j, const struct judging_options *o)
{
	struct str said = j->policy.history;
	if (o->history || o->no_history || said.n == 0 || str_eq(said, STR("default")))
		return history_for_scan(o->history, o->no_history, j->arena);
	return str_eq(said, STR("off")) ? NULL : in_folder(j, said);
}

static void start_recorder(struct judging *j, const struct judging_options *o,
			   struct scan_options *scan)
{
	struct fault f = { 0 };
	const char *path = history_path(j, o);
	if (!path)
		return;
	if (recorder_start(path, &j->recorder, &f) < 0) {
		log_warn("%s; this scan is not remembered", f.text);
		return;
	}
	scan->recall = recorder_recall;
	scan->recall_context = j->recorder;
}

static int open_all(struct judging *j, const struct judging_options *o, const char *target,
		    struct scan_options *scan, struct fault *f)
{
	TRY(read_policy(j, o, target, f));
	TRY(policy_gate(&j->policy, str_of(o->gate), &j->gate, f));
	TRY(read_lang(j, o, f));
	TRY(read_exceptions(j, o, f));
	TRY(read_dockerfile(j, o->dockerfile, scan, f));
	return open_baseline(j, o, f);
}

const char *judging_find_policy(const char *target, struct arena *a)
{
	const char *path = find_policy(target, a);
	return path ? str_cstr(a, short_name(path, a)) : NULL;
}

int judging_read_policy(struct arena *a, struct policy *out, struct fault *f)
{
	struct judging j = judging_new(a);
	const struct judging_options usual = { 0 };
	int r = read_policy(&j, &usual, NULL, f);
	if (r < 0)
		return fault_scope(r) == SCOPE_BUG ? r : (f->code = E_USAGE);
	*out = j.policy;
	return 0;
}

/* Whatever is wrong with a file that decides is a wrong configuration, not a wrong image: exit 2. */
int judging_open(struct judging *j, const struct judging_options *o, const char *target,
		 const struct opt_list *outputs, struct scan_options *scan, struct fault *f)
{
	int r = open_all(j, o, target, scan, f);
	if (r < 0 && fault_scope(r) != SCOPE_BUG)
		return f->code = E_USAGE;
	join_outputs(j, outputs);
	start_recorder(j, o, scan);
	scan->gate.policy = &j->policy;
	scan->gate.gate = j->gate;
	scan->gate.exceptions = &j->exceptions;
	return 0;
}

int judging_read(struct judging *j, struct scan_options *scan, struct fault *f)
{
	if (!j->has_baseline)
		return 0;
	TRY(saved_input_read(&j->baseline, f));
	saved_fingerprints(&j->baseline.saved, j->arena, &j->baseline_set);
	scan->gate.baseline = &j->baseline_set;
	scan->gate.baseline_name = path_base(str_of(j->baseline.path));
	return 0;
}

void judging_remember(struct judging *j, const struct report_set *set, unsigned scanners)
{
	struct fault f = { 0 };
	for (size_t i = 0; j->recorder && i < set->n; i++)
		if (recorder_store(j->recorder, set->reports[i], scanners, &f) < 0) {
			log_warn("history: %s; this scan is not remembered", f.text);
			return;
		}
}

void judging_done(struct judging *j)
{
	recorder_stop(j->recorder);
	if (j->has_baseline)
		saved_input_done(&j->baseline);
}
