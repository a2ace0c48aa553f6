/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which line of a Dockerfile made which layer.
 */
#pragma once

#include "model/report.h"

/*
 * Finds the steps of report->image.history in the Dockerfile `text`, and fills their dockerfile_line and
 * stage, and report->dockerfile_path when there was at least one; the steps of a known base stand at FROM. Returns
 * how many it found above the base: 0 when the image was not built from this file, or from another version of it.
 * E_LIMIT for a file that is too large.
 *
 * `path` is what reports call it. Both are copied. Linear in both texts.
 */
int dockerfile_map(struct report *report, struct str path, struct str text, struct fault *f);
