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
	bool verified_diff_ids;
	bool sandboxed;		 /* the process was confined while it read the image */
	struct str sandbox_note; /* why not, or what is missing */
	struct str created;	 /* RFC 3339, of the clock the command was given */

	enum verdict verdict;
	bool gate_failed;
	struct str verdict_reason; /* the clause that decided, in words */
};

/* An empty report with its own arena; with its own sym table, or one that outlives it. */
struct report *report_new(void);
struct report *report_new_shared(struct sym_table *syms);
void report_free(struct report *r); /* accepts NULL */
void report_freep(struct report **r);

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

/* Who brought it: the base, or what was built on it. */
enum origin report_origin(const struct report *r, uint16_t layer);
enum origin report_finding_origin(const struct report *r, const struct finding *f);
const char *origin_name(enum origin o); /* "base", "app"; NULL when unknown */
