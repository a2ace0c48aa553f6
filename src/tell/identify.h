/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names of findings in files for other programs: the same in every scan, and different from all others of
 * the file.
 *
 * Two findings of an image can have one fingerprint (model/identity.h): the second gets "-2" behind it, and
 * so on. An id is a UUID (RFC 9562, version 5) of the image's name over time, its platform and that text; so
 * a new build of the image keeps the ids of what it still has.
 *
 *	OWNED(finding_ids_done) struct finding_ids ids;
 *	finding_ids_init(&ids);
 *	for each report
 *		finding_ids_image(&ids, r);
 *		for each finding
 *			text = finding_ids_next(&ids, r, f, a);
 *			uuid = finding_ids_uuid(&ids, text, a);
 */
#pragma once

#include "base/digest.h"
#include "base/map.h"
#include "model/report.h"

struct finding_ids {
	struct arena *arena;
	struct map counts; /* image, platform and fingerprint → how often it came */
	struct str image;
};

void finding_ids_init(struct finding_ids *ids);
void finding_ids_done(struct finding_ids *ids); /* for OWNED */

void finding_ids_image(struct finding_ids *ids, const struct report *r);

/* "0123…cdef", "0123…cdef-2"; of the image given last. In `a`. */
struct str finding_ids_next(struct finding_ids *ids, const struct report *r,
			    const struct finding *f, struct arena *a);

/* "4f6e0a2c-…", of what finding_ids_next() gave. */
struct str finding_ids_uuid(const struct finding_ids *ids, struct str text, struct arena *a);

/* Version 5 of RFC 9562 in the name space of this program. */
struct str uuid_of_name(struct str name, struct arena *a);

/* Version 8 of RFC 9562: the digest of the text. */
struct str uuid_of_content(struct str content, struct arena *a);

/*
 * Version 7 of RFC 9562, whose random part is a digest of `content`: two runs give the same. A time that is no
 * RFC 3339 counts as 1970.
 */
struct str uuid_of_time(struct str time, struct str content, struct arena *a);

/* Seconds since 1970 of "2026-03-02T10:00:00Z" or of a date; false for anything else, also before 1970. */
bool time_of_text(struct str rfc3339, uint64_t *out);

/* The report's time in UTC, "2026-03-02T10:00:00Z"; of an unreadable one 1970. */
struct str time_of_report(const struct report *r);

/* "payment:1.2", or what the user asked for when nobody named it; never empty. */
struct str image_title(const struct report *r);
