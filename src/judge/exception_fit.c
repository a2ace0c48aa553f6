/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One entry, one part of a finding.
 *
 * An entry must never ignore more than its author meant, so each comparison leans to "no":
 *
 *  - A package URL fits a package when type, name and everything else that it says are the same. A namespace
 *    may be missing only where it names the vendor (deb, apk, rpm); of "distro" the release counts, so
 *    "debian-12.5" is "debian-12". Qualifiers that a package of ours does not have do not fit.
 *  - Advisories of distributions speak of source packages, documents of either. With an architecture a URL
 *    means that binary package; with "arch=src" or "arch=source" the source and all that was built of it; with
 *    none the binary of that name, or the source of that name. Formats that know binaries only say so.
 *  - A digest is the identity of an image, whatever its name. Without one the name has to fit, and the tag when
 *    there is one.
 *  - Gaps and content that is not what its digest says are fitted only by entries that name their kind, or
 *    the first word of their id at least: "gap-*", but not "*".
 */
#include "judge/exception_fit.h"

/* ---- the image ---- */

static void add_name(struct exception_view *v, struct str text)
{
	if (text.n == 0)
		return;
	*VEC_PUSH(v->arena, &v->names) = reference_parse(reference_bare(text));
}

void exception_view_init(struct exception_view *v, struct arena *a, const struct report *r)
{
	*v = (struct exception_view){ .arena = a, .report = r };
	add_name(v, r->image.name);
	for (size_t i = 0; i < r->image.names.n; i++)
		add_name(v, r->image.names.p[i]);
	if (v->names.n == 0)
		add_name(v, r->reference);
	v->digests[0] = digest_text(a, &r->image.manifest);
	v->digests[1] = digest_text(a, &r->image.index);
	v->digests[2] = digest_text(a, &r->image.config);
	v->layers = arena_array(a, 2 * r->image.layers.n + 1, sizeof(struct str));
	for (size_t i = 0; i < r->image.layers.n; i++) {
		v->layers[2 * i] = digest_text(a, &r->image.layers.p[i].digest);
		v->layers[2 * i + 1] = digest_text(a, &r->image.layers.p[i].diff_id);
	}
	for (size_t i = 0; i < r->image.history.n; i++)
		v->has_stages = v->has_stages || r->image.history.p[i].stage.n;
	v->package_names = arena_alloc(a, sizeof(*v->package_names));
	map_init(v->package_names, a);
	v->purls = arena_array(a, r->packages.n + 1, sizeof(struct purl *));
}

static bool is_our_digest(const struct exception_view *v, struct str digest)
{
	for (size_t i = 0; i < ARRAY_LEN(v->digests); i++)
		if (digest.n && str_eq_nocase(v->digests[i], digest))
			return true;
	return false;
}

static bool is_digest(struct str s)
{
	struct digest d;
	return digest_parse(s, &d);
}

static struct str last_part(struct str repository)
{
	size_t slash = str_rfind_char(repository, '/');
	return slash == SIZE_MAX ? repository : str_from(repository, slash + 1);
}

bool exception_purl_is_image(const struct purl *p)
{
	return str_is(p->type, "oci") || str_is(p->type, "docker");
}

/* repository_url holds the whole repository (oci) or the registry alone (docker). */
static bool repository_fits(const struct reference *name, const struct purl *p)
{
	struct str url = purl_qualifier(p, STR("repository_url"));
	if (str_starts(url, STR("https://")))
		url = str_from(url, 8);
	while (url.n && url.p[url.n - 1] == '/')
		url.n--;
	if (str_is(p->type, "oci"))
		return url.n == 0 || str_eq_nocase(reference_bare(url), name->repository);
	struct str rest = name->repository;
	if (url.n && !str_eq_nocase(url, STR("docker.io")) &&
	    !str_eq_nocase(url, STR("index.docker.io"))) {
		if (!str_starts(rest, url) || rest.n <= url.n || rest.p[url.n] != '/')
			return false;
		rest = str_from(rest, url.n + 1);
	}
	rest.n = rest.n - last_part(rest).n;
	while (rest.n && rest.p[rest.n - 1] == '/')
		rest.n--;
	bool official = p->namespace.n == 0 || str_is(p->namespace, "library");
	/* without a registry the namespace alone decides, in whatever registry it is */
	if (official)
		return url.n == 0 || rest.n == 0;
	return str_eq_nocase(rest, p->namespace) ||
	       (url.n == 0 && rest.n > p->namespace.n &&
		str_eq_nocase(str_from(rest, rest.n - p->namespace.n), p->namespace) &&
		rest.p[rest.n - p->namespace.n - 1] == '/');
}

