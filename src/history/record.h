/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a history remembers of one scan of one image: numbers and short texts.
 *
 * Nothing of a secret but its rule, its place and its fingerprint's digest; no message, no evidence. A record
 * is made of a finished report, crosses a pipe (wire.h), and is stored (store.h).
 */
#pragma once

#include "model/report.h"

enum { HISTORY_PRINT = 16 }; /* bytes of a fingerprint: model/identity.h has it in hexadecimal */

struct record_finding {
	uint8_t print[HISTORY_PRINT];
	enum finding_kind kind;
	enum finding_place place;
	enum severity severity;
	bool fixable; /* there is something to do: a fixed version, or it is no vulnerability */
	bool blocking, ignored;
	int64_t until; /* ignored: days since 1970, the last on which that holds; 0: for ever */
	struct str id; /* "CVE-…" or the slug */
	struct str subject; /* the source package, or the path */
	struct str fixed;   /* the version that mends it */
	struct str owner;   /* of the exception, or where it stands */
};

/* Counts of what a chart shows, not of all rows: ignored ones are in by_place alone. */
struct record_counts {
	uint32_t by_place[PLACE_COUNT_];
	uint32_t by_severity[SEVERITY_COUNT_]; /* vulnerabilities */
	uint32_t fixable;		       /* vulnerabilities */
	uint32_t blocking;
	uint32_t packages;
	uint64_t size; /* bytes of the layers, as stored */
};

struct record {
	struct str image, platform; /* whose past it is: image_key(), platform_text() */
	struct str reference;	    /* as the user gave it */
	struct digest manifest, config;
	int64_t time; /* seconds since 1970 */
	enum verdict verdict;
	struct str gate, clause, policy;     /* name, what decided, digest of the policy */
	struct str database, database_built; /* digest, date */
	unsigned looked;    /* one bit for each enum finding_kind that the scan looked for */
	bool headline_only; /* of the vulnerabilities only the built-in few: not looked for */
	struct record_counts counts;
	VEC(struct record_finding) findings; /* each fingerprint once */
	bool cut;			     /* there were more than LIMIT_HISTORY_FINDINGS */
};

/* All kinds. */
#define LOOKED_ALL ((1u << FINDING_KIND_COUNT_) - 1)

/* Only `image` and `platform`: whose past to ask for. */
void record_key(const struct report *r, struct arena *a, struct record *out);

/*
 * Of a judged report. `looked` as in the record; vulnerabilities are taken out of it when only the headline
 * advisories were asked. E_USAGE when the report has no usable date. Texts in `a`.
 */
int record_of_report(const struct report *r, unsigned looked, struct arena *a, struct record *out,
		     struct fault *f);
