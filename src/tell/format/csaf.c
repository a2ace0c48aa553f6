/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CSAF 2.0, profile VEX, from what was decided.
 *
 *     product_tree: the images, the packages, and each package as a component of its image
 *     vulnerabilities: one for each id, with notes; product_status; flags or threats for what is not affected
 *
 * A document of that profile has at least one vulnerability. When nothing was decided it is one of the base profile
 * that says so in a note.
 *
 * The publisher's namespace is to be a URL under its control: the registry's, where the image's name has one; a
 * URN made of the content otherwise, as nothing true could stand there.
 *
 * Format: docs.oasis-open.org/csaf/csaf/v2.0, sections 3 and 4.5; its tests 6.1 are why ids, products and
 * statuses are grouped.
 */
#include "base/map.h"
#include "tell/vex.h"
#include "text/emit.h"

/* One product of one vulnerability. */
struct product_of {
	uint32_t entry;
	struct str id;
};

struct writer {
	struct emit e;
	const struct vex *vex;
	struct arena *a;
	struct map ids; /* vulnerability → index of `groups` */
	VEC(struct group {
		struct str id;
		VEC(uint32_t) entries;
	}) groups;
};

/* "image 1", "pkg:deb/…", "image 1: pkg:deb/…": product ids are free text, and these can be read. */
static struct str image_id(struct writer *w, uint32_t image)
{
	return str_printf(w->a, "image %u", image + 1);
}

static struct str product_id(struct writer *w, const struct vex_entry *s, struct str purl)
{
	if (!w->vex->images.p[s->image].purl.n)
		return purl;
	return str_printf(w->a, "%.*s: %.*s", STRF(image_id(w, s->image)), STRF(purl));
}

static void member_list(struct emit *e, const char *key, const struct str *p, size_t n)
{
	emit_key(e, key);
	emit_array(e);
	for (size_t i = 0; i < n; i++)
		emit_str(e, p[i]);
	emit_array_end(e);
}

static void write_note(struct emit *e, const char *category, const char *title, struct str text)
{
	emit_object(e);
	emit_member_text(e, "category", category);
	emit_member_str(e, "text", text);
	emit_member_text(e, "title", title);
	emit_object_end(e);
}

/* ---- document ---- */

static struct str namespace_of(const struct vex *vex, struct arena *a, struct str id)
{
	struct str host;
	if (vex->images.n && str_cut(vex->images.p[0].name, '/', &host, NULL) &&
	    str_find_char(host, '.') != SIZE_MAX) {
		bool plain = true;
		for (size_t i = 0; i < host.n; i++)
			plain = plain && (char_is_alnum(host.p[i]) || host.p[i] == '.' ||
					  host.p[i] == '-' || host.p[i] == ':');
		if (plain)
			return str_printf(a, "https://%.*s", STRF(host));
	}
	return id;
}

static void write_tracking(struct writer *w, struct str id)
{
	struct emit *e = &w->e;
	struct str time = w->vex->time;
	emit_key(e, "tracking");
	emit_object(e);
	emit_member_str(e, "current_release_date", time);
	emit_key(e, "generator");
	emit_object(e);
	emit_key(e, "engine");
	emit_object(e);
	emit_member_text(e, "name", "seaworthy");
	emit_member_set(e, "version", str_from(w->vex->tool, 10));
	emit_object_end(e);
	emit_object_end(e);
	emit_member_str(e, "id", id);
	emit_member_str(e, "initial_release_date", time);
	emit_key(e, "revision_history");
	emit_array(e);
	emit_object(e);
	emit_member_str(e, "date", time);
	emit_member_text(e, "number", "1");
	emit_member_text(e, "summary", "First version");
	emit_object_end(e);
	emit_array_end(e);
	emit_member_text(e, "status", "final");
	emit_member_text(e, "version", "1");
	emit_object_end(e);
}

static void write_head(struct writer *w, struct str id)
{
	struct emit *e = &w->e;
	bool any = w->groups.n > 0;
	struct str images = w->vex->images.n ? w->vex->images.p[0].name : STR("nothing");
	if (w->vex->images.n > 1)
		images = str_printf(w->a, "%.*s and %zu more", STRF(images), w->vex->images.n - 1);
	emit_key(e, "document");
	emit_object(e);
	emit_member_text(e, "category", any ? "csaf_vex" : "csaf_base");
	emit_member_text(e, "csaf_version", "2.0");
	emit_member_text(e, "lang", "en");
	emit_key(e, "notes");
	emit_array(e);
	write_note(e, "summary", "Summary",
		   any ? str_printf(w->a, "What was decided about vulnerabilities of %.*s.",
				    STRF(images))
		       : str_printf(w->a, "Nothing was decided about vulnerabilities of %.*s.",
				    STRF(images)));
	emit_array_end(e);
	emit_key(e, "publisher");
	emit_object(e);
	emit_member_text(e, "category", "user");
	emit_member_str(e, "name", w->vex->author);
	emit_member_str(e, "namespace", namespace_of(w->vex, w->a, id));
	emit_object_end(e);
	emit_member_str(e, "title", str_printf(w->a, "Vulnerabilities of %.*s", STRF(images)));
	write_tracking(w, id);
	emit_object_end(e);
}

