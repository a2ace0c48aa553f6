/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Everything a scan learned of one image: all that judge and tell share. find fills packages, os
 * and findings; judge adds vulnerabilities, places and the verdict; tell reads.
 *
 * Order: report_sort() brings everything into the one order that all formats print, whatever thread
 * found it.
 */
#pragma once

#include "base/fault.h"
#include "base/sym.h"
#include "model/finding.h"
#include "model/image.h"
#include "model/package.h"
#include "model/plan.h"

enum verdict {
	VERDICT_SEAWORTHY,
	VERDICT_NOT_SEAWORTHY,
	VERDICT_INCOMPLETE, /* nothing bad was seen, but not everything could be read */
};

const char *verdict_name(enum verdict v); /* "seaworthy", "not seaworthy", "incomplete" */

/* The distribution, as os-release(5) and its relatives say. */
struct os_release {
	struct str id; /* "debian", "alpine"; empty when there is none */
	struct str id_like;
	struct str version_id; /* "12", "3.20.3" */
	struct str codename;   /* "bookworm" */
	struct str pretty;     /* "Debian GNU/Linux 12 (bookworm)" */
	struct str location;   /* the file that said so */
	enum ecosystem ecosystem;
	struct str release; /* canonical; what advisories are looked up under */
	struct str eol;	    /* date of end of life "2028-06-30", empty when not in the table */
	bool distroless;    /* dpkg status.d without a dpkg status */
	bool is_scratch;    /* no distribution and no package database at all */
};

/* What the advisories came from. */
struct database_info {
	struct str path;   /* empty when only the built-in headline advisories were used */
	struct str digest; /* "sha256:…" of the database's content */
	struct str built;  /* newest date in its feeds, RFC 3339 */
	uint64_t advisories;
	bool headline_only;
	bool has_release; /* it has any data for this image's distribution and release */
};

/* A file or folder that costs space. */
struct layer_item {
	struct str path;
	uint64_t bytes;
	uint16_t
		hidden_by; /* the layer that deletes or replaces it; LAYER_NONE: a container sees it */
};

#define LAYER_TOP 10

/* What is at the bottom of the image: layers that somebody else made and that have a name. */
struct base_info {
	struct str name;    /* empty: not known */
	struct str created; /* "2024-09-06"; empty when not known */
	struct str origin;  /* the catalogue or image that says so */
	uint16_t layers;    /* the lowest ones that are its */
	uint32_t steps;	    /* the entries of the history that are its */
};

enum origin {
	ORIGIN_UNKNOWN, /* no base is known, or it is not about a layer */
	ORIGIN_BASE,
	ORIGIN_APP,
};

/* What a layer did to the files of those below. Files are everything but folders. */
struct layer_changes {
	uint64_t added, changed, deleted; /* files */
	uint64_t wasted;		  /* files of this one, that later ones delete or replace */
	uint64_t added_bytes;		  /* of new files */
	uint64_t changed_bytes;		  /* of files that replace older ones */
	uint64_t deleted_bytes; /* of lower layers, that this one deletes: they ship all the same */
	uint64_t wasted_bytes;	/* of `wasted` */
	struct layer_item top[LAYER_TOP]; /* its largest files, largest first; bytes 0 ends them */
};

struct layer_facts {
	uint64_t entries, bytes; /* members, and uncompressed bytes of the tar */
	uint32_t gaps;
	struct layer_changes changes; /* when report.has_changes */
};

/* A clause of the gate, and how many findings it decided. */
struct gate_clause {
	struct str name;   /* "fixable-serious" */
	struct str source; /* "policy.yaml:12:5"; empty for a built-in policy */
	enum gate_effect effect;
	uint32_t met; /* findings whose effect it gave */
};

/* By what the verdict was found. */
struct gate_info {
	struct str name;       /* of the gate: "default", "ci" */
	struct str policy;     /* the file that holds it, or "built-in" */
	struct str digest;     /* "sha256:…" of the policy's text */
	struct str decided_by; /* name of the clause that decided; empty when none did */
	bool stale;	       /* the advisory data is older than the gate allows: exit 4 */
	VEC(struct gate_clause) clauses; /* in the order of the policy */
};

enum exception_state {
	EXCEPTION_USED,
	EXCEPTION_UNUSED,  /* no finding is what it speaks of */
	EXCEPTION_EXPIRED, /* its last day is over: it did not apply */
	EXCEPTION_REFUSED, /* it says less than the policy demands (a reason, an owner, a date), or it
			       speaks of these findings and still does not ignore them: `why` tells */
	EXCEPTION_STATE_COUNT_,
};

