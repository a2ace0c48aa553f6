/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Building a struct image_list: within limits, nothing dropped silently.
 */
#pragma once

#include "read/source.h"

/* A new image, or NULL at LIMIT_IMAGES (then the fault is recorded, once). */
struct image *image_list_add(struct arena *a, struct image_list *list);

/* Strings are copied; `image` is an index or IMAGE_NONE, `platform` may be NULL. */
void image_list_fault(struct arena *a, struct image_list *list, uint32_t image, struct str name,
		      const struct platform *platform, const struct fault *fault);

void image_list_note(struct arena *a, struct image_list *list, const char *fmt, ...)
	PRINTF_LIKE(3, 4);

/* One more reference of the image; the first also becomes image->name, shortened. */
void image_name_add(struct arena *a, struct image *image, struct str name);

/*
 * Brings every layer.blob to the name under which the source really holds it. `resolve` gives that
 * name, or false when there is no such blob: then the layer is marked absent and a fault says so.
 */
typedef bool image_resolve(void *context, struct str *blob);
void image_list_settle(struct arena *a, struct image_list *list, image_resolve *resolve,
		       void *context);

/*
 * An archive can describe its images twice, by index.json and by manifest.json. Adds the names of
 * `second` to the images of `list` with the same configuration, and its images that `list` lacks;
 * differing layers of the same configuration are a fault.
 */
void image_list_merge(struct arena *a, struct image_list *list, const struct image_list *second);
