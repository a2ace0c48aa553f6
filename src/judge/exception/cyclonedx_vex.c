/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CycloneDX 1.4 to 1.6 in JSON: vulnerabilities with an analysis.
 *
 *     metadata.component, components in components ──► bom-ref → package URL, or image
 *     vulnerabilities[]: id, references[].id, analysis { state, justification, detail }, affects[] { ref, versions[] }
 *
 *     state                                  status
 *     not_affected, false_positive           not_affected
 *     resolved, resolved_with_pedigree       fixed
 *     exploitable                            affected
 *     in_triage                              under_investigation
 *
 * A ref that is a BOM-Link ("urn:cdx:serial/1#ref") means the same ref; one that is found nowhere is taken as a
 * package URL when it is one. When the document is about an image that can be told (metadata.component is a
 * container with a package URL, or a name and version), what it says of other components is said of
 * components of that image. Otherwise it holds for the package wherever it is.
 *
 * affects[].versions narrows a ref: an exact version takes the place of the URL's; its status "unaffected" is
 * not_affected, "unknown" is under_investigation. A range cannot be compared here: that part is left out, with a
 * note. Vulnerabilities without an analysis say nothing of their own, and are passed over.
 */
#include "base/map.h"
#include "judge/lib/entries.h"
#include "model/purl.h"

#define STACK_DEPTH 64

struct component {
	struct str
		identity;  /* package URL, digest, or name of an image; empty when there is none */
	struct str inside; /* the image that it is a component of; empty when that is not known */
};

struct bom {
	struct entries *x;
	VEC(struct component) components;
	struct map by_ref;
	struct str subject; /* the image that the document is about; empty when it is not known */
	struct str author, time;
};

static bool is_for(const struct exception_file *file)
{
	return str_has(file->text, STR("\"bomFormat\"")) && str_has(file->text, STR("CycloneDX"));
}

/* ---- components ---- */

/* A container without a package URL is known by name and version, which may be a digest. */
static struct str identity_of(struct bom *b, const struct json *c)
{
	struct arena *a = b->x->arena;
	struct str url = entries_get(c, "purl"), name = entries_get(c, "name");
	struct str version = entries_get(c, "version"), digest;
	struct digest d;
	if (!str_is(entries_get(c, "type"), "container"))
		return str_dup(a, url);
	if (!url.n && digest_parse(version, &d))
		return str_dup(a, version);
	for (const struct json *h = entries_children(json_get(c, "hashes"), JSON_ARRAY); h;
	     h = h->next)
		if (vex_digest(a, entries_get(h, "alg"), entries_get(h, "content"), &digest))
			return vex_identity(a, url, digest);
	if (url.n || name.n == 0)
		return str_dup(a, url);
	if (version.n == 0 || str_has(name, STR("@")))
		return str_dup(a, name);
	return str_printf(a, "%.*s:%.*s", STRF(name), STRF(version));
}

static void add_component(struct bom *b, const struct json *c, struct str inside)
{
	struct str ref = entries_get(c, "bom-ref");
	bool is_new;
	if (ref.n == 0)
		return;
	uint32_t *at = map_put(&b->by_ref, str_dup(b->x->arena, ref), &is_new);
	if (!is_new)
		return;
	*at = (uint32_t)b->components.n;
	struct component *component = VEC_PUSH(b->x->arena, &b->components);
	component->identity = identity_of(b, c);
	component->inside = inside;
}

static bool is_image(struct str identity)
{
	return str_starts(identity, STR("pkg:oci/")) || str_starts(identity, STR("pkg:docker/")) ||
	       (identity.n && !str_starts(identity, STR("pkg:")));
}

/* Depth first, with a stack of its own. What stands below an image is inside of it. */
static void read_components(struct bom *b, const struct json *list, struct str inside)
{
	struct {
		const struct json *next;
		struct str inside;
	} stack[STACK_DEPTH];
	size_t n = 0;
	const struct json *c = entries_children(list, JSON_ARRAY);
	while (c || n) {
		if (!c) {
			c = stack[--n].next;
			inside = stack[n].inside;
			continue;
		}
		add_component(b, c, inside);
		const struct json *inner = entries_children(json_get(c, "components"), JSON_ARRAY);
		const struct json *next = c->next;
		if (inner && n < STACK_DEPTH) {
			struct str identity = identity_of(b, c);
			stack[n].next = next;
			stack[n++].inside = inside;
			inside = is_image(identity) ? identity : inside;
			next = inner;
		}
		c = next;
	}
}

