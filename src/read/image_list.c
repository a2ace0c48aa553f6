/* SPDX-License-Identifier: Apache-2.0 */
#include "read/image_list.h"

#include "base/limits.h"
#include "model/reference.h"

#include <stdio.h>

struct image *image_list_add(struct arena *a, struct image_list *list)
{
	if (list->images.n < LIMIT_IMAGES)
		return VEC_PUSH(a, &list->images);
	for (size_t i = 0; i < list->faults.n; i++)
		if (list->faults.p[i].fault.code == E_LIMIT && !list->faults.p[i].name.n)
			return NULL;
	struct fault f;
	fault_set(&f, E_LIMIT, "more than %llu images; the others are not read",
		  (unsigned long long)LIMIT_IMAGES);
	image_list_fault(a, list, IMAGE_NONE, STR(""), NULL, &f);
	return NULL;
}

void image_list_fault(struct arena *a, struct image_list *list, uint32_t image, struct str name,
		      const struct platform *platform, const struct fault *fault)
{
	if (list->faults.n >= LIMIT_IMAGES) {
		list->faults_left_out++;
		return;
	}
	struct image_fault *new = VEC_PUSH(a, &list->faults);
	new->image = image;
	new->name = str_dup(a, name);
	new->fault = *fault;
	if (platform) {
		new->platform.os = str_dup(a, platform->os);
		new->platform.arch = str_dup(a, platform->arch);
		new->platform.variant = str_dup(a, platform->variant);
	}
}

void image_list_note(struct arena *a, struct image_list *list, const char *fmt, ...)
{
	if (list->notes.n >= LIMIT_IMAGES)
		return;
	char text[512];
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (n > 0)
		*VEC_PUSH(a, &list->notes) =
			str_dup(a, str_make(text, size_min((size_t)n, sizeof(text) - 1)));
}

void image_name_add(struct arena *a, struct image *image, struct str name)
{
	if (!name.n || name.n > LIMIT_PATH || image->names.n >= LIMIT_IMAGES)
		return;
	for (size_t i = 0; i < image->names.n; i++)
		if (str_eq(image->names.p[i], name))
			return;
	struct str copy = str_dup(a, name);
	*VEC_PUSH(a, &image->names) = copy;
	if (!image->name.n)
		image->name = reference_familiar(copy);
}

void image_list_settle(struct arena *a, struct image_list *list, image_resolve *resolve,
		       void *context)
{
	for (uint32_t i = 0; i < list->images.n; i++) {
		struct image *image = &list->images.p[i];
		for (size_t k = 0; k < image->layers.n; k++) {
			struct layer *layer = &image->layers.p[k];
			if (resolve(context, &layer->blob))
				continue;
			layer->absent = true;
			struct fault f;
			fault_set(&f, E_NOTFOUND, "layer %zu of %zu, %.*s: not in the image%s",
				  k + 1, image->layers.n, STRF(layer->blob),
				  layer->foreign ? ": its licence kept it from being saved" : "");
			image_list_fault(a, list, i, image->name, NULL, &f);
		}
	}
}

static bool same_layers(const struct image *x, const struct image *y)
{
	if (x->layers.n != y->layers.n)
		return false;
	for (size_t i = 0; i < x->layers.n; i++)
		if (!str_eq(x->layers.p[i].blob, y->layers.p[i].blob))
			return false;
	return true;
}

void image_list_merge(struct arena *a, struct image_list *list, const struct image_list *second)
{
	size_t first_n = list->images.n;
	for (uint32_t i = 0; i < second->images.n; i++) {
		const struct image *other = &second->images.p[i];
		bool known = false;
		for (uint32_t k = 0; k < first_n; k++) {
			struct image *image = &list->images.p[k];
			if (!digest_eq(&image->config, &other->config))
				continue;
			known = true;
			for (size_t m = 0; m < other->names.n; m++)
				image_name_add(a, image, other->names.p[m]);
			if (other->names.n)
				image->name = reference_familiar(other->names.p[0]);
			if (same_layers(image, other))
				continue;
			struct fault f;
			fault_set(&f, E_MISMATCH,
				  "index.json and manifest.json name different layers for the "
				  "same configuration; those of index.json are read");
			image_list_fault(a, list, k, image->name, NULL, &f);
		}
		if (known)
			continue;
		struct image *added = image_list_add(a, list);
		if (!added)
			return;
		*added = *other;
		for (size_t k = 0; k < second->faults.n; k++)
			if (second->faults.p[k].image == i)
				image_list_fault(a, list, (uint32_t)(list->images.n - 1),
						 other->name, NULL, &second->faults.p[k].fault);
	}
	for (size_t k = 0; k < second->faults.n; k++)
		if (second->faults.p[k].image == IMAGE_NONE)
			image_list_fault(a, list, IMAGE_NONE, second->faults.p[k].name,
					 &second->faults.p[k].platform, &second->faults.p[k].fault);
	list->faults_left_out += second->faults_left_out;
}
