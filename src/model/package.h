/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A package row: ids only, strings in the report's sym table. Compares as integers, copies as it
 * lies.
 */
#pragma once

#include "base/sym.h"
#include "model/ecosystem.h"

/* Who wrote the row; decides the package URL type and which analyzer to blame. */
enum package_kind {
	PACKAGE_APK,
	PACKAGE_DEB,
	PACKAGE_OTHER, /* of another tool's report; nothing here reads its kind */
	PACKAGE_KIND_COUNT_,
};

enum package_flag {
	PACKAGE_LIVE =
		1, /* visible in the final file system; others were removed or replaced by a later layer */
};

#define LAYER_NONE UINT16_MAX

struct package {
	sym name, version, arch;
	sym source_name,
		source_version; /* what advisories name; equal to name and version when the database says no other */
	sym licence; /* as recorded: SPDX expression (apk) or the DEP-5 short names joined by " AND " */
	sym location; /* path of the database file that lists it */
	sym files;    /* owned paths, normalised, one a line, in database order; 0 when unknown */
	uint32_t file_count;
	uint16_t
		layer; /* first layer in which this version appeared and stayed; index into image.layers */
	uint8_t kind;  /* enum package_kind */
	uint8_t flags; /* enum package_flag */
};

_Static_assert(sizeof(struct package) <= 48, "a package row is 48 bytes");

const char *package_kind_name(enum package_kind k); /* "apk", "deb", "generic" */
