/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/lib/sources.h"

#include "base/fs.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/vec.h"
#include "read/net/http.h"

extern const char data_sources[];
extern const size_t data_sources_n;

static const struct source_kind kinds[] = {
	{ "zip", STR_INIT("PK"), NULL },
	{ "gzip", STR_INIT("\x1f\x8b"), NULL },
	{ "xz",
	  STR_INIT("\xfd"
		   "7zXZ"),
	  NULL },
	{ "zstd", STR_INIT("\x28\xb5\x2f\xfd"), NULL },
	{ "json", STR_INIT(""), "{[" },
	{ "csv", STR_INIT(""), NULL },
};

static bool is_page(struct str text)
{
	return str_starts(text, STR("<")) || str_starts(text, STR("\xef\xbb\xbf<"));
}

const char *source_mistaken(const struct source_kind *kind, struct str head)
{
	struct str text = str_trim(head);
	if (kind->magic.n && str_starts(head, kind->magic))
		return NULL;
	bool binary = str_find_char(head, 0) != SIZE_MAX;
	if (!kind->magic.n && text.n && !binary && !is_page(text) &&
	    (!kind->texts || strchr(kind->texts, text.p[0])))
		return NULL;
	if (!head.n)
		return "empty";
	if (is_page(text))
		return "a web page";
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (kinds[i].magic.n && str_starts(head, kinds[i].magic))
			return kinds[i].name;
	return text.n && !binary && strchr("{[", text.p[0]) ? "json" : "something else";
}

static const struct source_kind *find_kind(struct str name)
{
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (str_is(name, kinds[i].name))
			return &kinds[i];
	return NULL;
}

/* Letters, digits, "._-" and single slashes; no part begins with a dot. */
static bool is_file_name(struct str name)
{
	char before = '/';
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		bool plain = char_is_alnum(c) || c == '_' || c == '-';
		if (!plain && !((c == '.' || c == '/') && before != '/'))
			return false;
		before = c;
	}
	return before != '/' && name.n <= 200;
}

static int rewrite(struct str url, const struct source_changes *changes, struct str file,
		   struct arena *a, const char **out, struct fault *f)
{
	if (changes->mirror) {
		struct str base = str_of(changes->mirror);
		while (str_ends(base, STR("/")))
			base.n--;
		*out = str_printf(a, "%.*s/%.*s%c", STRF(base), STRF(file), 0).p;
		return 0;
	}
	for (size_t i = 0; changes->rewrite && i < changes->rewrite->n; i++) {
		struct str from, to;
		if (!str_cut(str_of(changes->rewrite->p[i]), '=', &from, &to) || !from.n || !to.n)
			return fault_set(f, E_USAGE,
					 "--rewrite needs FROM=TO, two beginnings of URLs");
		if (!str_starts(url, from))
			continue;
		*out = str_printf(a, "%.*s%.*s%c", STRF(to), STRF(str_from(url, from.n)), 0).p;
		return 0;
	}
	*out = str_cstr(a, url);
	return 0;
}

static int read_line(struct str line, const struct source_changes *changes, struct arena *a,
		     struct source *out, struct fault *f)
{
	struct str file, kind, url, more;
	if (!str_next_word(&line, &file) || !str_next_word(&line, &kind) ||
	    !str_next_word(&line, &url) || str_next_word(&line, &more))
		return fault_set(f, E_USAGE, "needs three fields: FILE KIND URL");
	if (!is_file_name(file))
		return fault_set(f, E_USAGE, "\"%.*s\" is no name for a file below a folder",
				 STRF(file));
	out->kind = find_kind(kind);
	if (!out->kind)
		return fault_set(f, E_USAGE,
				 "\"%.*s\" is no kind: only zip, json, csv, gzip, xz and zstd",
				 STRF(kind));
	out->file = str_cstr(a, file);
	TRY(rewrite(url, changes, file, a, &out->url, f));
	return http_check_url(out->url, changes->allow_plain, f);
}

/* Two sources must not want the same file, nor one a folder that is another's file. */
static int check_clash(struct map *seen, struct arena *a, const char *file, struct fault *f)
{
	struct str name = str_of(file);
	for (size_t i = 0; i < name.n; i++) {
		if (name.p[i] != '/')
			continue;
		uint32_t *kind = map_put(seen, str_dup(a, str_slice(name, 0, i)), NULL);
		if (*kind == 1)
			return fault_set(f, E_USAGE, "%.*s is a file of another source", (int)i,
					 file);
		*kind = 2;
	}
	uint32_t *kind = map_put(seen, name, NULL);
	if (*kind)
		return fault_set(f, E_USAGE, "%s belongs to another source", file);
	*kind = 1;
	return 0;
}

static int parse(struct str text, const struct source_changes *changes, const char *name,
		 struct arena *a, struct source_list *out, struct fault *f)
{
	VEC(struct source) sources = { 0 };
	struct map seen;
	struct str line;
	map_init(&seen, a);
	for (size_t number = 1; str_next_line(&text, &line); number++) {
		struct source source;
		line = str_trim(line);
		if (!line.n || line.p[0] == '#')
			continue;
		if (sources.n == LIMIT_SOURCES)
			return fault_set(f, E_USAGE, "%s: more than %u sources", name,
					 (unsigned)LIMIT_SOURCES);
		int r = read_line(line, changes, a, &source, f);
		if (r == 0)
			r = check_clash(&seen, a, source.file, f);
		if (r < 0)
			return fault_in(f, r, "%s: line %zu", name, number);
		*VEC_PUSH(a, &sources) = source;
	}
	if (!sources.n)
		return fault_set(f, E_USAGE, "%s: no sources in it", name);
	*out = (struct source_list){ sources.p, sources.n };
	return 0;
}

int sources_read(const char *path, const struct source_changes *changes, struct arena *a,
		 struct source_list *out, struct fault *f)
{
	struct str text = str_make(data_sources, data_sources_n);
	OWNED(buf_donep) struct buf file;
	buf_init(&file, LIMIT_SOURCE_LIST);
	if (path) {
		TRY(fs_read_file(path, &file, f));
		text = buf_str(&file);
	}
	return parse(text, changes, path ? path : "the built-in list", a, out, f);
}