/* ---- product tree ---- */

static void write_image(struct writer *w, uint32_t n)
{
	struct emit *e = &w->e;
	const struct vex_image *image = &w->vex->images.p[n];
	emit_object(e);
	emit_member_str(e, "name", image->name);
	emit_member_str(e, "product_id", image_id(w, n));
	emit_key(e, "product_identification_helper");
	emit_object(e);
	if (image->digest.n) {
		emit_key(e, "hashes");
		emit_array(e);
		emit_object(e);
		emit_key(e, "file_hashes");
		emit_array(e);
		emit_object(e);
		emit_member_text(e, "algorithm", "sha256");
		emit_member_str(e, "value", image->digest);
		emit_object_end(e);
		emit_array_end(e);
		emit_member_text(e, "filename", "image configuration");
		emit_object_end(e);
		emit_array_end(e);
	}
	emit_member_str(e, "purl", image->purl);
	emit_object_end(e);
	emit_object_end(e);
}

static void write_package(struct emit *e, struct str purl)
{
	emit_object(e);
	emit_member_str(e, "name", purl);
	emit_member_str(e, "product_id", purl);
	emit_key(e, "product_identification_helper");
	emit_object(e);
	emit_member_str(e, "purl", purl);
	emit_object_end(e);
	emit_object_end(e);
}

static void write_relationship(struct writer *w, const struct vex_entry *s, struct str purl)
{
	struct emit *e = &w->e;
	emit_object(e);
	emit_member_text(e, "category", "default_component_of");
	emit_key(e, "full_product_name");
	emit_object(e);
	emit_member_str(e, "name",
			str_printf(w->a, "%.*s in %.*s", STRF(purl),
				   STRF(w->vex->images.p[s->image].name)));
	emit_member_str(e, "product_id", product_id(w, s, purl));
	emit_object_end(e);
	emit_member_str(e, "product_reference", purl);
	emit_member_str(e, "relates_to_product_reference", image_id(w, s->image));
	emit_object_end(e);
}

static void write_tree(struct writer *w)
{
	struct emit *e = &w->e;
	struct map packages, related, images;
	VEC(struct product_of) relations = { 0 };
	map_init(&packages, w->a);
	map_init(&related, w->a);
	map_init(&images, w->a);
	emit_key(e, "product_tree");
	emit_object(e);
	emit_key(e, "full_product_names");
	emit_array(e);
	for (uint32_t i = 0; i < w->vex->entries.n; i++) {
		const struct vex_entry *s = &w->vex->entries.p[i];
		bool is_new, has_image = w->vex->images.p[s->image].purl.n > 0;
		map_put(&images, image_id(w, s->image), &is_new);
		if (is_new && has_image)
			write_image(w, s->image);
		for (size_t k = 0; k < s->packages.n; k++) {
			map_put(&packages, s->packages.p[k], &is_new);
			if (is_new)
				write_package(e, s->packages.p[k]);
			map_put(&related, product_id(w, s, s->packages.p[k]), &is_new);
			if (is_new && has_image)
				*VEC_PUSH(w->a, &relations) =
					(struct product_of){ i, s->packages.p[k] };
		}
	}
	emit_array_end(e);
	if (relations.n) {
		emit_key(e, "relationships");
		emit_array(e);
		for (size_t i = 0; i < relations.n; i++)
			write_relationship(w, &w->vex->entries.p[relations.p[i].entry],
					   relations.p[i].id);
		emit_array_end(e);
	}
	emit_object_end(e);
}

/* ---- vulnerabilities ---- */

static bool is_cve(struct str id)
{
	if (id.n < 13 || !str_starts(id, STR("CVE-")) || id.p[8] != '-')
		return false;
	for (size_t i = 4; i < id.n; i++)
		if (i != 8 && !char_is_digit(id.p[i]))
			return false;
	return true;
}

static void write_ids(struct writer *w, const struct finding *f)
{
	struct emit *e = &w->e;
	bool any = false, cve = is_cve(f->id);
	if (cve)
		emit_member_str(e, "cve", f->id);
	for (size_t i = 0; i <= f->vulnerability->ids.n; i++) {
		struct str id = i ? f->vulnerability->ids.p[i - 1] : f->id;
		if ((i == 0 && cve) || (i > 0 && str_eq_nocase(id, f->id)))
			continue;
		if (!any) {
			emit_key(e, "ids");
			emit_array(e);
			any = true;
		}
		emit_object(e);
		emit_member_str(e, "system_name", vex_namer(id));
		emit_member_str(e, "text", id);
		emit_object_end(e);
	}
	if (any)
		emit_array_end(e);
}

/* What stands about the products of one statement. */
struct said {
	const struct vex_entry *s;
	VEC(struct str) products;
};

struct statuses {
	VEC(struct said) said;
};