const char *exception_state_name(
	enum exception_state s); /* "used", "unused", "expired", "refused" */

/* What became of one entry of an ignore list, or one statement of VEX. */
struct exception_note {
	enum ignored_by by;
	enum exception_state state;
	bool expires_soon;   /* used, and for few days only: the policy says how few */
	struct str source;   /* where it stands */
	VEC(struct str) ids; /* what it speaks of; empty: of any */
	struct str owner, reason, until;
	struct str why;	   /* one sentence: why it did or did not apply */
	uint32_t findings; /* that it ignores */
};

/* One scan of the past, for charts. Counts of what was not ignored. */
struct trend_point {
	struct str time; /* RFC 3339 */
	enum verdict verdict;
	uint32_t blocking;		       /* findings that the gate blocked */
	uint32_t by_severity[SEVERITY_COUNT_]; /* vulnerabilities */
	uint32_t fixable;
};

struct report {
	struct arena *arena;
	struct sym_table *syms;
	bool syms_shared;
	struct str reference;	/* as the user gave it */
	struct str source_kind; /* "docker-archive", "oci-layout", "rootfs", … */
	struct image image;
	struct os_release os;
	struct database_info database;
	VEC(struct package) packages;
	VEC(struct finding) findings;
	VEC(struct layer_facts) layers; /* parallel to image.layers */
	bool has_changes;		/* the layers' changes are known: files were remembered */
	struct base_info base;
	struct str dockerfile; /* reconstructed from the history; it parses, and holds no secret */
	struct str
		dockerfile_path; /* the one it was built from, where the user named it and it fits;
				       history[].dockerfile_line counts its lines */
	bool verified_diff_ids;
	bool sandboxed;		 /* the process was confined while it read the image */
	struct str sandbox_note; /* why not, or what is missing */
	struct str created;	 /* RFC 3339, of the clock the command was given */

	enum verdict verdict;
	bool gate_failed;
	struct str verdict_reason; /* the clause that decided, in words */
	struct gate_info gate;
	VEC(struct exception_note) exceptions; /* in the order of their sources */
	bool is_past; /* made of a history: findings and verdict, no packages, layers and sizes */
	struct str baseline; /* what findings are new against; empty without one */
	VEC(struct trend_point)
	trend; /* earlier scans of this image, oldest first; without this one */
	struct plan plan;
};

/* An empty report with its own arena; with its own sym table, or one that outlives it. */
struct report *report_new(void);
struct report *report_new_shared(struct sym_table *syms);
void report_free(struct report *r); /* accepts NULL */
void report_freep(struct report **r);

/* What became of all images of a run. */
struct run_outcome {
	bool failed, incomplete; /* some image is not seaworthy; some is incomplete: both may be */
	bool stale;		 /* the data is older than a gate allows */
};

struct run_outcome run_outcome_of(const struct report *const *reports, size_t n);
enum verdict run_verdict(struct run_outcome o); /* the worst of them */

/* A zeroed finding of the kind at the end of the list, layer and package set to none. */
struct finding *report_add(struct report *r, enum finding_kind kind);

/*
 * A gap. `code` is the fault's (its name makes the id "gap-truncated"); `what` is one line for the
 * title. The text of `why` (may be NULL) becomes the message.
 * E_MISMATCH makes an integrity finding "digest-mismatch" instead, which counts as a gap, too.
 */
struct finding *report_gap(struct report *r, int code, const char *what, const struct fault *why);

/*
 * Packages by name, version, architecture, location, live first; findings by place, severity (worst
 * first), known exploited first, EPSS, id, package, path, layer. Renumbers finding.package.
 */
void report_sort(struct report *r);

/* Packages and findings of the kind that are live / in the place. */
size_t report_count_live(const struct report *r);
size_t report_count_place(const struct report *r, enum finding_place place);

/* Of all layers: files where they are known (has_changes), else entries, which folders are, too. */
uint64_t report_count_files(const struct report *r);

/* gap-nothing-to-judge, which says that there is no file; NULL when there is some. */
const struct finding *report_find_empty(const struct report *r);

/* The line of report.dockerfile_path that made the layer, or 0. */
uint32_t report_dockerfile_line(const struct report *r, uint16_t layer);

/* "layer 2 of 5: RUN apk add curl"; the number alone when the image records no instruction; "" of no layer. */
struct str report_layer_words(const struct report *r, uint16_t layer, struct arena *a);

/* Who brought it: the base, or what was built on it. */
enum origin report_origin(const struct report *r, uint16_t layer);
enum origin report_finding_origin(const struct report *r, const struct finding *f);
const char *origin_name(enum origin o); /* "base", "app"; NULL when unknown */
