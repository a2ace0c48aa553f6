/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What `docker save`, `podman save` and `skopeo copy … docker-archive:` write: a tar archive with
 * manifest.json. Any tar archive that nobody claims more surely is opened as one, because in a stream
 * manifest.json may come last.
 */
#include "read/archive.h"
#include "read/files.h"

extern const struct source_ops source_docker_archive;

static unsigned bid(const struct source_input *in)
{
	return !in->is_directory && tar_looks_like(in->head) ? 100 : 0;
}

static int open_archive(struct source_input *in, struct arena *a, struct source **out,
			struct fault *f)
{
	return archive_open(in, a, &source_docker_archive, out, f);
}

const struct source_ops source_docker_archive = {
	.name = "docker-archive",
	.bid = bid,
	.open = open_archive,
	.close = archive_close,
	.blob = archive_blob,
	.pass = archive_pass,
	.images = archive_images,
};
