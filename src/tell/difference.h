/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Contract of a format for differences (src/tell/difference/NAME.c exports `difference_format_NAME`): what changed
 * between two reports → bytes.
 *
 * As with formats of reports (tell/format.h): it reads and writes, and does not judge, sort, or look at the
 * environment.
 */
#pragma once

#include "model/difference.h"
#include "tell/format.h"
#include "tell/lang.h"

struct difference_format {
	const char *name; /* "json": the file's name */
	bool terminal;	  /* made for people: may be printed to a terminal */
	int (*write)(const struct difference_set *set, const struct tell_options *options,
		     struct out *out, struct fault *f);
};

extern const struct difference_format *const all_difference_formats[];
extern const size_t all_difference_formats_n;

/* ---- words that the formats share ---- */

/* "2 fixed, 1 new, 34 unchanged; 12 packages changed; +3.4 MB"; what is 0 but "new" is left out. */
struct wording difference_headline(struct arena *a, const struct difference_set *set);
struct wording difference_headline_of(struct arena *a, const struct difference *d);

/* "+3.4 MB", "-120 kB", "same size" */
struct wording difference_size(struct arena *a, uint64_t before, uint64_t after);

/* "registry.example/payment (linux/arm64)"; of the second where there are both. */
struct str difference_image(struct arena *a, const struct difference *d);

/* The finding that stands for the change: of the second report where there is one. */
const struct finding *difference_finding(const struct difference *d, const struct finding_change *c,
					 const struct report **out_report);

/* What it is about: "openssl 3.0.1", or a path; empty when it is about the image. */
struct str difference_subject(struct arena *a, const struct report *r, const struct finding *f);

/* "severity high, was low; fixed in 1.2": of a changed one; of others when it is fixed, and who ignores it. */
struct wording difference_details(struct arena *a, const struct difference *d,
				  const struct finding_change *c);

struct wording wording_package_change(enum package_change_kind k);

/* "libssl3 3.0.1 → 3.0.2": the parts; versions empty where there is none. */
struct package_words {
	struct str name, before, after;
};
struct package_words difference_package(const struct difference *d, const struct package_change *c);

/* The instruction that made the layer, or its digest. */
struct str difference_layer(struct arena *a, const struct difference *d,
			    const struct layer_change *c);
