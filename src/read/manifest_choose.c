/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which image of several is meant.
 *
 * First by name, in rules from exact to generous, of which the first that fits anything decides;
 * then by platform. Images that an index lists for several platforms are one image to its user, so
 * they form a group; a choice is unique when all that is left is one group:
 *
 *         images ──► rule of names ──► groups: one? ──► platform ──► nearest variant
 *                                        └─ several: E_USAGE, with the names to choose from
 *
 * Nothing is ever chosen by order: two images that fit equally well are a question to the user.
 */
#include "read/manifest.h"

#include "base/path.h"
#include "model/reference.h"

#define LISTED_MAX 8 /* names or platforms in one message */
#define PREFIX_MIN 6 /* hex digits of an abbreviated digest */

typedef bool name_rule(struct arena *a, const struct image *image, struct str name);

static bool has_name_by(const struct image *image, struct str name,
			bool (*same)(struct str, struct str))
{
	for (size_t i = 0; i < image->names.n; i++)
		if (same(image->names.p[i], name))
			return true;
	return false;
}

static bool by_exact_name(struct arena *a, const struct image *image, struct str name)
{
	return has_name_by(image, name, str_eq);
}

static bool by_familiar_name(struct arena *a, const struct image *image, struct str name)
{
	return !str_has(name, STR("@")) && has_name_by(image, name, reference_same);
}

static bool digest_starts(struct arena *a, const struct digest *d, struct str prefix)
{
	if (d->kind == DIGEST_NONE)
		return false;
	struct str text = digest_text(a, d), hex = prefix;
	if (str_cut(prefix, ':', NULL, &hex))
		return hex.n >= PREFIX_MIN && str_starts(text, prefix);
	str_cut(text, ':', NULL, &text);
	return prefix.n >= PREFIX_MIN && str_starts(text, prefix);
}

static bool by_digest(struct arena *a, const struct image *image, struct str name)
{
	struct reference r = reference_parse(name);
	struct str prefix = str_lower(a, r.digest.n ? r.digest : name);
	return digest_starts(a, &image->manifest, prefix) ||
	       digest_starts(a, &image->index, prefix) || digest_starts(a, &image->config, prefix);
}

static bool by_tag(struct arena *a, const struct image *image, struct str name)
{
	for (size_t i = 0; i < image->names.n; i++)
		if (str_eq(reference_parse(image->names.p[i]).tag, name))
			return name.n > 0;
	return false;
}

static bool by_repository(struct arena *a, const struct image *image, struct str name)
{
	struct str want = reference_parse(reference_familiar(name)).repository;
	for (size_t i = 0; i < image->names.n; i++) {
		struct str have = reference_parse(reference_familiar(image->names.p[i])).repository;
		if (str_eq(have, want) || str_eq(path_base(have), want))
			return reference_parse(name).tag.n == 0;
	}
	return false;
}

static bool share_name(const struct image *x, const struct image *y)
{
	for (size_t i = 0; i < x->names.n; i++)
		if (has_name_by(y, x->names.p[i], str_eq))
			return true;
	return false;
}

static bool same_platform(const struct platform *x, const struct platform *y)
{
	return str_eq(x->os, y->os) && str_eq(x->arch, y->arch) && str_eq(x->variant, y->variant);
}

/* One image for several platforms: of one index, of one name, or listed side by side without names. */
static bool same_group(const struct image *x, const struct image *y)
{
	if (x->index.kind != DIGEST_NONE && digest_eq(&x->index, &y->index))
		return true;
	if (share_name(x, y))
		return true;
	return !x->names.n && !y->names.n && x->index.kind == DIGEST_NONE &&
	       y->index.kind == DIGEST_NONE && x->manifest.kind != DIGEST_NONE &&
	       y->manifest.kind != DIGEST_NONE && x->platform.arch.n && y->platform.arch.n &&
	       !same_platform(&x->platform, &y->platform);
}

static struct str label(struct arena *a, const struct image *image)
{
	if (image->name.n)
		return str_slice(image->name, 0, 128);
	const struct digest *d = image->manifest.kind ? &image->manifest : &image->config;
	return str_slice(digest_text(a, d), 0, 7 + 12);
}

