/* SPDX-License-Identifier: Apache-2.0 */
/* ARG and ENV that hold a secret, as a mount of the RUNs that need it. */
#pragma once

#include "find/dockerfile/rule.h"

/* Does anything behind the instruction, in its stage, name the variable? */
bool secret_is_used(const struct df_build *b, uint32_t instruction, struct str name);

/*
 * Adds the repair to the finding about this pair of an ARG or ENV. False, and nothing added, where it is not
 * certain.
 */
bool secret_mount_repair(struct lint *l, struct lint_finding *n, uint32_t instruction, size_t pair);