static bool purl_is_this_image(const struct exception_view *v, const struct purl *p)
{
	struct str arch = purl_qualifier(p, STR("arch")), os = purl_qualifier(p, STR("os"));
	if (arch.n && !str_eq_nocase(arch, v->report->image.platform.arch))
		return false;
	if (os.n && !str_eq_nocase(os, v->report->image.platform.os))
		return false;
	if (is_digest(p->version))
		return is_our_digest(v, p->version);
	struct str tag = p->version.n ? p->version : purl_qualifier(p, STR("tag"));
	for (size_t i = 0; i < v->names.n; i++) {
		const struct reference *name = &v->names.p[i];
		if (str_eq_nocase(last_part(name->repository), p->name) &&
		    (tag.n == 0 || str_eq(tag, name->tag)) && repository_fits(name, p))
			return true;
	}
	return false;
}

bool exception_is_image(const struct exception_view *v, struct str product)
{
	struct purl p;
	if (str_starts(product, STR("pkg:")))
		return purl_parse(v->arena, product, &p) && exception_purl_is_image(&p) &&
		       purl_is_this_image(v, &p);
	if (is_digest(product))
		return is_our_digest(v, product);
	struct reference want = reference_parse(reference_bare(product));
	if (want.digest.n)
		return is_our_digest(v, want.digest);
	for (size_t i = 0; i < v->names.n; i++)
		if (str_eq(want.repository, v->names.p[i].repository) &&
		    (want.tag.n == 0 || str_eq(want.tag, v->names.p[i].tag)))
			return true;
	return false;
}

bool exception_fits_image(const struct exception_view *v, const struct exception *e)
{
	for (size_t i = 0; i < e->images.n; i++) {
		struct str image = e->images.p[i];
		if (is_digest(image)) {
			if (is_our_digest(v, image))
				return true;
			continue;
		}
		struct reference want = reference_parse(reference_bare(image));
		if (want.digest.n && is_our_digest(v, want.digest))
			return true;
		if (want.digest.n)
			continue;
		for (size_t k = 0; k < v->names.n; k++) {
			const struct reference *name = &v->names.p[k];
			if (str_glob(want.repository, name->repository) &&
			    (want.tag.n == 0 || str_glob(want.tag, name->tag)))
				return true;
		}
	}
	return e->images.n == 0;
}

void exception_read_entry(const struct exception_view *v, const struct exception *e,
			  struct exception_reading *out)
{
	*out = (struct exception_reading){ .entry = e };
	for (size_t i = 0; i < e->packages.n; i++) {
		struct purl p;
		if (purl_parse(v->arena, e->packages.p[i], &p)) {
			*VEC_PUSH(v->arena, &out->packages) = p;
		} else {
			out->broken = true;
			out->broken_url = e->packages.p[i];
		}
	}
	for (size_t i = 0; i < e->products.n; i++) {
		struct purl p;
		struct str product = e->products.p[i];
		bool is_purl = str_starts(product, STR("pkg:"));
		if (is_purl && !purl_parse(v->arena, product, &p))
			continue; /* speaks of nothing that can be found here */
		if (is_purl && !exception_purl_is_image(&p))
			*VEC_PUSH(v->arena, &out->products) = p;
		else if (exception_is_image(v, product))
			out->image_product = true;
	}
}

