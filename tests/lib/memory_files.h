/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A layer in memory, as read/files.h gives one: for tests that need exact entries in an exact order.
 */
#pragma once

#include "base/vec.h"
#include "read/files.h"

struct memory_file {
	struct file_head head;
	struct str bytes;
};

struct memory_files {
	struct files base;
	VEC(struct memory_file) list;
	size_t at;
	bool body_given;
};

static inline int memory_next(struct files *s, struct file_head *out, bool *more, struct fault *f)
{
	struct memory_files *m = (struct memory_files *)s;
	(void)more;
	(void)f;
	if (m->at == m->list.n)
		return 0;
	*out = m->list.p[m->at++].head;
	m->body_given = false;
	s->entries++;
	return 1;
}

static inline int memory_data(struct files *s, struct str *window, struct fault *f)
{
	struct memory_files *m = (struct memory_files *)s;
	(void)f;
	if (m->body_given || m->list.p[m->at - 1].bytes.n == 0)
		return 0;
	m->body_given = true;
	*window = m->list.p[m->at - 1].bytes;
	return 1;
}

static inline void memory_close(struct files *s)
{
	(void)s;
}

static inline void memory_files_init(struct memory_files *m)
{
	static const struct files_ops ops = { .next = memory_next,
					      .data = memory_data,
					      .close = memory_close };
	*m = (struct memory_files){ .base = { .ops = &ops } };
}

/* The bytes and the path are borrowed. */
static inline struct memory_file *memory_add(struct arena *a, struct memory_files *m,
					     enum file_type type, struct str path, struct str bytes)
{
	struct memory_file *file = VEC_PUSH(a, &m->list);
	file->head =
		(struct file_head){ .path = path, .type = type, .mode = 0644, .size = bytes.n };
	file->bytes = bytes;
	return file;
}
