/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The folder that `skopeo copy … dir:FOLDER` writes: manifest.json as the registry serves it, blobs
 * named by the hex digits of their digest, and a file "version" with the words below.
 */
#include "read/folder.h"

extern const struct source_ops source_dir;

static unsigned bid(const struct source_input *in)
{
	if (!in->is_directory || !folder_has(in, "manifest.json"))
		return 0;
	return folder_has(in, "version") ? 100 : 50;
}

static int open_dir(struct source_input *in, struct arena *a, struct source **out, struct fault *f)
{
	(void)f;
	*out = &folder_new(in, a, &source_dir)->base;
	return 0;
}

static int images(struct source *s, struct image_list *out, struct fault *f)
{
	struct folder *x = (struct folder *)s;
	struct image_list list = { 0 };
	TRY(fault_in(f,
		     manifest_read_dir(s->arena, folder_fetch, x, STR("manifest.json"), &list, f),
		     "%s", x->in->reference));
	folder_settle(x, &list, out);
	return 0;
}

const struct source_ops source_dir = {
	.name = "dir",
	.bid = bid,
	.open = open_dir,
	.close = folder_close,
	.blob = folder_blob,
	.images = images,
};
