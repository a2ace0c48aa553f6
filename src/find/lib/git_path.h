/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a path is inside a git repository, told by its name alone: a layer is a stream, so nobody can look
 * whether the folder has the rest of a repository. Bare repositories, worktrees and submodules
 * (.git/modules/NAME) have the same layout (gitrepository-layout(5)).
 */
#pragma once

#include "base/str.h"

enum git_path_kind {
	GIT_PATH_OTHER,
	GIT_PATH_LOOSE,	    /* objects/ab/cdef… */
	GIT_PATH_PACK,	    /* objects/pack/NAME.pack, or what a fetch that broke off left of one */
	GIT_PATH_AUXILIARY, /* indexes, bitmaps, commit graphs: derived from the objects */
	GIT_PATH_HEAD,	    /* HEAD, also of a worktree */
	GIT_PATH_BRANCH,    /* refs/heads/NAME */
	GIT_PATH_PACKED_REFS, /* packed-refs */
	GIT_PATH_CONFIG,      /* config */
};

struct git_path {
	enum git_path_kind kind;
	struct str repository; /* "app/.git"; empty at the root of the image */
	struct str name;       /* below the repository */
	bool sha256;	       /* ids are 64 digits; known for objects and packs only */
	struct str id;	       /* of a loose object: the last 38 or 62 digits; else empty */
};

/* All borrowed from `path`, which is normalised. */
struct git_path git_path_of(struct str path);

/*
 * True for files that the reader of git objects reads (or that hold nothing but what it reads): they are
 * compressed, so looking for text in them finds nothing. Logs, configuration and refs are text, and not
 * among them.
 */
bool git_owns_path(struct str path);
