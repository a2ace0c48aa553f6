/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CSAF 2.0, profile VEX (and any other whose vulnerabilities have a product_status).
 *
 *     product_tree: branches in branches, full_product_names ──► product id → package URL, or digest
 *                   relationships                            ──► product id → component in product
 *     vulnerabilities[]: cve, ids[]
 *         product_status: known_not_affected, fixed, …        ──► entries
 *         flags[], threats[] (category "impact"), remediations[] ──► justification, reason, of products or groups
 *
 * Of a relationship the product is what the outermost one is, and the package the innermost: "openssl as a
 * component of payment:1.2". A product that has neither package URL nor hash is known by its name alone, which
 * identifies nothing: it becomes a name in quotes, that fits no image and is there to be told why.
 *
 * Products of one vulnerability with the same status, label and reason share an entry. "recommended" is no status.
 * The time of all statements is that of the document's current release.
 *
 * Refused: relationships deeper than RELATION_DEPTH, or in a ring, of which the products are unknown.
 */
#include "base/map.h"
#include "judge/lib/entries.h"

#define RELATION_DEPTH 8
#define STACK_DEPTH    64 /* branches within each other: the reader of JSON allows no more */

struct product {
	struct str id, name;
	struct str identity; /* package URL or digest; empty when there is none */
	uint32_t inside;     /* of a relationship: the product that it is in, and */
	uint32_t component;  /* what it is; of another product itself */
};

struct group {
	struct entries_texts products;
};

struct tree {
	struct entries *x;
	VEC(struct product) products;
	struct map by_id; /* → index of products */
	VEC(struct group) groups;
	struct map group_by_id;
	struct str author, time;
	uint32_t unknown; /* products that the tree does not have */
};

#define NO_PRODUCT UINT32_MAX

static bool is_for(const struct exception_file *file)
{
	return str_has(file->text, STR("\"csaf_version\"")) &&
	       str_has(file->text, STR("\"document\""));
}

/* ---- the product tree ---- */

static struct str identity_of(struct tree *t, const struct json *helper)
{
	struct arena *a = t->x->arena;
	struct str url = entries_get(helper, "purl"), digest;
	const struct json *hashes = json_get(helper, "hashes");
	for (const struct json *h = entries_children(hashes, JSON_ARRAY); h; h = h->next) {
		const struct json *list = json_get(h, "file_hashes");
		for (const struct json *one = entries_children(list, JSON_ARRAY); one;
		     one = one->next)
			if (vex_digest(a, entries_get(one, "algorithm"), entries_get(one, "value"),
				       &digest))
				return vex_identity(a, url, digest);
	}
	return str_dup(a, url);
}

static void add_product(struct tree *t, const struct json *p)
{
	struct arena *a = t->x->arena;
	struct str id = entries_get(p, "product_id");
	bool is_new;
	if (id.n == 0)
		return;
	id = str_dup(a, id);
	uint32_t *at = map_put(&t->by_id, id, &is_new);
	if (!is_new)
		return;
	*at = (uint32_t)t->products.n;
	struct product *product = VEC_PUSH(a, &t->products);
	product->id = id;
	product->name = str_dup(a, entries_get(p, "name"));
	product->identity = identity_of(t, json_get(p, "product_identification_helper"));
	product->inside = NO_PRODUCT;
	product->component = *at;
}

/* Depth first, with a stack of its own. */
static void read_branches(struct tree *t, const struct json *branches)
{
	const struct json *stack[STACK_DEPTH];
	size_t n = 0;
	const struct json *b = entries_children(branches, JSON_ARRAY);
	while (b || n) {
		if (!b) {
			b = stack[--n];
			continue;
		}
		if (json_get(b, "product"))
			add_product(t, json_get(b, "product"));
		const struct json *inner = entries_children(json_get(b, "branches"), JSON_ARRAY);
		if (inner && n < STACK_DEPTH) {
			stack[n++] = b->next;
			b = inner;
		} else {
			b = b->next;
		}
	}
}

static uint32_t find_product(const struct tree *t, struct str id)
{
	const uint32_t *at = map_get(&t->by_id, id);
	return at ? *at : NO_PRODUCT;
}

static void read_relationships(struct tree *t, const struct json *list)
{
	for (const struct json *r = entries_children(list, JSON_ARRAY); r; r = r->next)
		add_product(t, json_get(r, "full_product_name"));
	for (const struct json *r = entries_children(list, JSON_ARRAY); r; r = r->next) {
		struct str id = entries_get(json_get(r, "full_product_name"), "product_id");
		uint32_t at = find_product(t, id);
		if (at == NO_PRODUCT || t->products.p[at].inside != NO_PRODUCT)
			continue;
		uint32_t component = find_product(t, entries_get(r, "product_reference"));
		uint32_t inside = find_product(t, entries_get(r, "relates_to_product_reference"));
		if (component == NO_PRODUCT || inside == NO_PRODUCT || component == at ||
		    inside == at)
			continue;
		t->products.p[at].component = component;
		t->products.p[at].inside = inside;
	}
}

