/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The main path: an opened image and a database in, judged reports out.
 *
 * Everything that needs the operating system was opened before: the program is confined while this runs.
 */
#pragma once

#include "find/base.h"
#include "find/watch.h"
#include "judge/db/db.h"
#include "judge/gate.h"
#include "model/report.h"
#include "read/source.h"

struct scan_options {
	const char *reference;	     /* as the user gave it: for messages and the report */
	bool rootfs;		     /* the input is a folder that is a root file system */
	bool one_device;	     /* --rootfs: stay on the file system of the folder */
	const char *image;	     /* NULL: the archive's only one */
	const struct platform *want; /* NULL: all */
	bool verify_diff_ids;
	unsigned jobs;				     /* at least 1 */
	struct str now;				     /* RFC 3339 */
	struct str today;			     /* YYYY-MM-DD */
	struct str dockerfile_path, dockerfile_text; /* what it was built from; empty: not known */
	struct gate_options gate;		     /* `today` is set by scan_run() */
	/* What earlier scans knew: sets finding.first_seen and report.trend. Called once for each report, between
	 * matching and the gate; a failure is a warning, not the end. NULL: nothing is known. */
	int (*recall)(void *context, struct report *r, struct fault *f);
	void *recall_context;
	/* Takes out what nobody asked for, behind recall() and before the gate; NULL: nothing. */
	void (*select)(void *context, struct report *r);
	void *select_context;
	unsigned scanners;		     /* of enum scanner (find/watch.h) */
	bool show_secrets;		     /* the report holds the secrets themselves */
	const struct miner_patterns *miners; /* NULL without SCANNER_INTEGRITY */
	const struct secret_engine *secrets; /* NULL without SCANNER_SECRET */
	place_excused *excused; /* what the user says of secrets in git; NULL: nothing */
	void *excused_context;
	struct database_info database;
	const struct base_list *bases;	 /* that are recognised; NULL: none */
	struct str base;		 /* only those of this name; empty: all */
	struct source_input *base_input; /* --base REF: this image is the base; NULL without */
	const char *base_reference;	 /* its reference, as the user gave it */
	bool hash_streams; /* archives that pass by are hashed, so that their bases can be named */
	bool sandboxed;
	struct str sandbox_note;
};

/* The reports of one run; own their memory. */
struct scan_reports {
	struct report **p;
	size_t n;
	struct arena *arena;	/* what the reports share: images, */
	struct sym_table *syms; /* and strings */
};

void scan_reports_done(struct scan_reports *r);

/*
 * Reads, judges, decides. Fails only when there is no image to speak of (not found, not an image, no such
 * platform) or the database is corrupt; everything else is in the reports. `db` serves one or several
 * images; `in` stays the caller's.
 */
int scan_run(const struct scan_options *opt, struct source_input *in, const struct db *db,
	     struct scan_reports *out, struct fault *f);
