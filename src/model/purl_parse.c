/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading package URLs, from the right as the specification asks:
 *
 *         pkg:type/namespace/name@version?key=value&…#subpath
 *
 * Documents in the wild are laxer than it: slashes behind "pkg:", "@" of npm scopes as it is, an empty version.
 * All of that is read. What cannot be read is a bad escape, a type of other letters than it allows, no name, a
 * qualifier twice: whoever compares such a URL would guess.
 *
 * Case: type and keys of qualifiers always, namespace and name where the type's own rules say that it does not
 * count. PyPI's underscore is a dash (purl-spec, PURL-TYPES).
 */
#include "model/purl.h"

/* The specification knows a dozen; each one is looked for among those before it. */
#define QUALIFIERS_MAX 32

static bool decode(struct arena *a, struct str s, struct str *out)
{
	if (str_find_char(s, '%') == SIZE_MAX) {
		*out = s;
		return true;
	}
	char *to = arena_bytes(a, s.n);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '%') {
			to[n++] = s.p[i];
			continue;
		}
		uint8_t byte;
		if (!str_unhex(str_slice(s, i + 1, i + 3), &byte, 1))
			return false;
		to[n++] = (char)byte;
		i += 2;
	}
	*out = str_make(to, n);
	return true;
}

static struct str without_slashes(struct str s)
{
	while (s.n && s.p[0] == '/')
		s = str_from(s, 1);
	while (s.n && s.p[s.n - 1] == '/')
		s.n--;
	return s;
}

/* Cuts *s at the last `c` behind `from`: what stands behind it, or nothing. */
static struct str cut_right(struct str *s, char c, size_t from)
{
	for (size_t i = s->n; i-- > from;) {
		if (s->p[i] != c)
			continue;
		struct str tail = str_from(*s, i + 1);
		s->n = i;
		return tail;
	}
	return str_make(NULL, 0);
}

static bool parse_qualifiers(struct arena *a, struct str text, struct purl *out)
{
	struct str pair;
	while (text.n && str_next(&text, '&', &pair)) {
		struct str key, value;
		if (!str_cut(pair, '=', &key, &value) || value.n == 0)
			continue;
		key = str_lower(a, key);
		if (key.n == 0 || out->qualifiers.n == QUALIFIERS_MAX || purl_qualifier(out, key).n)
			return false;
		struct key_value *q = VEC_PUSH(a, &out->qualifiers);
		q->key = key;
		if (!decode(a, value, &q->value))
			return false;
	}
	return true;
}

static bool type_is(const struct purl *p, const char *const *types)
{
	for (; *types; types++)
		if (str_is(p->type, *types))
			return true;
	return false;
}

static void fold_case(struct arena *a, struct purl *p)
{
	static const char *const both[] = { "apk", "alpm",   "bitbucket", "bitnami", "composer",
					    "deb", "github", "golang",	  "hex",     "npm",
					    "oci", "pypi",   "docker",	  NULL };
	static const char *const only_namespace[] = { "rpm", "qpkg", NULL };
	if (type_is(p, both) || type_is(p, only_namespace))
		p->namespace = str_lower(a, p->namespace);
	if (type_is(p, both))
		p->name = str_lower(a, p->name);
	if (!str_is(p->type, "pypi"))
		return;
	char *name = arena_bytes(a, p->name.n);
	for (size_t i = 0; i < p->name.n; i++)
		name[i] = p->name.p[i] == '_' ? '-' : p->name.p[i];
	p->name.p = name;
}

static bool type_is_valid(struct str type)
{
	for (size_t i = 0; i < type.n; i++)
		if (!char_is_alnum(type.p[i]) && type.p[i] != '.' && type.p[i] != '-' &&
		    type.p[i] != '+')
			return false;
	return type.n > 0 && char_is_alpha(type.p[0]);
}

bool purl_parse(struct arena *a, struct str text, struct purl *out)
{
	*out = (struct purl){ .text = text };
	struct str s = str_trim(text);
	if (s.n < 4 || !str_eq_nocase(str_slice(s, 0, 4), STR("pkg:")))
		return false;
	s = str_from(s, 4);
	struct str subpath = cut_right(&s, '#', 0);
	struct str qualifiers = { 0 };
	str_cut(s, '?', &s, &qualifiers);
	s = without_slashes(s);
	struct str type;
	if (!str_cut(s, '/', &type, &s) || !type_is_valid(type))
		return false;
	out->type = str_lower(a, type);
	s = without_slashes(s);
	/* "pkg:npm/@scope/name": only an "@" of the last part begins a version */
	size_t slash = str_rfind_char(s, '/');
	struct str version = cut_right(&s, '@', slash == SIZE_MAX ? 1 : slash + 2);
	slash = str_rfind_char(s, '/');
	struct str name = slash == SIZE_MAX ? s : str_from(s, slash + 1);
	struct str namespace = slash == SIZE_MAX ? str_make(NULL, 0) : str_slice(s, 0, slash);
	if (name.n == 0 || !decode(a, name, &out->name) ||
	    !decode(a, without_slashes(namespace), &out->namespace) ||
	    !decode(a, version, &out->version) ||
	    !decode(a, without_slashes(subpath), &out->subpath) ||
	    !parse_qualifiers(a, qualifiers, out))
		return false;
	fold_case(a, out);
	return true;
}

struct str purl_qualifier(const struct purl *p, struct str key)
{
	for (size_t i = 0; i < p->qualifiers.n; i++)
		if (str_eq(p->qualifiers.p[i].key, key))
			return p->qualifiers.p[i].value;
	return STR("");
}
