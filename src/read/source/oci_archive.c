/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A tar archive of an OCI image layout: index.json, oci-layout, blobs/ (image-layout.md). Known before
 * it is opened only where the archive can be sought in; a stream is opened as a docker-archive, which
 * reads both forms.
 */
#include "read/archive.h"
#include "read/files.h"

extern const struct source_ops source_oci_archive;

static unsigned bid(const struct source_input *in)
{
	return !in->is_directory && tar_looks_like(in->head) && archive_is_oci(in) ? 200 : 0;
}

static int open_archive(struct source_input *in, struct arena *a, struct source **out,
			struct fault *f)
{
	return archive_open(in, a, &source_oci_archive, out, f);
}

const struct source_ops source_oci_archive = {
	.name = "oci-archive",
	.bid = bid,
	.open = open_archive,
	.close = archive_close,
	.blob = archive_blob,
	.pass = archive_pass,
	.images = archive_images,
};
