/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The names that people and archives give to images.
 */
#pragma once

#include "base/str.h"

/* "host/path:tag@digest" in parts; what is missing is empty. Borrowed from `text`. */
struct reference {
	struct str text; /* as written */
	struct str repository, tag, digest;
};

struct reference reference_parse(struct str text);

/* Without the default registry and its folder: "docker.io/library/alpine:3" → "alpine:3". */
struct str reference_familiar(struct str text);

/*
 * As people compare them: the familiar form, also without the "localhost/" of what was built here, and without a
 * "library/" that has no registry.
 */
struct str reference_bare(struct str text);

/* True when both mean the same image to an engine: default registry and ":latest" filled in. */
bool reference_same(struct str a, struct str b);
