/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ownership comes from the package databases of the distribution. Packages of languages list no files; there the
 * folder that their tools install into is what tells: everything below node_modules/NAME is NAME's.
 *
 * Must stay true: a team's own file never counts as somebody else's. So a folder "test" alone means nothing, what
 * packages own in etc/ is meant to be edited, and what lies in a dependency's folder outside of its tests is
 * taken for the team's: people do put their settings there.
 */
#include "find/lib/secret_standing.h"

#include "find/lib/owned.h"

/* Folders that tools install dependencies into: the next component is a dependency. */
static const char *const roots[] = {
	"node_modules/",
	"site-packages/",
	"dist-packages/",
	"gems/",
	"go/pkg/mod/",
	"registry/src/",
	NULL,
};

/* Toolchains that are unpacked, not installed. */
static const struct {
	const char *folder, *name;
} toolchains[] = {
	{ "usr/local/go/", "go" },
	{ "usr/local/lib/python3", "python" },
	{ "usr/share/doc/",
	  NULL }, /* the next component is the package, which may own it no more */
};

static const char *const folders[] = {
	"test",	    "tests", "testing",	  "testdata", "test-data",    "__tests__",
	"spec",	    "specs", "fixture",	  "fixtures", "__fixtures__", "example",
	"examples", "doc",   "docs",	  "man",      "samples",      "sample",
	"demo",	    "bench", "benchmark", NULL,
};

/* "x_test.go", "x.test.js", "test_x.py", "README.md"; declarations are documentation with types */
static bool is_sample_name(struct str name)
{
	static const char *const ends[] = { "_test.go",	 ".test.js",	   ".test.ts",
					    ".test.mjs", ".spec.js",	   ".spec.ts",
					    "_test.py",	 "_spec.rb",	   "_test.rb",
					    ".md",	 ".rst",	   ".adoc",
					    ".d.ts",	 ".examples.json", NULL };
	static const char *const starts[] = { "test_",	   "README", "CHANGELOG",
					      "changelog", "NEWS",   NULL };
	for (const char *const *w = ends; *w; w++)
		if (str_ends(name, str_of(*w)))
			return true;
	for (const char *const *w = starts; *w; w++)
		if (str_starts(name, str_of(*w)))
			return true;
	return false;
}

static bool is_sample_path(struct str path)
{
	for (;;) {
		size_t slash = str_find_char(path, '/');
		if (slash == SIZE_MAX)
			return is_sample_name(path);
		for (const char *const *w = folders; *w; w++)
			if (str_eq_nocase(str_slice(path, 0, slash), str_of(*w)))
				return true;
		path = str_from(path, slash + 1);
	}
}

/* Behind the last folder of dependencies; SIZE_MAX when there is none. */
static size_t find_root(struct str path)
{
	size_t found = SIZE_MAX;
	for (const char *const *w = roots; *w; w++) {
		struct str root = str_of(*w), rest = path;
		size_t base = 0, at;
		while ((at = str_find(rest, root)) != SIZE_MAX) {
			base += at;
			if ((base == 0 || path.p[base - 1] == '/') &&
			    (found == SIZE_MAX || base + root.n > found))
				found = base + root.n;
			base += root.n;
			rest = str_from(path, base);
		}
	}
	return found;
}

/* "left-pad/x", "@scope/name/x": the name, and what is behind it. */
static bool cut_name(struct str s, struct str *name, struct str *rest)
{
	size_t slash = str_find_char(s, '/');
	if (slash != SIZE_MAX && s.p[0] == '@') {
		size_t next = str_find_char(str_from(s, slash + 1), '/');
		slash = next == SIZE_MAX ? next : slash + 1 + next;
	}
	if (slash == SIZE_MAX || slash == 0)
		return false;
	*name = str_slice(s, 0, slash);
	*rest = str_from(s, slash + 1);
	return true;
}

enum secret_standing secret_standing_of_path(struct str path, struct str *out_package)
{
	struct str name, rest;
	size_t root = find_root(path);
	*out_package = STR("");
	if (root != SIZE_MAX && cut_name(str_from(path, root), &name, &rest) &&
	    is_sample_path(rest)) {
		*out_package = name;
		return SECRET_SAMPLE;
	}
	for (size_t i = 0; root == SIZE_MAX && i < ARRAY_LEN(toolchains); i++) {
		struct str folder = str_of(toolchains[i].folder);
		if (!str_starts(path, folder))
			continue;
		rest = str_from(path, folder.n);
		if (!toolchains[i].name && cut_name(rest, &name, &rest)) {
			*out_package = name;
			return SECRET_SAMPLE;
		}
		if (toolchains[i].name && is_sample_path(rest)) {
			*out_package = str_of(toolchains[i].name);
			return SECRET_SAMPLE;
		}
	}
	return SECRET_OURS;
}

enum secret_standing secret_standing_of(const struct watch_image *image, size_t layer,
					uint32_t entry, struct str path, struct str *out_package)
{
	uint32_t owner = image->owned ? owned_by(image->owned, layer, entry) : PACKAGE_NONE;
	if (owner == PACKAGE_NONE || str_starts(path, STR("etc/")))
		return secret_standing_of_path(path, out_package);
	*out_package = sym_str(image->report->syms, image->report->packages.p[owner].name);
	bool sample = str_starts(path, STR("usr/share/doc/")) || is_sample_path(path);
	return sample ? SECRET_SAMPLE : SECRET_OF_PACKAGE;
}
