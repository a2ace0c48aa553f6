/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which image an instruction uses: FROM, or COPY --from when its value can only be an image.
 */
#pragma once

#include "find/dockerfile/rule.h"

struct used_image {
	struct df_reference reference;
	struct str text; /* with known variables expanded */
	struct span span;
};

/* False for stages, scratch, and what is no reference. */
bool image_used(struct lint *l, uint32_t instruction, const struct df_instruction *i,
		struct used_image *out);

/* Does a --from value name an image and cannot be a stage? It has a tag, a digest or a path. */
bool is_image_value(struct str from);

/*
 * The official image that the stages under this one begin with: "node" of docker.io/library/node. Empty for
 * all others, also for mirrors: their content is not known.
 */
struct str official_base(const struct df_build *b, const struct df_stage *stage);

/* The from= of a RUN --mount; empty when it has none. */
struct str mount_from(struct str mount);