/* "a, b, c and 4 more", each text once. */
struct listing {
	struct arena *arena;
	struct str text;
	VEC(struct str) seen;
	size_t more;
};

static void listing_add(struct listing *l, struct str s)
{
	for (size_t i = 0; i < l->seen.n; i++)
		if (str_eq(l->seen.p[i], s))
			return;
	*VEC_PUSH(l->arena, &l->seen) = s;
	if (l->seen.n > LISTED_MAX) {
		l->more++;
		return;
	}
	l->text = str_printf(l->arena, "%.*s%s%.*s", STRF(l->text), l->text.n ? ", " : "", STRF(s));
}

static struct str listing_text(struct listing *l)
{
	if (!l->more)
		return l->text;
	return str_printf(l->arena, "%.*s and %zu more", STRF(l->text), l->more);
}

static struct str list_images(struct arena *a, const image_choice *images)
{
	struct listing l = { .arena = a };
	for (size_t i = 0; i < images->n; i++)
		listing_add(&l, label(a, images->p[i]));
	return listing_text(&l);
}

static struct str list_platforms(struct arena *a, const image_choice *images)
{
	struct listing l = { .arena = a };
	for (size_t i = 0; i < images->n; i++)
		listing_add(&l, platform_text(a, &images->p[i]->platform));
	return listing_text(&l);
}

static void add_all(struct arena *a, const struct image_list *list, image_choice *to)
{
	for (size_t i = 0; i < list->images.n; i++)
		*VEC_PUSH(a, to) = &list->images.p[i];
}

/* The fault that stands where the image should be: a better answer than "not found". */
static const struct image_fault *fault_of_missing(const struct image_list *list, const char *name,
						  const struct platform *want)
{
	for (size_t i = 0; i < list->faults.n; i++) {
		const struct image_fault *x = &list->faults.p[i];
		if (x->image != IMAGE_NONE)
			continue;
		if (name && !(x->name.n &&
			      (str_is(x->name, name) || reference_same(x->name, str_of(name)))))
			continue;
		if (want && x->platform.arch.n && !platform_matches(want, &x->platform))
			continue;
		return x;
	}
	return NULL;
}

static int choose_name(struct arena *a, const struct image_list *list, const char *name,
		       image_choice *out, struct fault *f)
{
	static name_rule *const rules[] = { by_exact_name, by_familiar_name, by_digest, by_tag,
					    by_repository };
	image_choice all = { 0 };
	add_all(a, list, &all);
	if (!name) {
		*out = all;
		return 0;
	}
	for (size_t r = 0; r < ARRAY_LEN(rules) && !out->n; r++)
		for (size_t i = 0; i < all.n; i++)
			if (rules[r](a, all.p[i], str_of(name)))
				*VEC_PUSH(a, out) = all.p[i];
	if (out->n)
		return 0;
	const struct image_fault *missing = fault_of_missing(list, name, NULL);
	if (missing)
		return fault_copy(f, &missing->fault);
	return fault_set(f, E_NOTFOUND, "no image \"%s\" in it; it has %.*s", name,
			 STRF(list_images(a, &all)));
}

static int check_one_group(struct arena *a, const char *name, const image_choice *found,
			   struct fault *f)
{
	for (size_t i = 1; i < found->n; i++) {
		if (same_group(found->p[0], found->p[i]))
			continue;
		if (name)
			return fault_set(f, E_USAGE,
					 "\"%s\" fits several images, say which by --image: %.*s",
					 name, STRF(list_images(a, found)));
		return fault_set(f, E_USAGE,
				 "several images in it, say which by --image NAME: %.*s",
				 STRF(list_images(a, found)));
	}
	return 0;
}

