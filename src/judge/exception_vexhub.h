/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Repositories of VEX documents in the layout of VEX Hub, on disk:
 *
 *     vex-repository.json      { "versions": [ { "spec_version": "0.1", … } ] }
 *     index.json               { "packages": [ { "id": "pkg:npm/a", "location": "pkg/npm/a/vex.json" }, … ] }
 *                              or in a folder named after the version, as a cache keeps it
 *
 * Pure: text in, names of files out. Who reads them has to stay below the folder; every name that leads
 * elsewhere is left out here already.
 */
#pragma once

#include "base/fault.h"
#include "base/str.h"
#include "base/vec.h"

struct vexhub_document {
	struct str id;	     /* package URL without version */
	struct str location; /* relative, normalised, below the folder of the index */
};

struct vexhub {
	VEC(struct str) folders; /* where an index may be: "", "0.1", …; a name in one part */
	VEC(struct vexhub_document) documents; /* each location once, in the order of the index */
	uint32_t outside;		       /* entries that point elsewhere, or name nothing */
};

/* The manifest: fills `folders`. E_CORRUPT, E_UNSUPPORTED when none of its versions is 0.x. */
int vexhub_manifest(struct arena *a, struct str text, struct vexhub *out, struct fault *f);

/*
 * The index: adds documents of the packages that are wanted, whatever their versions and qualifiers; of all with
 * n 0. E_CORRUPT, E_LIMIT beyond LIMIT_EXCEPTION_DOCUMENTS.
 */
int vexhub_index(struct arena *a, struct str text, const struct str *wanted, size_t n,
		 struct vexhub *out, struct fault *f);
