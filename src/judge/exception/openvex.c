/* SPDX-License-Identifier: Apache-2.0 */
/*
 * OpenVEX 0.2.0, and the plainer 0.0.x and 0.1.x before it, where products and vulnerabilities are texts.
 *
 *     { "@context": "https://openvex.dev/ns/v0.2.0", "author": …, "timestamp": …, "statements": [
 *         { "vulnerability": { "name": "CVE-…", "aliases": […] }, "status": "not_affected",
 *           "justification": "…", "impact_statement": "…",
 *           "products": [ { "@id": "pkg:oci/payment@sha256:…", "subcomponents": [ { "@id": "pkg:deb/…" } ] } ] } ] }
 *
 * Each product with subcomponents becomes an entry of its own, all others of a statement share one. What
 * identifies a component, in this order: its package URL ("purl", then "@id"); of an image whose URL has no version
 * its SHA-256 instead, which says more; its SHA-256; its "@id" as a name.
 *
 * A statement's time is its own, or the document's ("Inheritance Flow"). One whose status is not known ignores
 * nothing, but is kept: it may be newer than one that does. One without a vulnerability or products, or with a
 * product that cannot be told, says nothing, and a note says so.
 */
#include "judge/lib/entries.h"

static bool is_for(const struct exception_file *file)
{
	return str_has(file->text, STR("openvex.dev/ns")) &&
	       str_has(file->text, STR("\"statements\""));
}

/* Empty when nothing identifies it. */
static struct str identity(struct entries *x, const struct json *component)
{
	if (component->kind == JSON_STRING)
		return str_dup(x->arena, entries_scalar(component));
	struct str id = entries_get(component, "@id"), digest = { 0 };
	struct str url = entries_get(json_get(component, "identifiers"), "purl");
	if (url.n == 0 && str_starts(id, STR("pkg:")))
		url = id;
	const struct json *hashes = json_get(component, "hashes");
	for (const struct json *h = entries_children(hashes, JSON_OBJECT); h && !digest.n;
	     h = h->next)
		if (!vex_digest(x->arena, h->key, entries_scalar(h), &digest))
			digest = STR("");
	url = vex_identity(x->arena, url, digest);
	return url.n ? url : str_dup(x->arena, id);
}

static void add_subcomponents(struct entries *x, struct exception *e, const struct json *list)
{
	for (const struct json *c = entries_children(list, JSON_ARRAY); c; c = c->next) {
		struct str id = identity(x, c);
		/* a text that is no URL makes the entry unusable, with a sentence: better than one without it */
		*VEC_PUSH(x->arena, &e->packages) = id.n ? id : STR("(no identifier)");
	}
}

static int read_products(struct entries *x, const struct json *statement,
			 const struct vex_statement *s, struct fault *f)
{
	const struct json *products = json_get(statement, "products");
	const struct json *old = json_get(statement, "subcomponents"); /* before 0.2.0 */
	size_t shared = SIZE_MAX;
	for (const struct json *p = entries_children(products, JSON_ARRAY); p; p = p->next) {
		struct str id = identity(x, p);
		if (id.n == 0) {
			entries_note(x, "%.*s: a product without an identifier", STRF(s->where));
			continue;
		}
		const struct json *parts = json_get(p, "subcomponents");
		parts = parts && parts->n ? parts : old;
		bool own = parts && parts->kind == JSON_ARRAY && parts->n;
		if (own || shared == SIZE_MAX) {
			struct exception *e = vex_add(x, s, f);
			if (!e)
				return f ? f->code : E_LIMIT;
			if (own)
				add_subcomponents(x, e, parts);
			else
				shared = x->list->items.n - 1;
		}
		struct exception *e = &x->list->items.p[own ? x->list->items.n - 1 : shared];
		*VEC_PUSH(x->arena, &e->products) = id;
	}
	if (!products || products->kind != JSON_ARRAY || products->n == 0)
		entries_note(x, "%.*s: it names no product", STRF(s->where));
	return 0;
}

static void read_vulnerability(struct entries *x, const struct json *v, struct entries_texts *ids)
{
	struct str name = v && v->kind == JSON_OBJECT ? entries_get(v, "name") : entries_scalar(v);
	if (name.n)
		*VEC_PUSH(x->arena, &ids->list) = str_dup(x->arena, name);
	const struct json *aliases = json_get(v, "aliases");
	for (const struct json *a = entries_children(aliases, JSON_ARRAY); a; a = a->next)
		if (entries_scalar(a).n)
			*VEC_PUSH(x->arena, &ids->list) = str_dup(x->arena, entries_scalar(a));
}

static struct str first_of(struct arena *a, const struct json *object, const char *const *keys)
{
	for (; *keys; keys++)
		if (entries_get(object, *keys).n)
			return str_dup(a, entries_get(object, *keys));
	return STR("");
}

static bool is_status(struct str status)
{
	for (unsigned s = 0; s < VEX_STATUS_COUNT_; s++)
		if (str_is(status, vex_status_name((enum vex_status)s)))
			return true;
	return false;
}

static int read_statement(struct entries *x, const struct json *root, const struct json *statement,
			  size_t number, struct fault *f)
{
	static const char *const reasons[] = { "impact_statement", "action_statement",
					       "status_notes", "statement", NULL };
	struct vex_statement s = { 0 };
	s.where = str_printf(x->arena, "statement %zu", number);
	read_vulnerability(x, json_get(statement, "vulnerability"), &s.ids);
	if (s.ids.list.n == 0) {
		entries_note(x, "%.*s: it names no vulnerability", STRF(s.where));
		return 0;
	}
	s.status = str_dup(x->arena, entries_get(statement, "status"));
	if (!is_status(s.status))
		entries_note(x, "%.*s: status \"%.*s\" is unknown", STRF(s.where), STRF(s.status));
	s.justification = str_dup(x->arena, entries_get(statement, "justification"));
	s.reason = first_of(x->arena, statement, reasons);
	s.author = str_dup(x->arena, entries_get(statement, "supplier"));
	if (!s.author.n)
		s.author = str_dup(x->arena, entries_get(root, "author"));
	s.time = str_dup(x->arena, entries_get(statement, "timestamp"));
	if (!s.time.n)
		s.time = str_dup(x->arena, entries_get(root, "timestamp"));
	return read_products(x, statement, &s, f);
}

static int read(const struct exception_file *file, struct exception_list *list,
		struct exception_notes *notes, struct fault *f)
{
	OWNED(entries_done) struct entries x;
	const struct json *root;
	entries_init(&x, file, list, notes);
	TRY(entries_parse_json(&x, &root, f));
	const struct json *statements = json_get(root, "statements");
	if (!statements || statements->kind != JSON_ARRAY)
		return fault_set(f, E_CORRUPT, "%.*s: \"statements\" is no list", STRF(file->name));
	size_t number = 0;
	for (const struct json *s = statements->child; s; s = s->next)
		TRY(read_statement(&x, root, s, ++number, f));
	return 0;
}

const struct exception_reader exception_reader_openvex = {
	.name = "openvex",
	.title = "OpenVEX 0.2.0 and before",
	.vex = true,
	.is_for = is_for,
	.read = read,
};
