/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which commit holds which file: commits and trees of object stores, compactly, to tell where a secret came
 * from. Bounded: a graph that is `full` misses something, and tells nothing.
 */
#pragma once

#include "find/lib/git_table.h"
#include "find/lib/git_text.h"

enum git_graph_flag {
	GIT_READ = 1,	/* the object itself was read, not only named */
	GIT_HIT = 2,	/* something was found in it */
	GIT_WANTED = 4, /* a tree or commit that leads to a hit */
	GIT_STORED = 8, /* a tree or commit whose content is in the graph */
};

/* A name in a tree, and what it names. */
struct git_link {
	uint32_t child, name;
};

struct git_graph_tree {
	uint32_t object, first, n; /* of `entries` */
};

struct git_graph_commit {
	uint32_t object, tree;
	uint32_t first, n; /* of `parents` */
	int64_t author_time, committer_time;
	int author_zone;
};

/* Objects and links are numbers; equal entries of different trees are one link. */
struct git_graph {
	struct git_table objects, links, names;
	struct buf flags;   /* uint8_t of enum git_graph_flag, by object */
	struct buf named;   /* uint32_t by object: a name that a tree gives it, GIT_NONE */
	struct buf name_at; /* uint32_t by name: its place in `text`, where its size stands first */
	struct buf text;
	struct buf trees;   /* struct git_graph_tree */
	struct buf entries; /* uint32_t: numbers of links */
	struct buf commits; /* struct git_graph_commit */
	struct buf parents; /* uint32_t: numbers of objects */
	bool full;
};

void git_graph_init(struct git_graph *g);
void git_graph_done(struct git_graph *g);

/* The object's number, made when it is new; GIT_NONE when there is no room. */
uint32_t git_graph_object(struct git_graph *g, const struct git_key *key);
uint32_t git_graph_find(const struct git_graph *g, const struct git_key *key);

static inline uint8_t *git_graph_flags(const struct git_graph *g, uint32_t object)
{
	return (uint8_t *)g->flags.p + object;
}

static inline const struct git_key *git_graph_key(const struct git_graph *g, uint32_t object)
{
	return git_table_key(&g->objects, object);
}

/* A name that some tree has for the object; empty when none is known. */
struct str git_graph_name(const struct git_graph *g, uint32_t object);
struct str git_graph_link_name(const struct git_graph *g, const struct git_link *link);

void git_graph_add_tree(struct git_graph *g, uint32_t object, struct str bytes, size_t id_size);
void git_graph_add_commit(struct git_graph *g, uint32_t object, const struct git_commit *c);

/* Marks what leads to a hit as wanted. */
void git_graph_want(struct git_graph *g);

/* Everything of `from`, or what is wanted of it, into `to`. */
void git_graph_merge(struct git_graph *to, const struct git_graph *from, bool only_wanted);

/* About the bytes it holds. */
size_t git_graph_size(const struct git_graph *g);
