/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writing package URLs.
 *
 *         pkg:type/namespace/name@version?qualifier=value&…
 *
 * Each part is percent-encoded by itself: letters, digits and ".-_~:" stand, every other byte is %XX
 * with capital digits (purl-spec, "Character encoding"; the colon is never encoded, so that epochs
 * of Debian stay readable). Qualifiers stand in the order of their keys, empty ones are left out.
 *
 * For deb and apk the spec asks for a namespace and name in lower case. The namespace is the
 * distribution's; of an unknown one its os-release ID; without either it is left out, as nothing
 * true could stand there.
 */
#include "model/purl.h"

#include "base/buf.h"

/* Names and versions are far below: databases limit a field before it gets here. */
#define PURL_MAX (64 * MIB)

/* Three bytes at most. */
static size_t encode(char c, bool slash, char *to)
{
	static const char hex[] = "0123456789ABCDEF";
	to[0] = c;
	if (char_is_alnum(c) || c == '.' || c == '-' || c == '_' || c == '~' || c == ':' ||
	    (slash && c == '/'))
		return 1;
	to[0] = '%';
	to[1] = hex[(uint8_t)c >> 4];
	to[2] = hex[(uint8_t)c & 15];
	return 3;
}

struct str purl_encode(struct arena *a, struct str s, bool slashes)
{
	char *p = arena_bytes(a, 3 * s.n);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += encode(s.p[i], slashes, p + n);
	return str_make(p, n);
}

static void add_encoded(struct buf *b, struct str s, bool lower)
{
	for (size_t i = 0; i < s.n; i++) {
		char z[3];
		buf_add(b, z, encode(lower ? char_lower(s.p[i]) : s.p[i], false, z));
	}
}

static void add_qualifier(struct buf *b, bool *first, const char *key, struct str value)
{
	if (value.n == 0)
		return;
	buf_add_char(b, *first ? '?' : '&');
	buf_add_str(b, str_of(key));
	buf_add_char(b, '=');
	add_encoded(b, value, false);
	*first = false;
}

static struct str namespace_of(const struct os_release *os)
{
	const struct ecosystem_info *info = ecosystem_info(os->ecosystem);
	/* CentOS shares Red Hat's advisories, but its packages are not Red Hat's. */
	if (info->purl_namespace && (os->id.n == 0 || str_eq_nocase(os->id, str_of(info->os_id))))
		return str_of(info->purl_namespace);
	return os->id;
}

static struct str distro_of(struct arena *a, const struct os_release *os)
{
	struct str version = os->version_id.n ? os->version_id : os->codename;
	if (os->id.n == 0 || version.n == 0)
		return os->id;
	return str_printf(a, "%.*s-%.*s", STRF(os->id), STRF(version));
}

static struct str upstream_of(struct arena *a, const struct sym_table *t, const struct package *p)
{
	bool same_version = !p->source_version || p->source_version == p->version;
	if (!p->source_name || (p->source_name == p->name && same_version))
		return STR("");
	struct str name = sym_str(t, p->source_name);
	if (same_version)
		return name;
	return str_printf(a, "%.*s@%.*s", STRF(name), STRF(sym_str(t, p->source_version)));
}

struct str purl_of(struct arena *a, const struct report *report, const struct package *package)
{
	const struct sym_table *t = report->syms;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, PURL_MAX);
	buf_printf(&b, "pkg:%s/", package_kind_name((enum package_kind)package->kind));
	bool of_os = package->kind != PACKAGE_OTHER;
	struct str namespace = of_os ? namespace_of(&report->os) : STR("");
	if (namespace.n) {
		add_encoded(&b, namespace, true);
		buf_add_char(&b, '/');
	}
	add_encoded(&b, sym_str(t, package->name), true);
	if (package->version) {
		buf_add_char(&b, '@');
		add_encoded(&b, sym_str(t, package->version), false);
	}
	bool first = true;
	add_qualifier(&b, &first, "arch", sym_str(t, package->arch));
	if (of_os)
		add_qualifier(&b, &first, "distro", distro_of(a, &report->os));
	add_qualifier(&b, &first, "upstream", upstream_of(a, t, package));
	return str_dup(a, buf_str(&b));
}
