/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One file kept equal to one URL: asked for only when it changed, continued where it stopped,
 * replaced only by what was checked.
 */
#pragma once

#include "read/net/http.h"

struct download {
	const char *url;
	const char *file; /* the complete file: there whole or not at all */
	const char
		*state; /* beginning of the names of what is remembered: STATE.meta, STATE.part … */
	uint64_t max_bytes;
	unsigned retries; /* after the first attempt, as long as nothing moves */
	/* Is this what the URL should give? E_UNSUPPORTED: no; E_CORRUPT, E_TRUNCATED: damaged. May be NULL. */
	int (*check)(void *context, const char *path, struct fault *f);
	/* So many bytes arrived; from the calling thread. May be NULL. */
	void (*progress)(void *context, uint64_t n);
	void *context;
};

struct download_result {
	uint64_t received; /* bytes of all attempts */
	uint64_t size;	   /* of the file; 0 when there is none */
	unsigned requests;
	bool kept;	  /* a complete file of an earlier time is there (after a failure, too) */
	bool unreachable; /* failed without any connection */
};

/* 1 the file is new, 0 what was there is current, or a fault: then what was there is untouched. */
int download_fetch(struct http *h, const struct download *d, struct download_result *out,
		   struct fault *f);

/* Removes the file and all that is remembered of it. */
void download_forget(const char *file, const char *state);
