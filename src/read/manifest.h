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
 * One manifest that no index leads to (the folder that `skopeo copy … dir:` writes): fetched as
 * `name`, its blobs are named by bare hex digits.
 */
int manifest_read_dir(struct arena *a, manifest_fetch *fetch, void *context, struct str name,
		      struct image_list *out, struct fault *f);

/*
 * Fills image from the configuration document (platform, history, config object, diff ids matched
 * to the layers). 0 done; 1 when the image is usable but *f names something in it that is not: a
 * diff id too few, an Env that is no list. Format: OCI image-spec config.md.
 */
int manifest_read_config(struct arena *a, struct str json, struct image *image, struct fault *f);

/*
 * Chooses by `name` and `want`.
 *
 * `name` is a reference as recorded or as people shorten it (without docker.io/library, without
 * :latest), the beginning of a manifest, index or configuration digest, a tag alone or a repository
 * alone where that is unique; NULL: the only image, or E_USAGE with the list of names.
 *
 * `want` NULL gives all platforms of that image; otherwise one image, the nearest variant. An image
 * that records no platform matches any. A `want` that is only assumed does not refuse an image
 * that exists for one other platform. E_NOTFOUND lists the platforms there are; when the image
 * wanted could not be read, its own fault is returned. *out gets pointers into `list`.
 */
typedef VEC(const struct image *) image_choice;
int manifest_choose(struct arena *a, const struct image_list *list, const char *name,
		    const struct platform *want, image_choice *out, struct fault *f);

/* Whether list->faults.p[i] belongs to what was chosen, so that the scan of it is incomplete. */
bool manifest_fault_matters(const struct image_list *list, size_t i, const struct platform *want,
			    const image_choice *choice);