/* How well an image fits: 0 not, then unknown platform, lower variant, the very one. */
static unsigned fitness(const struct platform *want, const struct platform *have)
{
	if (!have->arch.n)
		return 1;
	if (!platform_matches(want, have))
		return 0;
	if (str_eq(want->variant, have->variant))
		return 1000;
	uint64_t level = 0;
	if (have->variant.n > 1)
		str_u64(str_from(have->variant, 1), 99, &level);
	/* The highest variant that still runs; without one in `want` the highest of all. */
	return 2 + (unsigned)level + (have->variant.n ? 0 : 100);
}

static int choose_platform(struct arena *a, const image_choice *found, const struct platform *want,
			   image_choice *out, struct fault *f)
{
	unsigned best = 0;
	for (size_t i = 0; i < found->n; i++) {
		unsigned fit = fitness(want, &found->p[i]->platform);
		if (fit < best || !fit)
			continue;
		if (fit > best)
			out->n = 0;
		best = fit;
		*VEC_PUSH(a, out) = found->p[i];
	}
	if (out->n <= 1)
		return 0;
	struct str text = platform_text(a, want);
	struct listing l = { .arena = a };
	for (size_t i = 0; i < out->n; i++) {
		const struct image *x = out->p[i];
		listing_add(&l,
			    str_slice(digest_text(a, x->manifest.kind ? &x->manifest : &x->config),
				      0, 7 + 12));
	}
	return fault_set(f, E_USAGE, "%zu images for %.*s in it, say which by --image DIGEST: %.*s",
			 out->n, STRF(text), STRF(listing_text(&l)));
}

int manifest_choose(struct arena *a, const struct image_list *list, const char *name,
		    const struct platform *want, image_choice *out, struct fault *f)
{
	image_choice found = { 0 }, chosen = { 0 };
	if (!list->images.n) {
		const struct image_fault *missing = fault_of_missing(list, NULL, want);
		if (!missing && list->faults.n)
			missing = &list->faults.p[0];
		if (missing)
			return fault_copy(f, &missing->fault);
		return fault_set(f, E_NOTFOUND, "no image in it%s",
				 list->attestations + list->artifacts
					 ? ", only signatures or other attachments"
					 : "");
	}
	TRY(choose_name(a, list, name, &found, f));
	TRY(check_one_group(a, name, &found, f));
	if (!want) {
		*out = found;
		return 0;
	}
	TRY(choose_platform(a, &found, want, &chosen, f));
	if (chosen.n) {
		*out = chosen;
		return 0;
	}
	const struct image_fault *missing = fault_of_missing(list, name, want);
	if (missing && !missing->platform.arch.n)
		missing = NULL;
	/* Saved for another machine, perhaps with an index that lists what was left behind there. */
	if (want->assumed && found.n == 1 && (!missing || missing->fault.code == E_NOTFOUND)) {
		*out = found;
		return 0;
	}
	if (missing)
		return fault_copy(f, &missing->fault);
	return fault_set(f, E_NOTFOUND, "no image for %.*s in it, say which by --platform: %.*s",
			 STRF(platform_text(a, want)), STRF(list_platforms(a, &found)));
}

bool manifest_fault_matters(const struct image_list *list, size_t i, const struct platform *want,
			    const image_choice *choice)
{
	const struct image_fault *x = &list->faults.p[i];
	if (x->image != IMAGE_NONE) {
		for (size_t k = 0; k < choice->n; k++)
			if (choice->p[k] == &list->images.p[x->image])
				return true;
		return false;
	}
	if (want && x->platform.arch.n && choice->n) {
		/* Missing for a platform that nobody asked for, or that would not have been chosen. */
		unsigned fit = fitness(want, &x->platform);
		if (!fit || fit < fitness(want, &choice->p[0]->platform))
			return false;
		if (want->assumed && x->fault.code == E_NOTFOUND &&
		    !fitness(want, &choice->p[0]->platform))
			return false;
	}
	/* A named image that was not asked for is missing without harm; a nameless one may be ours. */
	if (!x->name.n)
		return true;
	for (size_t k = 0; k < choice->n; k++)
		for (size_t m = 0; m < choice->p[k]->names.n; m++)
			if (reference_same(choice->p[k]->names.p[m], x->name))
				return true;
	return false;
}
