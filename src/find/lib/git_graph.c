/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Commits and trees as numbers.
 *
 *     commit ──► tree ──► entries ──► link (name, child) ──► tree or blob
 *
 * A tree differs from the version before it in one entry of forty; so an entry is a number, and the pair behind
 * it exists once. That makes a tree of the history some hundred bytes instead of two thousand.
 *
 * When a layer is over, what does not lead to a hit is of no more use, and the rest is small. A small
 * graph is kept whole: its trees may belong to a hit of another layer.
 *
 * Must stay true: every table has its ceiling, and reaching one makes the graph full, for good. Ids in trees
 * and commits are what hostile bytes say; those of objects that were read are their hashes, so there are no
 * circles but those that cost a collision, and nobody here walks without a bound.
 */
#include "find/lib/git_graph.h"

#include "base/limits.h"

#define ENTRIES (5 * LIMIT_GIT_GRAPH) /* of all trees */

void git_graph_init(struct git_graph *g)
{
	uint32_t n = (uint32_t)LIMIT_GIT_GRAPH;
	*g = (struct git_graph){ 0 };
	git_table_init(&g->objects, GIT_KEY, n);
	git_table_init(&g->links, sizeof(struct git_link), n);
	git_table_init(&g->names, sizeof(uint64_t), n / 4);
	buf_init(&g->flags, n);
	buf_init(&g->named, n * sizeof(uint32_t));
	buf_init(&g->name_at, n * sizeof(uint32_t));
	buf_init(&g->text, 2 * MIB);
	buf_init(&g->trees, n / 2 * sizeof(struct git_graph_tree));
	buf_init(&g->entries, ENTRIES * sizeof(uint32_t));
	buf_init(&g->commits, n / 4 * sizeof(struct git_graph_commit));
	buf_init(&g->parents, n / 2 * sizeof(uint32_t));
}

void git_graph_done(struct git_graph *g)
{
	struct buf *const bufs[] = { &g->flags, &g->named,   &g->name_at, &g->text,
				     &g->trees, &g->entries, &g->commits, &g->parents };
	git_table_done(&g->objects);
	git_table_done(&g->links);
	git_table_done(&g->names);
	for (size_t i = 0; i < ARRAY_LEN(bufs); i++)
		buf_done(bufs[i]);
}

size_t git_graph_size(const struct git_graph *g)
{
	return g->objects.rows.n + g->links.rows.n + g->flags.n + g->named.n + g->text.n +
	       g->trees.n + g->entries.n + g->commits.n + g->parents.n;
}

/* Full when there was no room. */
static bool add(struct git_graph *g, struct buf *to, const void *p, size_t n)
{
	bool ok = buf_add(to, p, n);
	g->full |= !ok;
	return ok;
}

uint32_t git_graph_object(struct git_graph *g, const struct git_key *key)
{
	uint32_t before = g->objects.n, i = git_table_put(&g->objects, key->bytes);
	static const uint32_t none = GIT_NONE;
	g->full |= i == GIT_NONE;
	if (i == before) {
		uint8_t flags = 0;
		(void)add(g, &g->flags, &flags, sizeof(flags));
		(void)add(g, &g->named, &none, sizeof(none));
	}
	return i;
}

uint32_t git_graph_find(const struct git_graph *g, const struct git_key *key)
{
	return git_table_find(&g->objects, key->bytes);
}

static uint32_t *named(const struct git_graph *g, uint32_t object)
{
	return (uint32_t *)(void *)g->named.p + object;
}

static struct str name_text(const struct git_graph *g, uint32_t name)
{
	uint32_t at;
	uint16_t n;
	memcpy(&at, g->name_at.p + name * sizeof(at), sizeof(at));
	memcpy(&n, g->text.p + at, sizeof(n));
	return str_make(g->text.p + at + sizeof(n), n);
}

struct str git_graph_name(const struct git_graph *g, uint32_t object)
{
	if (object == GIT_NONE || *named(g, object) == GIT_NONE)
		return STR("");
	return name_text(g, *named(g, object));
}

