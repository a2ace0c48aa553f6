/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every SARIF writer says in the same words: the head, the messages, the levels, the places.
 *
 *	sarif_begin(&e, "seaworthy lint", version);	… opens the list of rules
 *	one object a rule
 *	sarif_rules_end(&e);
 *	sarif_put_gaps(&e, report);			… and what else the run has
 *	emit_key(&e, "results"), an array of one object a result
 *	sarif_end(&e);
 *
 * Specification: OASIS SARIF 2.1.0 (section numbers below).
 */
#pragma once

#include "model/report.h"
#include "text/emit.h"

/*
 * From the start of the document to the open array of rules (3.19.23) of its only run; then from there
 * to behind the tool; then to the line feed behind the document.
 */
void sarif_begin(struct emit *e, const char *full_name, const char *version);
void sarif_rules_end(struct emit *e);
void sarif_end(struct emit *e);

/* The same for a document of several runs: its head, each run's head and end, its end. */
void sarif_document(struct emit *e);
void sarif_run(struct emit *e, const char *full_name, const char *version);
void sarif_run_end(struct emit *e);
void sarif_document_end(struct emit *e);

/*
 * 3.20: one invocation, successful when the report has no gap, with each gap as a notification: what
 * could not be read is said where code hosts look for it.
 */
void sarif_put_gaps(struct emit *e, const struct report *r);

/* A member that is a message (3.11) or a content (3.3): an object with the text in it. */
void sarif_put_text(struct emit *e, const char *key, struct str text);

/* The member artifactLocation (3.4) of a file. */
void sarif_put_artifact(struct emit *e, struct arena *a, struct str path);

/*
 * 3.4.3: a path as a URI reference, in the arena. Everything but what a plain path is made of is
 * percent-encoded, bytes that are not UTF-8 too, so that no name can be read as a scheme, a query or
 * a fragment; "./" before it is taken away. An absolute path stays one, with one slash before it: two
 * would name a host.
 */
struct str sarif_uri(struct arena *a, struct str path);

/* 3.27.10, and the number that code hosts sort by (the property "security-severity"). */
const char *sarif_level(enum severity s);
const char *sarif_score(enum severity s);
