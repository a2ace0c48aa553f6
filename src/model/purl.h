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

/* A package URL in its parts, decoded; type, and what its type says ignores case, in lower case. */
struct purl {
	struct str text; /* as written */
	struct str type, namespace, name, version, subpath;
	VEC(struct key_value) qualifiers; /* keys in lower case; empty values are left out */
};

/*
 * False when it is none. Strings are in `a` or borrowed from `text`. An "@" of a scope need not be encoded
 * ("pkg:npm/@scope/name").
 */
bool purl_parse(struct arena *a, struct str text, struct purl *out);

/* The qualifier's value; empty when it is not there. */
struct str purl_qualifier(const struct purl *p, struct str key);

/* Encoded as one part of a package URL: all but letters, digits and ".-_~:", and "/" when it separates. */
struct str purl_encode(struct arena *a, struct str s, bool slashes);
