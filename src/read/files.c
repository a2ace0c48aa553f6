/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The calls on a sequence of files, and the body of a file as a stream.
 */
#include "read/files.h"

#include "base/mem.h"
#include "read/stream.h"

struct body {
	struct stream base;
	struct files *files;
};

static int body_next(struct stream *base, struct str *out, struct fault *f)
{
	struct body *b = (struct body *)base;
	return files_data(b->files, out, f);
}

static int body_skip(struct stream *base, uint64_t n, struct fault *f)
{
	struct files *files = ((struct body *)base)->files;
	return files->ops->skip ? files->ops->skip(files, n, f) : 0;
}

/* The files own it; whoever stacks a stream on it closes it as if it were theirs. */
static void body_close(struct stream *base)
{
	(void)base;
}

static const struct stream_ops body_ops = { body_next, body_skip, body_close };

/* A body stream begins anew with every entry. */
static void body_restart(struct files *s)
{
	if (!s->body)
		return;
	stream_close(s->body);
	struct body *b = (struct body *)s->body;
	*b = (struct body){ .base.ops = &body_ops, .files = s };
}

struct stream *files_body(struct files *s)
{
	if (!s->body) {
		struct body *b = mem_alloc(sizeof(*b));
		*b = (struct body){ .base.ops = &body_ops, .files = s };
		s->body = &b->base;
	}
	return s->body;
}

int files_next(struct files *s, struct file_head *out, bool *out_more, struct fault *f)
{
	*out_more = false;
	body_restart(s);
	return s->ops->next(s, out, out_more, f);
}

int files_data(struct files *s, struct str *window, struct fault *f)
{
	return s->ops->data(s, window, f);
}

void files_close(struct files *s)
{
	if (!s)
		return;
	if (s->body)
		stream_close(s->body);
	mem_free(s->body);
	s->ops->close(s);
}

void files_closep(struct files **s)
{
	files_close(*s);
}
