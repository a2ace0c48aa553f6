/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decisions → statements.
 *
 * Only what was decided is stated: an ignored vulnerability is not_affected, or what the VEX that it was ignored by
 * said. Nobody has decided about the others; with `all` they are under_investigation, which is true of every
 * finding that nobody has looked at, and claims no more.
 *
 * A statement is about packages in an image, and a package URL has no path: when the same package is there twice
 * and only one of them is ignored, the URL would speak of both. It is left out.
 *
 * The product is the image by its manifest's digest. An archive of docker save has none: then the URL has the
 * tag, and the digest of the configuration, which is the image's id, stands beside it as a hash.
 */
#include "tell/vex.h"

#include "base/map.h"
#include "model/purl.h"
#include "tell/identify.h"

/* ---- words ---- */

static const struct {
	const char *vex, *cyclonedx;
} justifications[] = {
	/* the first of several is taken */
	{ "vulnerable_code_not_present", "code_not_present" },
	{ "component_not_present", "code_not_present" },
	{ "vulnerable_code_not_in_execute_path", "code_not_reachable" },
	{ "vulnerable_code_cannot_be_controlled_by_adversary", "requires_environment" },
	{ "vulnerable_code_cannot_be_controlled_by_adversary", "requires_configuration" },
	{ "component_not_present", "requires_dependency" },
	{ "inline_mitigations_already_exist", "protected_by_mitigating_control" },
	{ "inline_mitigations_already_exist", "protected_by_compiler" },
	{ "inline_mitigations_already_exist", "protected_at_runtime" },
	{ "inline_mitigations_already_exist", "protected_at_perimeter" },
};

static void justify(struct vex_entry *e, struct str word)
{
	for (size_t i = 0; i < ARRAY_LEN(justifications); i++) {
		if (!str_is(word, justifications[i].vex) &&
		    !str_is(word, justifications[i].cyclonedx))
			continue;
		e->justification = str_of(justifications[i].vex);
		e->cyclonedx = str_is(word, justifications[i].vex)
				       ? str_of(justifications[i].cyclonedx)
				       : word;
		return;
	}
}

struct str vex_namer(struct str id)
{
	size_t dash = str_find_char(id, '-');
	return dash == SIZE_MAX || dash == 0 ? STR("other") : str_slice(id, 0, dash);
}

/* ---- images ---- */

static bool is_folder(const struct report *r)
{
	return str_is(r->source_kind, "rootfs") || str_is(r->source_kind, "folder");
}

/* "host:5000/team/payment:1.2@sha256:…" → repository and tag */
static void split(struct str name, struct str *repository, struct str *tag)
{
	str_cut(name, '@', repository, NULL);
	*tag = STR("");
	size_t colon = str_rfind_char(*repository, ':'), slash = str_rfind_char(*repository, '/');
	if (colon == SIZE_MAX || (slash != SIZE_MAX && colon < slash))
		return;
	*tag = str_from(*repository, colon + 1);
	*repository = str_slice(*repository, 0, colon);
}

/* The first part is a registry when it looks like a host: else it is not said where the image is. */
static bool has_registry(struct str repository)
{
	struct str host;
	if (!str_cut(repository, '/', &host, NULL))
		return false;
	return str_find_char(host, '.') != SIZE_MAX || str_find_char(host, ':') != SIZE_MAX ||
	       str_is(host, "localhost");
}

static struct vex_image image_of(struct arena *a, const struct report *r)
{
	struct vex_image image = { .report = r };
	image.name = r->image.name.n ? r->image.name : r->reference;
	if (is_folder(r))
		return image;
	struct str repository, tag, url;
	split(image.name, &repository, &tag);
	size_t slash = str_rfind_char(repository, '/');
	struct str last = slash == SIZE_MAX ? repository : str_from(repository, slash + 1);
	url = str_printf(a, "pkg:oci/%.*s", STRF(purl_encode(a, str_lower(a, last), false)));
	if (r->image.manifest.kind)
		url = str_printf(a, "%.*s@%.*s", STRF(url),
				 STRF(digest_text(a, &r->image.manifest)));
	else if (r->image.config.kind == DIGEST_SHA256)
		image.digest = str_from(digest_text(a, &r->image.config), 7);
	char mark = '?';
	const struct key_value qualifiers[] = {
		{ STR("arch"), r->image.platform.arch },
		{ STR("repository_url"), has_registry(repository) ? repository : STR("") },
		{ STR("tag"), tag },
	};
	for (size_t i = 0; i < ARRAY_LEN(qualifiers); i++) {
		if (!qualifiers[i].value.n)
			continue;
		url = str_printf(a, "%.*s%c%.*s=%.*s", STRF(url), mark, STRF(qualifiers[i].key),
				 STRF(purl_encode(a, qualifiers[i].value, true)));
		mark = '&';
	}
	image.purl = url;
	return image;
}

/* ---- statements ---- */

struct collector {
	struct vex *vex;
	bool all;
	struct map open;     /* "id\0purl" of findings that nobody ignores, in this image */
	struct str *purls;   /* of the report's packages, made when they are asked for */
	struct map purl_ids; /* purl → index of `stamps` */
	uint32_t *stamps;    /* the last entry that it was added to, plus 1 */
	struct map authors;
};

static struct str purl_at(struct collector *c, const struct report *r, uint32_t package)
{
	if (!c->purls[package].n)
		c->purls[package] = purl_of(c->vex->arena, r, &r->packages.p[package]);
	return c->purls[package];
}

