/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A zip archive as a stream of entries: works on a pipe, on a compressed archive and on an archive
 * inside an archive, and holds one window in memory whatever the archive's size.
 *
 * Entries come in the order of their local headers. At the end the central directory is read too:
 * an archive whose directory lists another number of entries than were seen is E_CORRUPT, because
 * then something was hidden or lost.
 */
#pragma once

#include "read/stream.h"

struct zip;

struct zip_entry {
	struct str name; /* normalised (base/path.h); valid until the next entry */
	unsigned notes;	 /* of enum path_note */
	bool is_directory;
	uint64_t
		size; /* of the content, as the header promises; UINT64_MAX when it stands behind it */
};

/* True when the bytes begin an archive (also an empty one). */
bool zip_looks_like(struct str head);

/* Owns `in`. */
struct zip *zip_open(struct stream *in);
void zip_close(struct zip *z); /* accepts NULL */
void zip_closep(struct zip **z);

/*
 * The next entry: 1, or 0 at the end. What was not read of the last one is stepped over. A fault
 * ends the archive.
 */
int zip_next(struct zip *z, struct zip_entry *out, struct fault *f);

/*
 * The content of the current entry. Close it before the next zip_next(); it owns nothing. At its end
 * size and CRC-32 were checked (E_CORRUPT). Encryption and methods other than "stored" and
 * "deflated" give E_UNSUPPORTED here, and the archive goes on.
 */
struct stream *zip_body(struct zip *z);