static void read_groups(struct tree *t, const struct json *list)
{
	struct arena *a = t->x->arena;
	for (const struct json *g = entries_children(list, JSON_ARRAY); g; g = g->next) {
		struct str id = entries_get(g, "group_id");
		bool is_new;
		uint32_t *at = map_put(&t->group_by_id, str_dup(a, id), &is_new);
		if (!is_new)
			continue;
		*at = (uint32_t)t->groups.n;
		struct group *group = VEC_PUSH(a, &t->groups);
		const struct json *ids = json_get(g, "product_ids");
		for (const struct json *i = entries_children(ids, JSON_ARRAY); i; i = i->next)
			*VEC_PUSH(a, &group->products.list) = str_dup(a, entries_scalar(i));
	}
}

static void read_tree(struct tree *t, const struct json *root)
{
	const struct json *tree = json_get(root, "product_tree");
	const struct json *names = json_get(tree, "full_product_names");
	map_init(&t->by_id, t->x->arena);
	map_init(&t->group_by_id, t->x->arena);
	for (const struct json *p = entries_children(names, JSON_ARRAY); p; p = p->next)
		add_product(t, p);
	read_branches(t, json_get(tree, "branches"));
	read_relationships(t, json_get(tree, "relationships"));
	read_groups(t, json_get(tree, "product_groups"));
}

/* ---- what is said of some products of one vulnerability ---- */

/* Product id → index + 1 of `texts`. */
struct remarks {
	struct map of;
	VEC(struct str) texts;
};

static void remark(struct tree *t, struct remarks *r, const struct json *item, struct str text)
{
	struct arena *a = t->x->arena;
	if (text.n == 0)
		return;
	*VEC_PUSH(a, &r->texts) = str_dup(a, text);
	uint32_t n = (uint32_t)r->texts.n;
	const struct json *ids = json_get(item, "product_ids"),
			  *groups = json_get(item, "group_ids");
	for (const struct json *i = entries_children(ids, JSON_ARRAY); i; i = i->next)
		*map_put(&r->of, str_dup(a, entries_scalar(i)), NULL) = n;
	for (const struct json *g = entries_children(groups, JSON_ARRAY); g; g = g->next) {
		const uint32_t *at = map_get(&t->group_by_id, entries_scalar(g));
		for (size_t i = 0; at && i < t->groups.p[*at].products.list.n; i++)
			*map_put(&r->of, t->groups.p[*at].products.list.p[i], NULL) = n;
	}
}

static struct str remark_of(const struct remarks *r, struct str product)
{
	const uint32_t *n = map_get(&r->of, product);
	return n && *n ? r->texts.p[*n - 1] : STR("");
}

struct remarks_of_vulnerability {
	struct remarks labels, impacts, actions;
};

static void read_remarks(struct tree *t, const struct json *v, struct remarks_of_vulnerability *out)
{
	map_init(&out->labels.of, t->x->arena);
	map_init(&out->impacts.of, t->x->arena);
	map_init(&out->actions.of, t->x->arena);
	for (const struct json *f = entries_children(json_get(v, "flags"), JSON_ARRAY); f;
	     f = f->next)
		remark(t, &out->labels, f, entries_get(f, "label"));
	for (const struct json *h = entries_children(json_get(v, "threats"), JSON_ARRAY); h;
	     h = h->next)
		if (str_is(entries_get(h, "category"), "impact"))
			remark(t, &out->impacts, h, entries_get(h, "details"));
	for (const struct json *r = entries_children(json_get(v, "remediations"), JSON_ARRAY); r;
	     r = r->next)
		remark(t, &out->actions, r, entries_get(r, "details"));
}

/* ---- statements ---- */

/* Follows `inside` or `component` to its end; NO_PRODUCT when there is none within the depth. */
static uint32_t follow(const struct tree *t, uint32_t at, bool inside)
{
	for (unsigned depth = 0; depth < RELATION_DEPTH; depth++) {
		uint32_t next = inside ? t->products.p[at].inside : t->products.p[at].component;
		if (next == NO_PRODUCT || next == at)
			return at;
		at = next;
	}
	return NO_PRODUCT;
}

static struct str shown_identity(struct tree *t, uint32_t product)
{
	const struct product *p = &t->products.p[product];
	if (p->identity.n)
		return p->identity;
	return str_printf(t->x->arena, "\"%.*s\"", STRF(p->name.n ? p->name : p->id));
}

/* Entries of one vulnerability and status: label, reason, outer product → index in the list. */
struct shared_entries {
	struct map by_key;
};

