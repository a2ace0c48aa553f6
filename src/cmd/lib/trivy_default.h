/* SPDX-License-Identifier: Apache-2.0 */
/*
 * trivy-default.yaml: every key of the table of flags with its default.
 */
#pragma once

#include "base/out.h"
#include "cmd/lib/trivy_flags.h"

/* All keys, nested, sorted. */
void trivy_default_config(struct out *out);
