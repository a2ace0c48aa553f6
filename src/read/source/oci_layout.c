/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An OCI image layout in a folder: index.json, oci-layout, blobs/ALGORITHM/HEX (image-layout.md).
 */
#include "read/folder.h"

extern const struct source_ops source_oci_layout;

static unsigned bid(const struct source_input *in)
{
	if (!in->is_directory)
		return 0;
	return folder_has(in, "index.json") ? 200 : folder_has(in, "oci-layout") ? 150 : 0;
}

static int open_layout(struct source_input *in, struct arena *a, struct source **out,
		       struct fault *f)
{
	(void)f;
	*out = &folder_new(in, a, &source_oci_layout)->base;
	return 0;
}

static int images(struct source *s, struct image_list *out, struct fault *f)
{
	struct folder *x = (struct folder *)s;
	struct image_list list = { 0 };
	TRY(fault_in(f, manifest_read_oci(s->arena, folder_fetch, x, &list, f), "%s",
		     x->in->reference));
	folder_settle(x, &list, out);
	return 0;
}

const struct source_ops source_oci_layout = {
	.name = "oci-layout",
	.bid = bid,
	.open = open_layout,
	.close = folder_close,
	.blob = folder_blob,
	.images = images,
};
