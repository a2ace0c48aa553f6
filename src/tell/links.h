/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where to read more, and what kind of name an id is. An address is made only of ids that are well formed; of
 * addresses that feeds name only those of the web, without anything that could end them early.
 */
#pragma once

#include "model/finding.h"

/* "cve", "ghsa", "cwe", "dsa", "usn", "rhsa", "osv"; "seaworthy" for an id of this program. */
const char *id_kind(struct str id);

/* "https://nvd.nist.gov/vuln/detail/CVE-2024-3094"; empty when nothing is known of such ids. In `a`. */
struct str id_link(struct str id, struct arena *a);

/* Of its id, or the first reference that is an address; empty when there is none. */
struct str finding_link(const struct finding *f, struct arena *a);

/* "https://…" or "http://…", printable ASCII, no quotes, brackets, spaces or backslashes. */
bool link_is_plain(struct str s);

/* "CWE-506" → 506; 0 for anything else. */
uint32_t cwe_number(struct str id);
