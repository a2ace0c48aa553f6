/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Manifests and configurations → struct image. Serves the sources that hold JSON; every digest that
 * names a document is checked before the document is parsed.
 *
 * Format: OCI image-spec v1.1 (image-index.md, manifest.md, config.md, image-layout.md); Docker
 * distribution schema 2; Docker image v1.2 (manifest.json of docker-archive).
 */
#pragma once

#include "read/source.h"

/*
 * How a source gives the documents: the whole blob by name ("index.json", "blobs/sha256/…"), at
 * most LIMIT_MANIFEST bytes, in the arena. E_NOTFOUND when there is none.
 */
typedef int manifest_fetch(void *context, struct str name, struct str *out, struct fault *f);

/* OCI layout: index.json, nested indexes, manifests, configurations. */
int manifest_read_oci(struct arena *a, manifest_fetch *fetch, void *context, struct image_list *out,
		      struct fault *f);

/* docker-archive: manifest.json and the configurations it names. */
int manifest_read_docker(struct arena *a, manifest_fetch *fetch, void *context,
			 struct image_list *out, struct fault *f);

/*
 * Fills image from the configuration document (platform, history, config object, diff ids matched
 * to the layers).
 */
int manifest_read_config(struct arena *a, struct str json, struct image *image, struct fault *f);

/*
 * Chooses by `name` (NULL: the only one, or E_USAGE with the list of names) and `want` (NULL: all
 * platforms). An image that records no platform matches any. *out gets pointers into `list`.
 */
typedef VEC(const struct image *) image_choice;
int manifest_choose(struct arena *a, const struct image_list *list, const char *name,
		    const struct platform *want, image_choice *out, struct fault *f);
