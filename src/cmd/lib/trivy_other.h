/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Trivy-style command lines that another command of this program answers.
 */
#pragma once

#include "base/fault.h"
#include "cmd/lib/trivy_line.h"

/* config DIR|FILE: lint of the Dockerfiles there. */
int trivy_config(const struct trivy_line *line, int *out_code, struct fault *f);

/* convert FILE: report convert. */
int trivy_convert(const struct trivy_line *line, int *out_code, struct fault *f);

/* --download-db-only: db update. */
int trivy_update(const struct trivy_line *line, int *out_code, struct fault *f);
