/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The only place that escapes for XML, as text/emit.h is for JSON. Works for HTML too.
 *
 * The text between tags or in an attribute: markup escaped, line feeds and tabs as references (an
 * attribute would lose them), bytes that are not UTF-8 and characters that XML 1.0 (2.2) cannot hold or
 * that move a cursor as U+FFFD.
 */
#pragma once

#include "base/out.h"

void xml_put(struct out *out, struct str s);

/* A space, the name, "=" and the value in quotes. */
void xml_put_attribute(struct out *out, const char *name, struct str value);
