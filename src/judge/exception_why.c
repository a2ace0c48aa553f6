/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The heart of exceptions is being told why one did not apply: an ignore that silently does nothing is found
 * on the day of the release.
 *
 * Of many misses the nearest one is explained: "the version is another one" says more than "the package is".
 * Equal ones go by the order of parts, which is that of exception.c: by id, package, path.
 */
#include "judge/exception_why.h"

/* A sentence is read by people: of a thousand products the first one is enough. */
#define LOOKED_AT 64

bool exception_status_ignores(struct str status)
{
	return str_is(status, "not_affected") || str_is(status, "fixed");
}

/* The image as people know it. */
static struct str our_name(const struct exception_view *v)
{
	if (v->names.n)
		return v->names.p[0].text;
	for (size_t i = 0; i < ARRAY_LEN(v->digests); i++)
		if (v->digests[i].n)
			return v->digests[i];
	return v->report->reference;
}

/* "pkg:oci/payment@sha256:…" of the same name: then the digest is what differs, and worth showing. */
static struct str our_name_beside(struct arena *a, const struct exception_view *v, struct str other)
{
	struct str name = our_name(v);
	if (!str_has(other, STR("sha256:")) && !str_has(other, STR("sha256%3A")))
		return name;
	for (size_t i = 0; i < ARRAY_LEN(v->digests); i++)
		if (v->digests[i].n && !str_eq(name, v->digests[i]))
			return str_printf(a, "%.*s with %.*s", STRF(name), STRF(v->digests[i]));
	return str_printf(a, "%.*s, whose digest is not known", STRF(name));
}

static struct str first_and_more(struct arena *a, const struct str *p, size_t n)
{
	if (n <= 1)
		return n ? p[0] : STR("nothing");
	return str_printf(a, "%.*s and %zu more", STRF(p[0]), n - 1);
}

struct str exception_why_image(struct arena *a, const struct exception_view *v,
			       const struct exception_reading *r)
{
	const struct exception *e = r->entry;
	bool products = e->images.n == 0;
	struct str said = products ? first_and_more(a, e->products.p, e->products.n)
				   : first_and_more(a, e->images.p, e->images.n);
	struct str ours = our_name_beside(a, v, products ? e->products.p[0] : e->images.p[0]);
	return str_printf(a, "it speaks of %.*s, this is %.*s", STRF(said), STRF(ours));
}

struct str exception_why_id(struct arena *a, const struct exception *e)
{
	if (e->ids.n == 0)
		return STR("there is no finding of which it could speak");
	if (e->ids.n == 1)
		return str_printf(a, "no finding is %.*s", STRF(e->ids.p[0]));
	return str_printf(a, "no finding is one of its %zu ids", e->ids.n);
}

static const struct finding *finding_of(const struct exception_view *v,
					const struct exception_part *part)
{
	return &v->report->findings.p[part->finding];
}

static struct str package_name(const struct exception_view *v, uint32_t package)
{
	return sym_str(v->report->syms, v->report->packages.p[package].name);
}

struct str exception_why_rest(struct arena *a, const struct exception_view *v,
			      const struct exception_part *left)
{
	const struct finding *f = finding_of(v, left);
	if (left->place == PLACE_MORE && f->secret)
		return str_printf(a, "%.*s is in more places than are listed", STRF(f->id));
	if (left->place == PLACE_MORE)
		return str_printf(a, "%.*s is in too many packages to tell them apart",
				  STRF(f->id));
	if (left->place != PLACE_NONE)
		return str_printf(a, "%.*s is also at %.*s, of which no entry speaks", STRF(f->id),
				  STRF(exception_path(v, left)));
	if (left->package != PACKAGE_NONE)
		return str_printf(a, "%.*s is also in %.*s %.*s, of which no entry speaks",
				  STRF(f->id), STRF(package_name(v, left->package)),
				  STRF(sym_str(v->report->syms,
					       v->report->packages.p[left->package].version)));
	return str_printf(a, "%.*s is not covered as a whole", STRF(f->id));
}

