/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Digests of tags, as somebody has told them: what base-not-digest pins bases with. Nothing is guessed and
 * nothing is asked of a registry.
 *
 * A file of digests has one image a line, '#' begins a comment:
 *
 *	node:22-slim@sha256:…
 *	node:22-slim sha256:…
 *	registry.example.com/base/java:21 linux/arm64 sha256:…     for FROM --platform=linux/arm64 alone
 */
#pragma once

#include "base/map.h"
#include "find/dockerfile/build.h"

struct lint_pin {
	struct str
		platform;  /* "linux/arm64": it is of no other; empty: of all that the image has */
	struct str digest; /* "sha256:…" */
	const char *from;  /* the file or folder that says so */
	uint32_t next;	   /* of the same image: index + 1 */
};

struct lint_pins {
	struct arena *arena;
	struct map by_image; /* "docker.io/library/node:22-slim" → index + 1 of the first */
	VEC(struct lint_pin) list;
};

void lint_pins_init(struct lint_pins *p, struct arena *a);

/*
 * `image` has a tag; `platform` may be empty. All strings must live as long as the pins. E_USAGE for what is no
 * such name or digest, and for a second digest of the same image and platform.
 */
int lint_pins_add(struct lint_pins *p, struct str image, struct str platform, struct str digest,
		  const char *from, struct fault *f);

/* A file of digests; `path` is named in the fault, with the line. */
int lint_pins_read(struct lint_pins *p, const char *path, struct str text, struct fault *f);

/*
 * The digest of an image for FROM --platform=`platform` (empty: none is written; one with a variable is
 * unknown). NULL when nothing is known that holds for all platforms or for this one. *out_other (may be NULL):
 * a digest for another platform is known.
 */
const struct lint_pin *lint_pins_find(const struct lint_pins *p, const struct df_reference *r,
				      struct str platform, bool *out_other);
