/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does an entry speak of this image, and of this part of a finding? Used by exception.c, which asks, and
 * exception_why.c, which explains.
 */
#pragma once

#include "base/map.h"
#include "judge/exception.h"
#include "model/purl.h"
#include "model/reference.h"

#define PLACE_NONE UINT32_MAX
#define PLACE_MORE (UINT32_MAX - 1) /* places of a secret that are only counted */

/*
 * The smallest thing that an entry can speak of: one package of a vulnerability, one place of a secret, a
 * finding of another kind as a whole. A finding is ignored when all of its parts are.
 */
struct exception_part {
	uint32_t finding;
	uint32_t package; /* PACKAGE_NONE */
	uint32_t place;	  /* PLACE_NONE */
};

/* The nearer to fitting, the higher. */
enum exception_fit {
	FIT_NOT_KIND,
	FIT_NOT_NAMED, /* a gap, and the entry names neither its id nor its kind */
	FIT_NOT_PACKAGE,
	FIT_NOT_VERSION,
	FIT_NOT_QUALIFIER,
	FIT_NOT_PATH,
	FIT_NOT_LAYER,
	FIT_NOT_STAGE,
	FIT_YES,
};

/* The report as entries look at it; a scratch of exceptions_apply(). */
struct exception_view {
	struct arena *arena;
	const struct report *report;
	VEC(struct reference) names; /* bare */
	struct str digests[3];	     /* manifest, index, configuration; empty when not known */
	bool has_stages;    /* it is known which stage of the Dockerfile built some layer */
	struct str *layers; /* digest and diff id of each */
	struct map
		*package_names; /* of all packages and their sources; filled when it is asked for */
	struct purl **purls;	/* of packages, made when they are asked for */
};

/* An entry with its package URLs read. */
struct exception_reading {
	const struct exception *entry;
	VEC(struct purl) packages; /* of `packages` */
	VEC(struct purl) products; /* of `products` that are packages */
	bool image_product;	   /* one of `products` is this image */
	bool broken;		   /* one of the URLs cannot be read: `broken_url` */
	struct str broken_url;
};

void exception_view_init(struct exception_view *v, struct arena *a, const struct report *r);

void exception_read_entry(const struct exception_view *v, const struct exception *e,
			  struct exception_reading *out);

/* Of the images that the entry names; true when it names none. */
bool exception_fits_image(const struct exception_view *v, const struct exception *e);

/* An image's package URL, digest or name: is it this one? */
bool exception_is_image(const struct exception_view *v, struct str product);

/* A package URL that names images: "pkg:oci/…", "pkg:docker/…". */
bool exception_purl_is_image(const struct purl *p);

const struct purl *exception_package(const struct exception_view *v, uint32_t package);

/* The URL that `packages` or `products` holds, and the part's package. */
enum exception_fit exception_fits_package(const struct exception_view *v, const struct purl *want,
					  bool only_binaries, uint32_t package);

/* All but image, products and ids. `want` is the URL to fit; NULL: any package. */
enum exception_fit exception_fits(const struct exception_view *v, const struct exception *e,
				  const struct purl *want, const struct exception_part *part);

/* Where the part is: empty when it is in no file. */
struct str exception_path(const struct exception_view *v, const struct exception_part *part);
struct str exception_stage(const struct exception_view *v, const struct exception_part *part);
uint16_t exception_layer(const struct exception_view *v, const struct exception_part *part);

/* Ids are compared in lower case; "*" and "?" stand for any text. */
bool exception_has_wildcard(struct str id);
bool exception_id_fits(struct str lower_pattern, struct str lower_id);