struct str exception_why_later(struct arena *a, const struct exception *later, bool nearer)
{
	if (nearer)
		return str_printf(a, "%.*s speaks of this image and says %.*s", STRF(later->source),
				  STRF(later->status));
	if (later->time.n)
		return str_printf(a, "a later statement of %.*s says %.*s (%.*s)",
				  STRF(str_slice(later->time, 0, 10)), STRF(later->status),
				  STRF(later->source));
	return str_printf(a, "a later statement says %.*s (%.*s)", STRF(later->status),
			  STRF(later->source));
}

/* ---- the nearest miss ---- */

struct miss {
	enum exception_fit fit;
	const struct exception_part *part;
	const struct purl *want;
};

/* A tie goes to the earlier part: the caller gives them in an order of their own. */
static void keep_nearest(struct miss *best, enum exception_fit fit,
			 const struct exception_part *part, const struct purl *want)
{
	if (!best->part || fit > best->fit)
		*best = (struct miss){ fit, part, want };
}

static struct str type_and_name(struct arena *a, struct str type, struct str name)
{
	return str_lower(a, str_printf(a, "%.*s/%.*s", STRF(type), STRF(name)));
}

static bool has_package(const struct exception_view *v, const struct purl *want)
{
	const struct report *r = v->report;
	size_t n = v->package_names->n ? 0 : r->packages.n;
	for (size_t i = 0; i < n; i++) {
		const struct package *p = &r->packages.p[i];
		struct str type = str_of(package_kind_name((enum package_kind)p->kind));
		const sym names[] = { p->name, p->source_name };
		for (size_t k = 0; k < ARRAY_LEN(names); k++)
			map_put(v->package_names,
				type_and_name(v->arena, type, sym_str(r->syms, names[k])), NULL);
	}
	return map_get(v->package_names, type_and_name(v->arena, want->type, want->name));
}

static struct str why_package(struct arena *a, const struct exception_view *v, const struct miss *m)
{
	const struct finding *f = finding_of(v, m->part);
	if (!m->want)
		return str_printf(a,
				  "%.*s was found, but it speaks of a package inside another one, "
				  "and who else uses it is not known",
				  STRF(f->id));
	if (!has_package(v, m->want))
		return str_printf(a, "its package is %.*s, the image has no such package",
				  STRF(m->want->text));
	if (m->part->package != PACKAGE_NONE &&
	    str_eq(m->want->name, exception_package(v, m->part->package)->name))
		return str_printf(a, "it speaks of %.*s, installed is %.*s", STRF(m->want->text),
				  STRF(exception_package(v, m->part->package)->text));
	if (m->part->package == PACKAGE_NONE)
		return str_printf(a, "its package is %.*s, and %.*s is in none",
				  STRF(m->want->text), STRF(f->id));
	return str_printf(a, "its package is %.*s, and %.*s is in %.*s", STRF(m->want->text),
			  STRF(f->id), STRF(package_name(v, m->part->package)));
}

static struct str why_version(struct arena *a, const struct exception_view *v, const struct miss *m)
{
	const struct package *row = &v->report->packages.p[m->part->package];
	bool binary = str_eq(m->want->name, exception_package(v, m->part->package)->name);
	struct str version = sym_str(v->report->syms, binary ? row->version : row->source_version);
	return str_printf(a, "it speaks of %.*s %.*s, installed is %.*s", STRF(m->want->name),
			  STRF(m->want->version), STRF(version));
}

