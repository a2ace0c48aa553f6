/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The list of feeds that `db update` fetches (data/sources.txt, whose head documents the form).
 */
#pragma once

#include "base/fault.h"
#include "base/opt.h"
#include "base/str.h"

struct source_kind {
	const char *name;  /* "zip": as in the list */
	struct str magic;  /* its first bytes; empty: by text */
	const char *texts; /* characters one of which comes first, blanks skipped; NULL: any */
};

struct source {
	const char *file; /* "alpine/v3.20/main.json": below the folder of downloads */
	const struct source_kind *kind;
	const char *url;
};

struct source_list {
	struct source *p;
	size_t n;
};

/* How the list is changed before it is used. */
struct source_changes {
	const char *mirror;		/* MIRROR/FILE instead of every URL; or NULL */
	const struct opt_list *rewrite; /* "FROM=TO": beginnings of URLs, the first that fits */
	bool allow_plain;
};

/* The list in `path`, or the one compiled in for NULL. E_USAGE names the line. */
int sources_read(const char *path, const struct source_changes *changes, struct arena *a,
		 struct source_list *out, struct fault *f);

/* What the first bytes of a file are, when they are not `kind`: "a web page"; NULL when they are. */
const char *source_mistaken(const struct source_kind *kind, struct str head);