/* ---- packages ---- */

const struct purl *exception_package(const struct exception_view *v, uint32_t package)
{
	if (!v->purls[package]) {
		struct purl *p = arena_alloc(v->arena, sizeof(*p));
		struct str text = purl_of(v->arena, v->report, &v->report->packages.p[package]);
		/* what we wrote ourselves reads back, but for a package without a name */
		if (!purl_parse(v->arena, text, p))
			*p = (struct purl){ .text = text };
		v->purls[package] = p;
	}
	return v->purls[package];
}

static bool namespace_is_vendor(struct str type)
{
	return str_is(type, "deb") || str_is(type, "apk") || str_is(type, "rpm");
}

/* "debian-12", "debian-12.5", "12", "bookworm", "debian-bookworm" */
static bool distro_fits(const struct exception_view *v, struct str want)
{
	const struct os_release *os = &v->report->os;
	struct str release = want;
	if (os->id.n && want.n > os->id.n + 1 && want.p[os->id.n] == '-' &&
	    str_eq_nocase(str_slice(want, 0, os->id.n), os->id))
		release = str_from(want, os->id.n + 1);
	if (release.n == 0)
		return false;
	return str_eq_nocase(release, os->version_id) || str_eq_nocase(release, os->codename) ||
	       (os->release.n &&
		str_eq_nocase(ecosystem_release(os->ecosystem, release), os->release));
}

static bool qualifiers_fit(const struct exception_view *v, const struct purl *want,
			   const struct purl *have, bool source)
{
	for (size_t i = 0; i < want->qualifiers.n; i++) {
		const struct key_value *q = &want->qualifiers.p[i];
		if (str_is(q->key, "arch") && source)
			continue;
		if (str_is(q->key, "distro") ? !distro_fits(v, q->value)
					     : !str_eq(q->value, purl_qualifier(have, q->key)))
			return false;
	}
	return true;
}

static enum exception_fit fits_version(const struct exception_view *v, const struct purl *want,
				       const struct purl *have, struct str version, bool source)
{
	if (want->version.n && !str_eq(want->version, version))
		return FIT_NOT_VERSION;
	return qualifiers_fit(v, want, have, source) ? FIT_YES : FIT_NOT_QUALIFIER;
}

enum exception_fit exception_fits_package(const struct exception_view *v, const struct purl *want,
					  bool only_binaries, uint32_t package)
{
	const struct purl *have = exception_package(v, package);
	const struct package *row = &v->report->packages.p[package];
	if (!str_eq(want->type, have->type))
		return FIT_NOT_PACKAGE;
	bool any_vendor = want->namespace.n == 0 && namespace_is_vendor(want->type);
	if (!any_vendor && !str_eq_nocase(want->namespace, have->namespace))
		return FIT_NOT_PACKAGE;
	struct str arch = purl_qualifier(want, STR("arch"));
	bool only_source = str_is(arch, "src") || str_is(arch, "source");
	struct str source = sym_str(v->report->syms, row->source_name);
	enum exception_fit best = FIT_NOT_PACKAGE;
	if (!only_source && str_eq(want->name, have->name))
		best = fits_version(v, want, have, have->version, false);
	if (best != FIT_YES && (only_source || (arch.n == 0 && !only_binaries)) &&
	    str_eq_nocase(want->name, source)) {
		struct str version = sym_str(v->report->syms, row->source_version);
		enum exception_fit fit = fits_version(v, want, have, version, only_source);
		best = fit > best ? fit : best;
	}
	return best;
}

/* ---- the other conditions ---- */

struct str exception_path(const struct exception_view *v, const struct exception_part *part)
{
	const struct finding *f = &v->report->findings.p[part->finding];
	if (part->place == PLACE_MORE)
		return STR("");
	if (part->place != PLACE_NONE)
		return f->secret->places.p[part->place].path;
	if (part->package != PACKAGE_NONE)
		return sym_str(v->report->syms, v->report->packages.p[part->package].location);
	return f->path;
}

