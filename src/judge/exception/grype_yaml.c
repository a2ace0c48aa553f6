/* SPDX-License-Identifier: Apache-2.0 */
/*
 * .grype.yaml: its list "ignore". Everything else of that file is about the other scanner, and is not read.
 *
 *     ignore:
 *       - vulnerability: CVE-2024-3094
 *         reason: not reached
 *         package:
 *           name: liblzma5       # the binary package; upstream-name: the source
 *           version: 5.6.0-0.2
 *           type: deb            # without one: a package of that name of any type
 *           location: "/var/lib/dpkg/status"
 *
 * All that an entry says must hold. What cannot be compared here (fix-state, namespace, vex-status, match-type,
 * language, name together with upstream-name, expressions as names) would be left out of the comparison, and the
 * entry would ignore more than it says: such entries are left out, each with a note. The aliases of a vulnerability
 * always count, with include-aliases or without.
 */
#include "judge/lib/entries.h"

#include "base/path.h"
#include "model/purl.h"

static const struct type {
	const char *name, *purl;
	bool spaced; /* a name without its namespace is not a whole one */
} types[] = {
	{ "deb", "deb", false },	  { "apk", "apk", false },
	{ "rpm", "rpm", false },	  { "npm", "npm", true },
	{ "python", "pypi", false },	  { "gem", "gem", false },
	{ "rust-crate", "cargo", false }, { "dotnet", "nuget", false },
	{ "go-module", "golang", true },  { "php-composer", "composer", true },
	{ "java-archive", NULL, false },
};

static bool has_ignore(struct str text)
{
	struct str line;
	while (str_next_line(&text, &line))
		if (str_starts(line, STR("ignore:")))
			return true;
	return false;
}

static bool is_for(const struct exception_file *file)
{
	struct str base = path_base(file->name);
	if (!str_ends(base, STR(".yaml")) && !str_ends(base, STR(".yml")))
		return false;
	return str_has(base, STR("grype")) || has_ignore(file->text);
}

static void add_url(struct entries *x, struct exception *e, const struct type *type,
		    struct str name, struct str version, bool source)
{
	struct arena *a = x->arena;
	struct str url =
		str_printf(a, "pkg:%s/%.*s", type->purl, STRF(purl_encode(a, name, type->spaced)));
	if (version.n)
		url = str_printf(a, "%.*s@%.*s", STRF(url), STRF(purl_encode(a, version, false)));
	if (source)
		url = str_printf(a, "%.*s?arch=source", STRF(url));
	*VEC_PUSH(x->arena, &e->packages) = url;
}

static bool is_expression(struct str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (str_find_char(STR("*?[](){}|^$\\"), name.p[i]) != SIZE_MAX)
			return true;
	return false;
}

/* Why the entry cannot be used; empty when it can. */
static struct str read_package(struct entries *x, const struct json *package, struct exception *e)
{
	static const char *const keys[] = { "name",	"version",	 "type",
					    "location", "upstream-name", NULL };
	struct str name = entries_get(package, "name"),
		   source = entries_get(package, "upstream-name");
	struct str version = entries_get(package, "version"), type = entries_get(package, "type");
	struct str location = entries_get(package, "location");
	if (!package)
		return STR("");
	if (package->kind != JSON_OBJECT)
		return STR("\"package\" holds keys");
	const struct json *unknown = entries_unknown(package, keys);
	if (unknown)
		return str_printf(x->arena, "\"package.%.*s\" cannot be compared here",
				  STRF(unknown->key));
	if (name.n && source.n)
		return STR("name and upstream-name cannot be compared together");
	if (is_expression(name) || is_expression(source))
		return STR("the package's name is an expression");
	if (!name.n && !source.n && (version.n || type.n))
		return STR("a package without a name cannot be compared");
	if (location.n)
		*VEC_PUSH(x->arena, &e->paths) = str_dup(x->arena, location);
	bool known = type.n == 0;
	for (size_t i = 0; i < ARRAY_LEN(types); i++) {
		if (type.n && !str_is(type, types[i].name))
			continue;
		if (!types[i].purl)
			continue;
		known = true;
		if (name.n || source.n)
			add_url(x, e, &types[i], name.n ? name : source, version, source.n > 0);
	}
	return known ? STR("")
		     : str_printf(x->arena, "packages of type \"%.*s\" cannot be compared here",
				  STRF(type));
}

static struct str read_entry(struct entries *x, const struct json *entry, struct exception *e)
{
	static const char *const keys[] = { "vulnerability", "include-aliases", "reason", "package",
					    NULL };
	if (entry->kind != JSON_OBJECT)
		return STR("an entry holds keys");
	const struct json *unknown = entries_unknown(entry, keys);
	if (unknown)
		return str_printf(x->arena, "\"%.*s\" cannot be compared here", STRF(unknown->key));
	struct str id = entries_get(entry, "vulnerability");
	if (id.n)
		*VEC_PUSH(x->arena, &e->ids) = str_dup(x->arena, id);
	e->reason = str_dup(x->arena, entries_get(entry, "reason"));
	e->kinds = 1u << FINDING_VULNERABILITY;
	e->only_binaries = true;
	struct str why = read_package(x, json_get(entry, "package"), e);
	if (why.n == 0 && !e->ids.n && !e->packages.n && !e->paths.n)
		return STR("it names neither a vulnerability nor a package");
	return why;
}

static int read(const struct exception_file *file, struct exception_list *list,
		struct exception_notes *notes, struct fault *f)
{
	OWNED(entries_done) struct entries x;
	const struct json *root;
	entries_init(&x, file, list, notes);
	TRY(entries_parse_yaml(&x, &root, f));
	const struct json *ignore = json_get(root, "ignore");
	if (!ignore || ignore->kind == JSON_NULL)
		return 0;
	if (ignore->kind != JSON_ARRAY)
		return entries_refuse(&x, ignore, f, "\"ignore\" is a list of entries");
	for (const struct json *j = ignore->child; j; j = j->next) {
		struct exception e = { .by = IGNORED_BY_FILE };
		unsigned line = entries_place(&x, j).line;
		struct str why = read_entry(&x, j, &e);
		if (why.n) {
			entries_note(&x, "line %u: the entry is left out: %.*s", line, STRF(why));
			continue;
		}
		struct exception *to = entries_add(&x, e.by, f);
		if (!to)
			return f ? f->code : E_LIMIT;
		e.order = to->order;
		e.source = str_printf(x.arena, "%.*s:%u", STRF(file->name), line);
		*to = e;
	}
	return 0;
}

const struct exception_reader exception_reader_grype_yaml = {
	.name = "grype_yaml",
	.title = ".grype.yaml: its list \"ignore\"",
	.is_for = is_for,
	.read = read,
};
