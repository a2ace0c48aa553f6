/* SPDX-License-Identifier: Apache-2.0 */
/* Bundler takes its settings from options, variables and `bundle config`, in any RUN before. */
#pragma once

#include "find/dockerfile/rule.h"

bool bundler_installs(const struct sh_command *c);

/* Is one of these settings ("without", "deployment", "frozen") made at this command or before it? */
bool bundler_setting(const struct df_build *b, uint32_t instruction, const struct sh_command *c,
		     const char *setting);
