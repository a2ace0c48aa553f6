/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one writer of JSON: the only place that escapes strings.
 *
 * Commas, indentation (two spaces) and nesting are kept by the writer; a key must be followed by
 * one value. Bytes that are not UTF-8 come out as U+FFFD; control characters (C1 and DEL too) and the
 * line separators U+2028/2029 as escapes, so that the output is valid wherever it is embedded and
 * moves no cursor. Numbers never depend on the locale. No line feed is written after the document.
 */
#pragma once

#include "base/out.h"
#include "text/json.h"

struct emit {
	struct out *out;
	bool compact; /* no white space at all */
	bool key_pending;
	unsigned depth;	 /* at most 64; deeper dies: our own reports are flat */
	uint64_t filled; /* bit d: the container at depth d has a member already */
};

void emit_init(struct emit *e, struct out *out, bool compact);
void emit_object(struct emit *e);
void emit_object_end(struct emit *e);
void emit_array(struct emit *e);
void emit_array_end(struct emit *e);
void emit_key(struct emit *e, const char *key);
void emit_key_str(struct emit *e, struct str key);

void emit_str(struct emit *e, struct str s);
void emit_text(struct emit *e, const char *z);
void emit_u64(struct emit *e, uint64_t v);
void emit_fixed(struct emit *e, double v, unsigned digits); /* rounded, trailing zeros kept; at
								most 9 digits; NaN and infinity are null */
void emit_bool(struct emit *e, bool v);
void emit_null(struct emit *e);
void emit_json(struct emit *e, const struct json *value); /* a tree, numbers as written */

/* key and value in one; the _set forms write nothing when the value is empty. */
void emit_member_str(struct emit *e, const char *key, struct str s);
void emit_member_set(struct emit *e, const char *key, struct str s);
void emit_member_text(struct emit *e, const char *key, const char *z);
void emit_member_u64(struct emit *e, const char *key, uint64_t v);
void emit_member_bool(struct emit *e, const char *key, bool v);
