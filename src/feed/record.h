/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What several feeds need to turn their bytes into records.
 */
#pragma once

#include "base/buf.h"
#include "base/vec.h"
#include "judge/db/build.h"
#include "read/stream.h"
#include "text/json.h"

/* The whole body; E_LIMIT beyond `max` bytes. `b` is the caller's, initialised here. */
int record_slurp(struct stream *body, size_t max, struct buf *b, struct fault *f);

/* Lines of a stream of any length, without their LF or CRLF; a line beyond `max` bytes is E_LIMIT. */
struct record_lines {
	struct stream *in;
	struct str window; /* not handed out yet */
	struct buf carry;  /* a line that began in the window before */
	uint64_t line;	   /* number of the line handed out last, from 1 */
};
void record_lines_init(struct record_lines *l, struct stream *in, size_t max);
void record_lines_donep(struct record_lines *l);
int record_lines_next(struct record_lines *l, struct str *out, struct fault *f);

/* A JSON document through json_feed (text/json.h), records of at most LIMIT_FEED_RECORD bytes. */
int record_stream(struct stream *body, unsigned depth, json_visit *visit, void *context,
		  struct fault *f);

/* "CVE-2024-3094": the year, and four digits or more; nothing around it. */
bool record_is_cve(struct str s);

/* Begins with YYYY-MM-DD. */
bool record_is_date(struct str s);

/* build_date() for a date that is one. */
void record_date(struct db_build *out, struct str date);

/* "29 Mar 2023" → "2023-03-29"; empty when it is not such a date. */
struct str record_date_of_words(struct arena *a, struct str words);

/* A VEC(struct str) with a name. */
struct record_strings {
	struct str *p;
	size_t n, cap;
};

/* Adds s unless it is empty or there already; `strings` is a struct record_strings or a VEC(struct str). */
void record_add(struct arena *a, void *strings, struct str s);

/* Adds every string of a JSON array; a lone string counts as an array of one. */
void record_add_all(struct arena *a, void *strings, const struct json *array);

/* An interval pushed to p; `fixed` empty leaves it open. */
void record_interval(struct arena *a, struct advisory_package *p, struct str introduced,
		     struct str fixed);

/*
 * Everything below `version`, for a statement that must not promise a fix: in the order of Debian
 * packages nothing that exists lies between "1.2~" and "1.2".
 */
void record_below(struct arena *a, struct advisory_package *p, struct str version);

/* How many of the NULL-terminated `words` stand in the text. */
unsigned record_count_words(struct str text, const char *const *words);

/*
 * A distribution's code name → canonical release: ("bookworm" → "12", "jammy" → "22.04"); false for
 * one that is not in the table.
 */
bool record_debian_release(struct str codename, struct str *release);
bool record_ubuntu_release(struct str codename, struct str *release);

/* The Debian releases that get fixes (long term support included), NULL-terminated. */
extern const char *const record_debian_live[];
