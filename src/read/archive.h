/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A tar archive that holds images: the part that docker-archive and oci-archive share. The functions
 * are rows of a struct source_ops.
 */
#pragma once

#include "read/source.h"

/* True when a file that can be sought in is an archive with index.json and without manifest.json. */
bool archive_is_oci(const struct source_input *in);

int archive_open(struct source_input *in, struct arena *a, const struct source_ops *ops,
		 struct source **out, struct fault *f);
void archive_close(struct source *s);
int archive_blob(struct source *s, struct str name, struct stream **out, uint64_t *out_size,
		 struct fault *f);
int archive_pass(struct source *s, source_visit *visit, void *context, struct fault *f);
int archive_images(struct source *s, struct image_list *out, struct fault *f);
