/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Buffered output of results, to a descriptor or into a buffer, with sticky failure: write freely,
 * ask once with out_finish(). Nothing here formats by locale.
 */
#pragma once

#include "base/buf.h"
#include "base/fault.h"

struct out {
	int fd; /* -1 when writing into `into` */
	struct buf *into;
	struct buf pending;
	uint64_t written; /* bytes accepted so far */
	int error;	  /* first errno, 0 while none */
};

void out_init_fd(struct out *o, int fd);	    /* the descriptor stays the caller's */
void out_init_buf(struct out *o, struct buf *into); /* over-full buffer = ENOSPC */
void out_done(struct out *o);			    /* drops what was not flushed */

void out_add(struct out *o, const void *p, size_t n);
void out_str(struct out *o, struct str s);
void out_text(struct out *o, const char *z);
void out_char(struct out *o, char c);
void out_repeat(struct out *o, char c, size_t n);
void out_printf(struct out *o, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Flushes; the first failure since init, or 0. A closed pipe (EPIPE) is reported like any other. */
int out_finish(struct out *o, struct fault *f);