uint16_t exception_layer(const struct exception_view *v, const struct exception_part *part)
{
	const struct finding *f = &v->report->findings.p[part->finding];
	if (part->place == PLACE_MORE)
		return LAYER_NONE;
	if (part->place != PLACE_NONE)
		return f->secret->places.p[part->place].layer;
	if (part->package != PACKAGE_NONE)
		return v->report->packages.p[part->package].layer;
	return f->layer;
}

/* Of the step that made its layer; empty when that is not known. */
struct str exception_stage(const struct exception_view *v, const struct exception_part *part)
{
	const struct image *image = &v->report->image;
	uint16_t layer = exception_layer(v, part);
	uint32_t step = layer < image->layers.n ? image->layers.p[layer].history : HISTORY_NONE;
	return step < image->history.n ? image->history.p[step].stage : STR("");
}

static bool path_fits(const struct exception *e, struct str path)
{
	for (size_t i = 0; i < e->paths.n; i++) {
		struct str pattern = e->paths.p[i];
		if (str_starts(pattern, STR("./")))
			pattern = str_from(pattern, 2);
		while (pattern.n && pattern.p[0] == '/')
			pattern = str_from(pattern, 1);
		if (path.n && str_glob(pattern, path))
			return true;
	}
	return e->paths.n == 0;
}

static bool layer_fits(const struct exception_view *v, struct str want, uint16_t layer)
{
	const struct report *r = v->report;
	if (want.n == 0)
		return true;
	const char *origin = origin_name(report_origin(r, layer));
	if (str_eq_nocase(want, STR("base")) || str_eq_nocase(want, STR("app")))
		return origin && str_eq_nocase(want, str_of(origin));
	if (layer >= r->image.layers.n)
		return false;
	const struct str *names = v->layers + 2 * (size_t)layer;
	return str_eq_nocase(want, names[0]) || str_eq_nocase(want, names[1]);
}

/* Must not be ignored by accident. */
static bool is_guarded(const struct finding *f)
{
	return f->kind == FINDING_GAP || str_eq(f->id, STR("digest-mismatch"));
}

/* The pattern spells the id's first word and its dash, at least. */
static bool names_id(const struct exception *e, struct str id)
{
	size_t word = str_find_char(id, '-');
	word = word == SIZE_MAX ? id.n : word + 1;
	for (size_t i = 0; i < e->ids.n; i++) {
		struct str pattern = e->ids.p[i];
		if (pattern.n >= word &&
		    str_eq_nocase(str_slice(pattern, 0, word), str_slice(id, 0, word)))
			return true;
	}
	return false;
}

enum exception_fit exception_fits(const struct exception_view *v, const struct exception *e,
				  const struct purl *want, const struct exception_part *part)
{
	const struct finding *f = &v->report->findings.p[part->finding];
	if (e->kinds && !(e->kinds & 1u << f->kind))
		return FIT_NOT_KIND;
	if (!e->kinds && is_guarded(f) && !names_id(e, f->id))
		return FIT_NOT_NAMED;
	if (want) {
		if (part->package == PACKAGE_NONE)
			return FIT_NOT_PACKAGE;
		enum exception_fit fit =
			exception_fits_package(v, want, e->only_binaries, part->package);
		if (fit != FIT_YES)
			return fit;
	}
	if (!path_fits(e, exception_path(v, part)))
		return FIT_NOT_PATH;
	if (!layer_fits(v, e->layer, exception_layer(v, part)))
		return FIT_NOT_LAYER;
	return !e->stage.n || str_eq_nocase(e->stage, exception_stage(v, part)) ? FIT_YES
										: FIT_NOT_STAGE;
}

/* ---- ids ---- */

bool exception_has_wildcard(struct str id)
{
	return str_find_char(id, '*') != SIZE_MAX || str_find_char(id, '?') != SIZE_MAX;
}

bool exception_id_fits(struct str lower_pattern, struct str lower_id)
{
	return str_glob(lower_pattern, lower_id);
}