static struct str key_of(struct arena *a, struct str id, struct str purl)
{
	return str_printf(a, "%.*s%c%.*s", STRF(id), 0, STRF(purl));
}

static void mark_open(struct collector *c, const struct report *r, const struct finding *f)
{
	const struct vulnerability *v = f->vulnerability;
	for (size_t i = 0; i < v->packages.n; i++)
		map_put(&c->open, key_of(c->vex->arena, f->id, purl_at(c, r, v->packages.p[i])),
			NULL);
	if (v->packages.n == 0 && f->package < r->packages.n)
		map_put(&c->open, key_of(c->vex->arena, f->id, purl_at(c, r, f->package)), NULL);
}

static void add_package(struct collector *c, struct vex_entry *e, const struct report *r,
			uint32_t package)
{
	struct arena *a = c->vex->arena;
	struct str purl = purl_at(c, r, package);
	if (e->finding->ignored && map_get(&c->open, key_of(a, e->finding->id, purl)))
		return;
	bool is_new;
	uint32_t *id = map_put(&c->purl_ids, purl, &is_new);
	if (is_new)
		*id = c->purl_ids.n - 1;
	if (c->stamps[*id] == c->vex->entries.n + 1)
		return;
	c->stamps[*id] = (uint32_t)c->vex->entries.n + 1;
	*VEC_PUSH(a, &e->packages) = purl;
}

static void describe(struct collector *c, struct vex_entry *e)
{
	struct arena *a = c->vex->arena;
	const struct ignored *why = e->finding->ignored;
	e->status = STR("under_investigation");
	if (!why)
		return;
	e->status = str_is(why->status, "fixed") ? why->status : STR("not_affected");
	if (str_is(e->status, "not_affected"))
		justify(e, why->justification);
	e->reason = why->reason;
	if (!e->reason.n && !e->justification.n && str_is(e->status, "not_affected"))
		e->reason =
			str_printf(a, "Ignored by %.*s, which gives no reason.", STRF(why->source));
	struct str owner = why->owner.n ? str_printf(a, "Decided by %.*s in %.*s", STRF(why->owner),
						     STRF(why->source))
					: str_printf(a, "Decided in %.*s", STRF(why->source));
	e->note = why->until.n ? str_printf(a, "%.*s, until %.*s.", STRF(owner), STRF(why->until))
			       : str_printf(a, "%.*s.", STRF(owner));
	if (why->owner.n)
		map_put(&c->authors, why->owner, NULL);
}

static void collect_report(struct collector *c, const struct report *r)
{
	struct vex *vex = c->vex;
	uint32_t image = (uint32_t)vex->images.n;
	*VEC_PUSH(vex->arena, &vex->images) = image_of(vex->arena, r);
	c->purls = arena_array(vex->arena, r->packages.n + 1, sizeof(struct str));
	c->stamps = arena_array(vex->arena, r->packages.n + 1, sizeof(uint32_t));
	map_init(&c->purl_ids, vex->arena);
	map_init(&c->open, vex->arena);
	for (size_t i = 0; i < r->findings.n; i++)
		if (r->findings.p[i].vulnerability && !r->findings.p[i].ignored)
			mark_open(c, r, &r->findings.p[i]);
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.p[i];
		const struct vulnerability *v = f->vulnerability;
		if (!v || (!f->ignored && !c->all))
			continue;
		struct vex_entry e = { .image = image, .finding = f };
		for (size_t k = 0; k < v->packages.n; k++)
			add_package(c, &e, r, v->packages.p[k]);
		if (v->packages.n == 0 && f->package < r->packages.n)
			add_package(c, &e, r, f->package);
		if (e.packages.n == 0)
			continue;
		describe(c, &e);
		*VEC_PUSH(vex->arena, &vex->entries) = e;
	}
}

static struct str join_authors(struct arena *a, const struct map *authors)
{
	if (authors->n == 0)
		return STR("unknown");
	struct str all = authors->entries[0].key;
	for (uint32_t i = 1; i < authors->n && i < 8; i++)
		all = str_printf(a, "%.*s, %.*s", STRF(all), STRF(authors->entries[i].key));
	return authors->n > 8 ? str_printf(a, "%.*s and others", STRF(all)) : all;
}

static void collect(const struct report_set *set, const struct tell_options *options,
		    struct arena *a, struct vex *out)
{
	*out = (struct vex){ .arena = a };
	struct collector c = { .vex = out, .all = options->all };
	map_init(&c.authors, a);
	for (size_t i = 0; i < set->n; i++)
		collect_report(&c, set->reports[i]);
	out->author = join_authors(a, &c.authors);
	out->time = set->n ? set->reports[0]->created : STR("");
	out->tool = str_printf(a, "seaworthy %s", options->version);
}

int vex_write(const struct report_set *set, const struct tell_options *options,
	      vex_document *document, struct str placeholder, struct out *out, struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(buf_donep) struct buf content;
	struct vex vex;
	struct out draft;
	collect(set, options, a, &vex);
	buf_init(&content, GIB);
	out_init_buf(&draft, &content);
	document(&draft, &vex, placeholder);
	int r = out_finish(&draft, f);
	out_done(&draft);
	TRY(r);
	struct str uuid = uuid_of_content(buf_str(&content), a);
	document(out, &vex, str_printf(a, "urn:uuid:%.*s", STRF(uuid)));
	return out_finish(out, f);
}
