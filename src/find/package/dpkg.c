/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dpkg: the status file of Debian and its children, and status.d of distroless images, where each package
 * has a file of its own (written by image builders that only unpack packages; it has no Status field).
 *
 * A package counts when its files are on disk: every state but not-installed and config-files. The source
 * is named by "Source: name (version)" when it differs from the binary package; advisories speak of sources.
 *
 * Format: deb822(5), dpkg's "Package states" in dpkg(1), Debian Policy 5.6.1 (Source).
 */
#include "base/limits.h"
#include "base/path.h"
#include "find/facts.h"
#include "find/analyzer.h"
#include "text/stanza.h"

/* "openssl (3.0.11-1)" → name, version; "openssl" → name. */
static void split_source(struct str source, struct package_fact *p)
{
	struct str name, rest;
	if (str_cut(source, '(', &name, &rest)) {
		str_cut(rest, ')', &rest, NULL);
		p->source_version = str_trim(rest);
	}
	p->source_name = str_trim(name);
}

/* The third word of Status, "install ok unpacked". */
static bool on_disk(struct str status)
{
	static const char *const absent[] = { "not-installed", "config-files" };
	struct str word = STR(""), next;
	while (str_next_word(&status, &next))
		word = next;
	for (size_t i = 0; i < ARRAY_LEN(absent); i++)
		if (str_is(word, absent[i]))
			return false;
	return true;
}

static void take_stanza(struct stanza *st, struct facts *out)
{
	struct package_fact p = { .kind = PACKAGE_DEB };
	struct str name, value, status = STR("install ok installed");
	struct fault f = { 0 };
	size_t line = st->line;
	int r;
	while ((r = stanza_field(st, &name, &value, &f)) != 0) {
		if (r < 0)
			facts_gap(out, &f);
		else if (str_eq_nocase(name, STR("Package")))
			p.name = value;
		else if (str_eq_nocase(name, STR("Version")))
			p.version = value;
		else if (str_eq_nocase(name, STR("Architecture")))
			p.arch = value;
		else if (str_eq_nocase(name, STR("Source")))
			split_source(value, &p);
		else if (str_eq_nocase(name, STR("Status")))
			status = value;
	}
	if (!on_disk(status))
		return;
	if (p.name.n == 0 || p.version.n == 0) {
		fault_set(&f, E_CORRUPT, "line %zu: a package without %s", line,
			  p.name.n ? "Version" : "Package");
		facts_gap(out, &f);
		return;
	}
	facts_package(out, &p);
}

static int analyze(const struct file *file, struct arena *scratch, struct facts *out,
		   struct fault *f)
{
	(void)scratch;
	(void)f;
	/* status.d/NAME.md5sums lies beside status.d/NAME: dpkg_files.c reads it. */
	if (str_ends(file->path, STR(".md5sums")))
		return 0;
	struct stanza st;
	stanza_init(&st, file->bytes);
	while (stanza_next(&st))
		take_stanza(&st, out);
	return 0;
}

const struct analyzer analyzer_dpkg = {
	.name = "dpkg",
	.version = 1,
	.paths = PATHS("var/lib/dpkg/status", "var/lib/dpkg/status.d/*"),
	.limit = LIMIT_PACKAGE_DB,
	.analyze = analyze,
};
