/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CycloneDX 1.6 as a VEX document: the image, the packages that decisions are about, and for each vulnerability
 * the analysis. It is no bill of materials: packages nobody decided about are not in it.
 *
 * Of several images each is a component with its packages inside, whose references begin with the image's
 * number: else a decision about one would seem to be about all.
 *
 * The serial number is made of the content, so the same decisions have the same one.
 *
 * Format: cyclonedx.org/docs/1.6/json.
 */
#include "base/map.h"
#include "model/purl.h"
#include "tell/vex.h"
#include "text/emit.h"

static void write_hash(struct emit *e, struct str digest)
{
	emit_key(e, "hashes");
	emit_array(e);
	emit_object(e);
	emit_member_text(e, "alg", "SHA-256");
	emit_member_str(e, "content", digest);
	emit_object_end(e);
	emit_array_end(e);
}

/* "2: pkg:deb/…" for the second image of several. */
static struct str ref_of(const struct vex *vex, uint32_t image, struct str purl)
{
	if (vex->images.n == 1)
		return purl;
	return str_printf(vex->arena, "%u: %.*s", image + 1, STRF(purl));
}

static void write_packages(struct emit *e, const struct vex *vex, uint32_t image)
{
	struct map seen;
	map_init(&seen, vex->arena);
	emit_key(e, "components");
	emit_array(e);
	for (size_t i = 0; i < vex->entries.n; i++) {
		const struct vex_entry *s = &vex->entries.p[i];
		for (size_t k = 0; s->image == image && k < s->packages.n; k++) {
			struct str purl = s->packages.p[k];
			struct purl p;
			bool is_new, parsed;
			map_put(&seen, purl, &is_new);
			if (!is_new)
				continue;
			parsed = purl_parse(vex->arena, purl, &p);
			emit_object(e);
			emit_member_text(e, "type", "library");
			emit_member_str(e, "bom-ref", ref_of(vex, image, purl));
			emit_member_str(e, "name", parsed ? p.name : purl);
			if (parsed)
				emit_member_set(e, "version", p.version);
			emit_member_str(e, "purl", purl);
			emit_object_end(e);
		}
	}
	emit_array_end(e);
}

static void write_image(struct emit *e, const struct vex *vex, uint32_t n, bool with_packages)
{
	const struct vex_image *image = &vex->images.p[n];
	emit_object(e);
	emit_member_text(e, "type", image->purl.n ? "container" : "file");
	emit_member_str(e, "bom-ref", ref_of(vex, n, image->purl.n ? image->purl : image->name));
	emit_member_str(e, "name", image->name);
	if (image->digest.n)
		write_hash(e, image->digest);
	emit_member_set(e, "purl", image->purl);
	if (with_packages)
		write_packages(e, vex, n);
	emit_object_end(e);
}

static void write_metadata(struct emit *e, const struct vex *vex)
{
	emit_key(e, "metadata");
	emit_object(e);
	emit_member_str(e, "timestamp", vex->time);
	emit_key(e, "tools");
	emit_object(e);
	emit_key(e, "components");
	emit_array(e);
	emit_object(e);
	emit_member_text(e, "type", "application");
	emit_member_text(e, "name", "seaworthy");
	emit_member_set(e, "version", str_from(vex->tool, 10));
	emit_object_end(e);
	emit_array_end(e);
	emit_object_end(e);
	emit_key(e, "authors");
	emit_array(e);
	emit_object(e);
	emit_member_str(e, "name", vex->author);
	emit_object_end(e);
	emit_array_end(e);
	/* of several images none is what the document is about: all are components */
	if (vex->images.n == 1) {
		emit_key(e, "component");
		write_image(e, vex, 0, false);
	}
	emit_object_end(e);
}

static void write_components(struct emit *e, const struct vex *vex)
{
	if (vex->images.n == 1) {
		write_packages(e, vex, 0);
		return;
	}
	emit_key(e, "components");
	emit_array(e);
	for (uint32_t i = 0; i < vex->images.n; i++)
		write_image(e, vex, i, true);
	emit_array_end(e);
}

static void write_references(struct emit *e, const struct finding *f)
{
	bool any = false;
	for (size_t i = 0; i < f->vulnerability->ids.n; i++) {
		struct str id = f->vulnerability->ids.p[i];
		if (str_eq_nocase(id, f->id))
			continue;
		if (!any) {
			emit_key(e, "references");
			emit_array(e);
			any = true;
		}
		emit_object(e);
		emit_member_str(e, "id", id);
		emit_key(e, "source");
		emit_object(e);
		emit_member_str(e, "name", vex_namer(id));
		emit_object_end(e);
		emit_object_end(e);
	}
	if (any)
		emit_array_end(e);
}

static void write_statement(struct emit *e, const struct vex *vex, const struct vex_entry *s)
{
	struct str detail = s->reason.n && s->note.n ? str_printf(vex->arena, "%.*s\n%.*s",
								  STRF(s->reason), STRF(s->note))
			    : s->reason.n	     ? s->reason
						     : s->note;
	emit_object(e);
	emit_member_str(e, "id", s->finding->id);
	write_references(e, s->finding);
	emit_key(e, "analysis");
	emit_object(e);
	emit_member_text(e, "state",
			 str_is(s->status, "fixed")	     ? "resolved"
			 : str_is(s->status, "not_affected") ? "not_affected"
							     : "in_triage");
	emit_member_set(e, "justification", s->cyclonedx);
	emit_member_set(e, "detail", detail);
	emit_object_end(e);
	emit_key(e, "affects");
	emit_array(e);
	for (size_t i = 0; i < s->packages.n; i++) {
		emit_object(e);
		emit_member_str(e, "ref", ref_of(vex, s->image, s->packages.p[i]));
		emit_object_end(e);
	}
	emit_array_end(e);
	emit_object_end(e);
}

static void write_document(struct out *out, const struct vex *vex, struct str id)
{
	struct emit e;
	emit_init(&e, out, false);
	emit_object(&e);
	emit_member_text(&e, "$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
	emit_member_text(&e, "bomFormat", "CycloneDX");
	emit_member_text(&e, "specVersion", "1.6");
	emit_member_set(&e, "serialNumber", id);
	emit_member_u64(&e, "version", 1);
	write_metadata(&e, vex);
	write_components(&e, vex);
	emit_key(&e, "vulnerabilities");
	emit_array(&e);
	for (size_t i = 0; i < vex->entries.n; i++)
		write_statement(&e, vex, &vex->entries.p[i]);
	emit_array_end(&e);
	emit_object_end(&e);
	out_char(out, '\n');
}

static int write(const struct report_set *set, const struct tell_options *options, struct out *out,
		 struct fault *f)
{
	return vex_write(set, options, write_document, STR(""), out, f);
}

const struct format format_cyclonedx_vex = {
	.name = "cyclonedx-vex",
	.title = "CycloneDX 1.6 as VEX: what was ignored, and why",
	.write = write,
};
