/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lines of a new .dockerignore, in three groups, each line only where the context has something for it:
 *
 *	.git, editors' folders          nobody's program reads them; .git stays where a RUN asks git
 *	.env, keys, credentials         .env always: it comes later than the Dockerfile
 *	node_modules, target, …         only where a RUN makes them again
 *
 * An existing file is its owner's: only secrets and .git are added, at the end, where they win.
 *
 * Must stay true: no line takes away what an instruction names, so a build that works goes on working, unless it
 * lives on a secret file that nobody mentions.
 */
#include "find/dockerfile/ignore_plan.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/path.h"
#include "find/dockerfile/lib/image_path.h"
#include "find/dockerfile/lib/secret_path.h"

enum { SECRETS_MOST = 1000 };

struct plan {
	struct arena *arena;
	const struct df_build *build;
	struct buf *out;
	const char *newline;
	const char *title; /* of the group, until its first line is written */
	size_t lines;
};

bool ignore_is_everything(struct str source)
{
	return str_is(source, ".") || str_is(source, "./") || str_is(source, "*") ||
	       str_is(source, "./*") || str_is(source, "/");
}

static bool copies_everything(const struct df_build *b)
{
	for (size_t k = 0; k < b->file->instructions.n; k++) {
		const struct df_instruction *i = &b->file->instructions.p[k];
		for (size_t n = 0; copy_is_local(i) && n < copy_sources(i, NULL); n++)
			if (ignore_is_everything(i->args.p[n].text))
				return true;
	}
	return false;
}

/* ---- what is in the context ---- */

/* "node_modules" anywhere; *out_top: in the folder itself. */
static bool has_folder(const struct df_build *b, const char *name, bool *out_top)
{
	bool found = false;
	for (size_t i = 0; b->context[i]; i++) {
		struct str path = str_of(b->context[i]);
		if (!str_ends(path, STR("/")))
			continue;
		path = str_slice(path, 0, path.n - 1);
		found |= str_is(path_base(path), name);
		*out_top |= str_is(path, name);
	}
	return found;
}

static bool is_sample_folder(struct str path)
{
	static const char *const names[] = { "test",	   "tests",	"testdata", "fixtures",
					     "spec",	   "specs",	"example",  "examples",
					     "sample",	   "samples",	"docs",	    "vendor",
					     "mocks",	   "__tests__", "src",	    "resources",
					     "third_party" };
	struct str part;
	while (str_next(&path, '/', &part))
		for (size_t i = 0; i < ARRAY_LEN(names); i++)
			if (str_is(part, names[i]))
				return true;
	return false;
}

/* What tools read at build time, and what servers are given on purpose. */
static bool is_needed(struct str name)
{
	return str_is(name, ".npmrc") || str_is(name, ".yarnrc.yml") || str_is(name, ".htpasswd") ||
	       str_is(name, ".docker") || str_is(name, ".envrc");
}

const char *ignore_next_secret(const struct df_build *b, size_t *at)
{
	while (b->has_context && b->context && b->context[*at]) {
		const char *name = b->context[(*at)++];
		struct str path = str_of(name);
		if (str_ends(path, STR("/")))
			path = str_slice(path, 0, path.n - 1);
		if (secret_path_kind(path) && !is_needed(path_base(path)) &&
		    !str_is(path_base(path), ".git") && !is_sample_folder(path_dir(path)) &&
		    !df_ignored(b->ignore_text, path))
			return name;
	}
	return NULL;
}

/* Does a RUN start one of these programs? */
static bool runs_any(const struct df_build *b, const char *const *programs)
{
	for (size_t k = 0; k < b->file->instructions.n; k++)
		for (size_t c = 0; c < b->scripts[k].commands.n; c++)
			for (size_t i = 0; programs[i]; i++)
				if (str_is(path_base(sh_name(&b->scripts[k].commands.p[c])),
					   programs[i]))
					return true;
	return false;
}

/* git describe and the like; a clone brings its own. */
static bool asks_git(const struct df_build *b)
{
	for (size_t k = 0; k < b->file->instructions.n; k++)
		for (size_t c = 0; c < b->scripts[k].commands.n; c++) {
			const struct sh_command *command = &b->scripts[k].commands.p[c];
			if (str_is(sh_name(command), "git") && !sh_has_arg(command, "clone") &&
			    !sh_has_arg(command, "config"))
				return true;
		}
	return false;
}

/* ---- lines ---- */

/* An instruction names what the line is about, or a folder that holds it. */
static bool takes_away(const struct df_build *b, struct str line)
{
	for (size_t k = 0; k < b->file->instructions.n; k++) {
		const struct df_instruction *i = &b->file->instructions.p[k];
		for (size_t n = 0; copy_is_local(i) && n < copy_sources(i, NULL); n++) {
			struct str source = i->args.p[n].text;
			if (!ignore_is_everything(source) && !str_starts(source, STR("<<")) &&
			    (df_ignored(line, source) || df_ignored(source, line)))
				return true;
		}
	}
	return false;
}

static void put_line(struct plan *p, struct str line)
{
	/* no line can mean a name with a line break in it */
	if (takes_away(p->build, line) || str_find_char(line, '\n') != SIZE_MAX ||
	    str_find_char(line, '\r') != SIZE_MAX)
		return;
	if (p->title) {
		buf_printf(p->out, "%s# %s%s", p->out->n ? p->newline : "", p->title, p->newline);
		p->title = NULL;
	}
	buf_printf(p->out, "%.*s%s", STRF(line), p->newline);
	p->lines++;
}

