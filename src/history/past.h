/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The last stored scan of each image as a report, to be compared with: its open findings, its verdict and its
 * time. A history keeps nothing else (report.is_past).
 */
#pragma once

#include "history/store.h"

struct past_list {
	VEC(struct report *) reports; /* own their memory: past_done() */
};

/*
 * All images. Behind the scan the one that is wanted is looked up, because nobody knows before what an archive
 * calls its image. E_LIMIT beyond LIMIT_HISTORY_ROWS findings.
 */
int past_read(struct store *s, struct arena *a, struct past_list *out, struct fault *f);

/* The report of that image (image_key(), platform_text()); NULL when it was never scanned. */
const struct report *past_find(const struct past_list *list, struct str image, struct str platform);

void past_done(struct past_list *list);
