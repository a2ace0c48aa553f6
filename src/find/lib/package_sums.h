/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What package databases say a file's content should be.
 *
 *     dpkg   var/lib/dpkg/info/NAME.md5sums, status.d/NAME.md5sums   "md5  path" a line
 *     apk    lib/apk/db/installed                                    P: name, F: folder, R: file, Z: checksum
 *
 * Formats: deb-md5sums(5); apk-installed(5): "Q1" and the base 64 of a SHA-1, "Q2" and that of a SHA-256; of a
 * symbolic link it is the checksum of its target.
 */
#pragma once

#include "base/digest.h"

struct package_sum {
	struct str
		package; /* name; empty when the file does not say it (dpkg: the file's name does) */
	struct str path; /* normalised */
	struct digest sum;
};

/* The next row of *rest; false at the end. `room` holds what the row borrows: at least LIMIT_PATH bytes. */
struct package_sums {
	struct str rest;
	struct arena *scratch; /* for decoding; the caller empties it */
	struct str package, folder;
	struct str name; /* of the apk file whose checksum is to come */
	char path[4096]; /* LIMIT_PATH */
	uint64_t bad;	 /* rows that could not be understood */
};

bool package_sums_dpkg(struct package_sums *s, struct package_sum *out);
bool package_sums_apk(struct package_sums *s, struct package_sum *out);