struct str git_graph_link_name(const struct git_graph *g, const struct git_link *link)
{
	return name_text(g, link->name);
}

/* Names are told apart by their hash: who makes two with the same one gets a wrong name shown. */
static uint32_t name_of(struct git_graph *g, struct str name)
{
	name = str_slice(name, 0, LIMIT_PATH);
	uint64_t hash = str_hash(name);
	uint32_t before = g->names.n, i = git_table_put(&g->names, &hash);
	if (i == before) {
		uint32_t at = (uint32_t)g->text.n;
		uint16_t n = (uint16_t)name.n;
		/* All or nothing: a name without its text must not be. */
		if (g->text.max - g->text.n < sizeof(n) + n) {
			g->full = true;
			at = 0;
		} else {
			(void)add(g, &g->text, &n, sizeof(n));
			(void)add(g, &g->text, name.p, n);
		}
		(void)add(g, &g->name_at, &at, sizeof(at));
	}
	g->full |= i == GIT_NONE;
	return i;
}

static void add_entry(struct git_graph *g, uint32_t child, struct str name)
{
	struct git_link link = { .child = child, .name = name_of(g, name) };
	if (child == GIT_NONE || link.name == GIT_NONE)
		return;
	if (*named(g, child) == GIT_NONE)
		*named(g, child) = link.name;
	uint32_t i = git_table_put(&g->links, &link);
	g->full |= i == GIT_NONE;
	if (i != GIT_NONE)
		(void)add(g, &g->entries, &i, sizeof(i));
}

static bool begin(struct git_graph *g, uint32_t object)
{
	if (g->full || object == GIT_NONE || *git_graph_flags(g, object) & GIT_STORED)
		return false;
	*git_graph_flags(g, object) |= GIT_STORED;
	return true;
}

static void end_tree(struct git_graph *g, uint32_t object, size_t first)
{
	size_t end = g->entries.n / sizeof(uint32_t);
	struct git_graph_tree t = { object, (uint32_t)first, (uint32_t)(end - first) };
	(void)add(g, &g->trees, &t, sizeof(t));
}

void git_graph_add_tree(struct git_graph *g, uint32_t object, struct str bytes, size_t id_size)
{
	if (!begin(g, object))
		return;
	size_t first = g->entries.n / sizeof(uint32_t);
	struct rd r = rd_of(bytes);
	struct git_tree_entry e;
	while (!g->full && git_tree_next(&r, id_size, &e))
		if ((e.mode & 0170000) != 0160000)
			add_entry(g, git_graph_object(g, &e.id), e.name);
	end_tree(g, object, first);
}

static void store_commit(struct git_graph *g, struct git_graph_commit *c, const uint32_t *parents,
			 size_t n)
{
	c->first = (uint32_t)(g->parents.n / sizeof(uint32_t));
	c->n = (uint32_t)n;
	if (add(g, &g->parents, parents, n * sizeof(*parents)))
		(void)add(g, &g->commits, c, sizeof(*c));
}

void git_graph_add_commit(struct git_graph *g, uint32_t object, const struct git_commit *c)
{
	if (!begin(g, object))
		return;
	uint32_t parents[GIT_PARENTS];
	size_t n = 0;
	for (size_t i = 0; i < c->parent_n; i++) {
		parents[n] = git_graph_object(g, &c->parents[i]);
		n += parents[n] != GIT_NONE;
	}
	struct git_graph_commit row = {
		.object = object,
		.tree = git_graph_object(g, &c->tree),
		.author_time = c->author_time,
		.committer_time = c->committer_time,
		.author_zone = c->author_zone,
	};
	if (row.tree != GIT_NONE)
		store_commit(g, &row, parents, n);
}

static bool is_wanted(const struct git_graph *g, uint32_t object)
{
	return *git_graph_flags(g, object) & (GIT_HIT | GIT_WANTED);
}

