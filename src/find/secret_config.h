/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rules beside the built-in ones: what --secret-config and its like come down to. All borrowed, and needed
 * as long as the engine.
 */
#pragma once

#include "base/buf.h"
#include "find/secret.h"

struct secret_config {
	const struct secret_set *const *sets; /* more rules */
	size_t sets_n;
	bool only;	       /* these, and none of the built-in ones */
	const struct str *off; /* identifiers of rules that are switched off */
	size_t off_n;
	/*
	 * Asked of every hit before it is told, with the path of its subject; true: it is not told. Called in
	 * any thread. May be NULL.
	 */
	bool (*leaves_out)(void *context, const struct secret_hit *hit, struct str path);
	void *context;
};

/* The built-in patterns, compiled and saved (base/grep.h): what the build embeds. */
int secret_engine_save(struct buf *out, struct fault *f);