static void read_subject(struct bom *b, const struct json *metadata)
{
	const struct json *c = json_get(metadata, "component");
	if (!c)
		return;
	struct str identity = identity_of(b, c);
	if (is_image(identity))
		b->subject = identity;
	add_component(b, c, STR(""));
	read_components(b, json_get(c, "components"), b->subject);
}

static struct str author_of(const struct json *metadata)
{
	const struct json *first = entries_children(json_get(metadata, "authors"), JSON_ARRAY);
	if (entries_get(first, "name").n)
		return entries_get(first, "name");
	struct str name = entries_get(json_get(metadata, "supplier"), "name");
	return name.n ? name : entries_get(json_get(metadata, "manufacturer"), "name");
}

/* ---- statements ---- */

static bool status_of(struct str state, enum vex_status *out)
{
	static const struct {
		const char *state;
		enum vex_status status;
	} states[] = {
		{ "not_affected", VEX_NOT_AFFECTED },
		{ "false_positive", VEX_NOT_AFFECTED },
		{ "resolved", VEX_FIXED },
		{ "resolved_with_pedigree", VEX_FIXED },
		{ "exploitable", VEX_AFFECTED },
		{ "in_triage", VEX_UNDER_INVESTIGATION },
	};
	for (size_t i = 0; i < ARRAY_LEN(states); i++) {
		if (str_is(state, states[i].state)) {
			*out = states[i].status;
			return true;
		}
	}
	return false;
}

/* Behind the "#" of a BOM-Link. Many producers leave the fragment as it is, some percent-encode it. */
static struct str local_ref(struct bom *b, struct str ref)
{
	size_t at = str_find_char(ref, '#');
	if (!str_starts(ref, STR("urn:cdx:")) || at == SIZE_MAX)
		return ref;
	ref = str_from(ref, at + 1);
	if (map_get(&b->by_ref, ref) || str_starts(ref, STR("pkg:")))
		return ref;
	struct purl p;
	struct str url = str_printf(b->x->arena, "pkg:x/%.*s", STRF(ref));
	return purl_parse(b->x->arena, url, &p) ? p.name : ref;
}

/* The statements of one vulnerability: one entry for each status and image that it is said of. */
struct statements {
	struct vex_statement s;
	struct map by_key; /* "status image" → index in the list */
};

static int say(struct bom *b, struct statements *all, enum vex_status status, struct str identity,
	       struct str inside, struct fault *f)
{
	struct entries *x = b->x;
	bool is_new, part = inside.n && !is_image(identity);
	struct str key = str_printf(x->arena, "%u %.*s", status, STRF(part ? inside : STR("")));
	uint32_t *at = map_put(&all->by_key, key, &is_new);
	if (is_new) {
		*at = (uint32_t)x->list->items.n;
		all->s.status = str_of(vex_status_name(status));
		struct exception *e = vex_add(x, &all->s, f);
		if (!e)
			return f ? f->code : E_LIMIT;
		if (part)
			*VEC_PUSH(x->arena, &e->products) = inside;
	}
	struct exception *e = &x->list->items.p[*at];
	if (part)
		*VEC_PUSH(x->arena, &e->packages) = identity;
	else
		*VEC_PUSH(x->arena, &e->products) = identity;
	return 0;
}

/* "pkg:npm/a@1.0?x=y" with another version; only when it has none, or the same. */
static bool with_version(struct arena *a, struct str url, struct str version, struct str *out)
{
	struct purl p;
	if (!purl_parse(a, url, &p) || (p.version.n && !str_eq(p.version, version)))
		return false;
	*out = url;
	if (p.version.n)
		return true;
	size_t end = 0;
	while (end < url.n && url.p[end] != '?' && url.p[end] != '#')
		end++;
	*out = str_printf(a, "%.*s@%.*s%.*s", STRF(str_slice(url, 0, end)),
			  STRF(purl_encode(a, version, false)), STRF(str_from(url, end)));
	return true;
}

static int read_versions(struct bom *b, struct statements *all, const struct json *versions,
			 enum vex_status status, const struct component *c, struct fault *f)
{
	for (const struct json *v = versions->child; v; v = v->next) {
		struct str version = entries_get(v, "version"), word = entries_get(v, "status"),
			   url;
		if (version.n == 0) {
			entries_note(
				b->x,
				"%.*s: a range of versions cannot be compared here: it is left out",
				STRF(all->s.where));
			continue;
		}
		if (!with_version(b->x->arena, c->identity, version, &url))
			continue;
		enum vex_status own = str_is(word, "unaffected") ? VEX_NOT_AFFECTED
				      : str_is(word, "unknown")	 ? VEX_UNDER_INVESTIGATION
								 : status;
		TRY(say(b, all, own, url, c->inside, f));
	}
	return 0;
}

