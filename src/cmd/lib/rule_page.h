/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A rule's table as a page: on a terminal, and as docs/rules/ID.md.
 */
#pragma once

#include "find/dockerfile/rule.h"
#include "tell/paint.h"

void rule_page_terminal(const struct dockerfile_rule *rule, const struct paint *p);
void rule_page_markdown(const struct dockerfile_rule *rule, struct out *out);

/* README.md and one page for each rule, into a folder that exists. */
int rule_pages_write(const char *folder, struct arena *a, struct fault *f);
