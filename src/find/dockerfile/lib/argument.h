/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who uses a build argument.
 */
#pragma once

#include "find/dockerfile/rule.h"

/* How often a text names $NAME or ${NAME…}; *out_plain turns false for a ${NAME with a modifier. */
size_t argument_uses(struct str text, struct str name, bool *out_plain);

/* Does an instruction behind its ARG, up to the end of the stage, name it? */
bool argument_is_used(const struct df_build *b, const struct df_stage *s, uint32_t arg,
		      struct str name);