static int read_affects(struct bom *b, struct statements *all, const struct json *list,
			enum vex_status status, struct fault *f)
{
	for (const struct json *one = entries_children(list, JSON_ARRAY); one; one = one->next) {
		struct str ref = local_ref(b, entries_get(one, "ref"));
		const uint32_t *at = map_get(&b->by_ref, ref);
		struct component c = { .inside = b->subject };
		if (at)
			c = b->components.p[*at];
		if (!c.identity.n && str_starts(ref, STR("pkg:")))
			c.identity = str_dup(b->x->arena, ref);
		if (!c.identity.n) {
			entries_note(b->x, "%.*s: \"%.*s\" has no package URL: it is left out",
				     STRF(all->s.where), STRF(ref));
			continue;
		}
		const struct json *versions = json_get(one, "versions");
		if (versions && versions->kind == JSON_ARRAY && versions->n &&
		    !is_image(c.identity))
			TRY(read_versions(b, all, versions, status, &c, f));
		else
			TRY(say(b, all, status, c.identity, c.inside, f));
	}
	return 0;
}

static struct str time_of(const struct bom *b, const struct json *v, const struct json *analysis)
{
	struct str time = entries_get(analysis, "lastUpdated");
	time = time.n ? time : entries_get(analysis, "firstIssued");
	time = time.n ? time : entries_get(v, "updated");
	return time.n ? str_dup(b->x->arena, time) : b->time;
}

static int read_vulnerability(struct bom *b, const struct json *v, size_t number, struct fault *f)
{
	struct arena *a = b->x->arena;
	const struct json *analysis = json_get(v, "analysis");
	if (!analysis || !entries_get(analysis, "state").n)
		return 0;
	struct statements all = { 0 };
	map_init(&all.by_key, a);
	all.s.where = str_printf(a, "vulnerability %zu", number);
	enum vex_status status;
	if (!status_of(entries_get(analysis, "state"), &status)) {
		entries_note(b->x, "%.*s: state \"%.*s\" is unknown: it is taken as in_triage",
			     STRF(all.s.where), STRF(entries_get(analysis, "state")));
		status = VEX_UNDER_INVESTIGATION;
	}
	if (entries_get(v, "id").n)
		*VEC_PUSH(a, &all.s.ids.list) = str_dup(a, entries_get(v, "id"));
	const struct json *references = json_get(v, "references");
	for (const struct json *r = entries_children(references, JSON_ARRAY); r; r = r->next)
		if (entries_get(r, "id").n)
			*VEC_PUSH(a, &all.s.ids.list) = str_dup(a, entries_get(r, "id"));
	if (all.s.ids.list.n == 0) {
		entries_note(b->x, "%.*s: it has no id", STRF(all.s.where));
		return 0;
	}
	all.s.justification = str_dup(a, entries_get(analysis, "justification"));
	all.s.reason = str_dup(a, entries_get(analysis, "detail"));
	all.s.author = b->author;
	all.s.time = time_of(b, v, analysis);
	return read_affects(b, &all, json_get(v, "affects"), status, f);
}

static int read(const struct exception_file *file, struct exception_list *list,
		struct exception_notes *notes, struct fault *f)
{
	OWNED(entries_done) struct entries x;
	const struct json *root;
	entries_init(&x, file, list, notes);
	TRY(entries_parse_json(&x, &root, f));
	if (!str_is(entries_get(root, "bomFormat"), "CycloneDX"))
		return fault_set(f, E_CORRUPT, "%.*s: \"bomFormat\" is not CycloneDX",
				 STRF(file->name));
	const struct json *metadata = json_get(root, "metadata");
	struct bom b = { .x = &x };
	map_init(&b.by_ref, x.arena);
	b.author = str_dup(x.arena, author_of(metadata));
	b.time = str_dup(x.arena, entries_get(metadata, "timestamp"));
	read_subject(&b, metadata);
	read_components(&b, json_get(root, "components"), b.subject);
	size_t number = 0;
	const struct json *v = entries_children(json_get(root, "vulnerabilities"), JSON_ARRAY);
	for (; v; v = v->next)
		TRY(read_vulnerability(&b, v, ++number, f));
	return 0;
}

const struct exception_reader exception_reader_cyclonedx_vex = {
	.name = "cyclonedx_vex",
	.title = "CycloneDX 1.4 to 1.6, analyses of vulnerabilities",
	.vex = true,
	.is_for = is_for,
	.read = read,
};
