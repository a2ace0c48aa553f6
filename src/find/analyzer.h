/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Contract of an analyzer (src/find/package/NAME.c or src/find/system/NAME.c exports
 * `analyzer_NAME`): one kind of file turned into facts.
 *
 * Analyzers are pure: they get the file, a scratch arena and a sink. They cannot open files, read
 * the clock, spawn or print. The same file gives the same facts, in any thread. What they put into
 * the sink is copied.
 */
#pragma once

#include "base/fault.h"
#include "model/file.h"
#include "model/report.h"

struct facts; /* the sink: find/facts.h has the functions that add to it */

struct analyzer {
	const char *name; /* "dpkg": the file's name */
	unsigned version; /* bump when results change: invalidates cached layers */
	/*
	 * Paths it wants, NULL-terminated: exact; or with one '*' in the last component ("dir/" "*.list");
	 * or with '*' for the whole component before the last ("usr/share/doc/" "*" "/copyright"). No
	 * other wildcard: the router answers from hash tables. A symbolic link at such a path is handed
	 * over with empty bytes when `links` is set.
	 */
	const char *const *paths;
	bool links;
	bool presence; /* that the file is there says enough: bytes is empty, limit does not count */
	uint64_t limit; /* bytes of the largest file it takes; a larger one is a gap */
	bool optional;	/* a larger or unreadable file is not worth a gap: it only adds detail */
	/* A fault of LOCAL scope becomes a gap that names the file. */
	int (*analyze)(const struct file *file, struct arena *scratch, struct facts *out,
		       struct fault *f);
};

#define PATHS(...)                \
	(const char *const[])     \
	{                         \
		__VA_ARGS__, NULL \
	}

extern const struct analyzer *const all_packages[]; /* find/package/ */
extern const size_t all_packages_n;
extern const struct analyzer *const all_systems[]; /* find/system/ */
extern const size_t all_systems_n;
