/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Paths of all analyzers → who wants this file. Built once at start, then read by all workers.
 */
#pragma once

#include "find/analyzer.h"

struct route;

/* At most this many analyzers may want one path. */
#define ROUTE_MAX 8

struct route *route_new(struct arena *a);

/* Analyzers that want the path into out[]; their number. */
size_t route_find(const struct route *r, struct str path, const struct analyzer *out[ROUTE_MAX]);

/*
 * Could something at `path` hide or bring a wanted file: is it wanted itself, or a folder on the way to
 * one? Only such whiteouts and replacements have to be remembered.
 */
bool route_concerns(const struct route *r, struct str path);
