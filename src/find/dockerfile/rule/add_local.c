/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ADD where COPY does the same: all sources are local, and none can be an archive that ADD would unpack.
 * What ADD unpacks it decides by content, so every name of a compressed file counts as an archive.
 */
#include "find/dockerfile/lib/repair.h"
#include "find/dockerfile/lib/value.h"

static bool may_be_unpacked(struct str path)
{
	static const char *const ends[] = { ".gz",   ".bz2", ".xz", ".zst",
					    ".lzma", ".lz",  ".z",  ".tb2" };
	if (is_tar_archive(path))
		return true;
	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		struct str end = str_of(ends[i]);
		if (path.n >= end.n && str_eq_nocase(str_from(path, path.n - end.n), end))
			return true;
	}
	return str_has(path, STR(".tar"));
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct df_word *to;
	size_t n = copy_sources(i, &to);
	/* options that COPY does not have say what ADD is for */
	if (!n || df_flag(i, "checksum") || df_flag(i, "keep-git-dir") || df_flag(i, "unpack"))
		return;
	for (size_t k = 0; k < n; k++) {
		bool unknown;
		struct str path = value_of(l, instruction, i, &i->args.p[k], &unknown);
		if (unknown || is_remote_source(path) || may_be_unpacked(path))
			return;
	}
	struct lint_finding *f =
		lint_report(l, instruction, i->keyword,
			    "%.*s of local files: COPY does the same and no more", STRF(i->name));
	repair_replace(l, f, i->keyword, char_is_lower(i->name.p[0]) ? STR("copy") : STR("COPY"),
		       "writes COPY, which copies these sources in the same way");
}

const struct dockerfile_rule dockerfile_rule_add_local = {
	.id = "add-local",
	.aliases = "DL3020 DS-0005 AVD-DS-0005 DS005 CIS-DI-0009",
	.title = "ADD where COPY is meant",
	.why = "ADD also fetches URLs and unpacks archives: whoever can change a source decides what happens. COPY "
	       "only copies.",
	.fix = "Write COPY for files and folders of the build context.",
	.level = LINT_ERROR,
	.severity = SEVERITY_LOW,
	.reference = "https://docs.docker.com/build/building/best-practices/#add-or-copy",
	.bad = "FROM debian:12\nADD app config.json /srv/\n"
	       "ADD [\"a b\", \"/srv/\"]\n",
	.good = "FROM debian:12\nADD rootfs.tar.xz /\nADD https://example.com/a.bin /srv/\n"
		"ADD https://example.com/app.git#v1 /src/\nCOPY app /srv/\n",
	.on = ON(DF_ADD),
	.check = check,
};
