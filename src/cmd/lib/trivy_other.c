/* SPDX-License-Identifier: Apache-2.0 */
/*
 * config, convert and --download-db-only: the flags are written as the other command spells them.
 *
 * config looks at Dockerfiles, found by their names in a walk that is bounded (and follows no links). What else
 * Trivy judges there is not judged, and that is said; with --exit-code a folder without any Dockerfile is
 * not a pass: nothing was looked at.
 */
#define _GNU_SOURCE
#include "cmd/lib/trivy_other.h"

#include "base/log.h"
#include "base/path.h"
#include "cmd/lib/global.h"
#include "cmd/lib/trivy_scan.h"
#include "model/severity.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILES_MAX = 1000, FOLDERS_MAX = 20000 };

struct words {
	struct arena *arena;
	VEC(char *) list;
};

static void add(struct words *w, const char *word)
{
	*VEC_PUSH(w->arena, &w->list) = strcpy(arena_bytes(w->arena, strlen(word) + 1), word);
}

/* As if it had been typed; the words are "COMMAND", options, operands. */
static int run_other(struct words *w, int *out_code, struct fault *f)
{
	const struct command *c = command_find(w->list.p[0]);
	int argc = (int)w->list.n, operands;
	if (!c)
		return fault_set(f, E_BUG, "no command %s", w->list.p[0]);
	add(w, "");
	w->list.p[argc] = NULL;
	void *options = arena_alloc(w->arena, size_max(c->options_size, 1));
	if (c->defaults)
		memcpy(options, c->defaults, c->options_size);
	TRY(opt_parse(c->options, options, NULL, NULL, argc, w->list.p, &operands, w->arena, f));
	w->list.p[operands] = NULL;
	*out_code = c->run(options, operands, w->list.p, w->arena);
	return 0;
}

/* ---- config ---- */

struct walk {
	struct arena *arena;
	VEC(const char *) folders, files;
	bool more, unreadable;
};

static bool is_dockerfile(struct str name)
{
	static const char *const words[] = { "dockerfile", "containerfile" };
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		struct str word = str_of(words[i]);
		bool begins = str_eq_nocase(str_slice(name, 0, word.n), word) &&
			      (name.n == word.n || strchr(".-_", name.p[word.n]));
		bool ends = name.n > word.n + 1 && name.p[name.n - word.n - 1] == '.' &&
			    str_eq_nocase(str_from(name, name.n - word.n), word);
		if ((begins && !str_ends(name, STR(".dockerignore"))) || ends)
			return true;
	}
	return false;
}

static void look_into(struct walk *w, const char *folder)
{
	DIR *d = opendir(folder);
	struct dirent *e;
	if (!d) {
		log_error("%s: %s", folder, strerror(errno));
		w->unreadable = true;
		return;
	}
	while ((e = readdir(d)) != NULL) {
		struct stat st;
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 ||
		    strcmp(e->d_name, ".git") == 0 ||
		    fstatat(dirfd(d), e->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0)
			continue;
		const char *path = strcmp(folder, ".") == 0
					   ? str_cstr(w->arena, str_of(e->d_name))
					   : str_cstr(w->arena, str_printf(w->arena, "%s/%s",
									   folder, e->d_name));
		bool fits = S_ISREG(st.st_mode) && is_dockerfile(str_of(e->d_name));
		if (S_ISDIR(st.st_mode) && w->folders.n < FOLDERS_MAX)
			*VEC_PUSH(w->arena, &w->folders) = path;
		else if (fits && w->files.n < FILES_MAX)
			*VEC_PUSH(w->arena, &w->files) = path;
		else
			w->more |= S_ISDIR(st.st_mode) || fits;
	}
	closedir(d);
}

static int find_files(const char *target, struct walk *w, struct fault *f)
{
	struct stat st;
	if (stat(target, &st) < 0)
		return fault_errno(f, errno, "%s", target);
	if (!S_ISDIR(st.st_mode)) {
		*VEC_PUSH(w->arena, &w->files) = target;
		return 0;
	}
	*VEC_PUSH(w->arena, &w->folders) = target;
	for (size_t i = 0; i < w->folders.n; i++)
		look_into(w, w->folders.p[i]);
	VEC(struct str) sorted = { 0 };
	for (size_t i = 0; i < w->files.n; i++)
		*VEC_PUSH(w->arena, &sorted) = str_of(w->files.p[i]);
	str_sort(sorted.p, sorted.n);
	for (size_t i = 0; i < w->files.n; i++)
		w->files.p[i] = sorted.p[i].p;
	return 0;
}

static int lint_format(const struct trivy_line *l, const char **out, struct fault *f)
{
	static const struct {
		const char *format, *template, *ours;
	} rows[] = {
		{ "table", NULL, "tty" },
		{ "sarif", NULL, "sarif" },
		{ "template", "junit.tpl", "junit" },
		{ "template", "gitlab-codequality.tpl", "gitlab_codeclimate" },
	};
	struct str name = trivy_text(l, TRIVY_FLAG_FORMAT);
	struct str template = path_base(trivy_text(l, TRIVY_FLAG_TEMPLATE));
	if (str_starts(template, STR("@")))
		template = str_from(template, 1);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (str_is(name, rows[i].format) &&
		    (!rows[i].template || str_is(template, rows[i].template))) {
			*out = rows[i].ours;
			return 0;
		}
	return fault_set(f, E_USAGE,
			 "config writes table, sarif, and with --format template junit.tpl and "
			 "gitlab-codequality.tpl; seaworthy lint has formats of its own");
}

