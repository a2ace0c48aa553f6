/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sentences on why an entry did or did not apply: for people, without a full stop, of the report alone and
 * never of the order of its findings.
 */
#pragma once

#include "judge/exception_fit.h"

/* The image or the products that it names are others. `a` holds the sentence. */
struct str exception_why_image(struct arena *a, const struct exception_view *v,
			       const struct exception_reading *e);

/* Nothing in the report has its ids. */
struct str exception_why_id(struct arena *a, const struct exception *e);

/* Its ids are there, in these parts, and nothing fits. */
struct str exception_why_part(struct arena *a, const struct exception_view *v,
			      const struct exception_reading *e, const struct exception_part *parts,
			      const uint32_t *which, size_t n);

/* It fits a part of a finding, but `left` is not covered by anything. */
struct str exception_why_rest(struct arena *a, const struct exception_view *v,
			      const struct exception_part *left);

/* A statement of VEX that another one, which is later or nearer to the image, takes the place of. */
struct str exception_why_later(struct arena *a, const struct exception *later, bool nearer);

/* "not_affected" and "fixed". */
bool exception_status_ignores(struct str status);
