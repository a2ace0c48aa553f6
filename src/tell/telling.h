/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The findings of a run one after the other, for formats in which each is an item of its own.
 *
 *	OWNED(telling_done) struct telling t;
 *	telling_init(&t, set, options);
 *	while (telling_image(&t))
 *		while (telling_finding(&t))
 *			write t.finding of t.r
 */
#pragma once

#include "tell/format.h"
#include "tell/identify.h"

struct telling {
	const struct report *r; /* the image */
	const struct finding *finding;
	uint32_t step;		/* of the plan that takes the finding away, plus one; 0: none */
	struct finding_ids ids; /* of the image: finding_ids_next(), finding_ids_uuid() */
	struct arena *run;	/* emptied before each image */
	struct arena *a;	/* emptied before each finding */

	/* its own */
	const struct report_set *set;
	const struct tell_options *options;
	size_t next_image, next_finding;
	const uint32_t *steps;
	struct str *layers; /* what telling_layer() said already */
};

/* Tells the findings of tell_has(); without options all. */
void telling_init(struct telling *t, const struct report_set *set,
		  const struct tell_options *options);
void telling_done(struct telling *t); /* for OWNED */

/* The next image, and of it the next finding; false when there is none. */
bool telling_image(struct telling *t);
bool telling_finding(struct telling *t);

/* "layer 2 of 5: RUN apk add curl", safe to show; made once for an image, however many findings ask. */
struct str telling_layer(struct telling *t, uint16_t layer);

/* describe_facts() of the finding. */
struct str telling_facts(struct telling *t);