/* The lowest severity that counts, as lint calls it. */
static int lint_threshold(const struct trivy_line *l, const char **out, struct fault *f)
{
	unsigned bits;
	TRY(trivy_severities(l, &bits, f));
	*out = bits & (1u << SEVERITY_LOW | 1u << SEVERITY_UNKNOWN) ? "style"
	       : bits >> SEVERITY_MEDIUM & 1			    ? "warning"
								    : "error";
	if (bits && strcmp(*out, "style") != 0)
		log_info("config: exit codes are for findings of level %s and worse", *out);
	return 0;
}

/* lint writes to standard output: the file takes its place. */
static int send_to_file(const char *path, struct fault *f)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0)
		return fault_errno(f, errno, "%s", path);
	int r = dup2(fd, STDOUT_FILENO) < 0 ? fault_errno(f, errno, "%s", path) : 0;
	close(fd);
	return r;
}

static int nothing_found(const struct trivy_line *l, const char *target, int *out_code)
{
	log_error("%s: no Dockerfile in it; nothing was judged", target);
	*out_code = trivy_number(l, TRIVY_FLAG_EXIT_CODE) ? EXIT_INCOMPLETE : EXIT_FIT;
	return 0;
}

static int run_lint(const struct trivy_line *l, const struct walk *found, int *out_code,
		    struct fault *f)
{
	const char *format, *threshold, *file = trivy_cstr(l, TRIVY_FLAG_OUTPUT);
	unsigned on_findings = trivy_number(l, TRIVY_FLAG_EXIT_CODE);
	struct words w = { .arena = l->arena };
	TRY(lint_format(l, &format, f));
	TRY(lint_threshold(l, &threshold, f));
	add(&w, "lint");
	add(&w, "--format");
	add(&w, format);
	add(&w, "--failure-threshold");
	add(&w, threshold);
	add(&w, "--");
	for (size_t i = 0; i < found->files.n; i++)
		add(&w, found->files.p[i]);
	if (file)
		TRY(send_to_file(file, f));
	TRY(run_other(&w, out_code, f));
	if (*out_code == EXIT_GATE)
		*out_code = (int)on_findings;
	else if (*out_code == EXIT_INCOMPLETE && !on_findings)
		*out_code = EXIT_FIT;
	if (*out_code == EXIT_FIT && on_findings && (found->unreadable || found->more))
		*out_code = EXIT_INCOMPLETE;
	return 0;
}

int trivy_config(const struct trivy_line *line, int *out_code, struct fault *f)
{
	struct walk w = { .arena = line->arena };
	if (line->operands.n != 1)
		return fault_set(f, E_USAGE, "one folder or file is judged, %zu were given",
				 line->operands.n);
	const char *target = line->operands.p[0];
	TRY(find_files(target, &w, f));
	log_warn("Dockerfiles are judged; manifests, charts and templates of other tools are not");
	if (w.more)
		log_error("%s: too much to look at all of it; name a part of it", target);
	return w.files.n ? run_lint(line, &w, out_code, f) : nothing_found(line, target, out_code);
}

/* ---- convert ---- */

int trivy_convert(const struct trivy_line *line, int *out_code, struct fault *f)
{
	static const enum trivy_flag_id not_here[] = { TRIVY_FLAG_SEVERITY, TRIVY_FLAG_EXIT_CODE,
						       TRIVY_FLAG_EXIT_ON_EOL,
						       TRIVY_FLAG_IGNOREFILE };
	const char *format, *file = trivy_cstr(line, TRIVY_FLAG_OUTPUT);
	struct words w = { .arena = line->arena };
	for (size_t i = 0; i < ARRAY_LEN(not_here); i++)
		if (trivy_given(line, not_here[i]))
			return fault_set(
				f, E_USAGE,
				"%.*s: a saved report is written as it is; say it where the "
				"scan is made",
				STRF(line->values[not_here[i]].where));
	if (line->operands.n != 1)
		return fault_set(f, E_USAGE, "one saved report is converted, %zu were given",
				 line->operands.n);
	TRY(trivy_format(line, &format, f));
	add(&w, "report");
	add(&w, "convert");
	add(&w, "--all");
	add(&w, file ? "--output" : "--format");
	add(&w, file ? str_cstr(w.arena, str_printf(w.arena, "%s=%s", format, file)) : format);
	if (file) {
		add(&w, "--format");
		add(&w, "none");
	}
	add(&w, "--");
	add(&w, line->operands.p[0]);
	return run_other(&w, out_code, f);
}

/* ---- --download-db-only ---- */

int trivy_update(const struct trivy_line *line, int *out_code, struct fault *f)
{
	struct words w = { .arena = line->arena };
	add(&w, "db");
	add(&w, "update");
	return run_other(&w, out_code, f);
}
