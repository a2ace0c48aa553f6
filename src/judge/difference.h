/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two reports → what changed between them (model/difference.h).
 */
#pragma once

#include "model/difference.h"

/* All images of two runs. Kept in `a`, with references to the reports. */
struct report_list {
	const struct report *const *p;
	size_t n;
};

/*
 * One image on each side is the same image, whatever it is called: payment:1.1 and payment:1.2. Of several those
 * belong together that have the same name without tag (model/identity.h) and the same platform.
 */
void difference_make(struct report_list before, struct report_list after, struct arena *a,
		     struct difference_set *out);
