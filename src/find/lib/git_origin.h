/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a blob came from: the commit that brought it, its path there, and whether a HEAD still has it.
 */
#pragma once

#include "find/lib/git_graph.h"

struct git_origins;

/* For questions to this graph, which must stay as it is. In the arena. */
struct git_origins *git_origins_new(struct arena *a, const struct git_graph *g);

struct git_origin {
	struct str path; /* in the tree of that commit */
	struct git_key commit;
	int64_t time;		/* by its committer's clock */
	struct str author_date; /* RFC 3339; empty when it has none */
	bool in_head;		/* one of the heads has it, at any path */
};

/*
 * The oldest commit (by its committer's clock) that has the blob and has no parent that has it. False when no
 * commit is known that has it, or when so many questions were asked that this would take too long.
 */
bool git_origin_find(struct git_origins *o, const struct git_key *blob, const struct git_key *heads,
		     size_t head_n, struct git_origin *out);

/* Date and name of a commit itself. False when it is not known. */
bool git_origin_commit(struct git_origins *o, const struct git_key *commit, struct git_origin *out);
