/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An advisory for a person: what is known of the number, then which packages it is about.
 */
#pragma once

#include "judge/db/db.h"
#include "tell/paint.h"

/* `cve` may be NULL, or the advisories may be none; not both. */
void advisory_page(const struct paint *p, struct str id, const struct cve_facts *cve,
		   const struct db_advisory *said);

/* "< 1.2", ">= 1.0, <= 1.3", "all versions". */
struct str advisory_versions(struct arena *a, const struct advisory_interval *v);
