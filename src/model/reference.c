/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Image references as engines shorten them: registry "docker.io", folder "library" and tag "latest"
 * may be left out, and podman puts "localhost/" before what has no registry. The grammar is that of
 * the distribution project's reference package; nothing is refused here, names are only compared
 * and shown.
 */
#include "model/reference.h"

struct reference reference_parse(struct str text)
{
	struct reference r = { .text = text };
	str_cut(text, '@', &r.repository, &r.digest);
	size_t colon = str_rfind_char(r.repository, ':');
	size_t slash = str_rfind_char(r.repository, '/');
	/* A colon before the last slash belongs to the registry's port. */
	if (colon != SIZE_MAX && (slash == SIZE_MAX || colon > slash)) {
		r.tag = str_from(r.repository, colon + 1);
		r.repository = str_slice(r.repository, 0, colon);
	}
	return r;
}

static bool drop(struct str *s, struct str prefix)
{
	if (!str_starts(*s, prefix))
		return false;
	*s = str_from(*s, prefix.n);
	return true;
}

struct str reference_familiar(struct str text)
{
	struct str s = text;
	if (drop(&s, STR("docker.io/")) || drop(&s, STR("index.docker.io/")))
		(void)drop(&s, STR("library/"));
	return s.n ? s : text;
}

struct str reference_bare(struct str text)
{
	struct str s = reference_familiar(text);
	if (s.n != text.n)
		return s;
	(void)drop(&s, STR("localhost/"));
	(void)drop(&s, STR("library/"));
	return s.n ? s : text;
}

bool reference_same(struct str a, struct str b)
{
	struct reference x = reference_parse(reference_familiar(a));
	struct reference y = reference_parse(reference_familiar(b));
	struct str latest = STR("latest");
	struct str library = STR("library/"), local = STR("localhost/");
	(void)(drop(&x.repository, library) || drop(&x.repository, local));
	(void)(drop(&y.repository, library) || drop(&y.repository, local));
	return str_eq(x.repository, y.repository) &&
	       str_eq(x.tag.n ? x.tag : latest, y.tag.n ? y.tag : latest);
}
