/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Packages × advisories → vulnerabilities.
 */
#pragma once

#include "judge/db/db.h"
#include "model/report.h"

/*
 * Looks up every live package by its source and adds one finding for each vulnerability of each source
 * version, with all names it goes by, its status, fixed version, severity, KEV and EPSS. What cannot be
 * matched (a release the database knows nothing of, a version that is none) becomes a gap. Fails only on
 * a corrupt database.
 */
int match_packages(const struct db *db, struct report *r, struct fault *f);