/* Each product once: the first statement about it holds. */
static void gather(struct writer *w, const struct group *g, struct statuses *out)
{
	struct map seen;
	map_init(&seen, w->a);
	for (size_t i = 0; i < g->entries.n; i++) {
		const struct vex_entry *s = &w->vex->entries.p[g->entries.p[i]];
		struct said said = { .s = s };
		for (size_t k = 0; k < s->packages.n; k++) {
			bool is_new;
			struct str id = product_id(w, s, s->packages.p[k]);
			map_put(&seen, id, &is_new);
			if (is_new)
				*VEC_PUSH(w->a, &said.products) = id;
		}
		if (said.products.n)
			*VEC_PUSH(w->a, &out->said) = said;
	}
}

static bool is_unjustified(const struct vex_entry *s)
{
	return str_is(s->status, "not_affected") && !s->justification.n;
}

static bool is_justified(const struct vex_entry *s)
{
	return s->justification.n > 0;
}

static bool has_impact(const struct vex_entry *s)
{
	return is_unjustified(s) || (s->justification.n && s->reason.n);
}

static void write_remarks(struct writer *w, const struct statuses *all, const char *key,
			  bool (*speaks)(const struct vex_entry *s))
{
	struct emit *e = &w->e;
	bool any = false, flags = speaks == is_justified;
	for (size_t i = 0; i < all->said.n; i++) {
		const struct said *said = &all->said.p[i];
		if (!speaks(said->s))
			continue;
		if (!any) {
			emit_key(e, key);
			emit_array(e);
			any = true;
		}
		emit_object(e);
		if (flags) {
			emit_member_str(e, "label", said->s->justification);
		} else {
			emit_member_text(e, "category", "impact");
			emit_member_str(e, "details", said->s->reason);
		}
		member_list(e, "product_ids", said->products.p, said->products.n);
		emit_object_end(e);
	}
	if (any)
		emit_array_end(e);
}

static void write_status(struct writer *w, const struct statuses *all)
{
	static const struct {
		const char *key, *status;
	} keys[] = { { "fixed", "fixed" },
		     { "known_not_affected", "not_affected" },
		     { "under_investigation", "under_investigation" } };
	emit_key(&w->e, "product_status");
	emit_object(&w->e);
	for (size_t k = 0; k < ARRAY_LEN(keys); k++) {
		bool any = false;
		for (size_t i = 0; i < all->said.n; i++) {
			const struct said *said = &all->said.p[i];
			if (!str_is(said->s->status, keys[k].status))
				continue;
			if (!any) {
				emit_key(&w->e, keys[k].key);
				emit_array(&w->e);
				any = true;
			}
			for (size_t p = 0; p < said->products.n; p++)
				emit_str(&w->e, said->products.p[p]);
		}
		if (any)
			emit_array_end(&w->e);
	}
	emit_object_end(&w->e);
}

static void write_vulnerability(struct writer *w, const struct group *g)
{
	struct emit *e = &w->e;
	struct statuses all = { 0 };
	const struct finding *f = w->vex->entries.p[g->entries.p[0]].finding;
	gather(w, g, &all);
	emit_object(e);
	write_ids(w, f);
	write_remarks(w, &all, "flags", is_justified);
	emit_key(e, "notes");
	emit_array(e);
	write_note(e, "description", "What it is", f->title.n ? f->title : f->id);
	for (size_t i = 0; i < all.said.n; i++)
		if (all.said.p[i].s->note.n)
			write_note(e, "details", "Decision", all.said.p[i].s->note);
	emit_array_end(e);
	write_status(w, &all);
	write_remarks(w, &all, "threats", has_impact);
	emit_object_end(e);
}

static void group_by_id(struct writer *w)
{
	map_init(&w->ids, w->a);
	for (uint32_t i = 0; i < w->vex->entries.n; i++) {
		struct str id = w->vex->entries.p[i].finding->id;
		bool is_new;
		uint32_t *at = map_put(&w->ids, id, &is_new);
		if (is_new) {
			*at = (uint32_t)w->groups.n;
			VEC_PUSH(w->a, &w->groups)->id = id;
		}
		*VEC_PUSH(w->a, &w->groups.p[*at].entries) = i;
	}
}

static void write_document(struct out *out, const struct vex *vex, struct str id)
{
	struct writer w = { .vex = vex, .a = vex->arena };
	group_by_id(&w);
	emit_init(&w.e, out, false);
	emit_object(&w.e);
	write_head(&w, id);
	if (w.groups.n) {
		write_tree(&w);
		emit_key(&w.e, "vulnerabilities");
		emit_array(&w.e);
		for (size_t i = 0; i < w.groups.n; i++)
			write_vulnerability(&w, &w.groups.p[i]);
		emit_array_end(&w.e);
	}
	emit_object_end(&w.e);
	out_char(out, '\n');
}

static int write(const struct report_set *set, const struct tell_options *options, struct out *out,
		 struct fault *f)
{
	return vex_write(set, options, write_document, STR("urn"), out, f);
}

const struct format format_csaf = {
	.name = "csaf",
	.title = "CSAF 2.0 (profile VEX): what was ignored, and why",
	.write = write,
};
