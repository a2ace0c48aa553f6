/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a blob up to the commits.
 *
 *     blob ──► trees that name it ──► trees that name those ──► … ──► commits with such a tree
 *                                                                 └─► the one whose parents have none
 *
 * The way up needs the links backwards: they are counted, then laid out in one array (by child), once for all
 * questions. A question marks what it reached with its own number, so nothing has to be cleaned up.
 *
 * Must stay true: a question costs what it reaches; all questions together at most BUDGET steps.
 */
#include "find/lib/git_origin.h"

#include "base/limits.h"

#define BUDGET (50u * 1000 * 1000)

/* Rows by something: those of x are at[begin[x]] … at[begin[x + 1]]. */
struct rows {
	uint32_t *begin, *at;
};

struct git_origins {
	struct arena *arena;
	const struct git_graph *graph;
	struct rows holders;		 /* by object: trees (their row) that name it */
	struct rows commits;		 /* by object: commits (their row) whose tree it is */
	uint32_t *tree_row, *commit_row; /* by object; GIT_NONE */
	uint32_t *mark; /* by object: number of the last question that reached it */
	uint32_t question;
	uint32_t *queue, queue_n;
	uint64_t steps;
};

static const struct git_graph_tree *tree_at(const struct git_origins *o, uint32_t i)
{
	return (const struct git_graph_tree *)(const void *)o->graph->trees.p + i;
}

static const struct git_graph_commit *commit_at(const struct git_origins *o, uint32_t i)
{
	return (const struct git_graph_commit *)(const void *)o->graph->commits.p + i;
}

static const struct git_link *entry_at(const struct git_origins *o, const struct git_graph_tree *t,
				       uint32_t i)
{
	uint32_t link;
	memcpy(&link, o->graph->entries.p + (t->first + i) * sizeof(link), sizeof(link));
	return (const struct git_link *)git_table_key(&o->graph->links, link);
}

/* After counting: begin[x + 1] holds how many x has. After filling begin[x] stands at its first again. */
static void sum_up(struct rows *r, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		r->begin[i + 1] += r->begin[i];
}

static void put_row(struct rows *r, uint32_t *fill, uint32_t x, uint32_t row)
{
	r->at[r->begin[x] + fill[x]++] = row;
}

static void lay_out(struct git_origins *o, uint32_t objects, uint32_t trees, uint32_t commits)
{
	struct arena *a = o->arena;
	o->holders.begin = arena_array(a, objects + 2, sizeof(uint32_t));
	o->commits.begin = arena_array(a, objects + 2, sizeof(uint32_t));
	uint32_t *fill = arena_array(a, objects + 1, sizeof(uint32_t));
	for (uint32_t t = 0; t < trees; t++)
		for (uint32_t i = 0; i < tree_at(o, t)->n; i++)
			o->holders.begin[entry_at(o, tree_at(o, t), i)->child + 1]++;
	for (uint32_t c = 0; c < commits; c++)
		o->commits.begin[commit_at(o, c)->tree + 1]++;
	sum_up(&o->holders, objects);
	sum_up(&o->commits, objects);
	o->holders.at = arena_array(a, o->holders.begin[objects] + 1, sizeof(uint32_t));
	o->commits.at = arena_array(a, o->commits.begin[objects] + 1, sizeof(uint32_t));
	for (uint32_t t = 0; t < trees; t++) {
		o->tree_row[tree_at(o, t)->object] = t;
		for (uint32_t i = 0; i < tree_at(o, t)->n; i++)
			put_row(&o->holders, fill, entry_at(o, tree_at(o, t), i)->child, t);
	}
	memset(fill, 0, objects * sizeof(*fill));
	for (uint32_t c = 0; c < commits; c++) {
		o->commit_row[commit_at(o, c)->object] = c;
		put_row(&o->commits, fill, commit_at(o, c)->tree, c);
	}
}

struct git_origins *git_origins_new(struct arena *a, const struct git_graph *g)
{
	struct git_origins *o = arena_alloc(a, sizeof(*o));
	uint32_t n = g->objects.n;
	*o = (struct git_origins){ .arena = a, .graph = g };
	o->tree_row = arena_array(a, n + 1, sizeof(uint32_t));
	o->commit_row = arena_array(a, n + 1, sizeof(uint32_t));
	o->mark = arena_array(a, n + 1, sizeof(uint32_t));
	o->queue = arena_array(a, n + 1, sizeof(uint32_t));
	memset(o->tree_row, 0xff, (n + 1) * sizeof(uint32_t));
	memset(o->commit_row, 0xff, (n + 1) * sizeof(uint32_t));
	lay_out(o, n, (uint32_t)(g->trees.n / sizeof(struct git_graph_tree)),
		(uint32_t)(g->commits.n / sizeof(struct git_graph_commit)));
	return o;
}

