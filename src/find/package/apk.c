/* SPDX-License-Identifier: Apache-2.0 */
/*
 * apk: the "installed" database of Alpine, Wolfi, Chainguard and others. Lines of one letter, a colon and a
 * value; a blank line ends a package. Its files follow as F: (folder) and R: (file in that folder).
 *
 *     P: name   V: version   A: architecture   L: licence   o: origin (the source package)
 *
 * The origin has no version of its own: all packages of one origin share it. apk 3 keeps the file in
 * usr/lib/apk/db when /lib is a link; both places are read.
 *
 * Format: apk-installed(5).
 */
#include "base/limits.h"
#include "base/path.h"
#include "find/facts.h"
#include "find/analyzer.h"

struct reading {
	struct package_fact p;
	struct str folder;
	char *files; /* room for the rest of the database */
	size_t files_n;
	size_t line, first_line;
	struct facts *out;
};

static void finish(struct reading *r)
{
	struct package_fact *p = &r->p;
	if (r->first_line && (p->name.n == 0 || p->version.n == 0)) {
		struct fault f = { 0 };
		fault_set(&f, E_CORRUPT, "line %zu: a package without %s", r->first_line,
			  p->name.n ? "version (V:)" : "name (P:)");
		facts_gap(r->out, &f);
	} else if (r->first_line) {
		p->kind = PACKAGE_APK;
		p->files = str_make(r->files, r->files_n);
		facts_package(r->out, p);
	}
	*p = (struct package_fact){ 0 };
	r->files += r->files_n;
	r->files_n = 0;
	r->folder = STR("");
	r->first_line = 0;
}

/* False when the list of this one package passes its limit: a name can be repeated under a long folder. */
static bool add_file(struct reading *r, struct str name)
{
	size_t need = r->folder.n + name.n + 2;
	if (r->files_n + need > LIMIT_FILE_LIST)
		return false;
	char *to = r->files + r->files_n;
	size_t n = 0;
	if (r->folder.n) {
		memcpy(to, r->folder.p, r->folder.n);
		n = r->folder.n;
		to[n++] = '/';
	}
	memcpy(to + n, name.p, name.n);
	n = path_normalise(str_make(to, n + name.n), to, NULL);
	if (n == 0)
		return true;
	to[n++] = '\n';
	r->files_n += n;
	r->p.file_count++;
	return true;
}

static int take_line(struct reading *r, struct str line, struct fault *f)
{
	if (line.n < 2 || line.p[1] != ':') {
		fault_set(f, E_CORRUPT, "line %zu: not a letter, a colon and a value", r->line);
		facts_gap(r->out, f);
		return 0;
	}
	if (!r->first_line)
		r->first_line = r->line;
	struct str value = str_from(line, 2);
	struct package_fact *p = &r->p;
	switch (line.p[0]) {
	case 'P':
		p->name = value;
		break;
	case 'V':
		p->version = value;
		break;
	case 'A':
		p->arch = value;
		break;
	case 'L':
		p->licence = value;
		break;
	case 'o':
		p->source_name = value;
		break;
	case 'F':
		r->folder = value;
		break;
	case 'R':
		if (value.n && !add_file(r, value))
			return fault_set(f, E_LIMIT, "line %zu: the file list of %.*s is too long",
					 r->line, STRF(p->name));
		break;
	default: /* checksums, sizes, dependencies, scripts */
		break;
	}
	return 0;
}

/*
 * Bytes that the longest file list needs: folder and name of every R line. The list of one package can be
 * far larger than its lines when a long folder has many files, so it is measured, not guessed.
 */
static size_t measure(struct str text)
{
	size_t total = 0, folder = 0;
	struct str line;
	while (str_next_line(&text, &line)) {
		if (line.n < 2)
			folder = 0;
		else if (line.p[0] == 'F' && line.p[1] == ':')
			folder = line.n;
		else if (line.p[0] == 'R' && line.p[1] == ':')
			total += folder + line.n;
	}
	return size_min(total, LIMIT_PACKAGE_DB) + LIMIT_PATH;
}

static int analyze(const struct file *file, struct arena *scratch, struct facts *out,
		   struct fault *f)
{
	struct reading r = { .out = out };
	size_t room = measure(file->bytes);
	if (room > LIMIT_PACKAGE_DB)
		return fault_set(f, E_LIMIT, "its file lists need more than %llu bytes",
				 (unsigned long long)LIMIT_PACKAGE_DB);
	r.files = arena_bytes(scratch, room);
	struct str rest = file->bytes, line;
	while (str_next_line(&rest, &line)) {
		r.line++;
		if (line.n == 0)
			finish(&r);
		else
			TRY(take_line(&r, line, f));
	}
	finish(&r);
	return 0;
}

const struct analyzer analyzer_apk = {
	.name = "apk",
	.version = 1,
	.paths = PATHS("lib/apk/db/installed", "usr/lib/apk/db/installed"),
	.limit = LIMIT_PACKAGE_DB,
	.analyze = analyze,
};
