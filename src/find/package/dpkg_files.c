/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which files a Debian package owns: var/lib/dpkg/info/NAME.list or NAME:ARCH.list, one path a line with
 * folders before what is in them; in distroless images status.d/NAME.md5sums, "digest  path" a line,
 * files only.
 *
 * Folders are left out: a line whose successor lies below it is one. (An empty folder cannot be told from
 * a file and stays.)
 */
#include "base/limits.h"
#include "base/path.h"
#include "find/facts.h"
#include "find/analyzer.h"

/* Appends the normal form of `raw` and a newline; the part that was written. */
static size_t add_path(char *to, struct str raw)
{
	size_t n = path_normalise(raw, to, NULL);
	if (n)
		to[n++] = '\n';
	return n;
}

static bool is_folder_of(struct str folder, struct str path)
{
	return path.n > folder.n + 1 && path.p[folder.n] == '/' && str_starts(path, folder);
}

static struct str package_of(struct str path, bool *out_is_list)
{
	struct str base = path_base(path);
	*out_is_list = str_ends(base, STR(".list"));
	return str_slice(base, 0, base.n - (*out_is_list ? 5 : 8));
}

static int analyze(const struct file *file, struct arena *scratch, struct facts *out,
		   struct fault *f)
{
	(void)f;
	bool is_list;
	struct str package = package_of(file->path, &is_list);
	/* A path grows by no more than its newline, which the input has, too, but for the last line. */
	char *to = arena_bytes(scratch, file->bytes.n + 1);
	size_t n = 0;
	uint32_t count = 0;
	struct str rest = file->bytes, line, next;
	bool have = str_next_line(&rest, &line);
	while (have) {
		have = str_next_line(&rest, &next);
		struct str path = line;
		if (!is_list) {
			/* md5sum(1): 32 digits, space, space or '*', path */
			path = str_from(line, 34);
		} else if (have && is_folder_of(line, next)) {
			path = STR("");
		}
		size_t added = add_path(to + n, path);
		n += added;
		count += added > 0;
		line = next;
	}
	facts_detail(out, DETAIL_FILES, package, str_make(to, n), count);
	return 0;
}

const struct analyzer analyzer_dpkg_files = {
	.name = "dpkg_files",
	.version = 1,
	.paths = PATHS("var/lib/dpkg/info/*.list", "var/lib/dpkg/status.d/*.md5sums"),
	.limit = LIMIT_FILE_LIST,
	.analyze = analyze,
};
