/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A folder that holds blobs: the part that oci-layout and dir share. Nothing is ever opened but
 * regular files beneath the folder, by names built from digests.
 */
#pragma once

#include "read/manifest.h"

struct folder {
	struct source base;
	struct source_input *in;
	uint64_t kept_bytes;
};

struct folder *folder_new(struct source_input *in, struct arena *a, const struct source_ops *ops);

/* True when a regular file of this name is there. */
bool folder_has(const struct source_input *in, const char *name);

int folder_fetch(void *folder, struct str name, struct str *out, struct fault *f);
void folder_close(struct source *s);
int folder_blob(struct source *s, struct str name, struct stream **out, uint64_t *out_size,
		struct fault *f);

/* Marks what the folder does not hold and hands the list over. */
void folder_settle(struct folder *x, struct image_list *list, struct image_list *out);
