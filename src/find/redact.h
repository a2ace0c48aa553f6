/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Takes the secrets out of what an image says of itself, before anybody prints it: history, environment,
 * labels, commands, and the configuration as it was written.
 *
 * A secret is a value that its name or its form gives away (find/dockerfile/lib/secret_value.h), or that a
 * rule of the secret engine finds. It comes out as "ghp_…".
 */
#pragma once

#include "find/secret.h"
#include "model/image.h"

/* `engine` may be NULL: then names and forms alone decide. The image's lists are replaced by new ones in `a`. */
void redact_image(struct image *image, const struct secret_engine *engine, struct arena *a);

/* One text of words: "|1 TOKEN=… /bin/sh -c make". `s` itself when there is nothing to hide. */
struct str redact_text(struct str s, const struct secret_engine *engine, struct arena *a);
