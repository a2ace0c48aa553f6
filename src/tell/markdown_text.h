/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text in Markdown (CommonMark, and what GitHub and GitLab add to it) that shows as it is written.
 */
#pragma once

#include "base/str.h"

/*
 * Every character that could be markup has a backslash before it: no link, picture, heading, list, table cell, HTML
 * or mention comes out. Lines stay lines, with two spaces at the end of each so that it breaks there. What moves
 * cursors or reorders is taken out as text_safe() does.
 */
struct str markdown_plain(struct str s, struct arena *a);

/* The same as one line, for headings and cells of tables. */
struct str markdown_line(struct str s, struct arena *a);

/* `in one line of code`: with as many backquotes around it as it needs; empty for an empty text. */
struct str markdown_code(struct str s, struct arena *a);
