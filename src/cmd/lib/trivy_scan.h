/* SPDX-License-Identifier: Apache-2.0 */
/*
 * image, rootfs, filesystem and repository of a Trivy-style command line: what their flags mean, and the scan.
 */
#pragma once

#include "base/fault.h"
#include "cmd/lib/trivy_line.h"

enum trivy_target { TRIVY_IMAGE, TRIVY_ROOTFS, TRIVY_TREE };

/*
 * Scans line->operands or --input, writes the report, says on standard error what Trivy would not. *out_code as
 * docs/design/005-trivy-command-lines.md has it.
 */
int trivy_scan(const struct trivy_line *line, enum trivy_target target, int *out_code,
	       struct fault *f);

/*
 * The format that --format and --template name, of those in `names` ("sarif", …; NULL-terminated), or of all
 * that scan writes for NULL. E_USAGE for those that this program does not write.
 */
int trivy_format(const struct trivy_line *line, const char **out, struct fault *f);

/* --severity as bits 1u << SEVERITY_…; LOW brings negligible ones along. */
int trivy_severities(const struct trivy_line *line, unsigned *out, struct fault *f);