/* A name with wildcards in it is written so that it means itself. */
static struct str escaped(struct arena *a, struct str path)
{
	char *to = arena_bytes(a, 2 * path.n + 2);
	size_t n = 0;
	if (path.n && (path.p[0] == '!' || path.p[0] == '#')) {
		to[n++] = '.';
		to[n++] = '/';
	}
	for (size_t i = 0; i < path.n; i++) {
		if (strchr("*?[\\", path.p[i]))
			to[n++] = '\\';
		to[n++] = path.p[i];
	}
	return str_make(to, n);
}

static void put_secrets(struct plan *p)
{
	struct str above = STR(""); /* a folder that was written already */
	const char *name;
	for (size_t at = 0, n = 0;
	     n < SECRETS_MOST && (name = ignore_next_secret(p->build, &at));) {
		struct str path = str_of(name);
		if ((above.n && str_starts(path, above)) || str_starts(path, STR(".env.")) ||
		    str_is(path, ".env"))
			continue;
		if (str_ends(path, STR("/"))) {
			above = path;
			path = str_slice(path, 0, path.n - 1);
		}
		put_line(p, escaped(p->arena, path));
		n++;
	}
}

/* .env and its kin, but for the samples that are there. */
static void put_environment(struct plan *p)
{
	put_line(p, STR(".env"));
	put_line(p, STR(".env.*"));
	for (size_t i = 0; p->build->context[i]; i++) {
		struct str name = str_of(p->build->context[i]);
		if (str_starts(name, STR(".env.")) && str_find_char(name, '/') == SIZE_MAX &&
		    !secret_path_kind(name))
			put_line(p, str_printf(p->arena, "!%.*s", STRF(name)));
	}
}

struct made {
	const char *folder;
	const char *by[8]; /* programs that make it again; none: it is never needed */
};

static void put_folders(struct plan *p, const char *title, const struct made *rows, size_t n)
{
	p->title = title;
	for (size_t i = 0; i < n; i++) {
		bool top = false, found = has_folder(p->build, rows[i].folder, &top);
		if (!found || (rows[i].by[0] && !runs_any(p->build, rows[i].by)))
			continue;
		put_line(p, str_printf(p->arena, "%s%s", top ? "" : "**/", rows[i].folder));
	}
}

static void write_new(struct plan *p)
{
	static const struct made people[] = {
		{ ".svn", { NULL } },	 { ".hg", { NULL } },	  { ".idea", { NULL } },
		{ ".vscode", { NULL } }, { ".github", { NULL } },
	};
	static const struct made rebuilt[] = {
		{ "node_modules", { "npm", "yarn", "pnpm", "bun", NULL } },
		{ ".venv", { "pip", "pip3", "uv", "poetry", "pipenv", "python", NULL } },
		{ "venv", { "pip", "pip3", "uv", "poetry", "pipenv", "python", NULL } },
		{ "target", { "cargo", "mvn", "mvnw", "sbt", NULL } },
		{ ".gradle", { "gradle", "gradlew", NULL } },
		{ "__pycache__", { NULL } },
		{ ".pytest_cache", { NULL } },
		{ ".tox", { NULL } },
	};
	p->title = "history of the sources, settings of editors";
	if (!asks_git(p->build))
		put_line(p, STR(".git"));
	put_folders(p, p->title, people, ARRAY_LEN(people));
	p->title = "credentials";
	put_environment(p);
	put_secrets(p);
	put_folders(p, "made again by the build", rebuilt, ARRAY_LEN(rebuilt));
}

static bool has_name(const struct df_build *b, const char *name)
{
	for (size_t i = 0; b->context[i]; i++)
		if (str_is(str_of(b->context[i]), name))
			return true;
	return false;
}

static void write_more(struct plan *p)
{
	struct str old = p->build->ignore_text;
	buf_add_str(p->out, old);
	if (old.n && old.p[old.n - 1] != '\n')
		buf_printf(p->out, "%s", p->newline);
	p->title = "nothing for an image";
	if (has_name(p->build, ".git/") && !df_ignored(old, STR(".git")) && !asks_git(p->build))
		put_line(p, STR(".git"));
	for (size_t i = 0; p->build->context[i]; i++) {
		struct str name = str_of(p->build->context[i]);
		if ((str_is(name, ".env") || str_starts(name, STR(".env."))) &&
		    str_find_char(name, '/') == SIZE_MAX && secret_path_kind(name) &&
		    !df_ignored(old, name))
			put_line(p, escaped(p->arena, name));
	}
	put_secrets(p);
}

int ignore_plan(struct arena *a, const struct df_build *b, struct str *out_text)
{
	if (!b->has_context || !b->context || b->ignore_unknown || !copies_everything(b))
		return 0;
	OWNED(buf_donep) struct buf out;
	buf_init(&out, LIMIT_SMALL_FILE);
	bool crlf = b->has_ignore ? str_has(b->ignore_text, STR("\r\n")) : b->file->crlf;
	struct plan p = { a, b, &out, crlf ? "\r\n" : "\n", NULL, 0 };
	if (b->has_ignore)
		write_more(&p);
	else
		write_new(&p);
	if (out.over || !p.lines)
		return 0;
	*out_text = str_dup(a, buf_str(&out));
	return 1;
}
