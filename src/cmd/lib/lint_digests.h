/* SPDX-License-Identifier: Apache-2.0 */
/*
 * --digests: a file of digests (find/dockerfile/pins.h), or the folder of an OCI layout, whose index.json names
 * images by their full name:
 *
 *     skopeo copy --all docker://docker.io/library/node:22-slim oci:bases:docker.io/library/node:22-slim
 *
 * The digest of an image index pins all platforms. An image of one platform pins FROM --platform=THAT; which
 * one it is stands in the index, or else in the image's configuration.
 */
#pragma once

#include "find/dockerfile/pins.h"

/* E_USAGE for what is wrong in a file, with its line. */
int lint_digests_read(struct lint_pins *p, const char *path, struct fault *f);
