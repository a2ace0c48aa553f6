/* SPDX-License-Identifier: Apache-2.0 */
/*
 * OpenVEX 0.2.0 from what was decided: what is ignored here is not_affected there.
 *
 * A statement that is not_affected has a justification or else an impact statement, never both ("Status
 * Justifications", and the published schema): beside a justification the reason stands in status_notes.
 *
 * The document's @id is made of its content, so the same decisions about the same image have the same one. A
 * document without statements is written when nothing was decided, though the schema asks for one statement:
 * tools read it, and a statement that nobody made would be worse.
 *
 * Format: github.com/openvex/spec, OPENVEX-SPEC.md.
 */
#include "tell/vex.h"
#include "text/emit.h"

static void write_vulnerability(struct emit *e, const struct finding *f)
{
	const struct vulnerability *v = f->vulnerability;
	emit_key(e, "vulnerability");
	emit_object(e);
	emit_member_str(e, "name", f->id);
	bool any = false;
	for (size_t i = 0; i < v->ids.n; i++) {
		if (str_eq_nocase(v->ids.p[i], f->id))
			continue;
		if (!any) {
			emit_key(e, "aliases");
			emit_array(e);
			any = true;
		}
		emit_str(e, v->ids.p[i]);
	}
	if (any)
		emit_array_end(e);
	emit_object_end(e);
}

static void write_component(struct emit *e, struct str purl)
{
	emit_object(e);
	emit_member_str(e, "@id", purl);
	emit_key(e, "identifiers");
	emit_object(e);
	emit_member_str(e, "purl", purl);
	emit_object_end(e);
}

static void write_products(struct emit *e, const struct vex *vex, const struct vex_entry *s)
{
	const struct vex_image *image = &vex->images.p[s->image];
	emit_key(e, "products");
	emit_array(e);
	if (image->purl.n) {
		write_component(e, image->purl);
		if (image->digest.n) {
			emit_key(e, "hashes");
			emit_object(e);
			emit_member_str(e, "sha-256", image->digest);
			emit_object_end(e);
		}
		emit_key(e, "subcomponents");
		emit_array(e);
	}
	for (size_t i = 0; i < s->packages.n; i++) {
		write_component(e, s->packages.p[i]);
		emit_object_end(e);
	}
	if (image->purl.n) {
		emit_array_end(e);
		emit_object_end(e);
	}
	emit_array_end(e);
}

static void write_statement(struct emit *e, const struct vex *vex, const struct vex_entry *s)
{
	struct arena *a = vex->arena;
	bool impact = str_is(s->status, "not_affected") && !s->justification.n;
	struct str note = s->note;
	if (!impact && s->reason.n)
		note = note.n ? str_printf(a, "%.*s %.*s", STRF(s->reason), STRF(note)) : s->reason;
	emit_object(e);
	write_vulnerability(e, s->finding);
	write_products(e, vex, s);
	emit_member_str(e, "status", s->status);
	emit_member_set(e, "status_notes", note);
	emit_member_set(e, "justification", s->justification);
	if (impact)
		emit_member_str(e, "impact_statement", s->reason);
	emit_object_end(e);
}

static void write_document(struct out *out, const struct vex *vex, struct str id)
{
	struct emit e;
	emit_init(&e, out, false);
	emit_object(&e);
	emit_member_text(&e, "@context", "https://openvex.dev/ns/v0.2.0");
	emit_member_str(&e, "@id", id);
	emit_member_str(&e, "author", vex->author);
	emit_member_str(&e, "timestamp", vex->time);
	emit_member_u64(&e, "version", 1);
	emit_member_str(&e, "tooling", vex->tool);
	emit_key(&e, "statements");
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

const struct format format_openvex = {
	.name = "openvex",
	.title = "OpenVEX 0.2.0: what was ignored, and why",
	.write = write,
};
