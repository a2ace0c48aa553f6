/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One file as a layer lists it, and as an analyzer sees it.
 */
#pragma once

#include "base/str.h"

enum file_type {
	FILE_REGULAR,
	FILE_DIRECTORY,
	FILE_SYMLINK,
	FILE_HARDLINK,
	FILE_CHAR,
	FILE_BLOCK,
	FILE_FIFO,
	FILE_OTHER,
};

enum file_flag {
	FILE_WHITEOUT = 1, /* path is what is deleted; the ".wh." name is already taken off */
	FILE_OPAQUE = 2,   /* path is the directory whose lower content disappears */
};

struct file_head {
	struct str path; /* normalised (base/path.h), borrowed: valid until the next entry */
	struct str link; /* symlink target as written; hard link target normalised */
	enum file_type type;
	unsigned flags; /* of enum file_flag */
	unsigned notes; /* of enum path_note: what normalising the name had to do */
	uint32_t mode;	/* permission bits with setuid, setgid, sticky */
	uint64_t uid, gid;
	uint64_t size;	 /* bytes of the body, holes of a sparse file included */
	uint64_t stored; /* bytes of it that are really there */
	int64_t mtime;	 /* seconds since 1970 */
	uint32_t device_major, device_minor;
	struct str capability; /* security.capability extended attribute, raw; empty when none */
};

struct file {
	const struct file_head *head;
	struct str path;  /* = head->path */
	struct str bytes; /* the whole body */
};
