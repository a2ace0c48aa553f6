/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Licences of Debian packages: usr/share/doc/NAME/copyright. In the machine-readable form (DEP-5) the
 * short names of all "License" fields, in order, joined by AND; in free text the common licences that it
 * points to. Packages of one source share a folder by a symbolic link, usr/share/doc/NAME → OTHER.
 *
 * Format: Debian "Machine-readable debian/copyright file" 1.0; Debian Policy 12.5 (common licences).
 */
#include "base/limits.h"
#include "base/path.h"
#include "base/vec.h"
#include "find/facts.h"
#include "find/analyzer.h"
#include "text/stanza.h"

#define NAMES_MAX 64 /* distinct licences of one package; the kernel's list is shorter */

struct names {
	struct str p[NAMES_MAX];
	size_t n, bytes;
};

static void add_name(struct names *names, struct str name)
{
	if (name.n == 0 || name.n > 128 || names->n == NAMES_MAX)
		return;
	for (size_t i = 0; i < names->n; i++)
		if (str_eq(names->p[i], name))
			return;
	names->p[names->n++] = name;
	names->bytes += name.n + 5;
}

static void machine_readable(struct str text, struct names *names)
{
	struct stanza st;
	struct str field, value;
	stanza_init(&st, text);
	while (stanza_next(&st)) {
		int r;
		while ((r = stanza_field(&st, &field, &value, NULL)) != 0) {
			if (r < 0 || !str_eq_nocase(field, STR("License")))
				continue;
			str_cut(value, '\n', &value, NULL);
			add_name(names, str_trim(value));
		}
	}
}

static void free_text(struct str text, struct names *names)
{
	static const struct str common = STR_INIT("/usr/share/common-licenses/");
	size_t at;
	while ((at = str_find(text, common)) != SIZE_MAX) {
		text = str_from(text, at + common.n);
		size_t n = 0;
		while (n < text.n &&
		       (char_is_alnum(text.p[n]) || text.p[n] == '-' || text.p[n] == '.'))
			n++;
		struct str name = str_slice(text, 0, n);
		if (name.n && name.p[name.n - 1] == '.')
			name.n--; /* the end of a sentence */
		add_name(names, name);
	}
}

static int analyze(const struct file *file, struct arena *scratch, struct facts *out,
		   struct fault *f)
{
	(void)f;
	if (file->head->type == FILE_SYMLINK) {
		/* usr/share/doc/NAME → OTHER, or ../../../usr/share/doc/OTHER: only the name counts */
		struct str target = path_base(file->head->link);
		if (target.n)
			facts_detail(out, DETAIL_LINK, path_base(file->path), target, 0);
		return 0;
	}
	if (!str_ends(file->path, STR("/copyright")))
		return 0;
	struct names names = { 0 };
	struct str head = str_slice(file->bytes, 0, 512);
	if (str_starts(head, STR("Format")) || str_has(head, STR("\nFormat:")))
		machine_readable(file->bytes, &names);
	else
		free_text(file->bytes, &names);
	if (names.n == 0)
		return 0;
	char *to = arena_bytes(scratch, names.bytes);
	size_t n = 0;
	for (size_t i = 0; i < names.n; i++) {
		if (i) {
			memcpy(to + n, " AND ", 5);
			n += 5;
		}
		memcpy(to + n, names.p[i].p, names.p[i].n);
		n += names.p[i].n;
	}
	facts_detail(out, DETAIL_LICENCE, path_base(path_dir(file->path)), str_make(to, n), 0);
	return 0;
}

const struct analyzer analyzer_dpkg_licence = {
	.name = "dpkg_licence",
	.version = 1,
	.paths = PATHS("usr/share/doc/*/copyright", "usr/share/doc/*"),
	.links = true,
	.limit = LIMIT_SMALL_FILE,
	.optional = true,
	.analyze = analyze,
};
