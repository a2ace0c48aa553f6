/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which programs apk's database gives setuid or setgid: its lines F: (folder), R: (name) and a: (owner, group
 * and mode, when they are not root's and 0644), as the file streams by. A database has megabytes, and its
 * programs with rights are few.
 *
 * Format: apk-installed(5), "a:" and "M:".
 */
#pragma once

#include "base/buf.h"

struct apk_rights {
	struct buf line, folder, name;
};

void apk_rights_init(struct apk_rights *r);
void apk_rights_done(struct apk_rights *r);

void apk_rights_begin(struct apk_rights *r);
/* Adds "4755 bin/su" lines to `out`. */
void apk_rights_add(struct apk_rights *r, struct str window, struct buf *out);
void apk_rights_end(struct apk_rights *r, struct buf *out);