/* The tree's entries lead to a hit. */
static bool leads(const struct git_graph *g, const struct git_graph_tree *t)
{
	const uint32_t *entries = (const uint32_t *)(const void *)g->entries.p;
	const struct git_link *links = (const struct git_link *)(const void *)g->links.rows.p;
	for (uint32_t i = 0; i < t->n; i++)
		if (is_wanted(g, links[entries[t->first + i]].child))
			return true;
	return false;
}

/* One more level of folders; true when a tree became wanted. Git writes parents first: so from the end. */
static bool want_more(struct git_graph *g)
{
	const struct git_graph_tree *trees = (const struct git_graph_tree *)(void *)g->trees.p;
	bool more = false;
	for (size_t i = g->trees.n / sizeof(*trees); i-- > 0;) {
		if (is_wanted(g, trees[i].object) || !leads(g, &trees[i]))
			continue;
		*git_graph_flags(g, trees[i].object) |= GIT_WANTED;
		more = true;
	}
	return more;
}

void git_graph_want(struct git_graph *g)
{
	for (size_t level = 0; level < LIMIT_PATH_DEPTH && want_more(g); level++)
		;
	const struct git_graph_commit *c = (const struct git_graph_commit *)(void *)g->commits.p;
	for (size_t i = 0; i < g->commits.n / sizeof(*c); i++)
		if (is_wanted(g, c[i].tree))
			*git_graph_flags(g, c[i].object) |= GIT_WANTED;
}

static void merge_tree(struct git_graph *to, const struct git_graph *from,
		       const struct git_graph_tree *t, bool only_wanted)
{
	const uint32_t *entries = (const uint32_t *)(const void *)from->entries.p;
	const struct git_link *links = (const struct git_link *)(const void *)from->links.rows.p;
	uint32_t object = git_graph_object(to, git_graph_key(from, t->object));
	if (!begin(to, object))
		return;
	size_t first = to->entries.n / sizeof(uint32_t);
	for (uint32_t i = 0; i < t->n; i++) {
		const struct git_link *link = &links[entries[t->first + i]];
		if (only_wanted && !is_wanted(from, link->child))
			continue;
		add_entry(to, git_graph_object(to, git_graph_key(from, link->child)),
			  name_text(from, link->name));
	}
	end_tree(to, object, first);
}

static void merge_commit(struct git_graph *to, const struct git_graph *from,
			 const struct git_graph_commit *c, bool only_wanted)
{
	const uint32_t *all = (const uint32_t *)(const void *)from->parents.p;
	uint32_t object = git_graph_object(to, git_graph_key(from, c->object));
	if (!begin(to, object))
		return;
	uint32_t parents[GIT_PARENTS];
	size_t n = 0;
	for (uint32_t i = 0; i < c->n; i++) {
		uint32_t parent = all[c->first + i];
		if (only_wanted && !is_wanted(from, parent))
			continue;
		parents[n] = git_graph_object(to, git_graph_key(from, parent));
		n += parents[n] != GIT_NONE;
	}
	struct git_graph_commit row = *c;
	row.object = object;
	row.tree = git_graph_object(to, git_graph_key(from, c->tree));
	if (row.tree != GIT_NONE)
		store_commit(to, &row, parents, n);
}

void git_graph_merge(struct git_graph *to, const struct git_graph *from, bool only_wanted)
{
	const struct git_graph_tree *trees = (const struct git_graph_tree *)(void *)from->trees.p;
	const struct git_graph_commit *c = (const struct git_graph_commit *)(void *)from->commits.p;
	for (size_t i = 0; i < from->trees.n / sizeof(*trees); i++)
		if (!only_wanted || is_wanted(from, trees[i].object))
			merge_tree(to, from, &trees[i], only_wanted);
	for (size_t i = 0; i < from->commits.n / sizeof(*c); i++)
		if (!only_wanted || is_wanted(from, c[i].object))
			merge_commit(to, from, &c[i], only_wanted);
	to->full |= from->full;
}
