/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A folder of feeds as a sequence of files: archives opened, compressions peeled.
 */
#pragma once

#include "feed/feed.h"

struct input_ops {
	/* One file; `file` is valid during the call. A fault ends the walk. */
	int (*file)(void *context, const struct feed_file *file, struct fault *f);
	/* Something below `path` could not be read; the walk goes on. */
	void (*damaged)(void *context, struct str path, const struct fault *f);
};

/*
 * Everything below `dir`, by bytes of the names; symbolic links are not followed. One level of zip
 * or tar archives is opened, compressions (up to LIMIT_FILTERS) before and after that. E_NOTFOUND,
 * E_DENIED, E_IO for the folder itself.
 */
int input_walk(const char *dir, const struct input_ops *ops, void *context, struct fault *f);

/* The same for one stream, which it owns, under the name `path`. */
int input_stream(struct str path, struct stream *body, uint64_t size, const struct input_ops *ops,
		 void *context, struct fault *f);
