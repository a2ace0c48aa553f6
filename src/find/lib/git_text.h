/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Git's own texts: commits, trees, refs, the remote in a configuration.
 */
#pragma once

#include "base/rd.h"

/* An id as it is kept: the first 20 bytes, all of a SHA-1, enough of a SHA-256 to tell objects apart. */
#define GIT_KEY 20

struct git_key {
	uint8_t bytes[GIT_KEY];
};

static inline bool git_key_eq(const struct git_key *a, const struct git_key *b)
{
	return memcmp(a->bytes, b->bytes, GIT_KEY) == 0;
}

/* 40 or 64 hexadecimal digits. */
bool git_key_parse(struct str hex, struct git_key *out);
struct str git_key_text(struct arena *a, const struct git_key *key);

#define GIT_PARENTS 16 /* of one commit that are followed */

struct git_commit {
	struct git_key tree;
	struct git_key parents[GIT_PARENTS];
	size_t parent_n;
	int64_t author_time, committer_time; /* seconds since 1970; 0 when it does not say */
	int author_zone;		     /* minutes east of UTC */
	size_t message_at; /* offset of the message; the size when there is none */
};

/* False when it names no tree: not a commit. */
bool git_commit_parse(struct str bytes, struct git_commit *out);

struct git_tree_entry {
	uint32_t
		mode; /* as in the tree: 0100644, 040000 tree, 0160000 commit of another repository */
	struct str name;
	struct git_key id;
};

/* The next entry, `id_size` being 20 or 32; false at the end, and when the rest is no tree (r->bad). */
bool git_tree_next(struct rd *r, size_t id_size, struct git_tree_entry *out);

/* "2021-03-04T10:20:30+01:00"; empty for years that RFC 3339 cannot write. */
struct str git_time_text(struct arena *a, int64_t seconds, int zone_minutes);

/* The name behind "ref: " of a HEAD; false for anything else. */
bool git_symref(struct str text, struct str *out_name);

/*
 * The address of the first remote ("origin" before others) in a configuration file, user and password taken
 * out when it has any; empty without.
 */
struct str git_remote(struct arena *a, struct str config);