static struct str why_layer(struct arena *a, const struct exception_view *v, const struct miss *m,
			    struct str want)
{
	const struct finding *f = finding_of(v, m->part);
	uint16_t layer = exception_layer(v, m->part);
	bool side = str_eq_nocase(want, STR("base")) || str_eq_nocase(want, STR("app"));
	const char *origin = origin_name(report_origin(v->report, layer));
	if (side && !origin)
		return str_printf(a, "it speaks of the %.*s, and who brought %.*s is not known",
				  STRF(want), STRF(f->id));
	if (side)
		return str_printf(a, "it speaks of the %.*s, and %.*s came with the %s", STRF(want),
				  STRF(f->id), origin);
	if (layer >= v->report->image.layers.n)
		return str_printf(a, "it speaks of layer %.*s, and %.*s is in none", STRF(want),
				  STRF(f->id));
	return str_printf(a, "it speaks of layer %.*s, and %.*s is in layer %u, %.*s", STRF(want),
			  STRF(f->id), layer + 1u, STRF(v->layers[2 * (size_t)layer + 1]));
}

static struct str why_stage(struct arena *a, const struct exception_view *v, const struct miss *m,
			    struct str want)
{
	const struct finding *f = finding_of(v, m->part);
	struct str stage = exception_stage(v, m->part);
	if (stage.n == 0)
		return str_printf(
			a, "it speaks of stage %.*s, and which one brought %.*s is not known",
			STRF(want), STRF(f->id));
	return str_printf(a, "it speaks of stage %.*s, and %.*s came with stage %.*s", STRF(want),
			  STRF(f->id), STRF(stage));
}

static struct str why_miss(struct arena *a, const struct exception_view *v,
			   const struct exception *e, const struct miss *m)
{
	const struct finding *f = finding_of(v, m->part);
	struct str path;
	switch (m->fit) {
	case FIT_NOT_KIND:
		return str_printf(a, "%.*s is of another kind: %s", STRF(f->id),
				  finding_kind_name(f->kind));
	case FIT_NOT_NAMED:
		return str_printf(a, "%.*s has to be named to be ignored", STRF(f->id));
	case FIT_NOT_PACKAGE:
		return why_package(a, v, m);
	case FIT_NOT_VERSION:
		return why_version(a, v, m);
	case FIT_NOT_QUALIFIER:
		return str_printf(a, "it speaks of %.*s, installed is %.*s", STRF(m->want->text),
				  STRF(exception_package(v, m->part->package)->text));
	case FIT_NOT_PATH:
		path = exception_path(v, m->part);
		if (path.n == 0)
			return str_printf(a, "%.*s is in no file, and it speaks of %.*s",
					  STRF(f->id),
					  STRF(first_and_more(a, e->paths.p, e->paths.n)));
		return str_printf(a, "%.*s is at %.*s, and it speaks of %.*s", STRF(f->id),
				  STRF(path), STRF(first_and_more(a, e->paths.p, e->paths.n)));
	case FIT_NOT_LAYER:
		return why_layer(a, v, m, e->layer);
	case FIT_NOT_STAGE:
		return why_stage(a, v, m, e->stage);
	case FIT_YES:
	default:
		return str_printf(a, "%.*s was found, and nothing of it fits", STRF(f->id));
	}
}

struct str exception_why_part(struct arena *a, const struct exception_view *v,
			      const struct exception_reading *r, const struct exception_part *parts,
			      const uint32_t *which, size_t n)
{
	const struct exception *e = r->entry;
	bool of_image = e->products.n == 0 || r->image_product;
	/* of products that are packages those, unless they have others inside them */
	const struct purl *wants = of_image ? r->packages.p : r->packages.n ? NULL : r->products.p;
	size_t wants_n = of_image ? r->packages.n : r->packages.n ? 0 : r->products.n;
	struct miss best = { 0 };
	for (size_t i = 0; i < size_min(n, LOOKED_AT); i++) {
		const struct exception_part *part = &parts[which[i]];
		if (wants_n == 0)
			keep_nearest(&best,
				     of_image ? exception_fits(v, e, NULL, part) : FIT_NOT_PACKAGE,
				     part, NULL);
		for (size_t k = 0; k < size_min(wants_n, LOOKED_AT); k++)
			keep_nearest(&best, exception_fits(v, e, &wants[k], part), part, &wants[k]);
	}
	return why_miss(a, v, e, &best);
}
