/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which package a file belongs to, by the file lists of the live packages.
 *
 * A list may name a file by a way that is a link today ("bin/ls" where bin leads to usr/bin): links in the
 * folders of a path are followed, the last component is not.
 */
#pragma once

#include "find/view.h"
#include "model/report.h"

struct owned;

/* Packages of the report as they stand: indices are valid until report_sort(). */
struct owned *owned_new(struct arena *a, const struct view *view, const struct report *report);

/* Index into report.packages, or PACKAGE_NONE. */
uint32_t owned_by(const struct owned *o, size_t layer, uint32_t entry);

/* The visible entry that a package means by `path`. */
bool owned_find(struct owned *o, struct str path, size_t *out_layer, uint32_t *out_entry);

/* The live package of that kind and name ("libc6", or "libc6:amd64"), or PACKAGE_NONE. */
uint32_t owned_package(const struct owned *o, enum package_kind kind, struct str name);
