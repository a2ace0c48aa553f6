/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Package URLs (purl-spec): the name of a package row that other tools understand.
 */
#pragma once

#include "model/report.h"

/*
 * "pkg:deb/debian/liblzma5@5.4.1-0.2?arch=amd64&distro=debian-12&upstream=xz-utils", in `a`.
 * `upstream` stands there when advisories name another package; with "@version" when its version
 * differs too. `package` is of `report`.
 */
struct str purl_of(struct arena *a, const struct report *report, const struct package *package);
