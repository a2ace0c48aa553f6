/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Findings of find/dockerfile as the plain data of model/lint.h.
 */
#pragma once

#include "find/dockerfile/lint.h"

void lint_report_init(struct arena *a, struct lint_report *out);

/* Adds a file; all strings are borrowed from `file` and the findings. */
struct lint_file *lint_report_file(struct arena *a, struct lint_report *r,
				   const struct lint_rules *rules, struct str shown,
				   const struct dockerfile *file, const struct df_build *build,
				   const struct lint_findings *findings);

/* Adds a finding of `rule` at a line of a file that is no Dockerfile. */
struct lint_issue *lint_report_line(struct arena *a, struct lint_file *file, uint32_t rule,
				    enum lint_level level, uint32_t line, uint32_t column,
				    struct str message);