static int add_statement(struct tree *t, struct shared_entries *shared, struct vex_statement *s,
			 uint32_t outer, uint32_t inner, struct fault *f)
{
	struct arena *a = t->x->arena;
	bool related = outer != inner, is_new;
	struct str of = related ? shown_identity(t, outer) : STR("");
	/* remarks are shared texts, and may be long: their addresses tell them apart */
	struct str key = str_printf(a, "%zx %zx %.*s", (size_t)s->justification.p,
				    (size_t)s->reason.p, STRF(of));
	uint32_t *at = map_put(&shared->by_key, key, &is_new);
	if (is_new) {
		*at = (uint32_t)t->x->list->items.n;
		struct exception *e = vex_add(t->x, s, f);
		if (!e)
			return f ? f->code : E_LIMIT;
		if (related)
			*VEC_PUSH(a, &e->products) = of;
	}
	struct exception *e = &t->x->list->items.p[*at];
	if (related)
		*VEC_PUSH(a, &e->packages) = shown_identity(t, inner);
	else
		*VEC_PUSH(a, &e->products) = shown_identity(t, outer);
	return 0;
}

static int read_status(struct tree *t, const struct json *list, struct vex_statement *s,
		       enum vex_status status, const struct remarks_of_vulnerability *r,
		       struct shared_entries *shared, struct fault *f)
{
	s->status = str_of(vex_status_name(status));
	for (const struct json *p = entries_children(list, JSON_ARRAY); p; p = p->next) {
		struct str id = entries_scalar(p);
		uint32_t at = find_product(t, id);
		uint32_t outer = at == NO_PRODUCT ? at : follow(t, at, true);
		uint32_t inner = at == NO_PRODUCT ? at : follow(t, at, false);
		if (outer == NO_PRODUCT || inner == NO_PRODUCT) {
			t->unknown++;
			continue;
		}
		s->justification = status == VEX_NOT_AFFECTED ? remark_of(&r->labels, id) : STR("");
		s->reason = remark_of(status == VEX_AFFECTED ? &r->actions : &r->impacts, id);
		TRY(add_statement(t, shared, s, outer, inner, f));
	}
	return 0;
}

static int read_vulnerability(struct tree *t, const struct json *v, size_t number, struct fault *f)
{
	static const struct {
		const char *key;
		enum vex_status status;
	} statuses[] = {
		{ "known_not_affected", VEX_NOT_AFFECTED },
		{ "first_fixed", VEX_FIXED },
		{ "fixed", VEX_FIXED },
		{ "under_investigation", VEX_UNDER_INVESTIGATION },
		{ "first_affected", VEX_AFFECTED },
		{ "known_affected", VEX_AFFECTED },
		{ "last_affected", VEX_AFFECTED },
	};
	struct entries *x = t->x;
	struct vex_statement s = { .author = t->author, .time = t->time };
	s.where = str_printf(x->arena, "vulnerability %zu", number);
	if (entries_get(v, "cve").n)
		*VEC_PUSH(x->arena, &s.ids.list) = str_dup(x->arena, entries_get(v, "cve"));
	for (const struct json *i = entries_children(json_get(v, "ids"), JSON_ARRAY); i;
	     i = i->next)
		if (entries_get(i, "text").n)
			*VEC_PUSH(x->arena, &s.ids.list) =
				str_dup(x->arena, entries_get(i, "text"));
	if (s.ids.list.n == 0) {
		entries_note(x, "%.*s: it has neither cve nor ids", STRF(s.where));
		return 0;
	}
	struct remarks_of_vulnerability remarks = { 0 };
	read_remarks(t, v, &remarks);
	const struct json *status = json_get(v, "product_status");
	for (size_t i = 0; i < ARRAY_LEN(statuses); i++) {
		struct shared_entries shared;
		map_init(&shared.by_key, x->arena);
		TRY(read_status(t, json_get(status, statuses[i].key), &s, statuses[i].status,
				&remarks, &shared, f));
	}
	return 0;
}

static int read(const struct exception_file *file, struct exception_list *list,
		struct exception_notes *notes, struct fault *f)
{
	OWNED(entries_done) struct entries x;
	const struct json *root;
	entries_init(&x, file, list, notes);
	TRY(entries_parse_json(&x, &root, f));
	const struct json *document = json_get(root, "document");
	if (!str_starts(entries_get(document, "csaf_version"), STR("2.")))
		return fault_set(f, E_UNSUPPORTED, "%.*s: CSAF of version \"%.*s\"; 2.0 is read",
				 STRF(file->name), STRF(entries_get(document, "csaf_version")));
	struct tree t = { .x = &x };
	t.author = str_dup(x.arena, entries_get(json_get(document, "publisher"), "name"));
	t.time = str_dup(x.arena,
			 entries_get(json_get(document, "tracking"), "current_release_date"));
	read_tree(&t, root);
	size_t number = 0;
	const struct json *v = entries_children(json_get(root, "vulnerabilities"), JSON_ARRAY);
	for (; v; v = v->next)
		TRY(read_vulnerability(&t, v, ++number, f));
	if (t.unknown)
		entries_note(&x, "%u products of statements are not in the product tree",
			     t.unknown);
	return 0;
}

const struct exception_reader exception_reader_csaf = {
	.name = "csaf",
	.title = "CSAF 2.0, profile VEX",
	.vex = true,
	.is_for = is_for,
	.read = read,
};