/* Marks the blob, all trees above it (they are in the queue), and their commits. */
static void climb(struct git_origins *o, uint32_t blob)
{
	uint32_t n = 0;
	o->question++;
	o->queue[n++] = blob;
	o->mark[blob] = o->question;
	for (uint32_t i = 0; i < n && o->steps < BUDGET; i++) {
		uint32_t x = o->queue[i];
		for (uint32_t k = o->holders.begin[x]; k < o->holders.begin[x + 1]; k++) {
			uint32_t tree = tree_at(o, o->holders.at[k])->object;
			o->steps++;
			if (o->mark[tree] == o->question)
				continue;
			o->mark[tree] = o->question;
			o->queue[n++] = tree;
		}
		for (uint32_t k = o->commits.begin[x]; k < o->commits.begin[x + 1]; k++) {
			o->steps++;
			o->mark[commit_at(o, o->commits.at[k])->object] = o->question;
		}
	}
	o->queue_n = n;
}

static bool parent_has_it(const struct git_origins *o, const struct git_graph_commit *c)
{
	for (uint32_t i = 0; i < c->n; i++) {
		uint32_t parent;
		memcpy(&parent, o->graph->parents.p + (c->first + i) * sizeof(parent),
		       sizeof(parent));
		if (o->mark[parent] == o->question)
			return true;
	}
	return false;
}

static bool is_older(const struct git_origins *o, uint32_t x, uint32_t y)
{
	const struct git_graph_commit *a = commit_at(o, x), *b = commit_at(o, y);
	if (a->committer_time != b->committer_time)
		return a->committer_time < b->committer_time;
	return memcmp(git_graph_key(o->graph, a->object), git_graph_key(o->graph, b->object),
		      GIT_KEY) < 0;
}

/* Of the commits that the last question reached. */
static uint32_t oldest_commit(const struct git_origins *o)
{
	uint32_t best = GIT_NONE;
	for (uint32_t i = 0; i < o->queue_n; i++) {
		uint32_t x = o->queue[i];
		for (uint32_t k = o->commits.begin[x]; k < o->commits.begin[x + 1]; k++) {
			uint32_t row = o->commits.at[k];
			if ((best == GIT_NONE || is_older(o, row, best)) &&
			    !parent_has_it(o, commit_at(o, row)))
				best = row;
		}
	}
	return best;
}

/* The way down again, along what was marked. */
static struct str path_down(struct git_origins *o, uint32_t tree, uint32_t blob)
{
	OWNED(buf_donep) struct buf b;
	buf_init(&b, LIMIT_PATH);
	for (size_t depth = 0; depth < LIMIT_PATH_DEPTH && tree != blob; depth++) {
		if (o->tree_row[tree] == GIT_NONE)
			break;
		const struct git_graph_tree *t = tree_at(o, o->tree_row[tree]);
		for (uint32_t i = 0; i < t->n; i++) {
			const struct git_link *link = entry_at(o, t, i);
			if (o->mark[link->child] != o->question)
				continue;
			if (b.n)
				(void)buf_add_char(&b, '/');
			(void)buf_add_str(&b, git_graph_link_name(o->graph, link));
			tree = link->child;
			break;
		}
	}
	return str_dup(o->arena, buf_str(&b));
}

static void describe(struct git_origins *o, uint32_t row, struct git_origin *out)
{
	const struct git_graph_commit *c = commit_at(o, row);
	out->commit = *git_graph_key(o->graph, c->object);
	out->author_date =
		c->author_time ? git_time_text(o->arena, c->author_time, c->author_zone) : STR("");
}

bool git_origin_find(struct git_origins *o, const struct git_key *blob, const struct git_key *heads,
		     size_t head_n, struct git_origin *out)
{
	uint32_t object = git_graph_find(o->graph, blob);
	*out = (struct git_origin){ 0 };
	if (object == GIT_NONE || o->graph->full || o->steps >= BUDGET)
		return false;
	climb(o, object);
	uint32_t row = oldest_commit(o);
	for (size_t i = 0; i < head_n; i++) {
		uint32_t head = git_graph_find(o->graph, &heads[i]);
		out->in_head |= head != GIT_NONE && o->mark[head] == o->question;
	}
	if (row == GIT_NONE || o->steps >= BUDGET)
		return false;
	describe(o, row, out);
	out->path = path_down(o, commit_at(o, row)->tree, object);
	return true;
}

bool git_origin_commit(struct git_origins *o, const struct git_key *commit, struct git_origin *out)
{
	uint32_t object = git_graph_find(o->graph, commit);
	*out = (struct git_origin){ .commit = *commit };
	if (object == GIT_NONE || o->commit_row[object] == GIT_NONE)
		return false;
	describe(o, o->commit_row[object], out);
	return true;
}
