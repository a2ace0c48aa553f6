/* SPDX-License-Identifier: Apache-2.0 */
/* Which commands compile a program? Shared by rules on stages and by the split into stages. */
#pragma once

#include "find/dockerfile/shell.h"

/* "go", "cargo", "maven", "gradle", "npm", "dotnet", "make", "gcc" …; NULL for any other command. */
const char *compile_tool(const struct sh_command *c);

/* Can the distribution's own package of this tool be removed again in the same RUN (make, gcc)? */
bool compile_is_native(const char *tool);
