/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Package databases that nothing here reads. An image that has one must not pass as an image without
 * packages: each is a gap that says whose database it is.
 */
#include "find/analyzer.h"

static const struct {
	const char *path, *what;
} databases[] = {
	{ "var/lib/rpm/Packages", "an rpm database (Berkeley DB)" },
	{ "var/lib/rpm/Packages.db", "an rpm database (NDB)" },
	{ "var/lib/rpm/rpmdb.sqlite", "an rpm database (SQLite)" },
	{ "usr/lib/sysimage/rpm/Packages", "an rpm database (Berkeley DB)" },
	{ "usr/lib/sysimage/rpm/Packages.db", "an rpm database (NDB)" },
	{ "usr/lib/sysimage/rpm/rpmdb.sqlite", "an rpm database (SQLite)" },
	{ "usr/share/rpm/rpmdb.sqlite", "an rpm database (SQLite)" },
	{ "var/lib/pacman/local/ALPM_DB_VERSION", "a pacman database" },
	{ "usr/lib/opkg/status", "an opkg database" },
	{ "var/lib/opkg/status", "an opkg database" },
	{ "nix/var/nix/db/db.sqlite", "a Nix store" },
	{ "var/lib/chisel/manifest.wall", "a chisel manifest" },
};

static int analyze(const struct file *file, struct arena *scratch, struct facts *out,
		   struct fault *f)
{
	(void)scratch;
	(void)out;
	for (size_t i = 0; i < ARRAY_LEN(databases); i++)
		if (str_is(file->path, databases[i].path))
			return fault_set(f, E_UNSUPPORTED,
					 "%s: its packages are not read by this version",
					 databases[i].what);
	return 0;
}

const struct analyzer analyzer_foreign = {
	.name = "foreign",
	.version = 1,
	.paths = PATHS("var/lib/rpm/Packages", "var/lib/rpm/Packages.db",
		       "var/lib/rpm/rpmdb.sqlite", "usr/lib/sysimage/rpm/Packages",
		       "usr/lib/sysimage/rpm/Packages.db", "usr/lib/sysimage/rpm/rpmdb.sqlite",
		       "usr/share/rpm/rpmdb.sqlite", "var/lib/pacman/local/ALPM_DB_VERSION",
		       "usr/lib/opkg/status", "var/lib/opkg/status", "nix/var/nix/db/db.sqlite",
		       "var/lib/chisel/manifest.wall"),
	.presence = true,
	.analyze = analyze,
};
