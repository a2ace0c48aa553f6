/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which programs of packages may run with more rights than their callers.
 */
#pragma once

#include "find/watch.h"

struct implant_rights;

/* `image->states` are struct implant_seen. In image->arena. */
struct implant_rights *implant_rights_new(const struct watch_image *image);

enum rights_origin {
	RIGHTS_OF_PACKAGE, /* the package brought it so */
	RIGHTS_OF_ADMIN,   /* dpkg-statoverride gave them */
	RIGHTS_ADDED,
};

/* Of a file that a package owns, with setuid or setgid, at this visible entry. */
enum rights_origin implant_rights_of(const struct implant_rights *r, size_t layer, uint32_t entry,
				     struct str path);
