/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was decided of vulnerabilities, as statements that other tools understand: OpenVEX, CSAF and CycloneDX are
 * three spellings of them.
 */
#pragma once

#include "tell/format.h"

/* One image. */
struct vex_image {
	const struct report *report;
	struct str name; /* "registry.example/payment:1.2", as people know it */
	struct str
		purl; /* "pkg:oci/payment@sha256:…?…"; empty for a folder: packages are the products then */
	struct str
		digest; /* 64 hexadecimal digits of its configuration, when the URL has no digest */
};

struct vex_entry {
	uint32_t image; /* index of vex.images */
	const struct finding *finding;
	VEC(struct str)
	packages; /* package URLs, distinct; what other findings of the same id leave open is out */
	struct str status;	  /* "not_affected", "fixed", "under_investigation" */
	struct str justification; /* as OpenVEX and CSAF spell it; empty when there is none */
	struct str cyclonedx;	  /* as CycloneDX does */
	struct str reason; /* never empty when it is not affected and there is no justification */
	struct str note;   /* who decided where, until when */
};

struct vex {
	struct arena *arena;
	VEC(struct vex_image) images;
	VEC(struct vex_entry) entries; /* in the order of the reports */
	struct str author, time, tool;
};

/*
 * Writes the document of the ignored vulnerabilities, with `all` of the others, too, as under_investigation. Its id
 * is "urn:uuid:…", made of the same document with the placeholder in its place: the same decisions have the same one.
 */
typedef void vex_document(struct out *out, const struct vex *vex, struct str id);
int vex_write(const struct report_set *set, const struct tell_options *options,
	      vex_document *document, struct str placeholder, struct out *out, struct fault *f);

/* "GHSA" of "GHSA-rxwq-x6h5-x525": who gave that name. */
struct str vex_namer(struct str id);
